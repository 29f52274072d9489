/** The words of the pages of coordinators: they come with their pieces. */
import { deskEn, type DeskWords } from '../words/desk/en.ts';
import { deskEs } from '../words/desk/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', DeskWords>> = { en: deskEn, es: deskEs };

export function useDeskWords(): DeskWords {
  return wordings[useWords().language];
}
