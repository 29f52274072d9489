/** Days, weeks, months and hours of the week by the clock of a line, as stretches of instants. Pure. */
import { dateName, dayMs, dayOf, parseDate, weekdayOf, weekdays } from '../schedule/wall-clock.ts';
import { zoneClock, type ZoneClock } from '../schedule/zone-clock.ts';
import type { PeriodKind } from './kinds.ts';

/** Months such as `2026-11`, both included. */
export type Months = { from: string; to: string };

/** From `startMs` until the next one begins. An hour of the week comes again each week under the same key. */
export type Period = { key: string; startMs: number };

/** `periods` in order, without gaps; the last ends at `endMs`. */
export type Periods = { periods: Period[]; startMs: number; endMs: number };

const quarterMs = 15 * 60_000;

/** The periods of `months` by the clock of `zone`; weeks begin on Monday and are cut where the months begin and end. */
export function periodsOf(zone: string, months: Months, by: PeriodKind): Periods {
  const clock = zoneClock(zone);
  const [first, end] = [firstDayOf(months.from), firstDayOf(monthAfter(months.to))];
  const [startMs, endMs] = [clock.startInstant(first * dayMs), clock.startInstant(end * dayMs)];
  const periods =
    by === 'hour-of-week' ? hoursBetween(clock, startMs, endMs) : daysBetween(clock, first, end, nameOf[by]);
  return { periods, startMs, endMs };
}

/** The keys of periods, or of whatever else where `by` is null, in the order in which a table has them. */
export function inOrder(keys: readonly string[], by: PeriodKind | null): string[] {
  if (by !== 'hour-of-week') return keys.toSorted();
  const rank = (key: string) => weekdays.findIndex((day) => key.startsWith(day)) * 24 + Number(key.slice(3));
  return keys.toSorted((a, b) => rank(a) - rank(b));
}

/** The day, week or month of a date; a date alone has no hour. */
export function keyOfDate(date: string, by: PeriodKind): string {
  return by === 'hour-of-week' ? date : nameOf[by](parseDate(date) ?? Number.NaN);
}

/** The months from `from` to `to`, both included. */
export function monthsBetween({ from, to }: Months): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month);
  return months;
}

/** The first and the last date of a month. */
export function datesOf(month: string): { from: string; to: string } {
  return { from: `${month}-01`, to: dateName(firstDayOf(monthAfter(month)) - 1) };
}

/** The month at an instant, by the clock of `zone`. */
export function monthAt(zone: string, atMs: number): string {
  return dateName(zoneClock(zone).localDay(atMs)).slice(0, 7);
}

const nameOf: Record<Exclude<PeriodKind, 'hour-of-week'>, (day: number) => string> = {
  day: dateName,
  week: (day) => dateName(day - weekdayOf(day)),
  month: (day) => dateName(day).slice(0, 7),
};

/** A day that a zone never had, since it crossed the date line, is none. */
function daysBetween(clock: ZoneClock, first: number, end: number, name: (day: number) => string): Period[] {
  const found: Period[] = [];
  for (let day = first; day < end; day += 1) {
    const [startMs, nextMs] = [clock.startInstant(day * dayMs), clock.startInstant((day + 1) * dayMs)];
    const key = name(day);
    if (startMs < nextMs && found.at(-1)?.key !== key) found.push({ key, startMs });
  }
  return found;
}

/** Clocks change in the middle of an hour in some places, so each quarter of an hour is asked for its own. */
function hoursBetween(clock: ZoneClock, startMs: number, endMs: number): Period[] {
  const found: Period[] = [];
  for (let atMs = startMs; atMs < endMs; atMs += quarterMs) {
    const wall = atMs + clock.offsetAt(atMs);
    const day = dayOf(wall);
    const hour = Math.floor((wall - day * dayMs) / 3_600_000);
    const key = `${weekdays[weekdayOf(day)]} ${String(hour).padStart(2, '0')}`;
    if (found.at(-1)?.key !== key) found.push({ key, startMs: atMs });
  }
  return found;
}

const firstDayOf = (month: string) => parseDate(`${month}-01`) ?? Number.NaN;

function monthAfter(month: string): string {
  return dateName(firstDayOf(month) + 31).slice(0, 7);
}
