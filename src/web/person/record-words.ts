/** The words about a person's record as such: they come with the pages of people. */
import { recordsEn, type RecordsWords } from '../words/records/en.ts';
import { recordsEs } from '../words/records/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', RecordsWords>> = { en: recordsEn, es: recordsEs };

export function useRecordWords(): RecordsWords {
  return wordings[useWords().language];
}
