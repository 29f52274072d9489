/** The week in which somebody can be on shift, as one paints it: a wish for each minute from Monday 00:00, in the person's own zone (P4). */

import type { Weekday } from './model.ts';

/** Pages paint with this file, which therefore needs nothing else of the schedule. */
export const daysOfWeek = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const satisfies readonly Weekday[];
export type TimeWish = 'preferred' | 'fine' | 'reluctant';
/** As the organisation file has it: an end at or before the start is on the next day, start = end is a whole day. */
export type TimeWindow = { days: Weekday[]; start: string; end: string; wish: TimeWish };
/** One wish a minute, 7 × 1440 of them; null where the person cannot. */
export type Week = readonly (TimeWish | null)[];

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;
const byWeight: readonly TimeWish[] = ['preferred', 'fine', 'reluctant'];

/** The week that these windows make; where several meet, the least liked wish counts. */
export function weekOf(windows: readonly TimeWindow[]): Week {
  const week: (TimeWish | null)[] = Array.from({ length: weekMinutes }, () => null);
  for (const { days, start, end, wish } of windows) {
    const from = minuteOf(start);
    const length = minuteOf(end) > from ? minuteOf(end) - from : minuteOf(end) + dayMinutes - from;
    for (const day of days)
      for (let minute = 0; minute < length; minute += 1) {
        const at = (daysOfWeek.indexOf(day) * dayMinutes + from + minute) % weekMinutes;
        week[at] = heavier(week[at] ?? null, wish);
      }
  }
  return week;
}

function heavier(one: TimeWish | null, other: TimeWish): TimeWish {
  return one !== null && byWeight.indexOf(one) > byWeight.indexOf(other) ? one : other;
}

/** The same week with `wish` from minute `from` to minute `until` of a day. */
export function painted(week: Week, day: Weekday, from: number, until: number, wish: TimeWish | null): Week {
  const start = daysOfWeek.indexOf(day) * dayMinutes;
  return week.map((old, at) => (at >= start + from && at < start + until ? wish : old));
}

/** What holds in an hour of a day; `mixed` where it is not the same from its first minute to its last. */
export function wishInHour(week: Week, day: Weekday, hour: number): TimeWish | 'mixed' | null {
  const start = daysOfWeek.indexOf(day) * dayMinutes + hour * 60;
  const first = week[start] ?? null;
  return week.slice(start, start + 60).every((wish) => wish === first) ? first : 'mixed';
}

type Run = { day: number; from: number; until: number; wish: TimeWish };

/** The windows of a week, as few as say it; days with the same times stand together. */
export function windowsOf(week: Week): TimeWindow[] {
  const windows = new Map<string, TimeWindow>();
  for (const { day, from, until, wish } of overMidnight(runsOf(week))) {
    const [start, end] = [timeOf(from), until > dayMinutes ? timeOf(until - dayMinutes) : timeOf(until)];
    const key = `${start} ${end} ${wish}`;
    const window = windows.get(key) ?? { days: [], start, end, wish };
    window.days.push(daysOfWeek[day] ?? 'MO');
    windows.set(key, window);
  }
  return [...windows.values()];
}

/** Stretches of one wish, each within its day, in order. */
function runsOf(week: Week): Run[] {
  const runs: Run[] = [];
  for (let day = 0; day < 7; day += 1)
    for (let from = 0; from < dayMinutes;) {
      const wish = week[day * dayMinutes + from] ?? null;
      let until = from + 1;
      while (until < dayMinutes && (week[day * dayMinutes + until] ?? null) === wish) until += 1;
      if (wish !== null) runs.push({ day, from, until, wish });
      from = until;
    }
  return runs;
}

/** What goes on after midnight in the same way is one night, as long as it is less than a whole day. */
function overMidnight(runs: readonly Run[]): Run[] {
  const tails = new Set<Run>();
  const joined = runs.map((run) => {
    if (run.until < dayMinutes) return run;
    const next = runs.find(({ day, from, wish }) => day === (run.day + 1) % 7 && from === 0 && wish === run.wish);
    if (next === undefined || next.until >= run.from) return run;
    tails.add(next);
    return { ...run, until: dayMinutes + next.until };
  });
  return joined.filter((run) => !tails.has(run));
}

/** Minutes after midnight of `17:30`, and of `24:00`. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
