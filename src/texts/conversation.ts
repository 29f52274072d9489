/** A text conversation as values: what each thing that happens in it means for the one who writes, the peer and their care (T1–T6). */
import type { Availability } from '../calls/model.ts';

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
  policy: { wrapUpMinutes: number; restAfterHeavyMinutes: number; restAfterCrisisMinutes: number };
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
  /** Somebody waits, or somebody may be free: the conversations have to be looked at. */
  tend: boolean;
};

const minuteMs = 60_000;
/** Bodies and numbers are erased so long after the close, here and at the carrier. */
const keptAfterCloseMs = 24 * 60 * minuteMs;
/** Whoever wrote within this has just been in contact: wrap-up follows, and what was heavy is rested from. */
const justTalkedMs = 30 * minuteMs;

export type Draft = ConversationAnswer & { world: ConversationWorld };

export function startConversationDraft(conversation: Conversation, world: ConversationWorld): Draft {
  return { conversation: { ...conversation }, texts: [], people: [], ended: null, attention: [], tend: false, world };
}

/** What an event means for the conversation; one that is closed, or no longer the peer's, stays as it is. */
export function decideConversation(
  conversation: Conversation,
  event: ConversationEvent,
  world: ConversationWorld,
): ConversationAnswer {
  const draft = startConversationDraft(conversation, world);
  const isTheirs = !('personId' in event) || isPeerOf(conversation, event.personId);
  if (conversation.state !== 'closed' && isTheirs) happen(draft, event);
  const { world: _world, ...answer } = draft;
  return answer;
}

/** Whether the person has the conversation at this moment. */
export function isPeerOf(conversation: Conversation, personId: string): boolean {
  return conversation.state === 'active' && conversation.personId === personId;
}

function happen(draft: Draft, event: ConversationEvent): void {
  const { conversation, world } = draft;
  const peer = conversation.personId;
  switch (event.kind) {
    case 'TexterWrote':
      return texterWrote(draft, event);
    case 'TexterAskedForHelp':
      if (conversation.told === null) conversation.told = 'help';
      else toTexter(draft, 'about');
      return texterWrote(draft, { textId: event.textId, parts: 1, media: false });
    case 'TexterDone':
      toTexter(draft, 'conversationClosed');
      return closeConversation(draft, 'done', 'conversationOver');
    case 'TexterSilencedUs':
      if (!event.confirmed) toTexter(draft, 'optedOut');
      return closeConversation(draft, 'opted-out', 'texterSilencedUs');
    case 'TexterBlocked':
      toTexter(draft, 'blocked', { untilMs: event.untilMs });
      return closeConversation(draft, 'blocked', 'conversationOver');
    case 'PeerWrote':
      draft.texts.push({ to: 'texter', kind: 'words', passesOn: event.textId, parts: event.parts });
      Object.assign(conversation, {
        lastAtMs: world.nowMs,
        peerWroteAtMs: world.nowMs,
        answeredAtMs: conversation.answeredAtMs ?? world.nowMs,
        silence: null,
      });
      return;
    case 'PeerPassed':
      return releaseConversation(draft, 'passedOn', true);
    case 'PeerNotReached':
      return releaseConversation(draft, null, true);
    case 'PeerAskedForLeader':
      toPeer(draft, event.leaderId === null ? 'noLeader' : 'leaderAsked');
      if (event.leaderId === null) draft.attention.push({ kind: 'leader-wanted', personId: peer });
      else toPerson(draft, event.leaderId, 'leaderWantedInConversation', { nameOf: peer });
      return;
    case 'PeerGaveCrisisNumber':
      toTexter(draft, 'crisisComing');
      toPeer(draft, 'crisisSent');
      conversation.crisisAtMs = world.nowMs;
      return;
    case 'PeerReportedAbuse': {
      const restUntilMs = world.nowMs + world.policy.restAfterHeavyMinutes * minuteMs;
      if (peer !== null) changePerson(draft, peer, { restUntilMs, restReason: 'abuse' });
      toTexter(draft, 'conversationClosed');
      toPeer(draft, 'abuseNoted', { untilMs: restUntilMs });
      if (event.leaderId === null) draft.attention.push({ kind: 'abuse-reported', personId: peer });
      else toPerson(draft, event.leaderId, 'leaderAbuseReported', { nameOf: peer });
      return closeConversation(draft, 'abuse', null);
    }
    case 'PeerDone':
      toTexter(draft, 'conversationClosed');
      return closeConversation(draft, 'done', 'conversationOver');
    case 'CallPromised':
      if (conversation.state === 'active') toPeer(draft, 'newConversationCall');
      return;
  }
}

