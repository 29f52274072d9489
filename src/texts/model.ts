/** A text conversation as values: what it is, what may happen in it, and what a decision about it comes to (T1–T6). */
import type { Availability } from '../calls/model.ts';
import type { CarePolicy } from '../wellbeing/rests.ts';

export type ConversationState = 'waiting' | 'active' | 'closed';

export type ConversationOutcome = 'done' | 'quiet' | 'unanswered' | 'opted-out' | 'abuse' | 'blocked';

/** The last thing a waiting texter was told, so that nobody is told it again and again. `help`: they asked for help and were told nothing yet. */
export type ToldTexter = 'help' | 'hello' | 'away' | 'paused' | 'language' | 'still-looking' | 'here' | 'blocked';

/** One conversation. Instants are milliseconds since the epoch. */
export type Conversation = {
  id: string;
  lineId: string;
  channel: 'sms' | 'whatsapp';
  state: ConversationState;
  outcome: ConversationOutcome | null;
  language: string;
  callerKey: string | null;
  lastingKey: string | null;
  numberSealed: string | null;
  lastInLine: boolean;
  openedAtMs: number;
  /** Since when nobody has it; null while a peer does. */
  waitingSinceMs: number | null;
  assignedAtMs: number | null;
  /** When a peer first wrote. */
  answeredAtMs: number | null;
  /** The last words of either side. */
  lastAtMs: number;
  personId: string | null;
  via: 'phone' | 'inbox' | null;
  /** Peers who passed it on, or whom it did not reach. */
  notWith: string[];
  /** How many peers have had it. */
  peers: number;
  /** When the present peer last wrote. */
  peerWroteAtMs: number | null;
  crisisAtMs: number | null;
  /** What was done about a peer who does not answer; null while they do. */
  silence: 'reminded' | 'reported' | null;
  told: ToldTexter | null;
  toldAtMs: number | null;
  closedAtMs: number | null;
  eraseAfterMs: number | null;
};

/** What happened; any of them may come late or twice. `parts` is how many texts the words make. */
export type ConversationEvent =
  | { kind: 'TexterWrote'; textId: string; parts: number; media: boolean }
  | { kind: 'TexterAskedForHelp'; textId: string }
  | { kind: 'TexterDone' }
  /** `confirmed`: the carrier told them already, and takes nothing more for them. */
  | { kind: 'TexterSilencedUs'; confirmed: boolean }
  | { kind: 'TexterBlocked'; untilMs: number }
  | { kind: 'PeerWrote'; personId: string; textId: string; parts: number }
  | { kind: 'PeerPassed'; personId: string }
  | { kind: 'PeerAskedForLeader'; personId: string; leaderId: string | null }
  | { kind: 'PeerGaveCrisisNumber'; personId: string }
  | { kind: 'PeerReportedAbuse'; personId: string; leaderId: string | null }
  | { kind: 'PeerDone'; personId: string }
  | { kind: 'PeerNotReached'; personId: string }
  | { kind: 'CallPromised' };

/** What an event is decided from. */
export type ConversationWorld = {
  nowMs: number;
  policy: CarePolicy;
  /** False when the peer is off shift, on a break or resting: a texter's words do not reach them then (T6). */
  peerMayRead: boolean;
};

/** Names of sentences of messaging/wording. */
export type ConversationSentence =
  | 'hello'
  | 'helloUnstaffed'
  | 'about'
  | 'stillLooking'
  | 'peerHere'
  | 'peerChanged'
  | 'backLater'
  | 'backLaterUnknown'
  | 'paused'
  | 'overLimit'
  | 'blocked'
  | 'languageUnstaffed'
  | 'conversationClosed'
  | 'conversationQuiet'
  | 'mediaRefused'
  | 'crisisComing'
  | 'optedOut'
  | 'newConversation'
  | 'newConversationCall'
  | 'answerAwaited'
  | 'conversationOver'
  | 'passedOn'
  | 'handedOn'
  | 'texterSilencedUs'
  | 'texterMedia'
  | 'leaderAsked'
  | 'noLeader'
  | 'crisisSent'
  | 'abuseNoted'
  | 'checkIn'
  | 'leaderWantedInConversation'
  | 'leaderAbuseReported';

/** Instants under names ending in `Ms`, people and languages under names ending in `Of`; messaging/compose makes words of them. */
export type SentenceSlots = Record<string, string | number | null>;

/** A text that goes out: a sentence of ours, or somebody's words passed on in so many parts. */
export type ConversationText = { to: 'texter' | { personId: string } } & (
  | { kind: 'sentence'; sentence: ConversationSentence; slots?: SentenceSlots }
  | { kind: 'words'; passesOn: string; parts: number }
);

/** One peer's time with a conversation, now over. */
export type Tenure = { personId: string; startMs: number; abusive: boolean; crisis: boolean };

export type ConversationAnswer = {
  conversation: Conversation;
  texts: ConversationText[];
  people: ({ personId: string } & Partial<Availability>)[];
  ended: Tenure | null;
  /** What a coordinator should see. */
  attention: { kind: 'leader-wanted' | 'abuse-reported' | 'text-unanswered'; personId: string | null }[];
  /** Somebody waits, or somebody may be free: a pass over the conversations is needed. */
  tend: boolean;
};

/** Whether the person has the conversation at this moment. */
export function isPeerOf(conversation: Conversation, personId: string): boolean {
  return conversation.state === 'active' && conversation.personId === personId;
}
