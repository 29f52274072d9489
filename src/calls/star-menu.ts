/** The private menu behind `*`: the caller hears a word and music while the volunteer chooses (V5). */
import { addLeg, changeLeg, changePerson, endLeg, isAsking, isIn, tellLeg, tellNobody, type Draft } from './draft.ts';
import { sayToLeg } from './heard.ts';
import type { Leg, Staffing } from './model.ts';
import { endTalk } from './talk.ts';
import { notMissing } from '../wellbeing/breaks.ts';
import { leaderFor } from '../wellbeing/leaders.ts';
import { plannedLeg } from './planned-leg.ts';

const starMenuRounds = 2;

/** A leg came out of its conference: it pressed `*`, or the conference is over; the state of the contact tells which. */
export function legLeftConference(draft: Draft, leg: Leg): Draft {
  if (draft.contact.state !== 'talking' || !isIn(leg) || leg.purpose !== 'offer') return tellLeg(draft, sayToLeg(leg));
  if (leg.state === 'accepted') {
    changeLeg(draft, leg, { state: 'menu' });
    draft.effects.push({ kind: 'HoldCaller' });
  }
  return tellLeg(draft, { kind: 'star-menu', round: 0 });
}

/** Answers a key in the `*` menu. */
export function starKeyed(draft: Draft, leg: Leg, key: string, staffing: () => Staffing): Draft {
  if (leg.state !== 'menu' || draft.contact.state !== 'talking') return tellLeg(draft, sayToLeg(leg));
  switch (key) {
    case '*':
      return rejoin(draft, leg);
    case '1':
      return bringIn(draft, leg, 'crisis', null);
    case '2': {
      const leader = leaderFor(leg.personId, staffing().leaders);
      if (leader === null) {
        changeLeg(draft, leg, { state: 'accepted' });
        return tellLeg(draft, { kind: 'star-answer', sentence: 'starNoLeader' });
      }
      return bringIn(draft, leg, 'leader', leader);
    }
    case '3':
      return close(draft, leg, 'closed');
    case '4':
      return close(draft, leg, 'abuse');
    case '5':
      return close(draft, leg, 'parted');
    default:
      return tellLeg(draft, { kind: 'star-menu', round: 0 });
  }
}

/** Silence in the `*` menu leads back into the talk. */
export function starSilent(draft: Draft, leg: Leg, round: number): Draft {
  if (leg.state !== 'menu' || draft.contact.state !== 'talking') return tellLeg(draft, sayToLeg(leg));
  if (round + 1 < starMenuRounds) return tellLeg(draft, { kind: 'star-menu', round: round + 1 });
  return rejoin(draft, leg);
}

/** The shift leader's own key: only then do they come in, and everybody hears it first (V13). */
export function leaderKeyed(draft: Draft, leg: Leg, key: string): Draft {
  if (isIn(leg)) return tellLeg(draft, sayToLeg(leg));
  if (!isAsking(leg)) return tellLeg(draft, sayToLeg(leg));
  if (key !== '1' || draft.contact.state !== 'talking') {
    endLeg(draft, leg, 'passed', true);
    if (draft.contact.state === 'talking')
      draft.effects.push({ kind: 'AnnounceToVolunteer', sentence: 'leaderNotComing' });
    return tellLeg(draft, sayToLeg(leg));
  }
  changeLeg(draft, leg, { state: 'accepted', acceptedAtMs: draft.world.nowMs });
  if (leg.personId) changePerson(draft, leg.personId, notMissing);
  draft.effects.push({ kind: 'AnnounceToAll', sentence: 'leaderJoining' });
  return tellLeg(draft, { kind: 'leader-conference' });
}

/** The call of a leader who picked up and pressed nothing is ended. */
export function leaderSilent(draft: Draft, leg: Leg, round: number): Draft {
  if (!isAsking(leg)) return tellLeg(draft, sayToLeg(leg));
  if (round < 1) return tellLeg(draft, { kind: 'leader-menu', round: round + 1 });
  return leaderKeyed(draft, leg, '2');
}

function rejoin(draft: Draft, leg: Leg): Draft {
  changeLeg(draft, leg, { state: 'accepted' });
  return tellLeg(draft, { kind: 'volunteer-conference' });
}

function bringIn(draft: Draft, leg: Leg, purpose: 'crisis' | 'leader', personId: string | null): Draft {
  changeLeg(draft, leg, { state: 'accepted' });
  ringGuest(draft, purpose, personId);
  return tellLeg(draft, {
    kind: 'star-answer',
    sentence: purpose === 'crisis' ? 'starCrisisComing' : 'starLeaderComing',
  });
}

/** A shift leader comes to help by their own word: their phone rings, and only their key takes them in, announced to everybody (V5, V13). */
export function leaderOffered(draft: Draft, personId: string): Draft {
  const { contact } = draft;
  const isInIt = draft.allLegs.some((leg) => leg.personId === personId && (isIn(leg) || isAsking(leg)));
  if (contact.state === 'talking' && contact.talkingSinceMs !== null && !isInIt) ringGuest(draft, 'leader', personId);
  return tellNobody(draft);
}

/** Rings somebody who is to come into the talk, unless one of their kind is asked or there already. */
function ringGuest(draft: Draft, purpose: 'crisis' | 'leader', personId: string | null): void {
  const { contact, world } = draft;
  const already = draft.allLegs.some(
    (other) => other.purpose === purpose && other.state !== 'ended' && other.state !== 'ending',
  );
  if (already) return;
  const id = `${world.draw}-${purpose}`;
  addLeg(draft, plannedLeg(contact, { id, purpose, personId, role: purpose }, world.nowMs));
  draft.effects.push({ kind: purpose === 'crisis' ? 'RingCrisisLine' : 'RingLeader', legId: id });
}

/** Ends the talk at the volunteer's word: the caller hears a kind closing, whatever the reason was. */
function close(draft: Draft, leg: Leg, outcome: 'closed' | 'abuse' | 'parted'): Draft {
  const { contact, world } = draft;
  endTalk(draft, leg, outcome, true);
  for (const other of draft.allLegs)
    if (other !== leg && (isIn(other) || isAsking(other))) endLeg(draft, other, 'talked');
  if (outcome === 'parted' && contact.lastingKey && leg.personId) {
    draft.refusedPair = { lastingKey: contact.lastingKey, personId: leg.personId };
  }
  Object.assign(contact, {
    state: 'told',
    told: outcome === 'closed' ? 'closed-kindly' : 'goodbye',
    toldUntilMs: null,
    outcome: outcome === 'abuse' ? 'abuse' : 'talked',
    endedAtMs: world.nowMs,
  });
  draft.effects.push({ kind: 'SpeakToCaller' });
  return tellLeg(draft, { kind: 'leg-goodbye', outcome, pausedByKey: false });
}
