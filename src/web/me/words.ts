/** The words of what one may change of oneself: they come with its piece. */
import { meEn, type MeWords } from '../words/me/en.ts';
import { meEs } from '../words/me/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', MeWords>> = { en: meEn, es: meEs };

export function useMeWords(): MeWords {
  return wordings[useWords().language];
}
