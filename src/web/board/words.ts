/** The board's own words: they come with the board's piece, so that a volunteer's first page does not carry them. */
import { useWords } from '../words/words.tsx';
import { boardEn, type BoardWords } from '../words/board/en.ts';
import { boardEs } from '../words/board/es.ts';

const wordings: Readonly<Record<'en' | 'es', BoardWords>> = { en: boardEn, es: boardEs };

export function useBoardWords(): BoardWords {
  return wordings[useWords().language];
}
