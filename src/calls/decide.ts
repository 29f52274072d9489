/** The one answer to "what now?" for a contact: total, pure and repeatable; a late or doubled event changes nothing. */
import { callbackWithdrawn, callbackWoke, callerLegEvent, isUncalled } from './callback-call.ts';
import { callbackAsked } from './callback-asked.ts';
import {
  callerHungUp,
  callerKeyed,
  callerRecorded,
  callerSilent,
  crisisCallEnded,
  linePaused,
  sayToCaller,
} from './caller.ts';
import { answer, endLeg, isAsking, isIn, startDraft, type Draft } from './draft.ts';
import type { Answer } from './answers.ts';
import type { ContactEvent, LegMenu } from './events.ts';
import type { Contact, ContactWorld, Leg } from './model.ts';
import {
  legDialled,
  legEnded,
  legProgressed,
  legResumed,
  legWoke,
  offerKeyed,
  offerSilent,
  sayToLeg,
} from './offers.ts';
import { isInLine } from './ladder.ts';
import { partnerKeyed, partnerSilent } from './partner.ts';
import { leaderKeyed, leaderOffered, leaderSilent, legLeftConference, starKeyed, starSilent } from './star-menu.ts';
import { callerJoined, legJoined, talkWoke } from './talk.ts';
import { keepRecording, seekMessage } from './voicemail.ts';
import { lookAtMs, unseenLimitMs } from './unseen.ts';
import { nextWakeMs } from './wake.ts';

/** Answers `event` for `contact` from the values of `world` alone. */
export function decide(contact: Contact, event: ContactEvent, world: ContactWorld): Answer {
  const draft = think(startDraft(contact, world), event);
  if (isSignOfLife(event) && contact.state !== 'ended') draft.contact.seenAtMs = world.nowMs;
  draft.contact.nextAtMs = nextWakeMs(draft.contact, draft.allLegs, world.line.policy, world.nowMs);
  const { contact: after, legs, say, effects, people, load, refusedPair, voicemail, feltHeard, thanked, route } = draft;
  return { contact: after, legs, say, effects, people, load, refusedPair, voicemail, feltHeard, thanked, route };
}

function isSignOfLife(event: ContactEvent): boolean {
  return event.kind === 'CrisisCallEnded' || (event.kind.startsWith('Caller') && event.kind !== 'CallerHungUp');
}

function think(draft: Draft, event: ContactEvent): Draft {
  switch (event.kind) {
    case 'CallerResumed':
      return draft.contact.state === 'leaving-voicemail'
        ? seekMessage(draft)
        : answer(draft, sayToCaller(draft.contact));
    case 'CallerSeen':
      return answer(draft, { kind: 'hang-up' });
    case 'CallerKeyed':
      return callerKeyed(draft, event);
    case 'CallerSilent':
      return callerSilent(draft, event.menu, event.round);
    case 'CallerHungUp':
      return callerHungUp(draft, event.learntLate);
    case 'CallerJoined':
      return callerJoined(draft);
    case 'CallerLeftConference':
      if (draft.contact.state === 'talking') draft.effects.push({ kind: 'LookAtCaller' });
      return answer(draft, sayToCaller(draft.contact));
    case 'CallerRecorded':
      return callerRecorded(draft, event);
    case 'RecordingReady':
      keepRecording(draft, event);
      return answer(draft, { kind: 'hang-up' });
    case 'LinePaused':
      return isUncalled(draft.contact) ? callbackWithdrawn(draft) : linePaused(draft);
    case 'CallbackPromised':
    case 'CallbackSettled':
    case 'CallbackLeft':
      return callbackAsked(draft, event);
    case 'CallbackWithdrawn':
      return callbackWithdrawn(draft);
    case 'CrisisCallEnded':
      return crisisCallEnded(draft, event.talked);
    case 'VolunteerStopped':
      for (const leg of draft.allLegs)
        if (leg.personId === event.personId && leg.purpose === 'offer' && isAsking(leg)) endLeg(draft, leg, 'passed');
      draft.route = true;
      return answer(draft, { kind: 'hang-up' });
    case 'LeaderOffered':
      return leaderOffered(draft, event.personId);
    case 'Woke':
      return woke(draft);
    default:
      return legEvent(draft, event);
  }
}

function legEvent(draft: Draft, event: Extract<ContactEvent, { legId: string }>): Draft {
  const leg = draft.allLegs.find((one) => one.id === event.legId);
  if (!leg) return answer(draft, { kind: 'leg-goodbye', outcome: null, pausedByKey: false });
  // Only the answer to dialling was lost: the call has made itself known, and its own news follows.
  if (event.kind === 'LegNotDialled' && leg.callSid !== null) return answer(draft, { kind: 'hang-up' });
  if (leg.purpose === 'caller') return callerLegEvent(draft, leg, event);
  switch (event.kind) {
    case 'LegDialled':
      return legDialled(draft, leg, event.callSid);
    case 'LegNotDialled':
      return legEnded(draft, leg, 'failed');
    case 'LegRinging':
    case 'LegAnswered':
      return legProgressed(draft, leg, event);
    case 'LegResumed':
      return legResumed(draft, leg);
    case 'LegKeyed':
      return keyed(draft, leg, event.menu, event.key);
    case 'LegSilent':
      return silent(draft, leg, event.menu, event.round);
    case 'LegLeftConference':
      return legLeftConference(draft, leg);
    case 'LegJoined':
      return legJoined(draft, leg);
    case 'LegEnded':
      return legEnded(draft, leg, event.status);
    case 'LegHinted':
      return answer(draft, { kind: 'hang-up' });
  }
}

function keyed(draft: Draft, leg: Leg, menu: LegMenu, key: string): Draft {
  if (leg.purpose === 'crisis') return answer(draft, sayToLeg(leg));
  if (leg.purpose === 'leader') return leaderKeyed(draft, leg, key);
  if (leg.purpose === 'partner') return partnerKeyed(draft, leg, key);
  return menu === 'star' ? starKeyed(draft, leg, key) : offerKeyed(draft, leg, key);
}

function silent(draft: Draft, leg: Leg, menu: LegMenu, round: number): Draft {
  if (leg.purpose === 'crisis') return answer(draft, sayToLeg(leg));
  if (leg.purpose === 'leader') return leaderSilent(draft, leg, round);
  if (leg.purpose === 'partner') return partnerSilent(draft, leg, round);
  return menu === 'star' ? starSilent(draft, leg, round) : offerSilent(draft, leg, round);
}

function woke(draft: Draft): Draft {
  const { contact, world } = draft;
  for (const leg of draft.allLegs) legWoke(draft, leg);
  callbackWoke(draft);
  if (contact.state === 'talking') talkWoke(draft);
  // Who waits for the other to come into the conference is looked after there.
  const isLonely = contact.state === 'talking' && contact.talkingSinceMs === null;
  if (contact.state !== 'ended' && !isLonely && world.nowMs >= lookAtMs(contact)) {
    draft.effects.push({ kind: 'LookAtCaller' });
    // The news of an end may be lost: nobody stays alone in a conference for it.
    if (world.nowMs - (contact.seenAtMs ?? contact.arrivedAtMs) >= unseenLimitMs)
      for (const leg of draft.allLegs) if (isIn(leg)) draft.effects.push({ kind: 'LookAtLeg', legId: leg.id });
  }
  if (isInLine(contact.state)) draft.route = true;
  return answer(draft, { kind: 'hang-up' });
}
