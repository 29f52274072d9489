/** The words of the pages of people: they come with their pieces. */
import { peopleEn, type PeopleWords } from '../words/person/en.ts';
import { peopleEs } from '../words/person/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', PeopleWords>> = { en: peopleEn, es: peopleEs };

export function usePeopleWords(): PeopleWords {
  return wordings[useWords().language];
}
