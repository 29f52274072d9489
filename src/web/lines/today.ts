/** Hours of a line in the reader's words, and which day it is there. */
import type { DayHours } from '../../schedule/hours-today.ts';
import type { Weekday } from '../../schedule/model.ts';
import { hourInWords } from '../times/hours.ts';
import type { LinesWords } from '../words/lines/en.ts';

const weekdays: Readonly<Record<string, Weekday>> = {
  Mon: 'MO',
  Tue: 'TU',
  Wed: 'WE',
  Thu: 'TH',
  Fri: 'FR',
  Sat: 'SA',
  Sun: 'SU',
};

/** The date and weekday at `instant` in `zone`. */
export function dayIn(zone: string, instant: Date): { date: string; weekday: Weekday } {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options }).format(instant);
  const date = [part({ year: 'numeric' }), part({ month: '2-digit' }), part({ day: '2-digit' })].join('-');
  return { date, weekday: weekdays[part({ weekday: 'short' })] ?? 'MO' };
}

/** `17:00` as minutes of the day; null while it is no time yet. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

export function spanInWords({ start, end }: { start: string; end: string }, language: string): string {
  const [from, to] = [minutesOf(start), minutesOf(end)];
  return from === null || to === null ? '…' : `${hourInWords(from, language)} – ${hourInWords(to, language)}`;
}

export function hoursInWords(hours: DayHours, words: LinesWords, language: string): string {
  if (hours.kind === 'always') return words.dayAlways;
  if (hours.kind === 'closed') return words.dayClosed;
  return hours.spans.map((span) => spanInWords(span, language)).join(', ');
}
