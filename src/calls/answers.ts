/** What a decision answers: what changed, what is to be done, and what is heard next. */
import type { Recording } from './events.ts';
import type { Availability, Contact, Leg, LegOutcome, Told } from './model.ts';

/** What somebody in line hears before they wait on: an answer to their key, or to coming back. */
export type HoldAnswer = 'wishHeard' | 'quietOn' | 'musicOn' | 'keyDoesNothing' | 'backAtHead';

/** What one party of a contact is to hear next; the voice door turns it into TwiML. */
export type Say =
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
  | { kind: 'callee-menu'; round: number; isPerson: boolean }
  | { kind: 'callee-goodbye'; outcome: LegOutcome | null }
  | { kind: 'callee-conference' }
  | { kind: 'looking-again' }
  | { kind: 'lost-volunteer' }
  | { kind: 'crisis' }
  | { kind: 'crisis-failed' }
  | { kind: 'told'; told: Told; untilMs: number | null }
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

/** What is to be done, in the imperative; written as a row before it is done. */
export type Effect =
  | { kind: 'RingVolunteer'; legId: string }
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

/** The answer to an event: what changed, what must be done, and what the asking party hears. */
export type Answer = {
  contact: Contact;
  /** Legs that are new or changed. */
  legs: Leg[];
  say: Say;
  effects: Effect[];
  people: ({ personId: string } & Partial<Availability>)[];
  load: LoadNote[];
  refusedPair: { lastingKey: string; personId: string } | null;
  /** A message the caller left, to be kept. */
  voicemail: Recording | null;
  /** Whether the caller felt heard, as they say; kept for the line alone (V16). */
  feltHeard: boolean | null;
  /** The volunteer whom the caller thanks. */
  thanked: string | null;
  /** True when somebody may now be free, or somebody now waits: routing has to look. */
  route: boolean;
};
