/** Reads a history: its profile, its level day by day, the days that are unlike the others, and how much it varies by chance. */
import { asNow } from './as-now.ts';
import { chanceBetweenDays } from './chance.ts';
import { daysOf, median } from './levels.ts';
import type { Understood } from './model.ts';
import { profileOf, type Profile } from './profile.ts';
import { slotsPerDay, type Series } from './series.ts';
import { specialDays, type SpecialDays } from './special-days.ts';

const rounds = 3;
const mostFollowed = 0.8;
const mostOfADay = 10;
const fewestDays = 3;
/** From so many days on each weekday was told of twice, and a profile can be told from chance. */
const toldApartDays = 14;

/** Profile and levels by turns, each from the other, until they agree. */
export function understand(told: Series): Understood {
  const series = asNow(told);
  const { days: count, firstDay } = series;
  let dispersion = 1.5;
  const isBeyond = beyondAll(series);
  const all = Float64Array.from(isBeyond, (is) => 1 - is);
  let profile = profileOf(series, count, all, new Float64Array(count).fill(1), dispersion);
  let days = daysOf(series, profile);
  let isUnlike = days.isUnlike.map((is, day) => is | (isBeyond[day] ?? 0));
  let special: SpecialDays = () => null;
  for (let round = 0; round < rounds; round += 1) {
    const weights = Float64Array.from(isUnlike, (is) => 1 - is);
    profile = profileOf(series, count, weights, days.around, dispersion);
    days = daysOf(series, profile);
    special = specialDays(days, firstDay);
    isUnlike = days.isUnlike.map((is, day) => (special(firstDay + day) === null ? is | (isBeyond[day] ?? 0) : 1));
    const beside = dispersionOf(series, profile, days.around, isUnlike, dispersion);
    dispersion = count < toldApartDays ? Math.max(beside, chanceBetweenDays(series, isUnlike) ?? 0) : beside;
  }
  return { series, days: { ...days, isUnlike }, dispersion, special };
}

/** Days that brought many times what others bring, on a weekday that did so only once: no weekday is like that. */
function beyondAll({ counts, weekdays, days }: Series): Uint8Array {
  const totals = Array.from({ length: days }, (_, day) =>
    counts
      .subarray(day * slotsPerDay, (day + 1) * slotsPerDay)
      .reduce((sum, count) => sum + (Number.isNaN(count) ? 0 : count), 0),
  );
  const open = totals.filter((total) => total > 0);
  const most = open.length < fewestDays ? Number.POSITIVE_INFINITY : mostOfADay * median(open);
  const beyond = [...totals.keys()].filter((day) => (totals[day] ?? 0) > Math.max(most, mostOfADay));
  const isAlone = (day: number) => beyond.filter((other) => weekdays[other] === weekdays[day]).length === 1;
  return Uint8Array.from(totals, (_, day) => (beyond.includes(day) && isAlone(day) ? 1 : 0));
}

/** What is left of the counts beside the profile, which has followed chance (`before`: how much there was) as far as it trusted them. */
function dispersionOf(
  { counts, weekdays, days }: Series,
  { rate, doubt }: Profile,
  around: Float64Array,
  isUnlike: Uint8Array,
  before: number,
): number {
  let [total, freedom] = [0, 0];
  for (let day = 0; day < days; day += 1) {
    if (isUnlike[day] === 1) continue;
    for (let slot = 0; slot < slotsPerDay; slot += 1) {
      const count = counts[day * slotsPerDay + slot] ?? Number.NaN;
      const cell = (weekdays[day] ?? 0) * slotsPerDay + slot;
      const mean = (around[day] ?? 0) * (rate[cell] ?? 0);
      if (Number.isNaN(count) || mean < 0.05) continue;
      total += Math.min(25, (count - mean) ** 2 / mean);
      // The variance of what the profile says beside that of one count: so much of each count it has taken over.
      freedom += 1 - Math.min(mostFollowed, ((doubt[cell] ?? 0) * mean) / before);
    }
  }
  return freedom === 0 ? 1.5 : Math.min(25, Math.max(1, total / freedom));
}
