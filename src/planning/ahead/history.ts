/** The history of a line, half hour by half hour, from what was counted of it (F1). */
import { compileOpening, openBetween } from '../../schedule/opening-hours.ts';
import type { Interval, ScheduleLine } from '../../schedule/model.ts';
import { dayMs } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { halfHourMs, type HalfHour } from '../../planning/forecast/series.ts';

export type LineHours = Pick<ScheduleLine, 'timeZone' | 'openingHours' | 'closures'> & {
  /** When it was paused, in order. */
  pauses?: readonly Interval[] | undefined;
};

/** When a half hour began and how many contacts came in it; those in which none came may be left out. */
export type Counted = readonly [startMs: number, offered: number];

export type LineHistory = {
  history: HalfHour[];
  /** [fromMs, untilMs) is told of, but for what is unknown. */
  fromMs: number;
  untilMs: number;
  /** Whole days of opening in which nobody came though many usually do: an outage, and taken as unknown. */
  silentDays: number;
};

/** Where so many contacts come on a usual day, one without any is no chance. */
const neverSilent = 8;

/**
 * From the first half hour in which anybody came to the last that is over at `untilMs`. Outside of its weekly hours nobody
 * can come: 0. What a dated closure or a pause took away nobody knows: it is left out, and so are silent days. Null where
 * nobody ever came.
 */
export function historyOf(line: LineHours, counted: readonly Counted[], untilMs: number): LineHistory | null {
  const counts = new Map(counted.filter(([, offered]) => offered > 0));
  const fromMs = [...counts.keys()].reduce((least, startMs) => Math.min(least, startMs), Number.POSITIVE_INFINITY);
  if (!(fromMs + halfHourMs <= untilMs)) return null;
  const clock = zoneClock(line.timeZone);
  const usually = within(openBetween(compileOpening({ ...line, closures: [] }, clock), fromMs, untilMs));
  const indeed = within(openBetween(compileOpening(line, clock), fromMs, untilMs));
  const paused = within(line.pauses ?? []);
  const days = new Map<number, { halves: HalfHour[]; isOpen: boolean; total: number }>();
  for (let startMs = fromMs; startMs + halfHourMs <= untilMs; startMs += halfHourMs) {
    const offered = counts.get(startMs) ?? 0;
    const [isUsual, isOpen] = [usually(startMs), indeed(startMs)];
    if (isUsual && (paused(startMs) || (!isOpen && offered === 0))) continue;
    const localDay = clock.localDay(startMs);
    const day = days.get(localDay) ?? { halves: [], isOpen: false, total: 0 };
    day.halves.push({ startMs, offered });
    day.isOpen ||= isOpen;
    day.total += offered;
    days.set(localDay, day);
  }
  const totals = [...days.values()].filter(({ isOpen }) => isOpen).map(({ total }) => total);
  const isBusy = median(totals) >= neverSilent;
  // Of a day that is not over nobody can say yet that it was silent.
  const isSilent = ([day, { isOpen, total }]: [number, { isOpen: boolean; total: number }]) =>
    isBusy && isOpen && total === 0 && clock.startInstant((day + 1) * dayMs) <= untilMs;
  const told = [...days].filter((day) => !isSilent(day));
  if (told.length === 0) return null;
  return {
    history: told.flatMap(([, { halves }]) => halves),
    fromMs,
    untilMs,
    silentDays: days.size - told.length,
  };
}

/** Whether the half hour from an instant lies at least partly in one of the stretches; instants are asked in order. */
function within(stretches: readonly Interval[]): (startMs: number) => boolean {
  let next = 0;
  return (startMs) => {
    while ((stretches[next]?.endMs ?? Number.POSITIVE_INFINITY) <= startMs) next += 1;
    return (stretches[next]?.startMs ?? Number.POSITIVE_INFINITY) < startMs + halfHourMs;
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
