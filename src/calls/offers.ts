/** What a rung phone does: ringing, picking up, a key, silence, an end; and who of several is the one (V3, V4). */
import { answer, changeLeg, changePerson, endLeg, isAsking, isIn, stopAsking, type Draft } from './draft.ts';
import { callerLegWoke, callerRingSeconds, isUncalled, volunteerLeftEarly } from './callback-call.ts';
import type { Say } from './answers.ts';
import type { ContactEvent } from './events.ts';
import type { Leg, LegOutcome, RoutingPolicy } from './model.ts';
import { isInLine } from './ladder.ts';
import { partnerFailed, partnerLeft, partnerRingSeconds, sayToPartner } from './partner.ts';
import { endTalk, guestLeft, volunteerLeft } from './talk.ts';

const missedBreakMs = 30 * 60_000;
const offerMenuRounds = 2;
const order = ['planned', 'dialling', 'ringing', 'answered', 'accepted', 'menu', 'ending', 'ended'];

/** What a leg hears in the state it is in. */
export function sayToLeg(leg: Leg, round = 0): Say {
  if (leg.state === 'ending' || leg.state === 'ended')
    return { kind: 'leg-goodbye', outcome: leg.outcome, pausedByKey: false };
  if (leg.purpose === 'crisis') return { kind: 'crisis-conference' };
  if (leg.purpose === 'leader') return isIn(leg) ? { kind: 'leader-conference' } : { kind: 'leader-menu', round };
  if (leg.purpose === 'partner') return sayToPartner(leg, round);
  if (leg.state === 'menu') return { kind: 'star-menu', round };
  if (leg.state === 'accepted') return { kind: 'volunteer-conference' };
  return { kind: 'offer-menu', round };
}

/** The carrier's answer to dialling: its name for the call is kept, and a leg ended meanwhile is rung off. */
export function legDialled(draft: Draft, leg: Leg, callSid: string): Draft {
  nameCall(draft, leg, callSid);
  if (leg.state === 'planned') changeLeg(draft, leg, { state: 'dialling', dialledAtMs: draft.world.nowMs });
  return answer(draft, { kind: 'hang-up' });
}

/** Keeps the carrier's name for a leg's call; one that came about while its leg was being ended is rung off, so that no phone rings for nobody (V4). */
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
  if (order.indexOf(leg.state) < order.indexOf(state)) {
    changeLeg(draft, leg, {
      state,
      ...(state === 'ringing' ? { ringingAtMs: draft.world.nowMs } : { answeredAtMs: draft.world.nowMs }),
    });
    if (leg.purpose === 'crisis' && state === 'answered') crisisLineComes(draft, leg);
  }
  return answer(draft, sayToLeg(leg));
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

/** A volunteer pressed a key on an offer: of all who accept, the first one whose key is seen here is the one. */
export function offerKeyed(draft: Draft, leg: Leg, key: string): Draft {
  const { contact, world } = draft;
  if (isIn(leg)) return answer(draft, leg.state === 'accepted' ? { kind: 'whisper' } : sayToLeg(leg));
  if (!isAsking(leg)) return answer(draft, sayToLeg(leg));
  if (leg.personId) changePerson(draft, leg.personId, { missedInRow: 0 });
  if (key === '1') {
    if (!isInLine(contact.state)) {
      endLeg(
        draft,
        leg,
        contact.state === 'talking' || contact.state === 'calling-back' ? 'beaten' : 'caller-gone',
        true,
      );
      return answer(draft, sayToLeg(leg));
    }
    changeLeg(draft, leg, { state: 'accepted', acceptedAtMs: world.nowMs });
    Object.assign(contact, {
      state: isUncalled(contact) ? 'calling-back' : 'talking',
      personId: leg.personId,
      conference: `wl-${world.draw}`,
      talkingSinceMs: null,
      warned: false,
      waitingSinceMs: null,
    });
    stopAsking(draft, 'beaten', leg);
    if (contact.state === 'talking') draft.effects.push({ kind: 'SpeakToCaller' });
    return answer(draft, { kind: 'whisper' });
  }
  if (key === '2' || key === '3') {
    if (key === '3' && leg.personId) changePerson(draft, leg.personId, { setting: 'off', settingAtMs: world.nowMs });
    endLeg(draft, leg, 'passed', true);
    draft.route = true;
    return answer(draft, { kind: 'leg-goodbye', outcome: 'passed', pausedByKey: key === '3' });
  }
  return answer(draft, { kind: 'offer-menu', round: 1 });
}

/** Picked up and said nothing: asked once more, then treated as a phone nobody answered. */
export function offerSilent(draft: Draft, leg: Leg, round: number): Draft {
  if (!isAsking(leg)) return answer(draft, sayToLeg(leg));
  if (round + 1 < offerMenuRounds) return answer(draft, { kind: 'offer-menu', round: round + 1 });
  missed(draft, leg, true);
  return answer(draft, sayToLeg(leg));
}

