/** Where texting meets callbacks: a texter who wants to be called, and the answers to what they are asked about it (C1). */
import { promiseCallback } from '../callbacks/promises.ts';
import type { Reply } from '../conversations/answer.ts';
import type { TexterScene } from './texter-texts.ts';

/** What a texter hears, and whether a call is promised now: the peer who writes with them should know. */
export type CalledFor = { promised: boolean; replies: Reply[] };

/**
 * `CALL ME`: a call as soon as somebody is free, to the number that wrote, never leaving a message, since nobody was asked
 * whether that is safe. Where we cannot call them, they hear that they can call us.
 */
export async function onCallMe({ deps, line, number }: TexterScene): Promise<CalledFor> {
  const promise = await promiseCallback(deps.room, { lineId: line.id, number, via: 'text', messageOk: false, textOk: true });
  if (promise.kind === 'declined') return { promised: false, replies: [{ to: 'writer', sentence: 'callUs' }] };
  const sentence = promise.kind === 'promised' ? 'callbackPromised' : 'callbackAlready';
  return { promised: true, replies: [{ to: 'writer', sentence, slots: { untilMs: promise.untilMs } }] };
}

/**
 * What a texter hears whose text answers a question about a callback; null where it answers none, and then it is for a
 * peer. Asked for every text but the carrier's words, before anything else is made of it.
 */
export async function answerOfTexter(_scene: TexterScene): Promise<Reply[] | null> {
  return null;
}
