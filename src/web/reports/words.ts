/** The words of the reports, and how numbers, times and months stand in them: they come with their piece. */
import type { Answered } from '../client.ts';
import { reportsEn, type ReportsWords } from '../words/reports/en.ts';
import { reportsEs } from '../words/reports/es.ts';
import { useWords, type Language } from '../words/words.tsx';

export type Report = Answered<'reports.read'>;
export type Figures = 'calls' | 'promises' | 'texts' | 'heard' | 'hours';
export type Value = Report['rows'][number]['values'][number];
export type Column = Report['columns'][number];

const wordings: Readonly<Record<Language, ReportsWords>> = { en: reportsEn, es: reportsEs };
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

type InWords = {
  words: ReportsWords;
  /** What a column is called, and what it means. */
  named: (column: Column) => { name: string; means: string };
  /** A value by its unit; what is hidden, or not there, says so. */
  says: (value: Value | undefined, unit: Column['unit']) => string;
  month: (month: string) => string;
  /** The same in a choice, such as Nov 2026. */
  shortMonth: (month: string) => string;
  /** What a row is called; `short` where there is little room. */
  row: (key: string, by: string, form?: 'short' | 'long') => string;
  weekday: (index: number) => string;
  tongue: (language: string) => string;
};

export function useReportsWords(): InWords {
  const { language } = useWords();
  const words = wordings[language];
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const hundredth = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const format = (date: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options }).format(new Date(`${date}T12:00:00Z`));
  const month = (name: string) => format(`${name}-01`, { month: 'long', year: 'numeric' });
  const shortMonth = (name: string) => format(`${name}-01`, { month: 'short', year: 'numeric' });
  const day = (date: string) => format(date, { day: 'numeric', month: 'short' });
  return {
    words,
    named: ({ key, definition }) => {
      const [name, means] = (words.definitions as Record<string, readonly [string, string]>)[definition] ?? [key, ''];
      return { name, means };
    },
    says: (value, unit) => {
      if (value === 'hidden') return words.hidden;
      if (value === null || value === undefined) return '–';
      if (unit === 'share') return percent.format(value);
      if (unit === 'hours') return words.hourCount({ hours: tenth.format(value) });
      if (unit === 'index') return hundredth.format(value);
      if (unit === 'count') return whole.format(value);
      const seconds = Math.round(value);
      return words.minutes({ minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
    },
    month,
    shortMonth,
    row: (key, by, form = 'long') => {
      if (key === 'total') return words.total;
      if (by === 'month') return form === 'long' ? month(key) : format(`${key}-01`, { month: 'short' });
      if (by === 'day') return form === 'long' ? day(key) : String(Number(key.slice(8)));
      return by === 'week' && form === 'long' ? words.weekOf({ day: day(key) }) : day(key);
    },
    // The first of June 2026 is a Monday.
    weekday: (index) => format(`2026-06-0${index + 1}`, { weekday: 'short' }),
    tongue: (tag) => new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag,
  };
}

/** Where a row of hours of the week stands: `MO 17` is [0, 17]. */
export function placeOf(key: string): [day: number, hour: number] {
  return [days.indexOf(key.slice(0, 2)), Number(key.slice(3))];
}
