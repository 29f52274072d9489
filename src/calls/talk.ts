/** The conversation itself: who is in it, how it ends for the volunteer, and what is kept of it for their care. */
import { changeLeg, changePerson, endLeg, isIn, stopAsking, tellNobody, type Draft } from './draft.ts';
import { dialCaller } from './callback-start.ts';
import { startWaiting } from './entry.ts';
import type { Leg, LegOutcome } from './model.ts';
import { afterContact } from '../wellbeing/after-contact.ts';

/** Ends the volunteer's side of a talk: wrap-up starts, a rest after what was known to be hard, and what it weighed is noted. */
export function endTalk(draft: Draft, leg: Leg, outcome: LegOutcome, spoken = false): void {
  const { contact, world } = draft;
  if (leg.state !== 'ended') endLeg(draft, leg, outcome, spoken);
  else changeLeg(draft, leg, { outcome });
  const startMs = contact.talkingSinceMs ?? leg.acceptedAtMs ?? world.nowMs;
  countTalk(draft);
  if (leg.personId === null) return;
  const weight = { abusive: outcome === 'abuse', crisis: outcome === 'crisis-hand-over' };
  changePerson(draft, leg.personId, {
    ...afterContact(
      { ...weight, talkedMs: world.nowMs - startMs, lastWordsMs: world.nowMs },
      world.line.policy,
      world.nowMs,
    ),
  });
  draft.load.push({ personId: leg.personId, startMs, endMs: world.nowMs, ...weight });
  draft.route = true;
}

/** Adds the time talked with a peer until now and stops counting; time with the crisis line does not count. */
export function countTalk({ contact, world }: Draft): void {
  if (contact.talkingSinceMs !== null && contact.outcome !== 'crisis-hand-over')
    contact.talkedSeconds += Math.round((world.nowMs - contact.talkingSinceMs) / 1000);
  contact.talkingSinceMs = null;
}

/** The volunteer's leg of a talk ended without their word: a guest they brought in talks on, or the caller is asked whether they were cut off (V6). */
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

/** The volunteer's leg ended before the two met, as when a phone dies during the whisper: nothing is asked, the caller is at the head of the line at once, and nothing counts as load. */
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
  if (!isIn(leg)) return tellNobody(draft);
  changeLeg(draft, leg, { joinedAtMs: world.nowMs });
  if (contact.state === 'calling-back') return dialCaller(draft);
  if (leg.purpose === 'offer' && contact.state === 'talking' && contact.talkingSinceMs !== null) {
    draft.effects.push({ kind: 'ReleaseCaller' });
  }
  return tellNobody(draft);
}

/** The caller has come into the conference: from now on they talk. */
export function callerJoined(draft: Draft): Draft {
  const { contact, world } = draft;
  if (contact.state === 'talking' && contact.talkingSinceMs === null) contact.talkingSinceMs = world.nowMs;
  return tellNobody(draft);
}

/** A talk has come to its soft limit: the volunteer alone is told. */
export function warnOfSoftLimit(draft: Draft): void {
  draft.contact.warned = true;
  draft.effects.push({ kind: 'AnnounceToVolunteer', sentence: 'fiveMinutesLeft' });
}
