/** When a line is open: its weekly hours minus its closures, as instants. */
import type { Closure, Interval, OpeningHours, ScheduleLine } from './model.ts';
import { dayMs, dayOf, parseDate, parseTimeOfDay, weekdayOf, weekdays } from './wall-clock.ts';
import type { ZoneClock } from './zone-clock.ts';

export type CompiledClosure = Interval & { reason: string };

export type CompiledOpening = {
  clock: ZoneClock;
  /** For each weekday from Monday, the hours beginning then, in milliseconds after its midnight; null: always open. */
  weekly: readonly (readonly { startMs: number; endMs: number }[])[] | null;
  /** In order of their start. */
  closures: readonly CompiledClosure[];
};

/** Compiles a line's opening hours and closures. Throws a RangeError for a malformed time or date. */
export function compileOpening(
  line: Pick<ScheduleLine, 'openingHours' | 'closures'>,
  clock: ZoneClock,
): CompiledOpening {
  const hours = line.openingHours ?? [];
  const closures = (line.closures ?? [])
    .map((closure) => compileClosure(closure, clock))
    .sort((a, b) => a.startMs - b.startMs);
  const weekly =
    hours.length === 0 ? null : weekdays.map((day) => hours.filter(({ days }) => days.includes(day)).map(windowOf));
  return { clock, weekly, closures };
}

function windowOf({ start, end }: OpeningHours): { startMs: number; endMs: number } {
  const startMs = parseTimeOfDay(start);
  const endMs = parseTimeOfDay(end);
  if (startMs === null || endMs === null) throw new RangeError(`no such hours "${start}" to "${end}"`);
  return { startMs, endMs: endMs <= startMs ? endMs + dayMs : endMs };
}

/** A closure is whole local dates: it ends the moment the day after it begins. */
function compileClosure({ from, to, reason }: Closure, clock: ZoneClock): CompiledClosure {
  const fromDay = parseDate(from);
  const toDay = parseDate(to);
  if (fromDay === null || toDay === null) throw new RangeError(`no such closure "${from}" to "${to}"`);
  return {
    startMs: clock.startInstant(fromDay * dayMs),
    endMs: clock.startInstant((toDay + 1) * dayMs),
    reason: reason ?? '',
  };
}

/** The stretches of [fromMs, toMs) in which the line is open, in order, touching ones as one, clipped to the range. */
export function openBetween(opening: CompiledOpening, fromMs: number, toMs: number): Interval[] {
  const regular =
    opening.weekly === null ? [{ startMs: fromMs, endMs: toMs }] : weeklyBetween(opening, opening.weekly, fromMs, toMs);
  return opening.closures.reduce(without, joined(clipped(regular, fromMs, toMs)));
}

function weeklyBetween(
  { clock }: CompiledOpening,
  weekly: NonNullable<CompiledOpening['weekly']>,
  fromMs: number,
  toMs: number,
): Interval[] {
  const windows: Interval[] = [];
  // Hours last up to a day from up to midnight: those of two days before may still run.
  const firstDay = dayOf(fromMs + clock.offsetsAround(fromMs).minMs) - 2;
  const lastDay = dayOf(toMs + clock.offsetsAround(toMs).maxMs);
  for (let day = firstDay; day <= lastDay; day += 1) {
    for (const { startMs, endMs } of weekly[weekdayOf(day)] ?? []) {
      windows.push({
        startMs: clock.startInstant(day * dayMs + startMs),
        endMs: clock.endInstant(day * dayMs + endMs),
      });
    }
  }
  return windows;
}

function clipped(intervals: readonly Interval[], fromMs: number, toMs: number): Interval[] {
  return intervals
    .map(({ startMs, endMs }) => ({ startMs: Math.max(startMs, fromMs), endMs: Math.min(endMs, toMs) }))
    .filter(({ startMs, endMs }) => startMs < endMs);
}

/** The same time as fewest intervals, in order. */
export function joined(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const { startMs, endMs } of [...intervals].sort((a, b) => a.startMs - b.startMs)) {
    const last = result.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else result.push({ startMs, endMs });
  }
  return result;
}

function without(intervals: readonly Interval[], hole: Interval): Interval[] {
  return intervals.flatMap(({ startMs, endMs }) =>
    [
      { startMs, endMs: Math.min(endMs, hole.startMs) },
      { startMs: Math.max(startMs, hole.endMs), endMs },
    ].filter((rest) => rest.startMs < rest.endMs),
  );
}
