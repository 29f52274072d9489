/** What a decision answers: what changed, what is to be done, and what is heard next. */
import type { Recording } from './events.ts';
import type { Availability, Contact, Leg, LegOutcome, Told } from './model.ts';

/** What somebody in line hears before they wait on: an answer to their key, or to coming back. */
export type HoldAnswer = 'wishHeard' | 'quietOn' | 'musicOn' | 'keyDoesNothing' | 'backAtHead';

/** What a caller is to hear next, called back or not. */
export type CallerSay =
  | { kind: 'language-menu' }
  | { kind: 'unstaffed-menu' }
  | { kind: 'greeting'; overLimit: boolean }
  | { kind: 'hold'; round: number; first?: HoldAnswer }
  | { kind: 'overflow-menu' }
  | { kind: 'partner-connecting' }
  | { kind: 'voicemail-intro'; round: number }
  | { kind: 'voicemail-record'; round: number }
  | { kind: 'voicemail-seek'; round: number }
  | { kind: 'caller-conference' }
  | { kind: 'callback-dialogue' }
  | { kind: 'callee-conference' }
  | { kind: 'looking-again' }
  | { kind: 'lost-volunteer' }
  | { kind: 'crisis' }
  | { kind: 'crisis-failed' }
  | { kind: 'told'; told: Told; untilMs: number | null }
  | { kind: 'hang-up' };

/** What whoever picked up a promised call is to hear next, who may be a machine or a stranger. */
export type CalleeSay =
  | { kind: 'callee-menu'; round: number; isPerson: boolean }
  | { kind: 'callee-goodbye'; outcome: LegOutcome | null };

/** What somebody we rang for a caller is to hear next: a volunteer, a shift leader, a partner, the crisis line. */
export type LegSay =
  | { kind: 'offer-menu'; round: number }
  | { kind: 'whisper' }
  | { kind: 'volunteer-conference' }
  | { kind: 'star-menu'; round: number }
  | { kind: 'star-answer'; sentence: 'starCrisisComing' | 'starLeaderComing' | 'starNoLeader' }
  | { kind: 'leg-goodbye'; outcome: LegOutcome | null; pausedByKey: boolean }
  | { kind: 'partner-menu'; round: number }
  | { kind: 'partner-conference' }
  | { kind: 'leader-menu'; round: number }
  | { kind: 'leader-conference' }
  | { kind: 'crisis-conference' }
  | { kind: 'hang-up' };

/** What the party hears that told us of an event; the voice door has a document for each. `nobody`: there is nothing to say to whoever asks. */
export type Say =
  | ({ to: 'caller' } & CallerSay)
  | ({ to: 'leg' } & LegSay)
  | ({ to: 'callee' } & CalleeSay)
  | { to: 'nobody'; kind: 'hang-up' };

/** What is to be done, in the imperative; written as a row before it is done. */
export type Effect =
  | { kind: 'RingVolunteer'; legId: string; dial?: string }
  | { kind: 'RingLeader'; legId: string }
  | { kind: 'RingCrisisLine'; legId: string }
  | { kind: 'RingPartner'; legId: string; step: number }
  | { kind: 'RingCaller'; legId: string }
  | { kind: 'LeaveMessage'; legId: string }
  | { kind: 'HangUpLeg'; legId: string }
  | { kind: 'LookAtLeg'; legId: string }
  | { kind: 'SpeakToLeg'; legId: string }
  | { kind: 'SpeakToCaller'; first?: 'partnerFailed' | 'backAtHead' }
  | { kind: 'LookAtCaller' }
  | { kind: 'HoldCaller' }
  | { kind: 'ReleaseCaller' }
  | { kind: 'AnnounceToVolunteer'; sentence: 'fiveMinutesLeft' | 'crisisLineFailed' | 'leaderNotComing' }
  | { kind: 'AnnounceToAll'; sentence: 'leaderJoining' | 'crisisJoining' }
  | { kind: 'FindVoicemail'; soon?: true }
  | { kind: 'SendText'; personId: string; sentence: 'breakAfterMissed' };

export type LoadNote = {
  personId: string;
  startMs: number;
  endMs: number;
  abusive: boolean;
  crisis: boolean;
};

/** What changes of somebody's availability. */
export type PersonChange = { personId: string } & Partial<Availability>;

/** The answer to an event: what changed, what must be done, and what the asking party hears. What was decided is never changed afterwards. */
export type Answer = Readonly<{
  contact: Readonly<Contact>;
  /** Legs that are new or changed. */
  legs: readonly Readonly<Leg>[];
  say: Say;
  effects: readonly Effect[];
  people: readonly Readonly<PersonChange>[];
  load: readonly LoadNote[];
  refusedPair: Readonly<{ lastingKey: string; personId: string }> | null;
  /** A message the caller left, to be kept. */
  voicemail: Recording | null;
  /** Whether the caller felt heard, as they say; kept for the line alone (V16). */
  feltHeard: boolean | null;
  /** The volunteer whom the caller thanks. */
  thanked: string | null;
  /** True when somebody may now be free, or somebody now waits: a routing pass is needed. */
  route: boolean;
}>;

/** Whether an answer changes nothing but the contact itself: no leg, nobody's availability or load, nothing that is kept besides. */
export function isAboutContactAlone({
  legs,
  people,
  load,
  refusedPair,
  voicemail,
  feltHeard,
  thanked,
}: Answer): boolean {
  return (
    [...legs, ...people, ...load].length === 0 &&
    [refusedPair, voicemail, feltHeard, thanked].every((one) => one === null)
  );
}