/** A texter's words go on to the peer, wait for one, or free a peer whom they may not reach now. */
function texterWrote(draft: Draft, { textId, parts, media }: { textId: string; parts: number; media: boolean }): void {
  const { conversation, world } = draft;
  conversation.lastAtMs = world.nowMs;
  if (media) toTexter(draft, 'mediaRefused');
  if (conversation.state === 'waiting') draft.tend = true;
  else if (!world.peerMayRead) releaseConversation(draft, 'handedOn', false);
  else passOn(draft, { textId, parts, media });
}

/** Passes a texter's words on to the peer who has the conversation by phone; in the inbox they are read there. */
export function passOn(
  draft: Draft,
  { textId, parts, media }: { textId: string; parts: number; media: boolean },
): void {
  const { personId, via } = draft.conversation;
  if (personId === null || via !== 'phone') return;
  if (parts > 0) draft.texts.push({ to: { personId }, kind: 'words', passesOn: textId, parts });
  if (media) toPeer(draft, 'texterMedia');
}

/** Takes the conversation from its peer, who hears `farewell`; it waits for the next one, not for them again where `forGood`. */
export function releaseConversation(draft: Draft, farewell: ConversationSentence | null, forGood: boolean): void {
  const { conversation, world } = draft;
  if (conversation.personId === null) return;
  if (farewell) toPeer(draft, farewell);
  endTenure(draft, false);
  if (forGood && !conversation.notWith.includes(conversation.personId))
    conversation.notWith = [...conversation.notWith, conversation.personId];
  Object.assign(conversation, {
    state: 'waiting',
    personId: null,
    via: null,
    assignedAtMs: null,
    peerWroteAtMs: null,
    silence: null,
    waitingSinceMs: world.nowMs,
    told: 'hello',
    toldAtMs: world.nowMs,
  });
  draft.tend = true;
}

/** Closes the conversation; a peer who wrote in it is asked how it was, for their own sake. */
export function closeConversation(
  draft: Draft,
  outcome: ConversationOutcome,
  farewell: ConversationSentence | null,
): void {
  const { conversation, world } = draft;
  if (conversation.personId !== null) {
    if (farewell) toPeer(draft, farewell);
    if (conversation.peerWroteAtMs !== null && outcome !== 'abuse' && outcome !== 'quiet') toPeer(draft, 'checkIn');
    endTenure(draft, outcome === 'abuse');
  }
  Object.assign(conversation, {
    state: 'closed',
    outcome,
    waitingSinceMs: null,
    closedAtMs: world.nowMs,
    eraseAfterMs: world.nowMs + keptAfterCloseMs,
  });
  draft.tend = true;
}

/** What the peer's time with it weighed, and the pause that follows from it. */
function endTenure(draft: Draft, abusive: boolean): void {
  const { conversation, world } = draft;
  const { personId, assignedAtMs, peerWroteAtMs, crisisAtMs } = conversation;
  if (personId === null) return;
  const crisis = crisisAtMs !== null && crisisAtMs >= (assignedAtMs ?? 0);
  draft.ended = { personId, startMs: assignedAtMs ?? world.nowMs, abusive, crisis };
  const justTalked = peerWroteAtMs !== null && world.nowMs - conversation.lastAtMs < justTalkedMs;
  changePerson(draft, personId, {
    idleSinceMs: world.nowMs,
    ...(justTalked ? { wrapUpUntilMs: world.nowMs + world.policy.wrapUpMinutes * minuteMs } : {}),
    ...(justTalked && crisis
      ? { restUntilMs: world.nowMs + world.policy.restAfterCrisisMinutes * minuteMs, restReason: 'crisis' as const }
      : {}),
  });
}

export function toTexter(draft: Draft, sentence: ConversationSentence, slots?: SentenceSlots): void {
  draft.texts.push({ to: 'texter', kind: 'sentence', sentence, ...(slots ? { slots } : {}) });
}

export function toPeer(draft: Draft, sentence: ConversationSentence, slots?: SentenceSlots): void {
  if (draft.conversation.personId !== null) toPerson(draft, draft.conversation.personId, sentence, slots);
}

function toPerson(draft: Draft, personId: string, sentence: ConversationSentence, slots?: SentenceSlots): void {
  draft.texts.push({ to: { personId }, kind: 'sentence', sentence, ...(slots ? { slots } : {}) });
}

function changePerson(draft: Draft, personId: string, change: Partial<Availability>): void {
  const known = draft.people.find((person) => person.personId === personId);
  if (known) Object.assign(known, change);
  else draft.people.push({ personId, ...change });
}
