/** The words of the reader's language, for every part of a page. */
import { createContext, use, useContext, type ReactNode } from 'react';
import { en, type Words } from './en.ts';

export type Language = 'en' | 'es';

/** The words of a language: English comes with the start, any other is fetched by whoever reads it; where it does not come, English stands in. */
const wordings: Readonly<Record<Language, () => Words | Promise<Words>>> = {
  en: () => en,
  es: () =>
    import('./es.ts').then(
      ({ es }) => es,
      () => en,
    ),
};
const begun: Partial<Record<Language, Words | Promise<Words>>> = {};

const Current = createContext<{ words: Words; language: Language }>({ words: en, language: 'en' });

function wordsOf(language: Language): Words | Promise<Words> {
  return (begun[language] ??= wordings[language]());
}

/** Gives `children` the words of a language; suspends while they are fetched. */
export function WordsProvider({ language, children }: { language: Language; children: ReactNode }): ReactNode {
  const found = wordsOf(language);
  const words = found instanceof Promise ? use(found) : found;
  return <Current value={{ words, language }}>{children}</Current>;
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
