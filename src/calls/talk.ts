/** The conversation itself: who is in it, how it ends for the volunteer, and what is kept of it for their care. */
import { answer, changeLeg, changePerson, endLeg, isIn, stopAsking, talkingLeg, type Draft } from './draft.ts';
import { dialCaller } from './callback-call.ts';
import { startWaiting } from './caller.ts';
import type { Availability, Leg, LegOutcome, RoutingPolicy } from './model.ts';

const minuteMs = 60_000;

/** Ends the volunteer's side of a talk: wrap-up starts, a rest after what was known to be hard, and what it weighed is noted. */
export function endTalk(draft: Draft, leg: Leg, outcome: LegOutcome, spoken = false): void {
  const { contact, world } = draft;
  if (leg.state !== 'ended') endLeg(draft, leg, outcome, spoken);
  else changeLeg(draft, leg, { outcome });
  const startMs = contact.talkingSinceMs ?? leg.acceptedAtMs ?? world.nowMs;
  countTalk(draft);
  if (leg.personId === null) return;
  changePerson(draft, leg.personId, {
    wrapUpUntilMs: world.nowMs + world.line.policy.wrapUpMinutes * minuteMs,
    idleSinceMs: world.nowMs,
    ...restAfter(outcome, world.line.policy, world.nowMs),
  });
  draft.load.push({
    personId: leg.personId,
    startMs,
    endMs: world.nowMs,
    abusive: outcome === 'abuse',
    crisis: outcome === 'crisis-hand-over',
  });
  draft.route = true;
}

/** What was talked with a peer until now counts, and no longer runs; what the crisis line took over does not. */
export function countTalk({ contact, world }: Draft): void {
  if (contact.talkingSinceMs !== null && contact.outcome !== 'crisis-hand-over')
    contact.talkedSeconds += Math.round((world.nowMs - contact.talkingSinceMs) / 1000);
  contact.talkingSinceMs = null;
}

/** The rest that follows by itself; how heavy any other talk was the volunteer says afterwards (guards of rules.md). */
function restAfter(outcome: LegOutcome, policy: RoutingPolicy, nowMs: number): Partial<Availability> {
  if (outcome === 'abuse') return { restUntilMs: nowMs + policy.restAfterHeavyMinutes * minuteMs, restReason: 'abuse' };
  if (outcome === 'crisis-hand-over')
    return { restUntilMs: nowMs + policy.restAfterCrisisMinutes * minuteMs, restReason: 'crisis' };
  return {};
}

/** The volunteer's leg of a talk is gone without a word: whoever they brought in talks on, or the caller is asked whether they were cut off (V6). */
export function volunteerLeft(draft: Draft, leg: Leg): void {
  const { contact, world } = draft;
  const others = draft.allLegs.filter(isCompany);
  if (others.length === 0 && contact.talkingSinceMs === null && leg.joinedAtMs === null) return neverMet(draft, leg);
  const handedOver = others.some((other) => other.purpose === 'crisis');
  endTalk(draft, leg, handedOver ? 'crisis-hand-over' : 'lost');
  if (handedOver) contact.outcome = 'crisis-hand-over';
  else contact.preferredPersonId = leg.personId;
  if (others.length > 0) contact.talkingSinceMs = world.nowMs;
  else askWhetherLost(draft);
}

/** Gone before the two met, as a phone that dies during the whisper: there is nothing to ask, the caller is at the head of the line at once, and nothing weighs on anybody. */
function neverMet(draft: Draft, leg: Leg): void {
  changeLeg(draft, leg, { outcome: 'missed' });
  stopAsking(draft, 'caller-gone');
  draft.contact = startWaiting(
    { ...draft.contact, personId: null, conference: null, rankAtMs: 0, lastInLine: false, script: 'hold' },
    draft.world.nowMs,
  );
  draft.route = true;
  draft.effects.push({ kind: 'SpeakToCaller', first: 'backAtHead' });
}

/** Somebody whom the volunteer brought in has left: with nobody there any more the caller is not left in silence. */
export function guestLeft(draft: Draft): void {
  const { contact } = draft;
  if (contact.state !== 'talking' || draft.allLegs.some(isCompany)) return;
  countTalk(draft);
  if (contact.outcome !== 'crisis-hand-over') return askWhetherLost(draft);
  Object.assign(contact, { state: 'told', told: 'after-crisis', toldUntilMs: null });
  stopAsking(draft, 'caller-gone');
  draft.effects.push({ kind: 'SpeakToCaller' });
}

/** Whether the caller has somebody to talk with on the leg. */
function isCompany(leg: Leg): boolean {
  return isIn(leg) && (leg.purpose === 'offer' || leg.purpose === 'leader' || leg.purpose === 'crisis');
}

function askWhetherLost(draft: Draft): void {
  draft.contact.state = 'lost-volunteer';
  stopAsking(draft, 'caller-gone');
  draft.effects.push({ kind: 'SpeakToCaller' });
}

/** The caller's or the volunteer's voice has come into the conference. */
export function legJoined(draft: Draft, leg: Leg): Draft {
  const { contact, world } = draft;
  if (!isIn(leg)) return answer(draft, { kind: 'hang-up' });
  changeLeg(draft, leg, { joinedAtMs: world.nowMs });
  if (contact.state === 'calling-back') return dialCaller(draft);
  if (leg.purpose === 'offer' && contact.state === 'talking' && contact.talkingSinceMs !== null) {
    draft.effects.push({ kind: 'ReleaseCaller' });
  }
  return answer(draft, { kind: 'hang-up' });
}

/** The caller has come into the conference: from now on they talk. */
export function callerJoined(draft: Draft): Draft {
  const { contact, world } = draft;
  if (contact.state === 'talking' && contact.talkingSinceMs === null) contact.talkingSinceMs = world.nowMs;
  return answer(draft, { kind: 'hang-up' });
}

/** Time passed in a talk: the volunteer alone is told of the soft limit; a lonely one is looked after. */
export function talkWoke(draft: Draft): void {
  const { contact, world } = draft;
  const leg = talkingLeg(draft);
  if (!leg) return;
  if (contact.talkingSinceMs === null) {
    if (world.nowMs - (leg.acceptedAtMs ?? world.nowMs) >= 10_000) draft.effects.push({ kind: 'LookAtCaller' });
    return;
  }
  const softLimitMs = contact.talkingSinceMs + world.line.policy.softLimitMinutes * minuteMs;
  if (!contact.warned && world.nowMs >= softLimitMs) {
    contact.warned = true;
    draft.effects.push({ kind: 'AnnounceToVolunteer', sentence: 'fiveMinutesLeft' });
  }
}
