/**
 * Every deadline of a call, each in one place: when it falls due, and what time alone does then. `wake.ts` reads from here
 * when to look, `decide.ts` what to do, so that nothing is due that wakes nobody, and nobody is woken for nothing.
 */
import { calleeUnkeyed, callerRangOut } from './callback-call.ts';
import { callerRingSeconds, dialCaller, isUncalled, openCallerLeg } from './callback-start.ts';
import { isIn, talkingLegOf, type Draft } from './draft.ts';
import { isInLine } from './ladder.ts';
import type { Contact, Leg, RoutingPolicy } from './model.ts';
import { missed } from './offers.ts';
import { partnerRingSeconds } from './partner.ts';
import { warnOfSoftLimit } from './talk.ts';
import { lookAtMs, seenMs, unseenLimitMs } from './unseen.ts';

/** What deadlines are read from: a contact and its legs as they stand. */
export type Standing = { contact: Contact; legs: readonly Leg[]; policy: RoutingPolicy };

type Due = readonly number[];

export type Deadline = {
  /** What falls due, for whoever reads a failing test. */
  what: string;
  /** The instants at which it does, in milliseconds since the epoch; none where it does not hold. */
  dueMs: (standing: Standing) => Due;
  /** An instant that has passed is over, and not looked at again until something is done about it. */
  passes: boolean;
  act: (draft: Draft) => void;
};

export type LegDeadline = {
  what: string;
  /** The same for one leg; null where it does not hold. */
  dueMs: (leg: Leg, policy: RoutingPolicy) => number | null;
  act: (draft: Draft, leg: Leg) => void;
};

/** How long somebody who picked up may stay without the key that takes the call: every round of the sentence, and a margin. */
const calleeLimitMs = 75_000;
/** The caller is dialled once the volunteer has heard what it is; this long after their key at the latest. */
const dialAnywayMs = 20_000;
/** How long a picked-up offer may stay without a key: both rounds of the menu and a margin. */
const answeredLimitMs = 40_000;
/** How long after dialling the carrier owes news. */
const diallingLimitMs = 45_000;
/** Something is done for a person who has been alone in a conference for this long. */
const lonelyVolunteerMs = 10_000;
const minuteMs = 60_000;

/** One leg is held by one of these at most. */
export const legDeadlines: readonly LegDeadline[] = [
  {
    what: 'a called-back caller picked up and pressed no key',
    dueMs: (leg) =>
      leg.purpose === 'caller' && (leg.state === 'answered' || leg.state === 'menu')
        ? (leg.answeredAtMs ?? leg.createdAtMs) + calleeLimitMs
        : null,
    act: calleeUnkeyed,
  },
  {
    what: "a called-back caller's phone rang long enough",
    dueMs: (leg) => (leg.purpose === 'caller' ? ringsUntilMs(leg, callerRingSeconds) : null),
    act: callerRangOut,
  },
  {
    what: "a volunteer's or a leader's phone rang long enough",
    dueMs: (leg, policy) =>
      leg.purpose === 'offer' || leg.purpose === 'leader' ? ringsUntilMs(leg, policy.ringSeconds) : null,
    act: missed,
  },
  {
    what: "a partner's phone rang long enough",
    dueMs: (leg) => (leg.purpose === 'partner' ? ringsUntilMs(leg, partnerRingSeconds) : null),
    act: missed,
  },
  {
    what: 'somebody picked up an offer and pressed no key',
    dueMs: (leg) =>
      leg.purpose !== 'caller' && leg.state === 'answered'
        ? (leg.answeredAtMs ?? leg.createdAtMs) + answeredLimitMs
        : null,
    act: missed,
  },
  {
    what: 'the carrier owes news of a call it dials',
    dueMs: (leg) => (leg.state === 'dialling' ? (leg.dialledAtMs ?? leg.createdAtMs) + diallingLimitMs : null),
    act: lookAtLeg,
  },
  {
    what: 'the carrier owes news of a call that was ended',
    dueMs: endDueMs,
    act: lookAtLeg,
  },
];

