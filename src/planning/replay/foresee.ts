/** How many callers each half hour of some days ahead will bring, from the calls of the past. */
import type { CompiledSchedule } from '../../schedule/compile.ts';
import { openings } from '../../schedule/opening.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { forecast } from '../../planning/forecast/forecast.ts';
import { halfHourMs, type HalfHour } from '../../planning/forecast/series.ts';
import type { ForeseenHalfHour, PastCall } from './model.ts';

/**
 * The half hours of [fromMs, untilMs) in which the line is open; `past` are its calls up to `nowMs`, which comes before
 * `fromMs`. A line that nobody has called yet has none.
 */
export function foreseenHalfHours(
  { id, timeZone }: { id: string; timeZone: string },
  schedule: CompiledSchedule,
  past: readonly PastCall[],
  { fromMs, untilMs, nowMs }: { fromMs: number; untilMs: number; nowMs: number },
): ForeseenHalfHour[] {
  const history = countsOf(
    past.filter(({ lineId }) => lineId === id),
    nowMs,
  );
  if (history.length === 0) return [];
  const { localDay } = zoneClock(timeZone);
  const open = openings(schedule, id, fromMs, untilMs);
  return forecast(history, localDay(fromMs), localDay(untilMs) + 1, timeZone)
    .filter(({ startMs }) => startMs >= fromMs && startMs < untilMs)
    .filter(({ startMs }) => open.some((span) => span.startMs < startMs + halfHourMs && span.endMs > startMs))
    .map((half) => ({ lineId: id, ...half }));
}

/** From the first call's half hour to the last that is over, those without a call included. */
function countsOf(calls: readonly PastCall[], nowMs: number): HalfHour[] {
  const halfOf = (atMs: number) => Math.floor(atMs / halfHourMs) * halfHourMs;
  const counts = new Map<number, number>();
  for (const { arrivesMs } of calls) counts.set(halfOf(arrivesMs), (counts.get(halfOf(arrivesMs)) ?? 0) + 1);
  const history: HalfHour[] = [];
  const firstMs = [...counts.keys()].reduce((least, atMs) => Math.min(least, atMs), Infinity);
  for (let startMs = firstMs; startMs + halfHourMs <= nowMs; startMs += halfHourMs)
    history.push({ startMs, offered: counts.get(startMs) ?? 0 });
  return history;
}
