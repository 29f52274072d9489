/** Counts that vary more than by chance alone: the negative binomial, and Poisson where they do not. */

const tenth = -1.2815515655446004;

/** The counts that nine in ten stay at or above, and at or below; 0 ≤ low ≤ high, whole numbers. */
export function eightyPercent(mean: number, variance: number): { low: number; high: number } {
  if (mean <= 0) return { low: 0, high: 0 };
  return mean > 150 ? byGamma(mean, variance) : bySumming(mean, Math.max(variance, mean * 1.000001));
}

/** From the probability of 0 upwards: at most one in ten below, and then so many that eight in ten lie inside, not more. */
function bySumming(mean: number, variance: number): { low: number; high: number } {
  const shape = mean ** 2 / (variance - mean);
  const part = 1 - mean / variance;
  let probability = Math.exp(-shape * Math.log1p(mean / shape));
  let [low, before, upTo] = [0, 0, probability];
  let count = 0;
  for (; upTo - before < 0.8 && count < 100_000; upTo += probability) {
    if (upTo < 0.1) [low, before] = [count + 1, upTo];
    probability *= ((shape + count) / (count + 1)) * part;
    count += 1;
  }
  return { low, high: count };
}

/** Wilson and Hilferty's cube for many. */
function byGamma(mean: number, variance: number): { low: number; high: number } {
  const shape = mean ** 2 / Math.max(variance, mean);
  const at = (z: number) => mean * Math.max(0, 1 - 1 / (9 * shape) + z / Math.sqrt(9 * shape)) ** 3;
  return { low: Math.round(at(tenth)), high: Math.round(at(-tenth)) };
}
