/** Whom a volunteer's text from their own number is for: us, the texter they write with, or one of the two once they have said which (T4, T5). */
import type { MisusedWord, VolunteerText, VolunteerWord } from './words.ts';

/** What a volunteer's text is, once read; `hasGap`: it is more than one word. */
export type VolunteerSaid = { read: VolunteerText; isCarrierWord: boolean; hasGap: boolean };

/**
 * `ask-whose`: only they know whether it is for us. `word`: ours, and it acts. `to-texter`: it goes on. `misused`: one of our
 * words with something we cannot use. The others: nobody takes it, and they hear so.
 */
export type ForWhom =
  | { kind: 'word'; word: VolunteerWord }
  | { kind: 'misused'; word: MisusedWord }
  | { kind: 'ask-whose' | 'to-texter' | 'no-conversation' | 'not-understood' };

/** Whether a word of the carrier's acts at once. One that the carrier itself does not act on may be meant for a texter, such as "Stop!" */
export function isCarriers(said: { isCarrierWord: boolean; isExact: boolean }, inConversation: boolean): boolean {
  return said.isCarrierWord && (!inConversation || said.isExact);
}

/** For whom a text is that answers no question of ours. */
export function forWhom({ read, isCarrierWord, hasGap }: VolunteerSaid, inConversation: boolean): ForWhom {
  if (inConversation && (isCarrierWord || isOnlyAWord(read))) return { kind: 'ask-whose' };
  if (read.kind === 'word') return { kind: 'word', word: read.word };
  if (inConversation) return { kind: 'to-texter' };
  if (read.kind === 'misused') return { kind: 'misused', word: read.word };
  return { kind: hasGap ? 'no-conversation' : 'not-understood' };
}

function isOnlyAWord(read: VolunteerText): boolean {
  return read.kind === 'word' || (read.kind === 'misused' && read.isWordShaped);
}

/** What a digit means at "Is PASS meant for us?" (T5): `ours` does it, `theirs` sends it on, any other digit is asked again; null for any other text. */
export function whoseWordIs(digit: string | null): 'ours' | 'theirs' | 'ask-again' | null {
  if (digit === null) return null;
  return digit === '1' ? 'ours' : digit === '2' ? 'theirs' : 'ask-again';
}
