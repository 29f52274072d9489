/** Reads a history: its profile, its level day by day, the days that are unlike the others, and how much it varies by chance. */
import { asNow } from './as-now.ts';
import { daysOf } from './levels.ts';
import type { Understood } from './model.ts';
import { profileOf, type Profile } from './profile.ts';
import { slotsPerDay, type Series } from './series.ts';
import { specialDays, type SpecialDays } from './special-days.ts';

const rounds = 3;

/** Profile and levels by turns, each from the other, until they agree. */
export function understand(told: Series): Understood {
  const series = asNow(told);
  const { days: count, firstDay } = series;
  let dispersion = 1.5;
  let profile = profileOf(series, count, new Float64Array(count).fill(1), new Float64Array(count).fill(1), dispersion);
  let days = daysOf(series, profile);
  let { isUnlike } = days;
  let special: SpecialDays = () => null;
  for (let round = 0; round < rounds; round += 1) {
    const weights = Float64Array.from(isUnlike, (is) => 1 - is);
    profile = profileOf(series, count, weights, days.around, dispersion);
    days = daysOf(series, profile);
    special = specialDays(days, firstDay);
    isUnlike = days.isUnlike.map((is, day) => (special(firstDay + day) === null ? is : 1));
    dispersion = dispersionOf(series, profile, days.around, isUnlike);
  }
  return { series, days: { ...days, isUnlike }, dispersion, special };
}

function dispersionOf(
  { counts, weekdays, days }: Series,
  { rate }: Profile,
  around: Float64Array,
  isUnlike: Uint8Array,
): number {
  let [total, told] = [0, 0];
  for (let day = 0; day < days; day += 1) {
    if (isUnlike[day] === 1) continue;
    for (let slot = 0; slot < slotsPerDay; slot += 1) {
      const count = counts[day * slotsPerDay + slot] ?? Number.NaN;
      const mean = (around[day] ?? 0) * (rate[(weekdays[day] ?? 0) * slotsPerDay + slot] ?? 0);
      if (Number.isNaN(count) || mean < 0.05) continue;
      total += Math.min(25, (count - mean) ** 2 / mean);
      told += 1;
    }
  }
  // With few rows the profile has followed the chance it is measured by.
  const freedom = Math.max(1, told - Math.min(told * 0.8, 7 * slotsPerDay * 0.5));
  return told === 0 ? 1.5 : Math.min(25, Math.max(1, total / freedom));
}
