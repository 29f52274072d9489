/** Which gaps of a line a coordinator is warned of, and how they are named (S4). */
import type { Interval, Occurrence } from '../schedule/model.ts';
import { gapWarningDays } from '../schedule/reminder-times.ts';
import { localDate } from '../schedule/zone-clock.ts';

/** A gap that starts at `startMs`, so many days ahead. */
export type GapWarning = { startMs: number; days: 30 | 7 | 1 };

/** More dates than these are counted, not named. */
const datesNamed = 5;

/** The warnings that these gaps are due for. */
export function gapWarnings(gaps: readonly { startMs: number }[], nowMs: number): GapWarning[] {
  return gaps.flatMap(({ startMs }) => {
    const days = gapWarningDays(startMs, nowMs);
    return days === null ? [] : [{ startMs, days }];
  });
}

/** Nobody is planned, and those on call are rung instead: from when on, a local date of the line, and how many they are. */
export type NobodyPlanned = { from: string; backups: number };

/**
 * Whether nobody is planned in any of a line's `occurrences`, such as after founding, though people are on call in them; null
 * where somebody is, or nobody is on call either.
 */
export function nobodyPlanned(
  occurrences: readonly Pick<Occurrence, 'people'>[],
  nowMs: number,
  zone: string,
): NobodyPlanned | null {
  const people = occurrences.flatMap((one) => one.people);
  const backups = new Set(people.map(({ person }) => person));
  if (backups.size === 0 || people.some(({ as }) => as === 'primary')) return null;
  return { from: localDate(nowMs, zone), backups: backups.size };
}

/** The gaps in which nobody is on call throughout: `rung` are the stretches in which somebody is, in order. */
export function gapsUnrung<Gap extends Interval>(gaps: readonly Gap[], rung: readonly Interval[]): Gap[] {
  return gaps.flatMap((gap) => {
    const open: Gap[] = [];
    let fromMs = gap.startMs;
    for (const { startMs, endMs } of rung) {
      if (endMs <= fromMs) continue;
      if (startMs >= gap.endMs) break;
      if (startMs > fromMs) open.push({ ...gap, startMs: fromMs, endMs: startMs });
      fromMs = endMs;
    }
    return fromMs < gap.endMs ? [...open, { ...gap, startMs: fromMs }] : open;
  });
}

/** How `nobodyPlanned` stands on the list, and is read from it. */
export function nobodyPlannedText({ from, backups }: NobodyPlanned): string {
  return `${from} ${backups}`;
}

export function nobodyPlannedIn(subject: string | null): NobodyPlanned | null {
  const [, from, backups] = /^(\d{4}-\d\d-\d\d) (\d+)$/.exec(subject ?? '') ?? [];
  return from === undefined ? null : { from, backups: Number(backups) };
}

/** One entry on the list for each of 1, 7 and 30 days that has warnings nobody had yet, with the dates of their gaps in `zone`. */
export function gapEntries(
  fresh: readonly GapWarning[],
  zone: string,
): { days: GapWarning['days']; subject: string }[] {
  return ([1, 7, 30] as const).flatMap((days) => {
    const starts = fresh.filter((one) => one.days === days).map(({ startMs }) => localDate(startMs, zone));
    const dates = [...new Set(starts)].sort();
    if (dates.length === 0) return [];
    const more = dates.length > datesNamed ? [`+${dates.length - datesNamed}`] : [];
    return [{ days, subject: [...dates.slice(0, datesNamed), ...more].join(' ') }];
  });
}
