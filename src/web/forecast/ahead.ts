/** What the service says lies ahead, as instants and by local days. */
import type { HalfHourAhead } from '../../planning/ahead/line-ahead.ts';
import { placeOf, slotsPerDay } from '../../planning/forecast/series.ts';
import { dateName, parseDate } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import type { Answered } from '../client.ts';

export type Ahead = Answered<'forecast.read'>;

/** A half hour with who is on, and where it stands in its day: `slot` 0 is the first half hour after midnight. */
export type Half = HalfHourAhead & { have: number; lost: number; overloaded: boolean; slot: number };

/** A local date and its open half hours; none where the line is closed. */
export type Day = { date: string; halves: Half[] };

/** Every day from the first to the last, in weeks of seven. */
export function weeksOf({ from, to, zone, halfHours }: Ahead): Day[][] {
  const clock = zoneClock(zone);
  const days = new Map<number, Half[]>();
  const [first, last] = [parseDate(from) ?? 0, parseDate(to) ?? 0];
  for (let day = first; day <= last; day += 1) days.set(day, []);
  for (const { start, end, ...half } of halfHours) {
    const startMs = Date.parse(start);
    const { day, slot } = placeOf(startMs, clock);
    days.get(day)?.push({ ...half, startMs, endMs: Date.parse(end), slot });
  }
  const all = [...days].map(([day, halves]) => ({ date: dateName(day), halves }));
  return Array.from({ length: Math.ceil(all.length / 7) }, (_, week) => all.slice(7 * week, 7 * week + 7));
}

/** What all pictures of a page share, so that they can be compared. */
export type Scale = { fromSlot: number; toSlot: number; mostCalls: number; mostPeople: number };

export function scaleOf(weeks: readonly (readonly Day[])[]): Scale {
  const halves = weeks.flat().flatMap((day) => day.halves);
  const slots = halves.map(({ slot }) => slot);
  const most = (of: (half: Half) => number, least: number) =>
    halves.reduce((found, half) => Math.max(found, of(half)), least);
  return {
    fromSlot: slots.reduce((one, other) => Math.min(one, other), slotsPerDay),
    toSlot: slots.reduce((one, other) => Math.max(one, other), 0) + 1,
    mostCalls: most(({ high }) => high, 1),
    mostPeople: most(({ need, have }) => Math.max(need, have), 1),
  };
}
