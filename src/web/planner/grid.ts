/** Days × slots: which place stands in which cell (R1). */
import { dateName, dayMs, parseDate, weekdayOf } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import type { PlaceView, RosterView } from './view.ts';

/** A column: what begins at the same time of day for the same length; wall-clock milliseconds after midnight. */
export type Slot = { key: string; startMs: number; endMs: number };

export type GridDay = {
  date: string;
  isWeekend: boolean;
  /** The first day of a week, or of what is shown. */
  startsWeek: boolean;
  closure: string | null;
  /** Ids of who has time off. */
  away: readonly string[];
  /** One for each slot. */
  cells: readonly (PlaceView | null)[];
};

export type Grid = { slots: readonly Slot[]; days: readonly GridDay[] };

/** Every date from `from` to `to`, both included. */
export function datesBetween(from: string, to: string): string[] {
  const [first, last] = [parseDate(from) ?? 0, parseDate(to) ?? -1];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => dateName(first + index));
}

/** The date so many days after another. */
export function dateAfter(date: string, days: number): string {
  return dateName((parseDate(date) ?? 0) + days);
}

/** The Monday of the week of a date. */
export function mondayOf(date: string): string {
  const day = parseDate(date) ?? 0;
  return dateName(day - weekdayOf(day));
}

/** The local date of an instant. */
export function dateAt(atMs: number, zone: string): string {
  return dateName(zoneClock(zone).localDay(atMs));
}

export function gridOf(view: Pick<RosterView, 'places' | 'zone' | 'from' | 'to' | 'closures' | 'timeOff'>): Grid {
  const { zone, from, to, closures, timeOff } = view;
  const lengths = usualLengths(view.places);
  const slots = new Map<string, Slot>();
  const cells = new Map<string, PlaceView>();
  for (const place of view.places) {
    const startMs = timeOfDay(place.occurrence);
    const endMs = startMs + (lengths.get(place.shift) ?? 0);
    const date = dateAt(place.startMs, zone);
    // Two shifts at the same time stand beside each other.
    for (let lane = 0; ; lane += 1) {
      const key = `${startMs}-${endMs}-${lane}`;
      if (cells.has(`${date} ${key}`)) continue;
      slots.set(key, { key, startMs, endMs });
      cells.set(`${date} ${key}`, place);
      break;
    }
  }
  const columns = [...slots.values()].sort(
    (a, b) => a.startMs - b.startMs || a.endMs - b.endMs || (a.key < b.key ? -1 : 1),
  );
  const days = datesBetween(from, to).map((date, index): GridDay => {
    const weekday = weekdayOf(parseDate(date) ?? 0);
    const closure = closures.find((one) => one.from <= date && date <= one.to);
    return {
      date,
      isWeekend: weekday >= 5,
      startsWeek: weekday === 0 || index === 0,
      closure: closure ? closure.reason : null,
      away: [...new Set(timeOff.filter((one) => one.from <= date && date <= one.to).map(({ person }) => person))],
      cells: columns.map(({ key }) => cells.get(`${date} ${key}`) ?? null),
    };
  });
  return { slots: columns, days };
}

/** Of each shift, how long most of its occurrences are: one that was moved stays in its column. */
function usualLengths(places: readonly PlaceView[]): Map<string, number> {
  const counts = new Map<string, Map<number, number>>();
  for (const { shift, startMs, endMs } of places) {
    const own = counts.get(shift) ?? new Map<number, number>();
    own.set(endMs - startMs, (own.get(endMs - startMs) ?? 0) + 1);
    counts.set(shift, own);
  }
  return new Map(
    [...counts].map(([shift, own]) => [shift, [...own].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0]),
  );
}

/** Milliseconds after midnight of `2026-11-02T17:00`. */
function timeOfDay(occurrence: string): number {
  const [hour = 0, minute = 0] = (occurrence.split('T')[1] ?? '').split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}

/** Where a place stands. */
export function spotOf({ days }: Grid, key: string): Spot | null {
  for (const [row, { cells }] of days.entries()) {
    const column = cells.findIndex((place) => place?.key === key);
    if (column >= 0) return { row, column };
  }
  return null;
}

/** A cell by its row and column. */
export type Spot = { row: number; column: number };

const week = 7;

/** Where a key leads from a cell; null where it is no key to go by. */
export function stepFrom(
  { row, column }: Spot,
  key: string,
  { rows, columns, whole }: { rows: number; columns: number; whole: boolean },
): Spot | null {
  const within = (next: Spot): Spot => ({
    row: Math.min(rows - 1, Math.max(0, next.row)),
    column: Math.min(columns - 1, Math.max(0, next.column)),
  });
  switch (key) {
    case 'ArrowUp':
      return within({ row: row - 1, column });
    case 'ArrowDown':
      return within({ row: row + 1, column });
    case 'ArrowLeft':
      return within({ row, column: column - 1 });
    case 'ArrowRight':
      return within({ row, column: column + 1 });
    case 'Home':
      return within({ row: whole ? 0 : row, column: 0 });
    case 'End':
      return within({ row: whole ? rows : row, column: columns });
    case 'PageUp':
      return within({ row: row - week, column });
    case 'PageDown':
      return within({ row: row + week, column });
    default:
      return null;
  }
}

/** The cells of the rectangle between two corners. */
export function cellsBetween(a: Spot, b: Spot): Spot[] {
  const spots: Spot[] = [];
  for (let row = Math.min(a.row, b.row); row <= Math.max(a.row, b.row); row += 1)
    for (let column = Math.min(a.column, b.column); column <= Math.max(a.column, b.column); column += 1)
      spots.push({ row, column });
  return spots;
}

/** Whether a place has other hours than its column. */
export function isMoved({ occurrence, startMs, endMs }: PlaceView, slot: Slot, zone: string): boolean {
  const clock = zoneClock(zone);
  const local = (atMs: number) => atMs + clock.offsetAt(atMs);
  const start = local(startMs) - (parseDate(occurrence.slice(0, 10)) ?? 0) * dayMs;
  return start !== slot.startMs || endMs - startMs !== slot.endMs - slot.startMs;
}

/** The next cell, in order of days, where something is missing; from the start again after the last. */
export function nextHoleAfter({ days }: Grid, at: Spot): Spot | null {
  const holes = days.flatMap(({ cells }, row) =>
    cells.flatMap((place, column) => (place && (place.missing > 0 || place.wants.length > 0) ? [{ row, column }] : [])),
  );
  return holes.find(({ row, column }) => row > at.row || (row === at.row && column > at.column)) ?? holes[0] ?? null;
}
