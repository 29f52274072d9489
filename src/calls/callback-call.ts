/** Calling somebody back: a volunteer waits, the caller's leg rings, and what every way of picking up means (C2, C3). */
import type { AttemptOutcome } from '../promises/rules.ts';
import { callerHungUp, sayToCaller } from './caller.ts';
import { addLeg, answer, changeLeg, endLeg, isAsking, isIn, stopAsking, talkingLeg, type Draft } from './draft.ts';
import type { Say } from './answers.ts';
import type { ContactEvent } from './events.ts';
import type { Contact, Leg } from './model.ts';
import { legDialled, legProgressed, legResumed } from './offers.ts';

/** How long the caller's phone rings. */
export const callerRingSeconds = 30;
/** How long somebody who picked up may stay without the key that takes the call: every round of the sentence, and a margin. */
export const calleeLimitMs = 75_000;
/** The caller is dialled once the volunteer has heard what it is; this long after their key at the latest. */
export const dialAnywayMs = 20_000;

const helloRounds = 3;
const openingRounds = 2;

/** Whether this is a callback whose caller is not on the phone yet. */
export function isUncalled(contact: Pick<Contact, 'callbackId' | 'callSid'>): boolean {
  return contact.callbackId !== null && contact.callSid === null;
}

/** The caller's leg while it may still become the call. */
function openCallerLeg(draft: Draft): Leg | undefined {
  return draft.allLegs.find((leg) => leg.purpose === 'caller' && leg.state !== 'ending' && leg.state !== 'ended');
}

/** The volunteer has heard that this is a callback: now the caller is dialled, unless their phone rings already. */
export function dialCaller(draft: Draft): Draft {
  const { contact, world } = draft;
  if (contact.state === 'calling-back' && isUncalled(contact) && !openCallerLeg(draft)) {
    const id = `${world.draw}-caller`;
    addLeg(draft, {
      id,
      contactId: contact.id,
      lineId: contact.lineId,
      purpose: 'caller',
      personId: null,
      role: 'caller',
      state: 'planned',
      outcome: null,
      callSid: null,
      createdAtMs: world.nowMs,
      dialledAtMs: null,
      ringingAtMs: null,
      answeredAtMs: null,
      acceptedAtMs: null,
      joinedAtMs: null,
      endedAtMs: null,
    });
    draft.effects.push({ kind: 'RingCaller', legId: id });
  }
  return answer(draft, { kind: 'hang-up' });
}

/** What whoever picked up hears; before a key this may be a machine or a stranger. */
function sayToCallee(leg: Leg, round = 0): Say {
  if (leg.state === 'ending' || leg.state === 'ended') return { kind: 'callee-goodbye', outcome: leg.outcome };
  return { kind: 'callee-menu', round, isPerson: leg.state === 'menu' };
}

/** Answers an event of the caller's leg. */
export function callerLegEvent(draft: Draft, leg: Leg, event: Extract<ContactEvent, { legId: string }>): Draft {
  const { contact } = draft;
  if (contact.callSid !== null && contact.callSid === leg.callSid) {
    return event.kind === 'LegEnded' ? callerHungUp(draft) : answer(draft, sayToCaller(contact));
  }
  switch (event.kind) {
    case 'LegDialled':
      return legDialled(draft, leg, event.callSid);
    case 'LegNotDialled':
      // What a person said on the phone stays, even when the carrier's answer to dialling was lost.
      return isAsking(leg) ? conclude(draft, leg, 'failed', true) : gone(draft, leg, 'failed');
    case 'LegRinging':
    case 'LegAnswered':
      legProgressed(draft, leg, event);
      return answer(draft, sayToCallee(leg));
    case 'LegResumed':
      legResumed(draft, leg);
      return answer(draft, sayToCallee(leg));
    case 'LegHinted':
      return hinted(draft, leg, event.answeredBy);
    case 'LegKeyed':
      return keyed(draft, leg, event.menu, event.key);
    case 'LegSilent':
      return silent(draft, leg, event.menu, event.round);
    case 'LegEnded':
      return gone(draft, leg, event.status);
    case 'LegJoined':
    case 'LegLeftConference':
      return answer(draft, sayToCallee(leg));
  }
}

