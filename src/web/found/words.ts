/** The words of founding: they come with its pieces. */
import { foundEn, type FoundWords } from '../words/found/en.ts';
import { foundEs } from '../words/found/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', FoundWords>> = { en: foundEn, es: foundEs };

export function useFoundWords(): FoundWords {
  return wordings[useWords().language];
}
