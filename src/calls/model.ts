/** The values every decision about a contact is made from and answers with; nothing here knows a clock or a database. */
import type { GuardKind } from '../wellbeing/guards.ts';
import type { CarePolicy, RestCause } from '../wellbeing/rests.ts';

export type ContactState =
  | 'choosing-language'
  | 'choosing-unstaffed'
  | 'waiting'
  | 'choosing-overflow'
  | 'leaving-voicemail'
  | 'calling-back'
  | 'talking'
  | 'lost-volunteer'
  | 'crisis'
  | 'told'
  | 'ended';

/** Why a caller is told something before their call ends: each reason has its sentence. */
export type Told =
  | 'closed'
  | 'nobody-on'
  | 'paused'
  | 'paused-waiting'
  | 'blocked'
  | 'ladder-ended'
  | 'voicemail-left'
  | 'callback-promised'
  | 'callback-settled'
  | 'goodbye'
  | 'closed-kindly'
  | 'answered'
  | 'thanked'
  | 'after-partner'
  | 'after-crisis';

export type Outcome =
  | 'abandoned-in-greeting'
  | 'abandoned-in-queue'
  | 'talked'
  | 'crisis'
  | 'crisis-hand-over'
  | 'abuse'
  | 'closed'
  | 'nobody-on'
  | 'paused'
  | 'blocked'
  | 'voicemail'
  | 'handed-on'
  | 'ladder-ended'
  | 'callback'
  | 'not-reached'
  | 'withdrawn';

/** What a call met when it came in: a line that was open with somebody on, or why nobody could be asked. */
export type Met = 'open' | 'nobody-on' | 'closed' | 'paused' | 'blocked';

/** One call with a caller. Instants are milliseconds since the epoch. */
export type Contact = {
  id: string;
  lineId: string;
  channel: 'voice' | 'text';
  state: ContactState;
  told: Told | null;
  toldUntilMs: number | null;
  crisisFrom: ContactState | null;
  outcome: Outcome | null;
  /** Null for calls that we make, and where an older release took the call. */
  met: Met | null;
  callSid: string | null;
  callerKey: string | null;
  lastingKey: string | null;
  numberSealed: string | null;
  hidden: boolean;
  language: string;
  wish: string | null;
  /** Which document the caller is hearing, so that a call taken up again goes on there. */
  script: 'language' | 'greeting' | 'hold' | 'callback' | 'seeking';
  holdRound: number;
  quiet: boolean;
  lastInLine: boolean;
  arrivedAtMs: number;
  waitingSinceMs: number | null;
  rankAtMs: number;
  personId: string | null;
  conference: string | null;
  talkingSinceMs: number | null;
  talkedSeconds: number;
  warned: boolean;
  preferredPersonId: string | null;
  /** How many steps of the overflow ladder have been taken. */
  ladderStep: number;
  /** The step of the partner who can be had by a key; null where there is none, or they were called already. */
  partnerStep: number | null;
  /** When the choices of the ladder were last put before the caller. */
  choicesAtMs: number | null;
  /** Whether a routing decision for the present wait is on record. */
  decided: boolean;
  callbackId: string | null;
  seenAtMs: number | null;
  nextAtMs: number | null;
  endedAtMs: number | null;
};

/** `ending`: decided to be over, its call not yet confirmed to be; its person is free only at `ended`. */
export type LegState = 'planned' | 'dialling' | 'ringing' | 'answered' | 'accepted' | 'menu' | 'ending' | 'ended';

export type LegPurpose = 'offer' | 'leader' | 'crisis' | 'partner' | 'caller';

/** How one attempt to call somebody back ended. The first five may be tried again; `withdrawn` and `volunteer-gone` are our doing, not the caller's. */
export type AttemptOutcome =
  | 'no-answer'
  | 'busy'
  | 'failed'
  | 'machine'
  | 'short'
  | 'withdrawn'
  | 'volunteer-gone'
  | 'refused'
  | 'stranger'
  | 'abuse'
  | 'talked';