/** The carrier's guess at who picked up; it decides nothing while there may still be a key. */
function hinted(draft: Draft, leg: Leg, answeredBy: 'person' | 'machine' | null): Draft {
  if (leg.answeredBy !== 'person') changeLeg(draft, leg, { answeredBy });
  if (answeredBy === 'machine' && leg.state === 'answered') draft.effects.push({ kind: 'LeaveMessage', legId: leg.id });
  return answer(draft, { kind: 'hang-up' });
}

function keyed(draft: Draft, leg: Leg, menu: string, key: string): Draft {
  if (!isAsking(leg) && leg.state !== 'menu') return answer(draft, sayToCallee(leg));
  // A key is the proof of a person.
  changeLeg(draft, leg, { answeredBy: 'person' });
  if (key === '2') return conclude(draft, leg, 'refused', true);
  if (key !== '1') return answer(draft, sayToCallee(leg));
  // The key that answers "hello" takes no call, not even when it is delivered twice.
  if (menu === 'hello') {
    changeLeg(draft, leg, { state: 'menu' });
    return answer(draft, sayToCallee(leg));
  }
  return takeCall(draft, leg);
}

function silent(draft: Draft, leg: Leg, menu: string, round: number): Draft {
  if (leg.state === 'menu') return menu === 'hello' ? answer(draft, sayToCallee(leg)) : takeCall(draft, leg);
  if (!isAsking(leg)) return answer(draft, sayToCallee(leg));
  if (round + 1 < (menu === 'hello' ? helloRounds : openingRounds)) return answer(draft, sayToCallee(leg, round + 1));
  return conclude(draft, leg, unkeyed(leg), true);
}

/** Nobody pressed a key: a machine only where the carrier heard one; otherwise somebody who must not be called again (C2). */
function unkeyed(leg: Leg): AttemptOutcome {
  return leg.answeredBy === 'machine' ? 'machine' : 'stranger';
}

/** What a call that was picked up, and is over, says: of one that never asked us what to say nobody has heard a word of ours. */
function pickedUp(leg: Leg): AttemptOutcome {
  if (leg.state === 'menu') return 'short';
  return leg.state === 'answered' ? unkeyed(leg) : 'failed';
}

function gone(draft: Draft, leg: Leg, status: Extract<ContactEvent, { kind: 'LegEnded' }>['status']): Draft {
  if (leg.state === 'ended') return answer(draft, { kind: 'hang-up' });
  if (leg.state === 'ending') {
    changeLeg(draft, leg, { state: 'ended' });
    return answer(draft, { kind: 'hang-up' });
  }
  const outcome =
    status === 'completed' ? pickedUp(leg) : status === 'busy' || status === 'failed' ? status : 'no-answer';
  changeLeg(draft, leg, { state: 'ended', endedAtMs: draft.world.nowMs });
  return conclude(draft, leg, outcome, true);
}

/** The call is taken: from here on it is the caller's own, and everything that holds for a caller holds for them. */
function takeCall(draft: Draft, leg: Leg): Draft {
  const { contact, world } = draft;
  changeLeg(draft, leg, { state: 'ended', outcome: 'talked', acceptedAtMs: world.nowMs, endedAtMs: world.nowMs });
  Object.assign(contact, { callSid: leg.callSid, seenAtMs: world.nowMs, script: 'hold' });
  const volunteer = talkingLeg(draft);
  if (!volunteer || contact.state !== 'calling-back') {
    draft.route = true;
    return answer(draft, { kind: 'looking-again' });
  }
  contact.state = 'talking';
  // They meet from now on, not from when the volunteer said yes.
  changeLeg(draft, volunteer, { acceptedAtMs: world.nowMs });
  return answer(draft, { kind: 'callee-conference' });
}