export const deadlines: readonly Deadline[] = [
  {
    what: 'a wait begins, its wave widens or its next step of the ladder comes',
    dueMs: ({ contact, policy }) => {
      if (!isInLine(contact.state)) return [];
      const sinceMs = contact.waitingSinceMs ?? contact.arrivedAtMs;
      const step = policy.overflow[contact.ladderStep];
      const afterSeconds = [0, ...policy.waves.map((wave) => wave.afterSeconds), ...(step ? [step.afterSeconds] : [])];
      return afterSeconds.map((seconds) => sinceMs + seconds * 1000);
    },
    passes: true,
    act: (draft) => {
      draft.route = true;
    },
  },
  {
    what: 'a volunteer waits for a called-back caller whom nobody has dialled',
    dueMs: ({ contact, legs }) => {
      const volunteer = legs.find((leg) => leg.purpose === 'offer' && isIn(leg));
      const isAwaited = contact.state === 'calling-back' && isUncalled(contact) && openCallerLeg(legs) === undefined;
      return isAwaited && volunteer ? [(volunteer.acceptedAtMs ?? volunteer.createdAtMs) + dialAnywayMs] : [];
    },
    passes: false,
    act: dialCaller,
  },
  {
    what: 'somebody is alone in the conference before the talk began',
    dueMs: ({ contact, legs }) => {
      const volunteer = lonelyOf(contact, legs);
      return volunteer ? [(volunteer.acceptedAtMs ?? volunteer.createdAtMs) + lonelyVolunteerMs] : [];
    },
    passes: false,
    act: lookAtCaller,
  },
  {
    what: 'a talk has come to its soft limit',
    dueMs: ({ contact, legs, policy }) =>
      contact.state === 'talking' && contact.talkingSinceMs !== null && !contact.warned && talkingLegOf(legs)
        ? [contact.talkingSinceMs + policy.softLimitMinutes * minuteMs]
        : [],
    passes: false,
    act: warnOfSoftLimit,
  },
  {
    what: 'a promise whose caller is not on the phone is still worked on',
    dueMs: ({ contact }) => (contact.state !== 'ended' && isUncalled(contact) ? [lookAtMs(contact)] : []),
    passes: false,
    act: ({ contact, world }) => {
      contact.seenAtMs = world.nowMs;
    },
  },
  {
    what: 'a caller has not been heard of for a while',
    dueMs: ({ contact, legs }) => (isLookedAt(contact, legs) ? [lookAtMs(contact)] : []),
    passes: false,
    act: lookAtCaller,
  },
  {
    // The news of an end may be lost: nobody stays alone in a conference for it.
    what: 'a caller has not been heard of for so long that whoever is with them is looked at too',
    dueMs: ({ contact, legs }) =>
      isLookedAt(contact, legs) && legs.some(isIn) ? [seenMs(contact) + unseenLimitMs] : [],
    passes: false,
    act: (draft) => {
      for (const leg of draft.allLegs) if (isIn(leg)) lookAtLeg(draft, leg);
    },
  },
];

/** When a leg that was ended should be confirmed over; after a talk its person may still say how heavy it was (V7). */
function endDueMs(leg: Leg): number | null {
  if (leg.state !== 'ending') return null;
  const isAfterTalk = leg.purpose === 'offer' && (leg.outcome === 'talked' || leg.outcome === 'closed');
  return (leg.endedAtMs ?? leg.createdAtMs) + (isAfterTalk ? 60_000 : 12_000);
}

/** Whether a leg that was ended should be confirmed over by now. */
export function isEndOverdue(leg: Leg, nowMs: number): boolean {
  const dueMs = endDueMs(leg);
  return dueMs !== null && nowMs >= dueMs;
}

function ringsUntilMs(leg: Leg, seconds: number): number | null {
  return leg.state === 'ringing' ? (leg.ringingAtMs ?? leg.createdAtMs) + seconds * 1000 : null;
}

/** The volunteer, or partner, who is in a conference that its caller has yet to come into. */
function lonelyOf(contact: Contact, legs: readonly Leg[]): Leg | undefined {
  return contact.state === 'talking' && contact.talkingSinceMs === null ? talkingLegOf(legs) : undefined;
}

/** Who waits for the other to come into the conference is looked after by a deadline of its own. */
function isLookedAt(contact: Contact, legs: readonly Leg[]): boolean {
  return contact.state !== 'ended' && !isUncalled(contact) && lonelyOf(contact, legs) === undefined;
}

function lookAtLeg(draft: Draft, leg: Leg): void {
  draft.effects.push({ kind: 'LookAtLeg', legId: leg.id });
}

function lookAtCaller(draft: Draft): void {
  draft.effects.push({ kind: 'LookAtCaller' });
}
