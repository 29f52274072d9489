/** Counts laid out as people see them: by local day and half hour of the day. */
import { dayOf, dayMs, weekdayOf } from '../../schedule/wall-clock.ts';
import { zoneClock, type ZoneClock } from '../../schedule/zone-clock.ts';

export const halfHourMs = 1_800_000;
export const slotsPerDay = 48;

/** How many contacts came in the half hour that starts at an instant; a half hour that is not told of is unknown. */
export type HalfHour = { startMs: number; offered: number };

/** Where a half hour stands in its day: `slot` 0 is 00:00–00:30 on the local clock. */
export type Place = { day: number; slot: number };

export type Series = {
  /** The local date (day number) of the first row and how many days there are. */
  firstDay: number;
  days: number;
  /** Day by day, 48 to a day; NaN is unknown. An hour that clocks show twice has the mean of both. */
  counts: Float64Array;
  /** 0 for Monday … 6, for each day. */
  weekdays: Uint8Array;
};

/** The local place of the half hour that starts at an instant. */
export function placeOf(startMs: number, clock: ZoneClock): Place {
  const wall = startMs + clock.offsetAt(startMs);
  const day = dayOf(wall);
  return { day, slot: Math.floor((wall - day * dayMs) / halfHourMs) };
}

/** Whether a half hour can start at an instant: at minute 0 or 30 of the local clock or of UTC. */
export function isHalfHourStart(startMs: number, clock: ZoneClock): boolean {
  return startMs % halfHourMs === 0 || (startMs + clock.offsetAt(startMs)) % halfHourMs === 0;
}

/** Lays out a history of at least one half hour by the local clock of `zone`. */
export function seriesOf(history: readonly HalfHour[], zone: string): Series {
  const clock = zoneClock(zone);
  const places = history.map(({ startMs }) => placeOf(startMs, clock));
  let [firstDay, lastDay] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { day } of places) [firstDay, lastDay] = [Math.min(firstDay, day), Math.max(lastDay, day)];
  const days = lastDay - firstDay + 1;
  const counts = new Float64Array(days * slotsPerDay).fill(Number.NaN);
  const told = new Uint8Array(days * slotsPerDay);
  for (const [index, { day, slot }] of places.entries()) {
    const cell = (day - firstDay) * slotsPerDay + slot;
    const before = told[cell] ?? 0;
    counts[cell] = ((before === 0 ? 0 : (counts[cell] ?? 0)) * before + (history[index]?.offered ?? 0)) / (before + 1);
    told[cell] = before + 1;
  }
  return { firstDay, days, counts, weekdays: Uint8Array.from({ length: days }, (_, day) => weekdayOf(firstDay + day)) };
}