/** The call of a leg is over, whoever ended it. */
export function legEnded(draft: Draft, leg: Leg, status: Extract<ContactEvent, { kind: 'LegEnded' }>['status']): Draft {
  const { contact, world } = draft;
  if (leg.state === 'ended') return answer(draft, { kind: 'hang-up' });
  const was = leg.state;
  const wasIn = isIn(leg);
  changeLeg(draft, leg, { state: 'ended', endedAtMs: leg.endedAtMs ?? world.nowMs });
  draft.route = true;
  if (leg.purpose === 'partner') {
    if (leg.outcome === null)
      changeLeg(draft, leg, { outcome: wasIn ? 'talked' : status === 'busy' ? 'busy' : 'failed' });
    if (wasIn) partnerLeft(draft);
    else if (was !== 'ending') partnerFailed(draft);
  } else if (leg.purpose !== 'offer') {
    const announcement = leg.purpose === 'crisis' ? 'crisisLineFailed' : 'leaderNotComing';
    if (!wasIn && was !== 'ending' && contact.state === 'talking')
      draft.effects.push({ kind: 'AnnounceToVolunteer', sentence: announcement });
    if (leg.outcome === null) changeLeg(draft, leg, { outcome: wasIn ? 'talked' : 'failed' });
    guestLeft(draft);
  } else if (wasIn) {
    if (contact.state === 'calling-back') volunteerLeftEarly(draft, leg);
    else if (contact.state === 'talking') volunteerLeft(draft, leg);
    else endTalk(draft, leg, 'talked');
  } else if (was !== 'ending') {
    settleUnanswered(draft, leg, status);
  }
  return answer(draft, { kind: 'hang-up' });
}

/** Time passed for a leg: nobody picked up in time, or pressed nothing; or its news is overdue. */
export function legWoke(draft: Draft, leg: Leg): void {
  const { nowMs, line } = draft.world;
  const since = (instantMs: number | null) => (instantMs === null ? -1 : nowMs - instantMs);
  if (leg.purpose === 'caller' && (leg.state === 'ringing' || leg.state === 'answered' || leg.state === 'menu'))
    callerLegWoke(draft, leg);
  else if (leg.state === 'ringing' && leg.purpose !== 'crisis' && since(leg.ringingAtMs) >= ringMsOf(leg, line.policy))
    missed(draft, leg, false);
  else if (leg.state === 'answered' && since(leg.answeredAtMs) >= answeredLimitMs) missed(draft, leg, false);
  else if (leg.state === 'dialling' && since(leg.dialledAtMs) >= diallingLimitMs)
    draft.effects.push({ kind: 'LookAtLeg', legId: leg.id });
  else if (leg.state === 'ending' && isEndOverdue(leg, nowMs)) draft.effects.push({ kind: 'LookAtLeg', legId: leg.id });
}

/** How long a leg may ring. */
export function ringMsOf(leg: Leg, policy: RoutingPolicy): number {
  return (
    (leg.purpose === 'partner'
      ? partnerRingSeconds
      : leg.purpose === 'caller'
        ? callerRingSeconds
        : policy.ringSeconds) * 1000
  );
}

/** How long a picked-up offer may stay without a key: both rounds of the menu and a margin. */
export const answeredLimitMs = 40_000;
/** How long after dialling the carrier owes news. */
export const diallingLimitMs = 45_000;
/** How long a leg may take to be confirmed over; after a talk its person may still say how heavy it was (V7). */
export function endingMsOf(leg: Leg): number {
  return leg.purpose === 'offer' && (leg.outcome === 'talked' || leg.outcome === 'closed') ? 60_000 : 12_000;
}

/** Whether a leg that was ended should be confirmed over by now. */
export function isEndOverdue(leg: Leg, nowMs: number): boolean {
  return leg.endedAtMs !== null && nowMs - leg.endedAtMs >= endingMsOf(leg);
}

function settleUnanswered(draft: Draft, leg: Leg, status: string): void {
  if (status === 'no-answer' || status === 'completed') missed(draft, leg, true);
  else changeLeg(draft, leg, { outcome: status === 'busy' ? 'busy' : 'failed' });
}

/** Counts a missed ring; the second in a row gives a break (guards of rules.md). */
function missed(draft: Draft, leg: Leg, over: boolean): void {
  const outcome: LegOutcome = 'missed';
  if (over && leg.state === 'ended') changeLeg(draft, leg, { outcome });
  else endLeg(draft, leg, outcome, over);
  draft.route = true;
  if (leg.purpose === 'leader' && draft.contact.state === 'talking')
    draft.effects.push({ kind: 'AnnounceToVolunteer', sentence: 'leaderNotComing' });
  if (leg.purpose === 'partner') partnerFailed(draft);
  if (leg.purpose !== 'offer' || leg.personId === null) return;
  const known = draft.world.availability.find((one) => one.personId === leg.personId)?.missedInRow ?? 0;
  if (known + 1 < 2) {
    changePerson(draft, leg.personId, { missedInRow: known + 1 });
    return;
  }
  changePerson(draft, leg.personId, {
    missedInRow: 0,
    breakUntilMs: draft.world.nowMs + missedBreakMs,
    breakReason: 'missed',
  });
  draft.effects.push({ kind: 'SendText', personId: leg.personId, sentence: 'breakAfterMissed' });
}
