/** The line's level day by day, beside its profile: where it stands, how it moves, and which days are unlike those around them. */
import type { Profile } from './profile.ts';
import { slotsPerDay, type Series } from './series.ts';

export type Days = {
  /** What came and what the profile says for the half hours that are told of. */
  came: Float64Array;
  expected: Float64Array;
  /** The level around each day: the median of what neighbours say, so that one day does not move it. */
  around: Float64Array;
  /** Days that no chance explains: holidays, outages, a day in the news. */
  isUnlike: Uint8Array;
  /** Variance over mean of a whole day's count. */
  dispersion: number;
};

const aroundDays = 10;
/** An unlike day is so many standard deviations, and at least this share, away. */
const unlikeDeviations = 4.5;
const unlikeShare = 0.3;

/** What every day of the series says about the level, by `profile`. */
export function daysOf(series: Series, profile: Profile): Days {
  const { came, expected } = sumsOf(series, profile, 0, series.days);
  const around = levelAround(came, expected);
  const apart = (day: number) => (came[day] ?? 0) - (around[day] ?? 0) * (expected[day] ?? 0);
  const mean = (day: number) => Math.max((around[day] ?? 0) * (expected[day] ?? 0), 1e-9);
  const usual = [...came.keys()]
    .filter((day) => mean(day) > 0.5)
    .map((day) => Math.abs(apart(day)) / Math.sqrt(mean(day)));
  const dispersion = Math.max(1, (1.4826 * median(usual)) ** 2);
  const isUnlike = Uint8Array.from(came.keys(), (day) => {
    const far = unlikeDeviations * Math.sqrt(dispersion * mean(day));
    return Math.abs(apart(day)) > Math.max(far, unlikeShare * mean(day)) ? 1 : 0;
  });
  keepEachWeekday(isUnlike, expected, series.weekdays);
  return { came, expected, around, isUnlike, dispersion };
}

/** A weekday all of whose days are unlike is simply such a weekday. */
function keepEachWeekday(isUnlike: Uint8Array, expected: Float64Array, weekdays: Uint8Array): void {
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const days = [...weekdays.keys()].filter((day) => weekdays[day] === weekday && (expected[day] ?? 0) > 0);
    if (days.every((day) => isUnlike[day] === 1)) for (const day of days) isUnlike[day] = 0;
  }
}

/** `days` with what `profile` says of those from `fromDay` to before `untilDay`; of the others nothing is expected. */
export function withExpected(series: Series, days: Days, profile: Profile, fromDay: number, untilDay: number): Days {
  return { ...days, ...sumsOf(series, profile, fromDay, untilDay) };
}

function sumsOf({ counts, weekdays, days }: Series, { rate }: Profile, fromDay: number, untilDay: number) {
  const came = new Float64Array(days);
  const expected = new Float64Array(days);
  for (let day = fromDay; day < untilDay; day += 1) {
    const at = (weekdays[day] ?? 0) * slotsPerDay;
    for (let slot = 0; slot < slotsPerDay; slot += 1) {
      const count = counts[day * slotsPerDay + slot] ?? Number.NaN;
      if (Number.isNaN(count)) continue;
      came[day] = (came[day] ?? 0) + count;
      expected[day] = (expected[day] ?? 0) + (rate[at + slot] ?? 0);
    }
  }
  return { came, expected };
}

/** The median of the days around each, those that expect more counting more. */
function levelAround(came: Float64Array, expected: Float64Array): Float64Array {
  return Float64Array.from(came.keys(), (day) => {
    const near: { level: number; weight: number }[] = [];
    for (let reach = aroundDays; near.length === 0 && reach < came.length + aroundDays; reach *= 3) {
      for (let other = Math.max(0, day - reach); other <= Math.min(came.length - 1, day + reach); other += 1) {
        const weight = expected[other] ?? 0;
        if (weight > 0) near.push({ level: (came[other] ?? 0) / weight, weight });
      }
    }
    return weightedMedian(near);
  });
}

/** The level at the end of day `untilDay` − 1, where what is `halfLifeDays` old counts half. Unlike days do not count. */
export function levelAt(days: Days, untilDay: number, halfLifeDays: number): number {
  let [came, expected] = [0, 0];
  let weight = 1;
  const fade = 0.5 ** (1 / halfLifeDays);
  for (let day = untilDay - 1; day >= 0 && weight > 1e-6; day -= 1, weight *= fade) {
    if (days.isUnlike[day] === 1) continue;
    came += weight * (days.came[day] ?? 0);
    expected += weight * (days.expected[day] ?? 0);
  }
  return expected > 0 ? came / expected : (days.around[untilDay - 1] ?? 1);
}

/** How much the logarithm of the level rises a day, from about the last ten weeks, leaning on 0 where it is in doubt. */
export function trendAt(days: Days, untilDay: number): number {
  const fade = 0.5 ** (1 / 42);
  const points: { age: number; log: number; weight: number }[] = [];
  for (let day = untilDay - 1, weight = 1; day >= 0 && weight > 0.01; day -= 1, weight *= fade) {
    const [came, expected] = [days.came[day] ?? 0, days.expected[day] ?? 0];
    if (days.isUnlike[day] === 1 || expected <= 0) continue;
    points.push({ age: day - untilDay, log: Math.log((came + 0.5) / (expected + 0.5)), weight: weight * expected });
  }
  if (points.length < 28) return 0;
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: (point: { age: number; log: number }) => number) =>
    points.reduce((sum, point) => sum + point.weight * of(point), 0) / total;
  const [age, log] = [mean((point) => point.age), mean((point) => point.log)];
  const across = mean((point) => (point.age - age) ** 2);
  const slope = mean((point) => (point.age - age) * (point.log - log)) / across;
  const left = mean((point) => (point.log - log - slope * (point.age - age)) ** 2);
  // Days lean on each other, so they tell less than their number.
  const error = (3 * left) / (points.length * across);
  return slope / (1 + error / Math.max(slope ** 2, 1e-12));
}

/** What the level around some days was, the mean of `reach` days on both sides; null where nothing is known there. */
export function levelNear(days: Days, day: number, reach: number): number | null {
  let [came, expected] = [0, 0];
  for (let other = Math.max(0, day - reach); other <= Math.min(days.came.length - 1, day + reach); other += 1) {
    if (days.isUnlike[other] === 1) continue;
    came += days.came[other] ?? 0;
    expected += days.expected[other] ?? 0;
  }
  return expected > 0 && came > 0 ? came / expected : null;
}

function weightedMedian(values: { level: number; weight: number }[]): number {
  values.sort((a, b) => a.level - b.level);
  const half = values.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  for (const { level, weight } of values) {
    passed += weight;
    if (passed >= half) return level;
  }
  return 0;
}

/** The middle of some values; 0 where there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
