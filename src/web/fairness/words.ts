/** The words of cover and fairness, and how numbers and days stand in them: they come with their piece. */
import type { Answered } from '../client.ts';
import { fairnessEn, type FairnessWords } from '../words/fairness/en.ts';
import { fairnessEs } from '../words/fairness/es.ts';
import { slotTimes } from './slot-times.ts';
import { useWords, type Language } from '../words/words.tsx';

const wordings: Readonly<Record<Language, FairnessWords>> = { en: fairnessEn, es: fairnessEs };

type InWords = {
  words: FairnessWords;
  number: (value: number) => string;
  hours: (value: number) => string;
  /** Of what is needed, what is there; never 100 where something is open. */
  percent: (met: number, need: number) => string;
  /** A date, such as Nov 30. */
  date: (date: string) => string;
  /** A slot's times on the wall clock, such as 10 PM–2 AM or 22:00–2:00. */
  times: (slot: { start: string; end: string }) => string;
  /** A day of the week by its place from Monday on. */
  weekday: (index: number, form: 'short' | 'long') => string;
};

export function useFairnessWords(): InWords {
  const { language } = useWords();
  const words = wordings[language];
  const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const dates = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const at = (date: string) => new Date(`${date}T12:00:00Z`);
  return {
    words,
    number: (value) => one.format(value),
    hours: (value) => words.hours({ hours: one.format(value) }),
    percent: (met, need) => whole.format(need === 0 ? 1 : Math.floor((met / need) * 100) / 100),
    date: (date) => dates.format(at(date)),
    times: ({ start, end }) => slotTimes(start, end, language),
    // The first of June 2026 is a Monday.
    weekday: (index, form) =>
      new Intl.DateTimeFormat(language, { weekday: form, timeZone: 'UTC' }).format(at(`2026-06-0${index + 1}`)),
  };
}

/** How much of what is needed is there, in hours. */
export type Cover = Pick<Answered<'coverage.read'>['weeks'][number], 'needHours' | 'metHours' | 'needsMissed'>;

/** `all there`, or how much of it and what is open. */
export function useCoverWords(): (cover: Cover) => string {
  const { words, hours, percent } = useFairnessWords();
  return ({ needHours, metHours, needsMissed }) =>
    [
      needHours === 0
        ? words.nothing
        : needHours - metHours < 0.01
          ? words.allThere
          : words.open({ percent: percent(metHours, needHours), open: hours(needHours - metHours) }),
      ...(needsMissed > 0 ? [words.missed({ count: needsMissed })] : []),
    ].join(', ');
}
