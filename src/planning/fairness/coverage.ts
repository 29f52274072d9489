/** How much of what a line needs is there: week by week, and by weekday and slot (R8). */
import { dateName, weekdayOf, weekdays, wallName } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import type { Weekday } from '../../schedule/model.ts';
import { mondayOf } from '../../planning/roster/calendar.ts';
import type { RosterCheck } from '../../planning/roster/check.ts';
import type { RosterModel, RosterOccurrence } from '../../planning/roster/model.ts';

/** Hours of primaries that are needed and that are there; `needsMissed`: heads missing of those that have to speak or know something. */
export type Cover = { needHours: number; metHours: number; needsMissed: number };

/** `monday` is a local date of the line. */
export type WeekCover = Cover & { monday: string };

/** `start` and `end` as the clock of the line shows them, such as 17:00. */
export type SlotCover = Cover & { weekday: Weekday; start: string; end: string };

/** The weeks in which something is needed, in order. */
export function coverByWeek(model: RosterModel, check: Pick<RosterCheck, 'needsMissed'>): WeekCover[] {
  return added(model, check, (one) => {
    const clock = zoneClock(zoneOf(model, one));
    return { monday: dateName(mondayOf(clock.localDay(one.startMs))) };
  }).sort((a, b) => compare(a.monday, b.monday));
}

/** The slots of the days from `fromDate` on, by their start and weekday. */
export function coverBySlot(
  model: RosterModel,
  check: Pick<RosterCheck, 'needsMissed'>,
  fromDate: string,
): SlotCover[] {
  return added(model, check, (one) => {
    const clock = zoneClock(zoneOf(model, one));
    const day = clock.localDay(one.startMs);
    if (dateName(day) < fromDate) return null;
    const time = (atMs: number) => wallName(atMs + clock.offsetAt(atMs)).slice(11, 16);
    return { weekday: weekdays[weekdayOf(day)] ?? 'MO', start: time(one.startMs), end: time(one.endMs) };
  }).sort(
    (a, b) =>
      compare(a.start, b.start) || compare(a.end, b.end) || weekdays.indexOf(a.weekday) - weekdays.indexOf(b.weekday),
  );
}

/** Adds up the occurrences of the range under what `nameOf` calls them; null leaves one out. */
function added<Name extends object>(
  model: RosterModel,
  { needsMissed }: Pick<RosterCheck, 'needsMissed'>,
  nameOf: (one: RosterOccurrence) => Name | null,
): (Name & Cover)[] {
  const missed = new Map(needsMissed.map(({ occurrence, missing }) => [occurrence, missing.length]));
  const found = new Map<string, Name & Cover>();
  for (const [index, one] of model.occurrences.entries()) {
    const name = one.isInRange ? nameOf(one) : null;
    if (!name) continue;
    const key = JSON.stringify(name);
    const cover = found.get(key) ?? { ...name, needHours: 0, metHours: 0, needsMissed: 0 };
    cover.needHours += one.need * one.hours;
    cover.metHours += Math.min(one.need, one.primaries.length) * one.hours;
    cover.needsMissed += missed.get(index) ?? 0;
    found.set(key, cover);
  }
  return [...found.values()];
}

const zoneOf = (model: RosterModel, { line }: RosterOccurrence) => model.lines.get(line)?.timeZone ?? 'UTC';
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
