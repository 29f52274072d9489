/** The words of the page on which one says when one can: they come with its piece. */
import { timesEn, type TimesWords } from '../words/times/en.ts';
import { timesEs } from '../words/times/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', TimesWords>> = { en: timesEn, es: timesEs };

export function useTimesWords(): TimesWords {
  return wordings[useWords().language];
}
