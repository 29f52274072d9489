/** Chance for the simulation: every draw is a function of the seed and of what it is for, so that the same thing happens in every rotation compared. */

/** A number in [0, 1) that depends on nothing but `keys` (whole numbers; MurmurHash3's finisher after each). */
export function chance(...keys: number[]): number {
  let hash = 0x9e3779b9;
  for (const key of keys) {
    hash ^= key;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash = (hash ^ (hash >>> 16)) + 0x6d2b79f5;
  }
  return (hash >>> 0) / 2 ** 32;
}

/** A draw from the exponential distribution with this mean. */
export function exponentialOf(mean: number, ...keys: number[]): number {
  return -mean * Math.log(1 - chance(...keys));
}

/** A draw from the lognormal distribution with this mean and coefficient of variation. */
export function lognormalOf(mean: number, variation: number, ...keys: number[]): number {
  const variance = Math.log(1 + variation ** 2);
  const normal = Math.sqrt(-2 * Math.log(1 - chance(...keys, 1))) * Math.cos(2 * Math.PI * chance(...keys, 2));
  return mean * Math.exp(Math.sqrt(variance) * normal - variance / 2);
}
