/** Another organisation that may take the call: it is rung once the caller has agreed, and they keep their place until the two talk (the overflow ladder). */
import { addLeg, changeLeg, endLeg, isAsking, isIn, stopAsking, tellCaller, tellLeg, type Draft } from './draft.ts';
import { sayToLeg } from './heard.ts';
import type { Leg } from './model.ts';
import { plannedLeg } from './planned-leg.ts';
import { isInLine, putBeforeChoices } from './ladder.ts';

/** A switchboard takes longer to come to the phone than a volunteer. */
export const partnerRingSeconds = 30;
const partnerMenuRounds = 3;

/** Rings the partner of `step`; every offer stays alive meanwhile. */
export function callPartner(draft: Draft, step: number): Draft {
  const { contact, world } = draft;
  const id = `${world.draw}-partner`;
  addLeg(draft, plannedLeg(contact, { id, purpose: 'partner', personId: null, role: 'partner' }, world.nowMs));
  draft.effects.push({ kind: 'RingPartner', legId: id, step });
  Object.assign(contact, { state: 'waiting', script: 'hold', partnerStep: null });
  return tellCaller(draft, { kind: 'partner-connecting' });
}

/** The partner's own key: a switchboard or a machine that answers gets no caller. */
export function partnerKeyed(draft: Draft, leg: Leg, key: string): Draft {
  const { contact, world } = draft;
  if (isIn(leg)) return tellLeg(draft, sayToLeg(leg));
  if (!isAsking(leg)) return goodbye(draft, leg);
  if (!isInLine(contact.state)) {
    endLeg(draft, leg, contact.state === 'talking' ? 'beaten' : 'caller-gone', true);
    return goodbye(draft, leg);
  }
  if (key !== '1') return tellLeg(draft, sayToLeg(leg));
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
  return tellLeg(draft, sayToLeg(leg));
}

/** Picked up and no key: asked again, then given up. */
export function partnerSilent(draft: Draft, leg: Leg, round: number): Draft {
  if (isIn(leg)) return tellLeg(draft, sayToLeg(leg));
  if (isAsking(leg) && round + 1 < partnerMenuRounds) return tellLeg(draft, sayToLeg(leg, round + 1));
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
  return tellLeg(draft, { kind: 'leg-goodbye', outcome: leg.outcome, pausedByKey: false });
}
