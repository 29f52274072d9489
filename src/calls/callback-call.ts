/** Calling somebody back: a volunteer waits, the caller's leg rings, and what every way of picking up means (C2, C3). */
import { callerHungUp } from './caller.ts';
import { isUncalled, openCallerLeg } from './callback-start.ts';
import {
  changeLeg,
  endLeg,
  isAsking,
  stopAsking,
  talkingLeg,
  tellCallee,
  tellCaller,
  tellNobody,
  type Draft,
} from './draft.ts';
import type { ContactEvent } from './events.ts';
import { sayToCallee, sayToCaller } from './heard.ts';
import { legDialled, legProgressed, legResumed } from './leg-news.ts';
import type { AttemptOutcome, Leg } from './model.ts';

const helloRounds = 3;
const openingRounds = 2;

/** Answers an event of the caller's leg. */
export function callerLegEvent(draft: Draft, leg: Leg, event: Extract<ContactEvent, { legId: string }>): Draft {
  const { contact } = draft;
  if (contact.callSid !== null && contact.callSid === leg.callSid) {
    return event.kind === 'LegEnded' ? callerHungUp(draft) : tellCaller(draft, sayToCaller(contact));
  }
  switch (event.kind) {
    case 'LegDialled':
      return legDialled(draft, leg, event.callSid);
    case 'LegNotDialled':
      // What a person did on the phone counts, even when the carrier's answer to dialling was lost.
      return isAsking(leg) ? conclude(draft, leg, 'failed', true) : gone(draft, leg, 'failed');
    case 'LegRinging':
    case 'LegAnswered':
      legProgressed(draft, leg, event);
      return tellCallee(draft, sayToCallee(leg));
    case 'LegResumed':
      legResumed(draft, leg);
      return tellCallee(draft, sayToCallee(leg));
    case 'LegHinted':
      return hinted(draft, leg, event.answeredBy);
    case 'LegKeyed':
      return keyed(draft, leg, event.menu, event.key);
    case 'LegSilent':
      return silent(draft, leg, event.menu, event.round);
    case 'LegEnded':
      return gone(draft, leg, event.status);
    case 'LegJoined':
    case 'LegLeftConference':
      return tellCallee(draft, sayToCallee(leg));
  }
}

/** The carrier's guess at who picked up; it decides nothing while there may still be a key. */
function hinted(draft: Draft, leg: Leg, answeredBy: 'person' | 'machine' | null): Draft {
  if (leg.answeredBy !== 'person') changeLeg(draft, leg, { answeredBy });
  if (answeredBy === 'machine' && leg.state === 'answered') draft.effects.push({ kind: 'LeaveMessage', legId: leg.id });
  return tellNobody(draft);
}

function keyed(draft: Draft, leg: Leg, menu: string, key: string): Draft {
  if (!isAsking(leg) && leg.state !== 'menu') return tellCallee(draft, sayToCallee(leg));
  // A key is the proof of a person.
  changeLeg(draft, leg, { answeredBy: 'person' });
  if (key === '2') return conclude(draft, leg, 'refused', true);
  if (key !== '1') return tellCallee(draft, sayToCallee(leg));
  // The key that answers "hello" takes no call, not even when it is delivered twice.
  if (menu === 'hello') {
    changeLeg(draft, leg, { state: 'menu' });
    return tellCallee(draft, sayToCallee(leg));
  }
  return takeCall(draft, leg);
}

function silent(draft: Draft, leg: Leg, menu: string, round: number): Draft {
  if (leg.state === 'menu') return menu === 'hello' ? tellCallee(draft, sayToCallee(leg)) : takeCall(draft, leg);
  if (!isAsking(leg)) return tellCallee(draft, sayToCallee(leg));
  if (round + 1 < (menu === 'hello' ? helloRounds : openingRounds))
    return tellCallee(draft, sayToCallee(leg, round + 1));
  return conclude(draft, leg, unkeyed(leg), true);
}

/** Nobody pressed a key: a machine only where the carrier heard one; otherwise somebody who must not be called again (C2). */
function unkeyed(leg: Leg): AttemptOutcome {
  return leg.answeredBy === 'machine' ? 'machine' : 'stranger';
}

