/** Days that come back each year and are unlike others: found again by the kind of date they fall on, whatever the country. */
import { DateTime } from 'luxon';
import { dayMs } from '../../schedule/wall-clock.ts';
import type { Days } from './levels.ts';

/** Dates that are a holiday somewhere on the day itself, whatever the weekday. */
const fixedDates = new Set(
  '01-01 01-02 01-06 05-01 05-05 06-19 07-01 07-04 07-14 08-15 10-03 10-12 10-31 11-01 11-02 11-11 12-06 12-08 12-24 12-25 12-26 12-31'.split(
    ' ',
  ),
);
/** Days from Easter Sunday: carnival, Maundy Thursday to Easter Monday, Ascension, Pentecost, Corpus Christi. */
const easterDays = new Set([-48, -47, -3, -2, -1, 0, 1, 39, 49, 50, 60]);

/**
 * By what a date is found again in another year, the likeliest first: `12-25`; `easter+1`; for a Monday, Thursday or
 * Friday, on which holidays that move fall, `11 4 4` (November, the fourth Thursday) or `05 last 1`; else its date.
 */
export function kindsOfDate(day: number): string[] {
  const date = DateTime.fromMillis(day * dayMs, { zone: 'utc' });
  const name = date.toFormat('MM-dd');
  if (fixedDates.has(name)) return [name];
  const fromEaster = day - easterSunday(date.year);
  const kinds = easterDays.has(fromEaster) ? [`easter${fromEaster < 0 ? '' : '+'}${fromEaster}`] : [];
  if ([1, 4, 5].includes(date.weekday)) {
    const isLast = date.day + 7 > (date.daysInMonth ?? 31);
    const nth = isLast && date.weekday === 1 ? 'last' : String(Math.ceil(date.day / 7));
    kinds.push(`${date.toFormat('MM')} ${nth} ${date.weekday}`);
  }
  return kinds.length === 0 ? [name] : kinds;
}

/** The day number of Easter Sunday (Gregorian; the rule of Meeus, Jones and Butcher). */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * toSunday) / 451);
  const count = moon + toSunday - 7 * late + 114;
  return DateTime.utc(year, Math.floor(count / 31), (count % 31) + 1).toMillis() / dayMs;
}

/** What a date brings beside an ordinary day (0.2: a fifth), and the variance of the relative error of that. */
export type Special = { share: number; doubt: number };

/** Of a date (day number); null where nothing special is known of it. */
export type SpecialDays = (day: number) => Special | null;

/** Of holidays nobody knows well whether they are as they were. */
const doubtOfYearly = 0.1;
/** A day of the month is special from so many standard errors and this share on, if it nearly always was the same way. */
const monthlyErrors = 4;
const monthlyShare = 0.08;
const fewestMonths = 3;
const nearlyAlways = 0.75;

/**
 * Learns special days from the history: by kind of date, where every one of them was unlike the days around it and the
 * same way (more than usual only if it was so twice); else by day of the month (pay days, bills, the last of it).
 */
export function specialDays(days: Days, firstDay: number): SpecialDays {
  const yearly = yearlyDays(days, firstDay);
  const monthly = monthlyDays(days, firstDay, (day) => yearly(day) !== null);
  return (day) => {
    const share = yearly(day);
    return share === null ? monthly(day) : { share, doubt: doubtOfYearly };
  };
}

function yearlyDays(days: Days, firstDay: number): (day: number) => number | null {
  const byKind = new Map<string, number[]>();
  for (let day = 0; day < days.came.length; day += 1) {
    const usual = usualOn(days, day);
    if (usual < 1) continue;
    const share = days.isUnlike[day] === 1 ? (days.came[day] ?? 0) / usual : 1;
    for (const kind of kindsOfDate(firstDay + day)) add(byKind, kind, share);
  }
  const known = new Map(
    [...byKind].filter(([, shares]) => isAlways(shares, 1) && (mean(shares) < 1 || shares.length > 1)),
  );
  return (day) => {
    // Of several kinds that a date is of, the one that was seen most often.
    const found = kindsOfDate(day).flatMap((kind) => (known.has(kind) ? [known.get(kind) ?? []] : []));
    const best = found.reduce<number[]>((one, other) => (other.length > one.length ? other : one), []);
    return best.length === 0 ? null : mean(best);
  };
}

function monthlyDays(
  days: Days,
  firstDay: number,
  isYearly: (day: number) => boolean,
): (day: number) => Special | null {
  const byDate = new Map<string, number[]>();
  for (let day = 0; day < days.came.length; day += 1) {
    if (usualOn(days, day) < 1 || isYearly(firstDay + day)) continue;
    for (const name of datesOfMonth(firstDay + day)) add(byDate, name, day);
  }
  const known = new Map<string, Special & { errors: number }>();
  for (const [name, dates] of byDate) {
    const special = dates.length < fewestMonths ? null : monthlyShareOf(days, dates);
    if (special) known.set(name, special);
  }
  return (day) =>
    datesOfMonth(day)
      .flatMap((name) => known.get(name) ?? [])
      .reduce<(Special & { errors: number }) | null>(
        (best, one) => (best && best.errors >= one.errors ? best : one),
        null,
      );
}

/** What some days brought beside what was usual; null where chance or a habit of each alone may be behind it. */
function monthlyShareOf(days: Days, dates: readonly number[]): (Special & { errors: number }) | null {
  let [came, usual] = [0, 0];
  for (const day of dates) [came, usual] = [came + (days.came[day] ?? 0), usual + usualOn(days, day)];
  const share = came / usual;
  const ratios = dates.map((day) => (days.came[day] ?? 0) / usualOn(days, day));
  const apart = dates.reduce((sum, day, index) => sum + (usualOn(days, day) * ((ratios[index] ?? 0) - share)) ** 2, 0);
  const variance = Math.max(days.dispersion / usual, apart / usual ** 2);
  const errors = Math.abs(share - 1) / Math.sqrt(variance);
  if (errors < monthlyErrors || Math.abs(share - 1) < monthlyShare || !isAlways(ratios, nearlyAlways)) return null;
  return { share, doubt: variance / Math.max(share, 0.1) ** 2, errors };
}

/** The day from the first of the month on and, near its end, from its last. */
function datesOfMonth(day: number): string[] {
  const date = DateTime.fromMillis(day * dayMs, { zone: 'utc' });
  const left = (date.daysInMonth ?? 31) - date.day;
  return left < 3 ? [`the ${date.day}`, `${left} before the last`] : [`the ${date.day}`];
}

function usualOn(days: Days, day: number): number {
  return (days.around[day] ?? 0) * (days.expected[day] ?? 0);
}

function add<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}

function isAlways(shares: readonly number[], part: number): boolean {
  const isMost = (count: number) => count >= part * shares.length;
  return isMost(shares.filter((share) => share < 1).length) || isMost(shares.filter((share) => share > 1).length);
}

function mean(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
