/** Means over runs and how sure they are. */
import type { Spread } from './model.ts';

/** The bounds between which the figure of one more run lies in 19 of 20 cases; never below 0 where no run was. */
export function spreadOfRuns(values: readonly number[]): Spread {
  const { mean, deviation } = momentsOf(values);
  const reach = studentT(values.length - 1) * deviation * Math.sqrt(1 + 1 / values.length);
  return rounded({ mean, low: Math.max(Math.min(0, ...values), mean - reach), high: mean + reach });
}

/** The 95 % interval of the mean of differences, run by run. */
export function confidenceOfMean(differences: readonly number[]): Spread {
  const { mean, deviation } = momentsOf(differences);
  const reach = (studentT(differences.length - 1) * deviation) / Math.sqrt(differences.length);
  return rounded({ mean, low: mean - reach, high: mean + reach });
}

/** The mean; 0 of nothing. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** To three places: no figure of a replay is known better. */
export function toThree(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)) };
}

/** Student's t that 95 % lie within; from five on Fisher's expansion, which is right to three digits. */
function studentT(freedom: number): number {
  const few = [12.706, 4.303, 3.182, 2.776][freedom - 1];
  if (few !== undefined) return few;
  const z = 1.959964;
  const [first, second] = [(z ** 3 + z) / 4, (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96];
  return z + first / freedom + second / freedom ** 2;
}

function rounded({ mean, low, high }: Spread): Spread {
  // A week of which everything is known comes out the same each time: its bounds never leave it out for a rounding.
  return { mean: toThree(mean), low: Math.floor(low * 1000) / 1000 + 0, high: Math.ceil(high * 1000) / 1000 + 0 };
}
