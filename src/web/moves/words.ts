/** The words of the page on which coordinators say yes or no: they come with its piece. */
import { movesEn, type MovesWords } from '../words/moves/en.ts';
import { movesEs } from '../words/moves/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', MovesWords>> = { en: movesEn, es: movesEs };

export function useMovesWords(): MovesWords {
  return wordings[useWords().language];
}
