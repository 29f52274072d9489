/** What somebody's days away do to the shifts they hold: which would be open, and which are theirs again once they are not away (P4). */
import type { CompiledSchedule } from '../schedule/compile.ts';
import type { Occurrence } from '../schedule/model.ts';
import { resolvePerson } from '../schedule/resolve.ts';
import { dayMs, parseDate } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';

/** Local dates of the person, both included. */
export type DaysAway = { from: string; to: string };

/** Whoever leaves is away from a day on and does not come back. */
const forEver = '9999-12-31';
export const farewell = (from: string): DaysAway => ({ from, to: forEver });
export const isFarewell = ({ to }: DaysAway): boolean => to === forEver;

/** Longer ahead than this nobody is shown what they would open. */
const aheadMs = 400 * dayMs;

/** The person's shifts that start on those dates and are not over, in order; those they are away from already are none of theirs. */
export function shiftsOnDays(
  schedule: CompiledSchedule,
  personId: string,
  zone: string,
  { from, to }: DaysAway,
  nowMs: number,
): Occurrence[] {
  const clock = zoneClock(zone);
  const [fromDay, toDay] = [parseDate(from) ?? 0, parseDate(to) ?? 0];
  const untilMs = isFarewell({ from, to }) ? nowMs + aheadMs : clock.startInstant((toDay + 1) * dayMs);
  return resolvePerson(schedule, personId, Math.max(nowMs, clock.startInstant(fromDay * dayMs)), untilMs).filter(
    ({ startMs }) => clock.localDay(startMs) >= fromDay && clock.localDay(startMs) <= toDay,
  );
}

/** The schedule as it is once the person is not away on those dates. */
export function withoutDaysAway(
  schedule: CompiledSchedule,
  personId: string,
  { from, to }: DaysAway,
): CompiledSchedule {
  const own = schedule.absences.get(personId);
  if (own === undefined) return schedule;
  const [fromDay, toDay] = [parseDate(from), parseDate(to)];
  const days = own.days.filter((one) => one.fromDay !== fromDay || one.toDay !== toDay);
  return { ...schedule, absences: new Map(schedule.absences).set(personId, { ...own, days }) };
}