export type LegOutcome =
  | AttemptOutcome
  | 'not-reached'
  | 'declined'
  | 'passed'
  | 'missed'
  | 'busy'
  | 'failed'
  | 'beaten'
  | 'caller-gone'
  | 'not-waiting'
  | 'talked'
  | 'closed'
  | 'lost'
  | 'abuse'
  | 'parted'
  | 'crisis-hand-over';

/** One call that the service makes for a contact. */
export type Leg = {
  id: string;
  contactId: string;
  lineId: string;
  purpose: LegPurpose;
  personId: string | null;
  role: 'primary' | 'backup' | 'reserve' | 'leader' | 'crisis' | 'partner' | 'caller';
  state: LegState;
  outcome: LegOutcome | null;
  /** On a caller's leg: what the carrier takes for the one who picked up, or a key proved. */
  answeredBy?: 'person' | 'machine' | null;
  callSid: string | null;
  createdAtMs: number;
  dialledAtMs: number | null;
  ringingAtMs: number | null;
  answeredAtMs: number | null;
  acceptedAtMs: number | null;
  joinedAtMs: number | null;
  endedAtMs: number | null;
};

/** What a step of the ladder may do. */
export const ladderActions = ['widen-wave', 'ring-backups', 'ring-partner', 'offer-callback', 'voicemail'] as const;

export type LadderStep = {
  afterSeconds: number;
  do: (typeof ladderActions)[number];
  number?: string | undefined;
};

/** What of a line's policy routing needs; the names are those of the organisation file. */
export type RoutingPolicy = CarePolicy & {
  callsPerDay: number;
  ringSeconds: number;
  waves: { afterSeconds: number; size: number }[];
  overflow: LadderStep[];
  softLimitMinutes: number;
  training: string[];
};

export type RoutingLine = {
  id: string;
  languages: string[];
  wishes: { key: string; tag: string; name: string }[];
  policy: RoutingPolicy;
};

/** Who could come to the phone on a line at an instant. */
export type Staffing = {
  /** False where opening hours or a closure say so. */
  open: boolean;
  paused: boolean;
  nextOpeningMs: number | null;
  /** Somebody is on shift there, or a reserve has set themselves available. */
  anybodyOn: boolean;
  languages: string[];
  /** Shift leaders who can be asked now, best first. */
  leaders: string[];
};

/** What is remembered of this caller; nothing for a hidden one. */
export type CallerMemory = {
  blockedUntilMs: number | null;
  talksToday: number;
  /** A call of theirs that dropped within the last two minutes. */
  dropped: { personId: string | null; rankAtMs: number } | null;
};

/** What a volunteer said of being available, and the pauses that hold. */
export type Availability = {
  personId: string;
  setting: 'on' | 'off' | null;
  settingAtMs: number | null;
  breakUntilMs: number | null;
  breakReason: 'asked' | 'missed' | null;
  wrapUpUntilMs: number | null;
  restUntilMs: number | null;
  restReason: RestCause | null;
  /** When they were asked "MORE or OFF?", and about the rest that ends when. */
  restAskedAtMs?: number | null;
  restAskedUntilMs?: number | null;
  /** The end of a rest that no answer made longer: it is not made longer again. */
  restExtendedUntilMs?: number | null;
  /** The end of the rest after which they want calls: a `MORE` or `ON` said early acts then. */
  restMoreUntilMs?: number | null;
  /** Guards that do not hold for them, by their own yes, until `waivedUntilMs`. */
  waived?: GuardKind[] | null;
  waivedUntilMs?: number | null;
  missedInRow: number;
  idleSinceMs: number | null;
};

/** What an event is decided from. */
export type ContactWorld = {
  nowMs: number;
  /** A fresh random text: names of conferences and legs are made from it. */
  draw: string;
  line: RoutingLine;
  legs: readonly Readonly<Leg>[];
  availability: readonly Readonly<Availability>[];
};
