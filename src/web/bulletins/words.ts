/** The words of the page on which coordinators write to many: they come with it. */
import { bulletinsEn, type BulletinsWords } from '../words/bulletins/en.ts';
import { bulletinsEs } from '../words/bulletins/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', BulletinsWords>> = { en: bulletinsEn, es: bulletinsEs };

/** `when` says an instant by the reader's clock. */
export function useBulletinsWords(): { words: BulletinsWords; when: (instant: string) => string } {
  const { language } = useWords();
  const instants = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return { words: wordings[language], when: (instant) => instants.format(new Date(instant)) };
}
