/** What happens on a volunteer's ringing phone: an answer, a key, silence, an end; and which of several volunteers gets the call (V3, V4). */
import {
  changeLeg,
  changePerson,
  endLeg,
  isAsking,
  isIn,
  stopAsking,
  tellLeg,
  tellNobody,
  type Draft,
} from './draft.ts';
import { isUncalled, volunteerLeftEarly } from './callback-start.ts';
import type { ContactEvent } from './events.ts';
import { sayToLeg } from './heard.ts';
import type { Leg, LegOutcome } from './model.ts';
import { isInLine } from './ladder.ts';
import { partnerFailed, partnerLeft } from './partner.ts';
import { endTalk, guestLeft, volunteerLeft } from './talk.ts';
import { afterMissedRing, notMissing } from '../wellbeing/breaks.ts';
import { saidOff } from '../wellbeing/own-word.ts';

const offerMenuRounds = 2;

/** A volunteer pressed a key on an offer: of all who accept, the first whose key arrives gets the call. */
export function offerKeyed(draft: Draft, leg: Leg, key: string): Draft {
  const { contact, world } = draft;
  if (isIn(leg)) return tellLeg(draft, leg.state === 'accepted' ? { kind: 'whisper' } : sayToLeg(leg));
  if (!isAsking(leg)) return tellLeg(draft, sayToLeg(leg));
  if (leg.personId) changePerson(draft, leg.personId, notMissing);
  if (key === '1') {
    if (!isInLine(contact.state)) {
      endLeg(
        draft,
        leg,
        contact.state === 'talking' || contact.state === 'calling-back' ? 'beaten' : 'caller-gone',
        true,
      );
      return tellLeg(draft, sayToLeg(leg));
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
    return tellLeg(draft, { kind: 'whisper' });
  }
  if (key === '2' || key === '3') {
    if (key === '3' && leg.personId) changePerson(draft, leg.personId, saidOff(world.nowMs));
    endLeg(draft, leg, 'passed', true);
    draft.route = true;
    return tellLeg(draft, { kind: 'leg-goodbye', outcome: 'passed', pausedByKey: key === '3' });
  }
  return tellLeg(draft, { kind: 'offer-menu', round: 1 });
}

/** Picked up and said nothing: asked once more, then treated as a phone nobody answered. */
export function offerSilent(draft: Draft, leg: Leg, round: number): Draft {
  if (!isAsking(leg)) return tellLeg(draft, sayToLeg(leg));
  if (round + 1 < offerMenuRounds) return tellLeg(draft, { kind: 'offer-menu', round: round + 1 });
  missed(draft, leg, true);
  return tellLeg(draft, sayToLeg(leg));
}

/** The call of a leg is over, whoever ended it. */
export function legEnded(draft: Draft, leg: Leg, status: Extract<ContactEvent, { kind: 'LegEnded' }>['status']): Draft {
  const { contact, world } = draft;
  if (leg.state === 'ended') return tellNobody(draft);
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
  return tellNobody(draft);
}

function settleUnanswered(draft: Draft, leg: Leg, status: string): void {
  if (status === 'no-answer' || status === 'completed') missed(draft, leg, true);
  else changeLeg(draft, leg, { outcome: status === 'busy' ? 'busy' : 'failed' });
}

/** Nobody took a phone that rang, `over` when its call has ended already; care decides what that means for its person. */
export function missed(draft: Draft, leg: Leg, over = false): void {
  const outcome: LegOutcome = 'missed';
  if (over && leg.state === 'ended') changeLeg(draft, leg, { outcome });
  else endLeg(draft, leg, outcome, over);
  draft.route = true;
  if (leg.purpose === 'leader' && draft.contact.state === 'talking')
    draft.effects.push({ kind: 'AnnounceToVolunteer', sentence: 'leaderNotComing' });
  if (leg.purpose === 'partner') partnerFailed(draft);
  if (leg.purpose !== 'offer' || leg.personId === null) return;
  const known = draft.world.availability.find((one) => one.personId === leg.personId)?.missedInRow ?? 0;
  const change = afterMissedRing(known, draft.world.nowMs);
  changePerson(draft, leg.personId, change);
  if ('breakUntilMs' in change)
    draft.effects.push({ kind: 'SendText', personId: leg.personId, sentence: 'breakAfterMissed' });
}
