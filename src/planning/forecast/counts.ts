/** Counts that vary more than by chance alone: the negative binomial, and Poisson where they do not. */

const tenth = -1.2815515655446004;

/** The counts that nine in ten stay at or above, and at or below; 0 ≤ low ≤ high, whole numbers. */
export function eightyPercent(mean: number, variance: number): { low: number; high: number } {
  if (mean <= 0) return { low: 0, high: 0 };
  return mean > 150 ? byGamma(mean, variance) : bySumming(mean, Math.max(variance, mean * 1.000001));
}

/** From the probability of 0 upwards. */
function bySumming(mean: number, variance: number): { low: number; high: number } {
  const shape = mean ** 2 / (variance - mean);
  const part = 1 - mean / variance;
  let probability = Math.exp(-shape * Math.log1p(mean / shape));
  let below = probability;
  let low = 0;
  let count = 0;
  for (; below < 0.9 && count < 100_000; below += probability) {
    if (below < 0.1) low = count + 1;
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
