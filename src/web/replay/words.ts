/** The words of a week that is tried, and how numbers and days stand in them: they come with their piece. */
import { replayEn, type ReplayWords } from '../words/replay/en.ts';
import { replayEs } from '../words/replay/es.ts';
import { useWords, type Language } from '../words/words.tsx';

const wordings: Readonly<Record<Language, ReplayWords>> = { en: replayEn, es: replayEs };

export type InWords = {
  words: ReplayWords;
  number: (value: number) => string;
  percent: (share: number) => string;
  /** A date, such as Nov 30. */
  date: (date: string) => string;
  /** A day of the week by its place from Monday on. */
  weekday: (index: number) => string;
};

export function useReplayWords(): InWords {
  const { language } = useWords();
  const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const dates = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const days = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const at = (date: string) => new Date(`${date}T12:00:00Z`);
  return {
    words: wordings[language],
    number: (value) => one.format(value),
    percent: (value) => share.format(value),
    date: (date) => dates.format(at(date)),
    // The first of June 2026 is a Monday.
    weekday: (index) => days.format(at(`2026-06-0${index + 1}`)),
  };
}
