/** How far a count may fall from what was foreseen: fitted to what was missed in rehearsal, so that intervals cover what they say. */
import type { Apart } from './chance.ts';
import { eightyPercent } from './counts.ts';
import type { Miss } from './rehearse.ts';

/** The variance of a count around its mean: chance · mean + (level + doubt) · mean², all of it times `width`. */
export type Spread = { chance: number; level: number; width: number };

const fewestMisses = 150;
/** How well a level is known where nothing could be rehearsed (variance of its relative error), and how many days that is worth. */
const strangeLevel = 0.03;
const strangeDays = 3;
/** How much chance there is at least. */
const leastChance = 1.2;
/** A little more than 80 %, since tomorrow's surprises are not in yesterday's misses. */
const covered = 0.84;

/** The spread that rehearsals show; where there were too few, chance as it looks, and a level as sure as its few days are alike. */
export function spreadOf(misses: readonly Miss[], dispersion: number, apart: Apart): Spread {
  const telling = misses.filter(({ mean }) => mean > 0);
  if (telling.length < fewestMisses) {
    const level = (strangeLevel * strangeDays + Math.min(1, apart.sum)) / (strangeDays + apart.freedom);
    return { chance: Math.max(leastChance, dispersion), level, width: 1 };
  }
  const fitted = fit(telling);
  let [narrow, wide] = [0.2, 6];
  for (let round = 0; round < 20; round += 1) {
    const width = Math.sqrt(narrow * wide);
    if (coverage(telling, { ...fitted, width }) < covered) narrow = width;
    else wide = width;
  }
  return { ...fitted, width: wide };
}

/** The variance of a count with this mean. */
export function varianceOf({ chance, level, width }: Spread, mean: number, doubt: number): number {
  return Math.max(mean, width * (chance * mean + (level + doubt) * mean ** 2));
}

/** Least squares of squared misses over mean, on 1 and mean: what chance explains, and what grows with the level. */
function fit(misses: readonly Miss[]): { chance: number; level: number } {
  let [count, sum, squares, values, products] = [0, 0, 0, 0, 0];
  for (const { mean, count: came, doubt } of misses) {
    const weight = 1 / (1 + mean * 0.05);
    const value = Math.min(30, Math.max(0, (came - mean) ** 2 / mean - doubt * mean));
    count += weight;
    sum += weight * mean;
    squares += weight * mean * mean;
    values += weight * value;
    products += weight * value * mean;
  }
  const slope = (products - (values * sum) / count) / Math.max(squares - (sum * sum) / count, 1e-9);
  const level = Math.min(0.5, Math.max(0.001, slope));
  return { chance: Math.min(20, Math.max(1, values / count - (level * sum) / count)), level };
}

function coverage(misses: readonly Miss[], spread: Spread): number {
  let inside = 0;
  let told = 0;
  // Where next to nothing comes every interval covers; those would hide the others.
  for (const { mean, doubt, count } of misses) {
    if (mean < 1) continue;
    const { low, high } = eightyPercent(mean, varianceOf(spread, mean, doubt));
    told += 1;
    if (count >= low && count <= high) inside += 1;
  }
  return told < 50 ? 1 : inside / told;
}
