/** The part of a queue in which nobody waits, the same in Erlang's B, C and A. */

const negligible = 1e-20;

/**
 * How much likelier it is that somebody is free than that everybody talks and nobody waits, for `people` and an offered
 * load in Erlang above 0: s(n) = (n / load) · (1 + s(n − 1)), s(0) = 0; Erlang B is 1 / (1 + s). Infinity where it is
 * beyond numbers. States so far below the usual ones that they no longer count are left out, so that thousands of people
 * cost no more than a hundred.
 */
export function freeOverFull(people: number, loadErlang: number): number {
  let value = 0;
  for (let n = firstThatCounts(Math.min(people, Math.floor(loadErlang)), loadErlang); n <= people; n += 1) {
    value = (n / loadErlang) * (1 + value);
    if (value === Number.POSITIVE_INFINITY) break;
  }
  return value;
}

function firstThatCounts(mode: number, loadErlang: number): number {
  let weight = 1;
  let n = mode;
  while (n > 1 && weight > negligible) {
    weight *= n / loadErlang;
    n -= 1;
  }
  return Math.max(1, n);
}
