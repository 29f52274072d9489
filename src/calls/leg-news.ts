/** How far the call of a leg has come: later news wins over earlier. */
import { changeLeg, isIn, tellLeg, tellNobody, type Draft } from './draft.ts';
import type { ContactEvent } from './events.ts';
import { sayToLeg } from './heard.ts';
import type { Leg, LegState } from './model.ts';

const order: Record<LegState, number> = {
  planned: 0,
  dialling: 1,
  ringing: 2,
  answered: 3,
  accepted: 4,
  menu: 5,
  ending: 6,
  ended: 7,
};

/** The carrier's answer to dialling: its name for the call is kept, and the call of a leg that was ended meanwhile is hung up. */
export function legDialled(draft: Draft, leg: Leg, callSid: string): Draft {
  nameCall(draft, leg, callSid);
  if (leg.state === 'planned') changeLeg(draft, leg, { state: 'dialling', dialledAtMs: draft.world.nowMs });
  return tellNobody(draft);
}

/** Keeps the carrier's name for a leg's call; a call that was made while its leg was being ended is hung up, so that no phone rings for nobody (V4). */
function nameCall(draft: Draft, leg: Leg, callSid: string): void {
  if (leg.callSid !== null) return;
  changeLeg(draft, leg, { callSid });
  if (leg.state === 'ending' || leg.state === 'ended') draft.effects.push({ kind: 'HangUpLeg', legId: leg.id });
}

/** Later news wins over earlier: a status that comes late changes nothing. */
export function legProgressed(
  draft: Draft,
  leg: Leg,
  event: Extract<ContactEvent, { kind: 'LegRinging' | 'LegAnswered' }>,
): Draft {
  const state = event.kind === 'LegRinging' ? 'ringing' : 'answered';
  if (event.callSid) nameCall(draft, leg, event.callSid);
  if (order[leg.state] < order[state]) {
    changeLeg(draft, leg, {
      state,
      ...(state === 'ringing' ? { ringingAtMs: draft.world.nowMs } : { answeredAtMs: draft.world.nowMs }),
    });
    if (leg.purpose === 'crisis' && state === 'answered') crisisLineComes(draft, leg);
  }
  return tellLeg(draft, sayToLeg(leg));
}

/** Whoever answers there is put through; nobody joins a call unannounced (V13). */
function crisisLineComes(draft: Draft, leg: Leg): void {
  changeLeg(draft, leg, { state: 'accepted', acceptedAtMs: draft.world.nowMs });
  if (draft.contact.state === 'talking') draft.effects.push({ kind: 'AnnounceToAll', sentence: 'crisisJoining' });
}

/** The call of a leg comes back from the fallback document; whoever was in a talk is out of it, perhaps because the caller has left unheard. */
export function legResumed(draft: Draft, leg: Leg): Draft {
  if (isIn(leg) && draft.contact.state === 'talking') draft.effects.push({ kind: 'LookAtCaller' });
  return legProgressed(draft, leg, { kind: 'LegAnswered', legId: leg.id, callSid: null });
}
