/** The words of the coordinator's office, and how instants stand in them: they come with its pages. */
import { officeEn, type OfficeWords } from '../words/office/en.ts';
import { officeEs } from '../words/office/es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', OfficeWords>> = { en: officeEn, es: officeEs };

export function useOfficeWords(): {
  words: OfficeWords;
  when: (instant: string) => string;
  percent: (share: number) => string;
} {
  const { language } = useWords();
  const instants = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const shares = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return {
    words: wordings[language],
    when: (instant) => instants.format(new Date(instant)),
    // Never 100 where one was missed.
    percent: (share) => shares.format(share < 1 ? Math.min(share, 0.99) : 1),
  };
}
