/** The hours somebody was on shift, month by month: for their own certificate, never for a comparison (P2). */
import type { CompiledSchedule } from '../schedule/compile.ts';
import { resolvePerson } from '../schedule/resolve.ts';
import { dayMs, parseDate, dateName } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';

/** `month` is `2026-11`; `hours` of the clock that really passed, to the hundredth. */
export type MonthDone = { month: string; shifts: number; hours: number };

const hourMs = 3_600_000;

/**
 * The months from `from` to `to` (both included, in `zone`) in which the person was on shift as primary and the shift is
 * over at `nowMs`; a shift counts in the month in which it began, and two at once are one.
 */
export function hoursDone(
  schedule: CompiledSchedule,
  personId: string,
  zone: string,
  { from, to }: { from: string; to: string },
  nowMs: number,
): MonthDone[] {
  const clock = zoneClock(zone);
  const monthOf = (atMs: number) => dateName(clock.localDay(atMs)).slice(0, 7);
  const fromMs = clock.startInstant((parseDate(`${from}-01`) ?? 0) * dayMs);
  const done = resolvePerson(schedule, personId, fromMs, nowMs).filter(
    ({ startMs, endMs, people }) =>
      endMs <= nowMs &&
      monthOf(startMs) >= from &&
      monthOf(startMs) <= to &&
      people.some(({ person, as }) => person === personId && as === 'primary'),
  );
  const months = new Map<string, { shifts: number; ms: number }>();
  const monthAt = (atMs: number) => {
    const month = monthOf(atMs);
    const known = months.get(month) ?? { shifts: 0, ms: 0 };
    months.set(month, known);
    return known;
  };
  let countedUntilMs = -Infinity;
  for (const { startMs, endMs } of done) {
    const month = monthAt(startMs);
    month.shifts += 1;
    month.ms += Math.max(0, endMs - Math.max(startMs, countedUntilMs));
    countedUntilMs = Math.max(countedUntilMs, endMs);
  }
  return [...months]
    .map(([month, { shifts, ms }]) => ({ month, shifts, hours: Math.round((ms / hourMs) * 100) / 100 }))
    .sort((a, b) => a.month.localeCompare(b.month));
}