/** The attempt is over: the volunteer is thanked and free at once, and the promise goes on from its ledger. */
function conclude(draft: Draft, leg: Leg | undefined, outcome: AttemptOutcome, isOver: boolean): Draft {
  const { contact, world } = draft;
  if (leg && leg.state === 'ended') changeLeg(draft, leg, { outcome });
  else if (leg) {
    const neverDialled = leg.callSid === null && (leg.state === 'planned' || outcome === 'failed');
    changeLeg(draft, leg, { state: neverDialled ? 'ended' : 'ending', outcome, endedAtMs: world.nowMs });
    if (!neverDialled && !isOver) draft.effects.push({ kind: 'HangUpLeg', legId: leg.id });
  }
  if (contact.state === 'ended') return answer(draft, leg ? sayToCallee(leg) : { kind: 'hang-up' });
  const volunteer = talkingLeg(draft);
  if (volunteer) endLeg(draft, volunteer, outcome === 'refused' ? 'declined' : 'not-reached');
  stopAsking(draft, 'not-waiting');
  Object.assign(contact, {
    state: 'ended',
    outcome: outcome === 'withdrawn' ? 'withdrawn' : 'not-reached',
    endedAtMs: world.nowMs,
    waitingSinceMs: null,
  });
  draft.route = true;
  return answer(draft, leg ? sayToCallee(leg) : { kind: 'hang-up' });
}

/** The promise is not to be tried now after all: it is settled, the line has closed, or its caller is on the phone already. */
export function callbackWithdrawn(draft: Draft): Draft {
  if (draft.contact.state === 'ended' || !isUncalled(draft.contact)) return answer(draft, { kind: 'hang-up' });
  return conclude(draft, openCallerLeg(draft), 'withdrawn', false);
}

/** The volunteer is gone before the caller came: the caller's phone may ring on, and somebody else is asked. */
export function volunteerLeftEarly(draft: Draft, leg: Leg): void {
  const { contact } = draft;
  changeLeg(draft, leg, { outcome: 'passed' });
  Object.assign(contact, { state: 'waiting', waitingSinceMs: contact.arrivedAtMs, personId: null });
  draft.route = true;
}

/** Time passed for the caller's leg. */
export function callerLegWoke(draft: Draft, leg: Leg): void {
  const since = (instantMs: number | null) => (instantMs === null ? -1 : draft.world.nowMs - instantMs);
  if (leg.state === 'ringing' && since(leg.ringingAtMs) >= callerRingSeconds * 1000)
    conclude(draft, leg, 'no-answer', false);
  else if (leg.state === 'answered' && since(leg.answeredAtMs) >= calleeLimitMs)
    conclude(draft, leg, unkeyed(leg), false);
  else if (leg.state === 'menu' && since(leg.answeredAtMs) >= calleeLimitMs) conclude(draft, leg, 'short', false);
}

/** Time passed for a callback whose caller is not there yet. */
export function callbackWoke(draft: Draft): void {
  const { contact, world } = draft;
  if (!isUncalled(contact) || contact.state === 'ended') return;
  contact.seenAtMs = world.nowMs;
  const volunteer = draft.allLegs.find((leg) => leg.purpose === 'offer' && isIn(leg));
  if (contact.state === 'calling-back' && volunteer && world.nowMs - (volunteer.acceptedAtMs ?? 0) >= dialAnywayMs)
    dialCaller(draft);
}

/** The contact of an attempt to keep a promise: it waits in line by when its caller first arrived (C1). */
export function callbackContact(
  promise: Pick<Contact, 'lineId' | 'callerKey' | 'lastingKey' | 'language' | 'wish' | 'lastInLine' | 'rankAtMs'> & {
    id: string;
  },
  id: string,
  nowMs: number,
): Contact {
  const { id: callbackId, ...known } = promise;
  return {
    ...known,
    id,
    callbackId,
    channel: 'voice',
    state: 'waiting',
    told: null,
    toldUntilMs: null,
    crisisFrom: null,
    outcome: null,
    callSid: null,
    numberSealed: null,
    hidden: false,
    script: 'hold',
    holdRound: 0,
    quiet: false,
    arrivedAtMs: nowMs,
    waitingSinceMs: nowMs,
    personId: null,
    conference: null,
    talkingSinceMs: null,
    talkedSeconds: 0,
    warned: false,
    preferredPersonId: null,
    ladderStep: 0,
    partnerStep: null,
    choicesAtMs: null,
    decided: false,
    seenAtMs: nowMs,
    nextAtMs: null,
    endedAtMs: null,
  };
}
