/** How many callers each half hour of some days ahead will bring, from the calls of the past. */
import type { CompiledSchedule } from '../../schedule/compile.ts';
import { openings } from '../../schedule/opening.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { historyOf, type LineHours } from '../../planning/ahead/history.ts';
import { forecast } from '../../planning/forecast/forecast.ts';
import { halfHourMs } from '../../planning/forecast/series.ts';
import type { ForeseenHalfHour } from './model.ts';

type Range = { fromMs: number; untilMs: number; nowMs: number };

/**
 * The half hours of [fromMs, untilMs) in which the line is open, from how many of its calls came in each half hour up to
 * `nowMs`, which comes before `fromMs`; half hours without a call may be left out. A line that nobody has called yet has none.
 */
export function foreseenHalfHours(
  line: LineHours & { id: string },
  schedule: CompiledSchedule,
  counts: ReadonlyMap<number, number>,
  { fromMs, untilMs, nowMs }: Range,
): ForeseenHalfHour[] {
  const found = historyOf(line, [...counts], nowMs);
  if (!found) return [];
  const { id, timeZone } = line;
  const { localDay } = zoneClock(timeZone);
  const open = openings(schedule, id, fromMs, untilMs);
  return forecast(found.history, localDay(fromMs), localDay(untilMs) + 1, timeZone)
    .filter(({ startMs }) => startMs >= fromMs && startMs < untilMs)
    .filter(({ startMs }) => open.some((span) => span.startMs < startMs + halfHourMs && span.endMs > startMs))
    .map(({ startMs, expected, variance }) => ({ lineId: id, startMs, expected, variance }));
}

/** Counts one call in its half hour. */
export function countCall(counts: Map<number, number>, atMs: number): void {
  const startMs = Math.floor(atMs / halfHourMs) * halfHourMs;
  counts.set(startMs, (counts.get(startMs) ?? 0) + 1);
}
