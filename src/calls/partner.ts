/** Another organisation that may take the call: it is rung once the caller has agreed, and they keep their place until the two talk (the overflow ladder). */
import { addLeg, answer, changeLeg, endLeg, isAsking, isIn, stopAsking, type Draft } from './draft.ts';
import type { Leg } from './model.ts';
import { isInLine, putBeforeChoices } from './ladder.ts';

/** A switchboard takes longer to come to the phone than a volunteer. */
export const partnerRingSeconds = 30;
const partnerMenuRounds = 3;

/** Rings the partner of `step`; every offer stays alive meanwhile. */
export function callPartner(draft: Draft, step: number): Draft {
  const { contact, world } = draft;
  const id = `${world.draw}-partner`;
  addLeg(draft, {
    id,
    contactId: contact.id,
    lineId: contact.lineId,
    purpose: 'partner',
    personId: null,
    role: 'partner',
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
  draft.effects.push({ kind: 'RingPartner', legId: id, step });
  Object.assign(contact, { state: 'waiting', script: 'hold', partnerStep: null });
  return answer(draft, { kind: 'partner-connecting' });
}

/** What a partner's leg hears in the state it is in. */
export function sayToPartner(leg: Leg, round = 0) {
  return isIn(leg) ? { kind: 'partner-conference' as const } : { kind: 'partner-menu' as const, round };
}

/** The partner's own key: a switchboard or a machine that answers gets no caller. */
export function partnerKeyed(draft: Draft, leg: Leg, key: string): Draft {
  const { contact, world } = draft;
  if (isIn(leg)) return answer(draft, sayToPartner(leg));
  if (!isAsking(leg)) return goodbye(draft, leg);
  if (!isInLine(contact.state)) {
    endLeg(draft, leg, contact.state === 'talking' ? 'beaten' : 'caller-gone', true);
    return goodbye(draft, leg);
  }
  if (key !== '1') return answer(draft, sayToPartner(leg));
  changeLeg(draft, leg, { state: 'accepted', acceptedAtMs: world.nowMs });
  Object.assign(contact, {
    state: 'talking',
    personId: null,
    conference: `wl-${world.draw}`,
    talkingSinceMs: null,
    warned: false,
    waitingSinceMs: null,
    outcome: 'handed-on',
  });
  stopAsking(draft, 'beaten', leg);
  draft.effects.push({ kind: 'SpeakToCaller' });
  return answer(draft, sayToPartner(leg));
}

/** Picked up and no key: asked again, then given up. */
export function partnerSilent(draft: Draft, leg: Leg, round: number): Draft {
  if (isIn(leg)) return answer(draft, sayToPartner(leg));
  if (isAsking(leg) && round + 1 < partnerMenuRounds) return answer(draft, sayToPartner(leg, round + 1));
  if (isAsking(leg)) {
    endLeg(draft, leg, 'missed', true);
    partnerFailed(draft);
  }
  return goodbye(draft, leg);
}

/** The caller hears that the partner could not come and what else they can choose, and keeps their place meanwhile. */
export function partnerFailed(draft: Draft): void {
  const { contact, world } = draft;
  draft.route = true;
  if (!isInLine(contact.state)) return;
  Object.assign(contact, putBeforeChoices(contact, world.nowMs));
  draft.effects.push({ kind: 'SpeakToCaller', first: 'partnerFailed' });
}

/** The partner has left a talk: it is over kindly; where it had not begun, the caller waits on at their old place. */
export function partnerLeft(draft: Draft): void {
  const { contact, world } = draft;
  if (contact.state !== 'talking') return;
  if (contact.talkingSinceMs !== null) {
    contact.talkedSeconds += Math.round((world.nowMs - contact.talkingSinceMs) / 1000);
    Object.assign(contact, { state: 'told', told: 'after-partner', toldUntilMs: null, talkingSinceMs: null });
    draft.effects.push({ kind: 'SpeakToCaller' });
    return;
  }
  Object.assign(contact, {
    state: 'waiting',
    waitingSinceMs: world.nowMs,
    outcome: null,
    conference: null,
    decided: false,
  });
  partnerFailed(draft);
}

function goodbye(draft: Draft, leg: Leg): Draft {
  return answer(draft, { kind: 'leg-goodbye', outcome: leg.outcome, pausedByKey: false });
}
