/** The one answer to "what now?" for a contact: total, pure and repeatable; a late or doubled event changes nothing. */
import { callbackWithdrawn, callerLegEvent } from './callback-call.ts';
import { isUncalled } from './callback-start.ts';
import { callbackAsked } from './callback-asked.ts';
import { callerHungUp, callerKeyed, callerRecorded, callerSilent, crisisCallEnded, linePaused } from './caller.ts';
import { endLeg, isAsking, startDraft, tellCaller, tellLeg, tellNobody, type Draft } from './draft.ts';
import type { Answer } from './answers.ts';
import { isSignOfLife, type Happening, type LegMenu } from './events.ts';
import type { Contact, ContactWorld, Leg } from './model.ts';
import { legEnded, offerKeyed, offerSilent } from './offers.ts';
import { sayToCaller, sayToLeg } from './heard.ts';
import { legDialled, legProgressed, legResumed } from './leg-news.ts';
import { partnerKeyed, partnerSilent } from './partner.ts';
import { leaderKeyed, leaderOffered, leaderSilent, legLeftConference, starKeyed, starSilent } from './star-menu.ts';
import { callerJoined, legJoined } from './talk.ts';
import { keepRecording, seekMessage } from './voicemail.ts';
import { actOnDeadlines, nextWakeMs } from './wake.ts';

/** Answers `event` for `contact` from the values of `world` alone. */
export function decide(contact: Readonly<Contact>, event: Happening, world: Readonly<ContactWorld>): Answer {
  const draft = think(startDraft(contact, world), event);
  if (isSignOfLife[event.kind] && contact.state !== 'ended') draft.contact.seenAtMs = world.nowMs;
  draft.contact.nextAtMs = nextWakeMs(draft.contact, draft.allLegs, world.line.policy, world.nowMs);
  const { contact: after, legs, say, effects, people, load, refusedPair, voicemail, feltHeard, thanked, route } = draft;
  return { contact: after, legs, say, effects, people, load, refusedPair, voicemail, feltHeard, thanked, route };
}

function think(draft: Draft, event: Happening): Draft {
  switch (event.kind) {
    case 'CallerResumed':
      return draft.contact.state === 'leaving-voicemail'
        ? seekMessage(draft)
        : tellCaller(draft, sayToCaller(draft.contact));
    case 'CallerSeen':
      return tellNobody(draft);
    case 'CallerKeyed':
      return callerKeyed(draft, event);
    case 'CallerSilent':
      return callerSilent(draft, event);
    case 'CallerHungUp':
      return callerHungUp(draft, event.learntLate);
    case 'CallerJoined':
      return callerJoined(draft);
    case 'CallerLeftConference':
      if (draft.contact.state === 'talking') draft.effects.push({ kind: 'LookAtCaller' });
      return tellCaller(draft, sayToCaller(draft.contact));
    case 'CallerRecorded':
      return callerRecorded(draft, event);
    case 'RecordingReady':
      keepRecording(draft, event);
      return tellNobody(draft);
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
      return tellNobody(draft);
    case 'LeaderOffered':
      return leaderOffered(draft, event.personId);
    case 'Woke':
      actOnDeadlines(draft);
      return tellNobody(draft);
    case 'LegDialled':
    case 'LegNotDialled':
    case 'LegRinging':
    case 'LegAnswered':
    case 'LegResumed':
    case 'LegKeyed':
    case 'LegSilent':
    case 'LegLeftConference':
    case 'LegJoined':
    case 'LegHinted':
    case 'LegEnded':
      return legEvent(draft, event);
  }
}

function legEvent(draft: Draft, event: Extract<Happening, { legId: string }>): Draft {
  const leg = draft.allLegs.find((one) => one.id === event.legId);
  if (!leg) return tellLeg(draft, { kind: 'leg-goodbye', outcome: null, pausedByKey: false });
  // Only the answer to dialling was lost: the call has made itself known, and its own news follows.
  if (event.kind === 'LegNotDialled' && leg.callSid !== null) return tellNobody(draft);
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
      return keyed(draft, leg, event);
    case 'LegSilent':
      return silent(draft, leg, event.menu, event.round);
    case 'LegLeftConference':
      return legLeftConference(draft, leg);
    case 'LegJoined':
      return legJoined(draft, leg);
    case 'LegEnded':
      return legEnded(draft, leg, event.status);
    case 'LegHinted':
      return tellNobody(draft);
  }
}

function keyed(draft: Draft, leg: Leg, { menu, key, staffing }: Extract<Happening, { kind: 'LegKeyed' }>): Draft {
  switch (leg.purpose) {
    case 'crisis':
    case 'caller':
      return tellLeg(draft, sayToLeg(leg));
    case 'leader':
      return leaderKeyed(draft, leg, key);
    case 'partner':
      return partnerKeyed(draft, leg, key);
    case 'offer':
      return menu === 'star' ? starKeyed(draft, leg, key, staffing) : offerKeyed(draft, leg, key);
  }
}

function silent(draft: Draft, leg: Leg, menu: LegMenu, round: number): Draft {
  switch (leg.purpose) {
    case 'crisis':
    case 'caller':
      return tellLeg(draft, sayToLeg(leg));
    case 'leader':
      return leaderSilent(draft, leg, round);
    case 'partner':
      return partnerSilent(draft, leg, round);
    case 'offer':
      return menu === 'star' ? starSilent(draft, leg, round) : offerSilent(draft, leg, round);
  }
}
