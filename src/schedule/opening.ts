/** Is the line open, and when does it open next: what a caller hears when it is closed (V8). */
import type { CompiledLine, CompiledSchedule } from './compile.ts';
import type { Interval } from './model.ts';
import { openBetween } from './opening-hours.ts';
import { dayMs } from './wall-clock.ts';

const weekMs = 7 * dayMs;
/** Further ahead nobody is told a date: the line is closed until further notice. */
const horizonMs = 104 * weekMs;

/** `atMs` itself where the line is open then; `closureReasons` are those of the closures before it, oldest first. */
export type NextOpening = { startMs: number; closureReasons: string[] };

/** The stretches of [fromMs, toMs) in which the line is open, clipped to the range. */
export function openings(schedule: CompiledSchedule, lineId: string, fromMs: number, toMs: number): Interval[] {
  return openBetween(lineWithId(schedule, lineId).opening, fromMs, toMs);
}

/** Whether the line's opening hours and closures have it open at `atMs` (a paused line is not the schedule's business). */
export function isOpen(schedule: CompiledSchedule, lineId: string, atMs: number): boolean {
  return openings(schedule, lineId, atMs, atMs + 1).length > 0;
}

/** Whether a dated closure keeps the line closed for all of [startMs, endMs): whoever is planned then has nothing to come for. */
export function isClosedThroughout(
  schedule: CompiledSchedule,
  lineId: string,
  startMs: number,
  endMs: number,
): boolean {
  const { closures } = lineWithId(schedule, lineId).opening;
  return (
    closures.some((closure) => closure.startMs < endMs && closure.endMs > startMs) &&
    openings(schedule, lineId, startMs, endMs).length === 0
  );
}

/** When the line opens, from `atMs` on; null where it does not within two years. */
export function nextOpening(schedule: CompiledSchedule, lineId: string, atMs: number): NextOpening | null {
  const { opening } = lineWithId(schedule, lineId);
  for (let fromMs = atMs; fromMs < atMs + horizonMs; fromMs += weekMs) {
    const next = openBetween(opening, fromMs, fromMs + weekMs)[0];
    if (next === undefined) continue;
    const passed = opening.closures.filter(
      ({ startMs, endMs }) => next.startMs > atMs && startMs < next.startMs && endMs > atMs,
    );
    return {
      startMs: next.startMs,
      closureReasons: [...new Set(passed.map(({ reason }) => reason))].filter((reason) => reason !== ''),
    };
  }
  return null;
}

/** The line with this id. Throws a RangeError when there is none. */
export function lineWithId(schedule: CompiledSchedule, lineId: string): CompiledLine {
  const line = schedule.lines.get(lineId);
  if (line === undefined) throw new RangeError(`no such line "${lineId}"`);
  return line;
}
