/** The words of the pages about contacts: they come with their pieces. */
import { contactsEn, type ContactsWords } from '../words/why/en.ts';
import { contactsEs } from '../words/why/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', ContactsWords>> = { en: contactsEn, es: contactsEs };

export function useContactsWords(): ContactsWords {
  return wordings[useWords().language];
}
