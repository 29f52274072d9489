/** The words of the texts for whoever asks: they come with the pages that show them. */
import { resourcesEn, type ResourcesWords } from '../words/resources/en.ts';
import { resourcesEs } from '../words/resources/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', ResourcesWords>> = { en: resourcesEn, es: resourcesEs };

/** `nameOf` says a language in the reader's. */
export function useResourcesWords(): { words: ResourcesWords; nameOf: (language: string) => string } {
  const { language } = useWords();
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return { words: wordings[language], nameOf: (tag) => names.of(tag) ?? tag };
}
