/** What it comes to that a peer did something in a conversation, or that something was learnt of it without a text (T2, T5). */
import { isPeerOf, type Conversation, type ConversationEvent } from './model.ts';

type AsksForLeader = { kind: 'PeerAskedForLeader'; personId: string } | { kind: 'PeerReportedAbuse'; personId: string };
/** What a peer did, or what was learnt without a text; where a leader is to be asked, who can be is looked up. */
export type PeerEvent =
  | Exclude<
      Extract<ConversationEvent, { personId: string } | { kind: 'CallPromised' | 'TexterSilencedUs' }>,
      { leaderId: string | null }
    >
  | AsksForLeader;

/**
 * `finish`: the peer has lost the conversation in this very moment, so nothing happens in it, and whoever wrote hears
 * `sentence`. `happen`: it does; `meantForTexter` is an earlier text of theirs that was one all along, to be counted in its place.
 */
export type PeerStep =
  | { kind: 'finish'; sentence: 'noConversation' }
  | { kind: 'happen'; meantForTexter: { textId: string; parts: number } | null };

/** What an event comes to in a conversation; `textId` is the text it came by, null where it came by none. */
export function whatPeerMeans(conversation: Conversation, event: PeerEvent, textId: string | null): PeerStep {
  if ('personId' in event && !isPeerOf(conversation, event.personId))
    return { kind: 'finish', sentence: 'noConversation' };
  const isEarlier = event.kind === 'PeerWrote' && textId !== null && event.textId !== textId;
  return { kind: 'happen', meantForTexter: isEarlier ? { textId: event.textId, parts: event.parts } : null };
}
