/** A conversation while it is being decided: what is said to whom, and how a peer's time with it, or the conversation itself, ends. */
import type { Availability } from '../calls/model.ts';
import { afterContact, type AfterContact } from '../wellbeing/after-contact.ts';
import type {
  Conversation,
  ConversationAnswer,
  ConversationOutcome,
  ConversationSentence,
  ConversationWorld,
  SentenceSlots,
} from './model.ts';

const minuteMs = 60_000;
/** Bodies and numbers are erased this long after the close, here and at the carrier. */
const keptAfterCloseMs = 24 * 60 * minuteMs;

/** What is decided so far, with what it is decided from. */
export type Draft = ConversationAnswer & { world: ConversationWorld };

/** Nothing decided yet. */
export function startConversationDraft(conversation: Conversation, world: ConversationWorld): Draft {
  return { conversation: { ...conversation }, texts: [], people: [], ended: null, attention: [], tend: false, world };
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
  const { personId, assignedAtMs } = conversation;
  if (personId === null) return;
  draft.ended = { personId, startMs: assignedAtMs ?? world.nowMs, abusive, crisis: hadCrisis(conversation) };
  changePerson(draft, personId, pauseOf(draft, abusive));
}

/** The pause that the conversation leaves its peer with if it is over for them now. */
export function pauseOf({ conversation, world }: Draft, abusive: boolean): AfterContact {
  const { peerWroteAtMs, lastAtMs } = conversation;
  const over = { talkedMs: 0, lastWordsMs: peerWroteAtMs === null ? null : lastAtMs, abusive };
  return afterContact({ ...over, crisis: hadCrisis(conversation) }, world.policy, world.nowMs);
}

/** Whether the present peer has given the texter the crisis number. */
function hadCrisis({ crisisAtMs, assignedAtMs }: Conversation): boolean {
  return crisisAtMs !== null && crisisAtMs >= (assignedAtMs ?? 0);
}

/** One of our sentences to the texter. */
export function toTexter(draft: Draft, sentence: ConversationSentence, slots?: SentenceSlots): void {
  draft.texts.push({ to: 'texter', kind: 'sentence', sentence, ...(slots ? { slots } : {}) });
}

/** One of our sentences to whoever has the conversation. */
export function toPeer(draft: Draft, sentence: ConversationSentence, slots?: SentenceSlots): void {
  if (draft.conversation.personId !== null) toPerson(draft, draft.conversation.personId, sentence, slots);
}

/** One of our sentences to one of our people. */
export function toPerson(draft: Draft, personId: string, sentence: ConversationSentence, slots?: SentenceSlots): void {
  draft.texts.push({ to: { personId }, kind: 'sentence', sentence, ...(slots ? { slots } : {}) });
}

function changePerson(draft: Draft, personId: string, change: Partial<Availability>): void {
  const known = draft.people.find((person) => person.personId === personId);
  if (known) Object.assign(known, change);
  else draft.people.push({ personId, ...change });
}
