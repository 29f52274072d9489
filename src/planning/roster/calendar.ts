/** Days, weeks and nights of occurrences in a zone, as the caps count them. */
import type { Interval } from '../../schedule/model.ts';
import { dayMs, weekdayOf } from '../../schedule/wall-clock.ts';
import { type ZoneClock, zoneClock } from '../../schedule/zone-clock.ts';
import { hourMs, type RosterCalendar } from './model.ts';

const nightStartsMs = 23 * hourMs;
const nightEndsMs = 7 * hourMs;
/** What touches 23:00 to 07:00 for this long is a night. */
const nightHours = 3;

/** The day number of the Monday of a day's week. */
export function mondayOf(day: number): number {
  return day - weekdayOf(day);
}

/** The evenings, as day numbers, of the nights that an interval touches for three elapsed hours or more. */
export function nightsOf({ startMs, endMs }: Interval, clock: ZoneClock): number[] {
  const nights: number[] = [];
  for (let evening = clock.localDay(startMs) - 1; evening <= clock.localDay(endMs); evening += 1) {
    const nightMs =
      Math.min(endMs, clock.endInstant((evening + 1) * dayMs + nightEndsMs)) -
      Math.max(startMs, clock.startInstant(evening * dayMs + nightStartsMs));
    if (nightMs >= nightHours * hourMs) nights.push(evening);
  }
  return nights;
}

/** What the calendar of `zone` says of each occurrence. */
export function calendarOf(occurrences: readonly Interval[], zone: string): RosterCalendar {
  const clock = zoneClock(zone);
  const day = occurrences.map(({ startMs }) => clock.localDay(startMs));
  return { day, monday: day.map(mondayOf), nights: occurrences.map((one) => nightsOf(one, clock)) };
}
