/** Which texts of a decision are really sent: nothing is said to a machine that answers machines (T7). */
import type { ConversationAnswer, ConversationEvent, ConversationText } from './model.ts';

/** Sent however often the number was answered already: the law requires it, and whoever opts out expects it (T3). */
export const alwaysSaid: ReadonlySet<string> = new Set(['optedOut']);

/** Whether what happened came from the one who writes to us, whose own texts we answer only so often. */
export function isOfTexter(event: ConversationEvent): boolean {
  return event.kind.startsWith('Texter');
}

/** Whether the answer has a sentence of ours for the texter. */
export function speaksToTexter({ texts }: ConversationAnswer): boolean {
  return texts.some(isSaidToTexter);
}

/** Whether the answer passes somebody's words on. */
export function passesWordsOn({ texts }: ConversationAnswer): boolean {
  return texts.some(isWords);
}

/** The answer as it is said: `isAnswered` where the text that brought it about may be answered, `isLoop` where its words are two machines' answering one another. */
export function asSaid(
  answer: ConversationAnswer,
  event: ConversationEvent,
  { isAnswered, isLoop }: { isAnswered: boolean; isLoop: boolean },
): ConversationAnswer {
  const isKept = (text: ConversationText) => {
    if (isLoop && isWords(text)) return false;
    return isAnswered || !isOfTexter(event) || !isSaidToTexter(text) || isAlwaysSaid(text);
  };
  return { ...answer, texts: answer.texts.filter(isKept) };
}

const isWords = (text: ConversationText) => text.kind === 'words';
const isSaidToTexter = (text: ConversationText) => text.kind === 'sentence' && text.to === 'texter';
const isAlwaysSaid = (text: ConversationText) => text.kind === 'sentence' && alwaysSaid.has(text.sentence);
