/** The words of the page on the organisation file: they come with its piece. */
import { fileEn, type FileWords } from '../words/file/en.ts';
import { fileEs } from '../words/file/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', FileWords>> = { en: fileEn, es: fileEs };

export function useFileWords(): FileWords {
  return wordings[useWords().language];
}
