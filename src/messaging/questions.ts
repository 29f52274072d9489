/** What becomes of a volunteer's answer to a question they were asked by text: one table, one handler a kind. */
import type { Answering } from '../conversations/answer.ts';
import type { PeerEvent } from '../conversations/advance.ts';
import { bodyOf } from '../conversations/delivery.ts';
import { readText } from '../conversations/texts.ts';
import { partsOf } from '../carrier/text-parts.ts';
import { doWord, misusedSentences, readWord, type WordScene } from './volunteer-words.ts';

/** What follows from a volunteer's text: answers, and perhaps something in their conversation. */
export type Followed = Answering & { event?: PeerEvent };

/** Answers the text in `scene.body`; null where it is no answer to the question. */
export type QuestionHandler = (
  scene: WordScene,
  payload: Record<string, string | number | null>,
) => Promise<Followed | null>;

/** "Is PASS meant for us?": `1` does it, `2` sends it to the texter (T5). */
const whoseWord: QuestionHandler = async (scene, { textId }) => {
  const answer = scene.body.trim();
  if (answer !== '1' && answer !== '2') return null;
  const { room } = scene.deps;
  const asked = await readText(room.pool, String(textId));
  const body = asked && (await bodyOf(room, asked));
  if (!asked || body === undefined || body === null)
    return { question: null, replies: [{ to: 'writer', sentence: 'notUnderstood' }] };
  if (answer === '2') {
    const event: PeerEvent = {
      kind: 'PeerWrote',
      personId: scene.person.id,
      textId: asked.id,
      parts: partsOf(body).length,
    };
    return { question: null, event, replies: [{ to: 'writer', sentence: 'confirmedToTexter' }] };
  }
  const read = readWord(scene, body);
  if (read.kind !== 'word')
    return {
      question: null,
      replies: [{ to: 'writer', sentence: read.kind === 'misused' ? misusedSentences[read.word] : 'notUnderstood' }],
    };
  return { question: null, ...(await doWord(scene, read.word)) };
};

/** By the kind of the question; who asks a new one adds a line here. */
const handlers: Readonly<Record<string, QuestionHandler>> = { 'whose-word': whoseWord };

/** The question of T5 about the text of `scene`. */
export const askWhoseWord = (scene: WordScene) => ({ kind: 'whose-word', payload: { textId: scene.text.id } });

/** What follows where the text answers the question; null where it does not. */
export async function answerQuestion(
  scene: WordScene,
  question: { kind: string; payload: Record<string, string | number | null> },
): Promise<Followed | null> {
  return (await handlers[question.kind]?.(scene, question.payload)) ?? null;
}
