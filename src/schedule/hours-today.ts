/** What a change of opening hours and closures means for one day, before it is made. Pure: the date walks in. */
import type { Closure, OpeningHours, Weekday } from './model.ts';

/** `always`: no hours are written, so it is never closed. Spans are local, those past midnight end before they start. */
export type DayHours =
  | { kind: 'always' }
  | { kind: 'closed' }
  | { kind: 'hours'; spans: { start: string; end: string }[] };

type Line = { openingHours: readonly OpeningHours[]; closures: readonly Closure[] };
type Day = { /** Such as 2026-11-10, local. */ date: string; weekday: Weekday };

/** When the line is open in the hours that begin on that day. */
export function hoursOfDay({ openingHours, closures }: Line, { date, weekday }: Day): DayHours {
  if (closures.some(({ from, to }) => from <= date && date <= to)) return { kind: 'closed' };
  if (openingHours.length === 0) return { kind: 'always' };
  const spans = openingHours
    .filter(({ days }) => days.includes(weekday))
    .map(({ start, end }) => ({ start, end }))
    .sort((a, b) => a.start.localeCompare(b.start) || a.end.localeCompare(b.end));
  return spans.length === 0 ? { kind: 'closed' } : { kind: 'hours', spans };
}

/** How that day is before and after a change; null where it is the same. */
export function dayDiffers(before: Line, after: Line, day: Day): { before: DayHours; after: DayHours } | null {
  const differing = { before: hoursOfDay(before, day), after: hoursOfDay(after, day) };
  return JSON.stringify(differing.before) === JSON.stringify(differing.after) ? null : differing;
}