/** The outcome of a call that was picked up and is over. One that never asked for its document has not let anybody hear a word of ours. */
function pickedUp(leg: Leg): AttemptOutcome {
  if (leg.state === 'menu') return 'short';
  return leg.state === 'answered' ? unkeyed(leg) : 'failed';
}

function gone(draft: Draft, leg: Leg, status: Extract<ContactEvent, { kind: 'LegEnded' }>['status']): Draft {
  if (leg.state === 'ended') return tellNobody(draft);
  if (leg.state === 'ending') {
    changeLeg(draft, leg, { state: 'ended' });
    return tellNobody(draft);
  }
  const outcome =
    status === 'completed' ? pickedUp(leg) : status === 'busy' || status === 'failed' ? status : 'no-answer';
  changeLeg(draft, leg, { state: 'ended', endedAtMs: draft.world.nowMs });
  return conclude(draft, leg, outcome, true);
}

/** The call is taken: from here on it is the caller's own, and everything that holds for a caller holds for them. */
function takeCall(draft: Draft, leg: Leg): Draft {
  const { contact, world } = draft;
  changeLeg(draft, leg, { state: 'ended', outcome: 'talked', acceptedAtMs: world.nowMs, endedAtMs: world.nowMs });
  Object.assign(contact, { callSid: leg.callSid, seenAtMs: world.nowMs, script: 'hold' });
  const volunteer = talkingLeg(draft);
  if (!volunteer || contact.state !== 'calling-back') {
    draft.route = true;
    return tellCaller(draft, { kind: 'looking-again' });
  }
  contact.state = 'talking';
  // They meet from now on, not from when the volunteer said yes.
  changeLeg(draft, volunteer, { acceptedAtMs: world.nowMs });
  return tellCaller(draft, { kind: 'callee-conference' });
}

/** The attempt is over: the volunteer is thanked and free at once, and the promise goes on from its ledger. */
function conclude(draft: Draft, leg: Leg | undefined, outcome: AttemptOutcome, isOver: boolean): Draft {
  const { contact, world } = draft;
  if (leg && leg.state === 'ended') changeLeg(draft, leg, { outcome });
  else if (leg) {
    const neverDialled = leg.callSid === null && (leg.state === 'planned' || outcome === 'failed');
    changeLeg(draft, leg, { state: neverDialled ? 'ended' : 'ending', outcome, endedAtMs: world.nowMs });
    if (!neverDialled && !isOver) draft.effects.push({ kind: 'HangUpLeg', legId: leg.id });
  }
  if (contact.state === 'ended') return leg ? tellCallee(draft, sayToCallee(leg)) : tellNobody(draft);
  const volunteer = talkingLeg(draft);
  if (volunteer) endLeg(draft, volunteer, outcome === 'refused' ? 'declined' : 'not-reached');
  stopAsking(draft, 'not-waiting');
  Object.assign(contact, {
    state: 'ended',
    outcome: outcome === 'withdrawn' ? 'withdrawn' : 'not-reached',
    endedAtMs: world.nowMs,
    waitingSinceMs: null,
  });
  draft.route = true;
  return leg ? tellCallee(draft, sayToCallee(leg)) : tellNobody(draft);
}

/** The promise is not to be tried now after all: it is settled, the line has closed, or its caller is on the phone already. */
export function callbackWithdrawn(draft: Draft): Draft {
  if (draft.contact.state === 'ended' || !isUncalled(draft.contact)) return tellNobody(draft);
  return conclude(draft, openCallerLeg(draft.allLegs), 'withdrawn', false);
}

/** The caller's phone rang, and nobody picked it up. */
export function callerRangOut(draft: Draft, leg: Leg): void {
  conclude(draft, leg, 'no-answer', false);
}

/** Somebody picked up and never pressed the key that takes the call; one key showed a person. */
export function calleeUnkeyed(draft: Draft, leg: Leg): void {
  conclude(draft, leg, leg.state === 'menu' ? 'short' : unkeyed(leg), false);
}
