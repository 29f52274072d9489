/** The words of going live: they come with its pieces. */
import { goLiveEn, type GoLiveWords } from '../words/go-live/en.ts';
import { goLiveEs } from '../words/go-live/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', GoLiveWords>> = { en: goLiveEn, es: goLiveEs };

export function useGoLiveWords(): GoLiveWords {
  return wordings[useWords().language];
}
