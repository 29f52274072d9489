/** What a hand-over note may hold (L3): short, and nothing that could be a caller's number, age or address. */
import { plainText } from './plain-text.ts';

/** In characters as people count them. */
export const longestHandover = 280;

/** Why a note cannot be kept as it is; null where it can. Digits of every script are digits. */
export function handoverFault(text: string): 'empty' | 'too-long' | 'digits' | null {
  const plain = plainText(text);
  if (plain === '') return 'empty';
  if (/\p{N}/u.test(plain) || /\p{N}/u.test(text)) return 'digits';
  return charactersOf(plain) > longestHandover ? 'too-long' : null;
}

/** How many characters the note has, as they are counted against the longest. */
export function charactersOf(text: string): number {
  return [...plainText(text)].length;
}
