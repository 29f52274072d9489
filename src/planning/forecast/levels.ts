/** The line's level day by day, beside its profile: where it stands, how it moves, and which days are unlike those around them. */
import { DateTime } from 'luxon';
import { dayMs } from '../../schedule/wall-clock.ts';
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
  /** How far one week's level usually is from that of the four weeks before: a standard deviation of logarithms. */
  drift: number;
};

type Level = { level: number; weight: number };

const aroundDays = 10;
const fewestAround = 3;
/** So many expected contacts tell a level. */
const tellingCount = 12;
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
  keepEachWeekday(isUnlike, expected, series.weekdays, (day) => apart(day) > 0);
  return { came, expected, around, isUnlike, dispersion, drift: driftOf(came, expected) };
}

/** A weekday all of whose days are unlike, or its last three the same way, is simply such a weekday now. */
function keepEachWeekday(
  isUnlike: Uint8Array,
  expected: Float64Array,
  weekdays: Uint8Array,
  isMore: (day: number) => boolean,
) {
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const days = [...weekdays.keys()].filter((day) => weekdays[day] === weekday && (expected[day] ?? 0) > 0);
    const firstUsual = days.findLastIndex((day) => isUnlike[day] === 0) + 1;
    const last = days.slice(firstUsual);
    const isOneWay = last.every(isMore) || !last.some(isMore);
    if (firstUsual === 0 || (last.length >= 3 && isOneWay)) for (const day of last) isUnlike[day] = 0;
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

/** The median of the days around each, those that expect more counting more; days that expect few are taken together, and from farther away. */
function levelAround(came: Float64Array, expected: Float64Array): Float64Array {
  return Float64Array.from(came.keys(), (day) => {
    let near: Level[] = [];
    for (let reach = aroundDays; near.length < fewestAround && reach < 3 * came.length + aroundDays; reach *= 3)
      near = levelsBetween(came, expected, Math.max(0, day - reach), Math.min(came.length, day + reach + 1));
    return weightedMedian(near);
  });
}

/** A level for every few days that expect enough together: of less than that the median would be below the mean. */
function levelsBetween(came: Float64Array, expected: Float64Array, fromDay: number, untilDay: number): Level[] {
  const found: Level[] = [];
  let [count, weight] = [0, 0];
  for (let day = fromDay; day < untilDay; day += 1) {
    count += came[day] ?? 0;
    weight += expected[day] ?? 0;
    if (weight < tellingCount && (day < untilDay - 1 || weight === 0)) continue;
    found.push({ level: count / weight, weight });
    [count, weight] = [0, 0];
  }
  return found;
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

function driftOf(came: Float64Array, expected: Float64Array): number {
  const level = (from: number, to: number) => sum(came.subarray(from, to)) / sum(expected.subarray(from, to));
  const logs: number[] = [];
  for (let day = 35; day <= came.length; day += 7) {
    const log = Math.abs(Math.log(level(day - 7, day) / level(day - 35, day - 7)));
    if (Number.isFinite(log)) logs.push(log);
  }
  return 1.4826 * median(logs);
}

/**
 * The level since a jump within the last four weeks that is not over, and null where there was none: five open days or more that
 * are nearly all nearer the new level than the old, farther away than this line drifts. The last days of a year are no sign.
 */
export function levelSinceJump(days: Days, firstDay: number, untilDay: number): number | null {
  const known = [...days.came.keys()].filter((day) => day < untilDay && (days.expected[day] ?? 0) > 0);
  const ratio = (day: number) => (days.came[day] ?? 0) / (days.expected[day] ?? 1);
  let found: { level: number; far: number } | null = null;
  for (let count = leastJumpDays; count <= mostJumpDays; count += 1) {
    const now = known.slice(-count);
    const before = known.slice(-count - 28, -count).filter((day) => days.isUnlike[day] === 0);
    if (now.length < count || before.length < 10 || isYearEnd(firstDay + (now[0] ?? 0), firstDay + untilDay)) break;
    const expected = now.reduce((total, day) => total + (days.expected[day] ?? 0), 0);
    const level = now.reduce((total, day) => total + (days.came[day] ?? 0), 0) / expected;
    const old = median(before.map(ratio));
    const error = Math.sqrt(days.dispersion / Math.max(expected * old, 1e-9));
    const far = Math.abs(Math.log(Math.max(level, 1e-3) / Math.max(old, 1e-3)));
    // That nobody comes is no new pace.
    if (level === 0 || far < Math.max(leastJump, 3.5 * days.drift, 5 * error)) continue;
    const middle = Math.sqrt(Math.max(level, 1e-3) * old);
    const nearer = now.filter((day) => ratio(day) > middle === level > old).length;
    if (nearer >= 0.85 * count && far > (found?.far ?? 0)) found = { level, far };
  }
  return found?.level ?? null;
}

const leastJumpDays = 5;
const mostJumpDays = 28;
const leastJump = Math.log(1.2);

/** Whether these days reach into the days between the years, when few are as usual. */
function isYearEnd(fromDay: number, untilDay: number): boolean {
  const [from, until] = [fromDay, untilDay].map((day) => DateTime.fromMillis(day * dayMs, { zone: 'utc' }));
  return [from, until].some((date) => (date?.month === 12 && date.day >= 23) || (date?.month === 1 && date.day <= 5));
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
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

function weightedMedian(values: Level[]): number {
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
