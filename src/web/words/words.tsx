/** The words of the reader's language, for every part of a page. */
import { createContext, useContext, type ReactNode } from 'react';
import { en, type Words } from './en.ts';
import { es } from './es.ts';

export type Language = 'en' | 'es';

const wordings: Readonly<Record<Language, Words>> = { en, es };
const Current = createContext<{ words: Words; language: Language }>({ words: en, language: 'en' });

export function WordsProvider({ language, children }: { language: Language; children: ReactNode }): ReactNode {
  return <Current value={{ words: wordings[language], language }}>{children}</Current>;
}

/** The words and the language they are in. */
export function useWords(): { words: Words; language: Language } {
  return useContext(Current);
}

/** The first of these languages that the pages have; English else. */
export function languageFor(wished: readonly string[]): Language {
  const known = wished.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in wordings);
  return known === 'es' ? 'es' : 'en';
}
