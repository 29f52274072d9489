/** How much counts vary by chance, seen without a profile: days of one kind beside each other, half hour by half hour. */
import { kindsOfDay } from './profile.ts';
import { slotsPerDay, type Series } from './series.ts';

/** So much of the variance that days of one kind show beside each other is the most that is believed. */
const mostChance = 25;
/** A half hour that expects less says nothing about variance over mean. */
const leastMean = 0.05;

/**
 * Variance over mean of a half hour's count where a history is too short to tell a profile from chance: each day of a kind
 * (workdays, weekends) is taken as the shape of all of them times its own size, and what is left is chance (Pearson's
 * statistic over its degrees of freedom). Null where no kind of day was told of twice.
 */
export function chanceBetweenDays({ counts, weekdays, days }: Series, isUnlike: Uint8Array): number | null {
  let [total, freedom] = [0, 0];
  for (const kind of kindsOfDay) {
    const alike = [...weekdays.keys()].filter(
      (day) => day < days && isUnlike[day] === 0 && kind.includes(weekdays[day] ?? 0),
    );
    const told = wholeSlots(counts, alike);
    const sizes = alike.map((day) => told.reduce((sum, slot) => sum + (counts[day * slotsPerDay + slot] ?? 0), 0));
    const all = sizes.reduce((sum, size) => sum + size, 0);
    if (alike.length < 2 || all === 0) continue;
    let used = 0;
    for (const slot of told) {
      const came = alike.map((day) => counts[day * slotsPerDay + slot] ?? 0);
      const share = came.reduce((sum, count) => sum + count, 0) / all;
      if ((share * all) / alike.length < leastMean) continue;
      used += 1;
      for (const [index, count] of came.entries()) {
        const mean = Math.max(share * (sizes[index] ?? 0), leastMean);
        total += (count - mean) ** 2 / mean;
      }
    }
    freedom += Math.max(0, (alike.length - 1) * (used - 1));
  }
  return freedom === 0 ? null : Math.min(mostChance, total / freedom);
}

/** How far days of one kind lie apart in size, beyond chance: `sum` of squares of the relative difference, over `freedom`. */
export type Apart = { sum: number; freedom: number };

/**
 * How far usual days lie apart from others of the same kind, and from a week on, when each weekday was told of, from others
 * of the same weekday; by the half hours that all of them tell of. `chance` is variance over mean.
 */
export function sizesApart({ counts, weekdays, days }: Series, isUnlike: Uint8Array, chance: number): Apart {
  let [sum, freedom] = [0, 0];
  for (const kind of days < 7 ? kindsOfDay : kindsOfDay.flat().map((weekday) => [weekday])) {
    const alike = [...weekdays.keys()].filter((day) => isUnlike[day] === 0 && kind.includes(weekdays[day] ?? 0));
    const told = wholeSlots(counts, alike);
    const sizes = alike.map((day) => told.reduce((total, slot) => total + (counts[day * slotsPerDay + slot] ?? 0), 0));
    const mean = sizes.reduce((total, size) => total + size, 0) / Math.max(1, sizes.length);
    if (alike.length < 2 || mean === 0) continue;
    for (const size of sizes) sum += (size / mean - 1) ** 2;
    sum -= ((sizes.length - 1) * chance) / mean;
    freedom += sizes.length - 1;
  }
  return { sum: Math.max(0, sum), freedom };
}

/** The half hours that all of these days tell of. */
function wholeSlots(counts: Float64Array, days: readonly number[]): number[] {
  return Array.from({ length: slotsPerDay }, (_, slot) => slot).filter((slot) =>
    days.every((day) => !Number.isNaN(counts[day * slotsPerDay + slot] ?? Number.NaN)),
  );
}
