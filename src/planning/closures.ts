/** Whom it concerns that a line is closed on some days: closures take nobody off a shift. Pure. */
import type { CompiledSchedule } from '../schedule/compile.ts';
import type { Occurrence } from '../schedule/model.ts';
import { resolveLine } from '../schedule/resolve.ts';
import { dayMs, parseDate } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';

/** The shifts of the line with somebody on that touch those days there and are not over, in order. */
export function plannedOnDays(
  schedule: CompiledSchedule,
  { id, timeZone }: { id: string; timeZone: string },
  { from, to }: { from: string; to: string },
  nowMs: number,
): Occurrence[] {
  const clock = zoneClock(timeZone);
  const [fromDay, toDay] = [parseDate(from) ?? 0, parseDate(to) ?? 0];
  const fromMs = Math.max(nowMs, clock.startInstant(fromDay * dayMs));
  return resolveLine(schedule, id, fromMs, clock.startInstant((toDay + 1) * dayMs)).filter(
    ({ people }) => people.length > 0,
  );
}
