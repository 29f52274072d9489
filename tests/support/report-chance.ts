/** Chance that falls the same way each time. */

/** Draws from a seed (mulberry32). `below(n)` is a whole number from 0 to n - 1. */
export function seeded(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  const pick = <Value>(values: readonly Value[]): Value => values[below(values.length)]!;
  return { below, pick, is: (share: number) => next() < share };
}
