/** Where texting meets callbacks: a texter who wants to be called, and the answers to what they are asked about it (C1). */
import type { Reply } from '../conversations/answer.ts';
import type { TexterScene } from './texter-texts.ts';

/** What a texter hears who writes `CALL ME`. Their words stand in the conversation besides, so that a peer sees them. */
export async function onCallMe(_scene: TexterScene): Promise<Reply[]> {
  return [{ to: 'writer', sentence: 'callUs' }];
}

/**
 * What a texter hears whose text answers a question about a callback; null where it answers none, and then it is for a
 * peer. Asked for every text but the carrier's words, before anything else is made of it.
 */
export async function answerOfTexter(_scene: TexterScene): Promise<Reply[] | null> {
  return null;
}
