/** Which gaps of a line a coordinator is warned of, and how they are named (S4). */
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
