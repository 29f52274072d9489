/** The words of the pages of lines: they come with their pieces. */
import { linesEn, type LinesWords } from '../words/lines/en.ts';
import { linesEs } from '../words/lines/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', LinesWords>> = { en: linesEn, es: linesEs };

export function useLinesWords(): LinesWords {
  return wordings[useWords().language];
}
