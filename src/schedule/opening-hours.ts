/** When a line is open: its weekly hours minus those a closure takes away, as instants. */
import type { Closure, Interval, OpeningHours, ScheduleLine } from './model.ts';
import { dayMs, dayOf, parseDate, parseEndOfHours, parseTimeOfDay, weekdayOf, weekdays } from './wall-clock.ts';
import type { ZoneClock } from './zone-clock.ts';

/** A closure with the time it keeps the line closed: up to the end of the last hours it takes away. */
export type CompiledClosure = Interval & { reason: string };

export type CompiledOpening = {
  clock: ZoneClock;
  /** For each weekday from Monday, the hours beginning then, in milliseconds after its midnight; null: always open. */
  weekly: readonly (readonly { startMs: number; endMs: number }[])[] | null;
  /** In order of their start. */
  closures: readonly CompiledClosure[];
  /** The local dates on which no opening begins, both ends included, in order and apart from each other. */
  closedDays: readonly { fromDay: number; toDay: number }[];
};

/** Compiles a line's opening hours and closures. Throws a RangeError for a malformed time or date. */
export function compileOpening(
  line: Pick<ScheduleLine, 'openingHours' | 'closures'>,
  clock: ZoneClock,
): CompiledOpening {
  const hours = line.openingHours ?? [];
  const weekly =
    hours.length === 0 ? null : weekdays.map((day) => hours.filter(({ days }) => days.includes(day)).map(windowOf));
  const closures = (line.closures ?? []).map((closure) => ({ ...datesOf(closure), reason: closure.reason ?? '' }));
  const closedDays: { fromDay: number; toDay: number }[] = [];
  for (const { fromDay, toDay } of [...closures].sort((a, b) => a.fromDay - b.fromDay)) {
    const last = closedDays.at(-1);
    if (last !== undefined && fromDay <= last.toDay + 1) last.toDay = Math.max(last.toDay, toDay);
    else if (fromDay <= toDay) closedDays.push({ fromDay, toDay });
  }
  return {
    clock,
    weekly,
    closures: closures
      .map(({ fromDay, toDay, reason }) => ({
        startMs: clock.startInstant(fromDay * dayMs),
        endMs: Math.max(
          clock.startInstant((toDay + 1) * dayMs),
          ...windowsOfDay(clock, weekly?.[weekdayOf(toDay)] ?? [], toDay).map(({ endMs }) => endMs),
        ),
        reason,
      }))
      .sort((a, b) => a.startMs - b.startMs),
    closedDays,
  };
}

function windowOf({ start, end }: OpeningHours): { startMs: number; endMs: number } {
  const startMs = parseTimeOfDay(start);
  const endMs = parseEndOfHours(end);
  if (startMs === null || endMs === null) throw new RangeError(`no such hours "${start}" to "${end}"`);
  return { startMs, endMs: endMs <= startMs ? endMs + dayMs : endMs };
}

function datesOf({ from, to }: Closure): { fromDay: number; toDay: number } {
  const fromDay = parseDate(from);
  const toDay = parseDate(to);
  if (fromDay === null || toDay === null) throw new RangeError(`no such closure "${from}" to "${to}"`);
  return { fromDay, toDay };
}

/**
 * The stretches of [fromMs, toMs) in which the line is open, in order, touching ones as one, clipped to the range. A closure
 * takes away the openings that begin on its dates, whole; a line that is always open is closed for these days (S7).
 */
export function openBetween(opening: CompiledOpening, fromMs: number, toMs: number): Interval[] {
  const { clock, weekly } = opening;
  // Hours last up to a day from up to midnight: those of two days before may still run.
  const firstDay = dayOf(fromMs + clock.offsetsAround(fromMs).minMs) - 2;
  const lastDay = dayOf(toMs + clock.offsetsAround(toMs).maxMs);
  const closed = closedDaysFrom(opening, firstDay);
  const windows = weekly === null ? betweenClosedDays(clock, closed, fromMs, toMs) : [];
  for (let day = firstDay, next = 0; weekly !== null && day <= lastDay; day += 1) {
    while ((closed[next]?.toDay ?? Number.POSITIVE_INFINITY) < day) next += 1;
    if ((closed[next]?.fromDay ?? Number.POSITIVE_INFINITY) > day)
      windows.push(...windowsOfDay(clock, weekly[weekdayOf(day)] ?? [], day));
  }
  return joined(clipped(windows, fromMs, toMs));
}

/** The closed dates that are not over before `firstDay`. */
function closedDaysFrom({ closedDays }: CompiledOpening, firstDay: number): CompiledOpening['closedDays'] {
  const next = closedDays.findIndex(({ toDay }) => toDay >= firstDay);
  return next < 0 ? [] : closedDays.slice(next);
}

/** A closed date begins with its midnight and is over the moment the next one begins. */
function betweenClosedDays(
  clock: ZoneClock,
  closed: CompiledOpening['closedDays'],
  fromMs: number,
  toMs: number,
): Interval[] {
  const open: Interval[] = [];
  let startMs = fromMs;
  for (const { fromDay, toDay } of closed) {
    const endMs = clock.startInstant(fromDay * dayMs);
    if (endMs >= toMs) break;
    open.push({ startMs, endMs });
    startMs = Math.max(startMs, clock.startInstant((toDay + 1) * dayMs));
  }
  return [...open, { startMs, endMs: toMs }];
}

/** The hours that begin on a local date, as instants. */
function windowsOfDay(clock: ZoneClock, hours: readonly { startMs: number; endMs: number }[], day: number): Interval[] {
  return hours.map(({ startMs, endMs }) => ({
    startMs: clock.startInstant(day * dayMs + startMs),
    endMs: clock.endInstant(day * dayMs + endMs),
  }));
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
