/** Integrals of smooth positive functions, to about thirteen digits. */

const order = 20;

type Node = { at: number; weight: number };

/** Gauss and Legendre's nodes on −1…1: the roots of the polynomial, found by Newton from their usual first guesses. */
const nodes: readonly Node[] = Array.from({ length: order }, (_, index) => {
  let at = Math.cos((Math.PI * (index + 0.75)) / (order + 0.5));
  let slope = 1;
  for (let round = 0; round < 20; round += 1) {
    let [before, value] = [1, at];
    for (let degree = 2; degree <= order; degree += 1)
      [before, value] = [value, ((2 * degree - 1) * at * value - (degree - 1) * before) / degree];
    slope = (order * (at * value - before)) / (at * at - 1);
    at -= value / slope;
  }
  return { at, weight: 2 / ((1 - at * at) * slope * slope) };
});

// What halving changes is far more than what is wrong after it.
const relativeError = 1e-12;
const mostHalvings = 40;

/**
 * The integral of `f` from the first to the last of `points`, which ascend. Between two neighbours among them `f` should
 * have one scale; where it has more, the stretch is halved until halving changes nothing.
 */
export function integral(f: (x: number) => number, points: readonly number[]): number {
  const stretches = points.slice(1).map((to, index): [number, number] => [points[index] ?? to, to]);
  const roughly = stretches.map(([from, to]) => gauss(f, from, to));
  const errorAllowed = relativeError * sum(roughly.map(Math.abs));
  return sum(
    stretches.map(([from, to], index) => refined(f, from, to, roughly[index] ?? 0, errorAllowed, mostHalvings)),
  );
}

function refined(
  f: (x: number) => number,
  from: number,
  to: number,
  roughly: number,
  errorAllowed: number,
  halvingsLeft: number,
): number {
  const middle = (from + to) / 2;
  const [first, second] = [gauss(f, from, middle), gauss(f, middle, to)];
  const better = first + second;
  if (halvingsLeft === 0 || Math.abs(better - roughly) <= errorAllowed + relativeError * Math.abs(better))
    return better;
  return (
    refined(f, from, middle, first, errorAllowed, halvingsLeft - 1) +
    refined(f, middle, to, second, errorAllowed, halvingsLeft - 1)
  );
}

function gauss(f: (x: number) => number, from: number, to: number): number {
  const half = (to - from) / 2;
  const middle = (from + to) / 2;
  let total = 0;
  for (const { at, weight } of nodes) total += weight * f(middle + half * at);
  return total * half;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
