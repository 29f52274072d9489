/** Finds where one person's planned shifts go over what keeps a volunteer well: hours, rest, days and nights. */
import { joined } from '../schedule/opening-hours.ts';
import { dateOfDay, localDay, nightMinutes } from '../wellbeing/local-time.ts';

/** One shift somebody is planned on as primary, as the half-open interval [startMs, endMs). */
export type PlannedShift = { startMs: number; endMs: number };

/** The most (of `restHours`: the least) that is planned for one person; what is absent has no bound. */
export type Caps = {
  hoursPerWeek: number;
  shiftHours: number;
  restHours: number;
  daysInRow: number;
  nightsInRow: number;
  shiftsPerWeek?: number | undefined;
  nightsPerWeek?: number | undefined;
};

/** A cap that is not kept: `from` is the local date of the week, the row or the duty, `value` what is planned in place of `limit`. */
export type OverCap = { cap: keyof Caps; from: string; value: number; limit: number };

const hourMs = 3_600_000;
/** A shift touching 23:00 to 07:00 for this long is a night. */
const nightHours = 3;

/**
 * Every cap that `shifts` of one person go over, days and weeks (Monday to Sunday) taken in `zone` and counted by the local
 * date on which a shift starts; touching or overlapping shifts are one duty. In order of date.
 */
export function overCaps(shifts: readonly PlannedShift[], caps: Caps, zone: string): OverCap[] {
  const duties = joined(shifts).map((duty) => ({
    ...duty,
    day: localDay(duty.startMs, zone),
    isNight: nightMinutes(duty, zone) >= nightHours * 60,
  }));
  const found: OverCap[] = [];
  const check = (cap: keyof Caps, day: number, value: number) => {
    const limit = caps[cap];
    const isOver = limit !== undefined && (cap === 'restHours' ? value < limit : value > limit);
    if (isOver) found.push({ cap, from: dateOfDay(day), value: Math.round(value * 100) / 100, limit });
  };

  for (const [index, duty] of duties.entries()) {
    check('shiftHours', duty.day, (duty.endMs - duty.startMs) / hourMs);
    const before = duties[index - 1];
    if (before) check('restHours', duty.day, (duty.startMs - before.endMs) / hourMs);
  }
  for (const [monday, week] of byWeek(duties)) {
    check('nightsPerWeek', monday, week.filter(({ isNight }) => isNight).length);
  }
  for (const [monday, week] of byWeek(
    onceEach(shifts).map((shift) => ({ ...shift, day: localDay(shift.startMs, zone) })),
  )) {
    check('hoursPerWeek', monday, week.reduce((sum, { ms }) => sum + ms, 0) / hourMs);
    check('shiftsPerWeek', monday, week.length);
  }
  for (const { firstDay, length } of rows(duties)) check('daysInRow', firstDay, length);
  for (const { firstDay, length } of rows(duties.filter(({ isNight }) => isNight)))
    check('nightsInRow', firstDay, length);
  return found.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** Each shift with the time that no earlier one covers: a duty that lasts over a Monday counts in both weeks. */
function onceEach(shifts: readonly PlannedShift[]): { startMs: number; ms: number }[] {
  let coveredUntilMs = Number.NEGATIVE_INFINITY;
  return shifts
    .toSorted((a, b) => a.startMs - b.startMs)
    .map(({ startMs, endMs }) => {
      const ms = Math.max(0, endMs - Math.max(startMs, coveredUntilMs));
      coveredUntilMs = Math.max(coveredUntilMs, endMs);
      return { startMs, ms };
    });
}

/** Day 0 (1970-01-01) was a Thursday. */
function byWeek<Item extends { day: number }>(items: readonly Item[]): Map<number, Item[]> {
  const weeks = new Map<number, Item[]>();
  for (const item of items) {
    const monday = Math.floor((item.day + 3) / 7) * 7 - 3;
    weeks.set(monday, [...(weeks.get(monday) ?? []), item]);
  }
  return weeks;
}

/** Runs of consecutive days. */
function rows(items: readonly { day: number }[]): { firstDay: number; length: number }[] {
  const found: { firstDay: number; length: number }[] = [];
  for (const day of [...new Set(items.map((item) => item.day))].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && day === last.firstDay + last.length) last.length += 1;
    else found.push({ firstDay: day, length: 1 });
  }
  return found;
}
