/** What a model says of one person and one occurrence by themselves, whatever else is planned. */
import { dateName } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { missingTraining } from '../../wellbeing/guards.ts';
import type { RosterModel, RosterOccurrence, RosterPerson } from './model.ts';

/** Whether an occurrence starts on one of somebody's dates of time off. */
export function isOff({ timeZone, timeOff }: RosterPerson, { startMs }: { startMs: number }): boolean {
  if (timeOff.length === 0) return false;
  const day = zoneClock(timeZone).localDay(startMs);
  return timeOff.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay);
}

/** The line's courses that somebody has not, or no longer, on the line's local date of the start. */
export function missingCourses(model: RosterModel, { training }: RosterPerson, one: RosterOccurrence): string[] {
  const line = model.lines.get(one.line);
  if (line === undefined || line.training.length === 0) return [];
  const date = dateName(zoneClock(line.timeZone).localDay(one.startMs));
  return missingTraining(training, line.training, date);
}
