/** The conversation itself: who is in it, how it ends for the volunteer, and what is kept of it for their care. */
import { answer, changeLeg, changePerson, endLeg, isIn, talkingLeg, type Draft } from './draft.ts';
import type { Leg, LegOutcome } from './model.ts';

const minuteMs = 60_000;

/** Ends the volunteer's side of a talk: wrap-up starts, and what it weighed is noted. */
export function endTalk(draft: Draft, leg: Leg, outcome: LegOutcome, spoken = false): void {
  const { contact, world } = draft;
  if (leg.state !== 'ended') endLeg(draft, leg, outcome, spoken);
  else changeLeg(draft, leg, { outcome });
  const startMs = contact.talkingSinceMs ?? leg.acceptedAtMs ?? world.nowMs;
  if (contact.talkingSinceMs !== null) contact.talkedSeconds += Math.round((world.nowMs - contact.talkingSinceMs) / 1000);
  contact.talkingSinceMs = null;
  if (leg.personId === null) return;
  changePerson(draft, leg.personId, {
    wrapUpUntilMs: world.nowMs + world.line.policy.wrapUpMinutes * minuteMs,
    idleSinceMs: world.nowMs,
  });
  draft.load.push({ personId: leg.personId, startMs, endMs: world.nowMs, abusive: outcome === 'abuse', crisis: outcome === 'crisis-hand-over' });
  draft.route = true;
}

/** The volunteer's leg of a talk is gone without a word: hand-over, or the caller is asked whether they were cut off (V6). */
export function volunteerLeft(draft: Draft, leg: Leg): void {
  const { contact } = draft;
  const counsellor = draft.allLegs.find((other) => other.purpose === 'crisis' && isIn(other));
  if (counsellor) {
    endTalk(draft, leg, 'crisis-hand-over');
    contact.outcome = 'crisis-hand-over';
    return;
  }
  endTalk(draft, leg, 'lost');
  contact.preferredPersonId = leg.personId;
  contact.state = 'lost-volunteer';
  draft.effects.push({ kind: 'SpeakToCaller' });
}

/** The caller's or the volunteer's voice has come into the conference. */
export function legJoined(draft: Draft, leg: Leg): Draft {
  const { contact, world } = draft;
  if (!isIn(leg)) return answer(draft, { kind: 'hang-up' });
  changeLeg(draft, leg, { joinedAtMs: world.nowMs });
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
