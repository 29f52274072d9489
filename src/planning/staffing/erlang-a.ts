/**
 * Erlang A: callers who hang up when their patience ends (M/M/n+M, patience exponential).
 *
 * How long somebody would wait who never hung up has the density πₙ · nμ · e^g(t), g(t) = λ(1 − e^−θt)/θ − nμt: the wait
 * from each place in the queue, weighed by how likely the place is, summed over all places. (Zeltyn and Mandelbaum, 2005,
 * build Palm's model from the same blocks.) All that is asked is an integral over it. g has one peak, so the integrals
 * are exact for any number of people and any patience, where the sum over places would be endless.
 */
import { offeredErlangOf, sparePeople, type Demand } from './erlang-c.ts';
import { integral } from './integral.ts';
import { freeOverFull } from './somebody-free.ts';

/** What callers meet; probabilities and levels 0..1. */
export type ErlangA = {
  /** The share of the people's time that is talk: of what is offered, what does not hang up. */
  occupancy: number;
  waitProbability: number;
  abandonProbability: number;
  /** Over all callers, those who hang up included. */
  averageWaitSeconds: number;
  /** Served within the time, of all but those who hung up within it. */
  serviceLevel: number;
};

/** Where the density has fallen by e^−60 nothing is left to count. */
const depth = 60;

/** Erlang A for `people` (at least 1) and a mean patience of 0 or more seconds; it has an answer for every load. */
export function erlangA(demand: Demand, people: number, patienceSeconds: number, withinSeconds: number): ErlangA {
  const loadErlang = offeredErlangOf(demand);
  if (loadErlang === 0)
    return { occupancy: 0, waitProbability: 0, abandonProbability: 0, averageWaitSeconds: 0, serviceLevel: 1 };
  const free = freeOverFull(people, loadErlang);
  // Time is counted in mean handle times: then people leave at the rate 1 each.
  const impatience = demand.handleSeconds / patienceSeconds;
  if (impatience === Number.POSITIVE_INFINITY) return withoutPatience(loadErlang, people, free);

  const wait = waitOf(loadErlang, people, sparePeople(demand, people), impatience);
  const within = withinSeconds / demand.handleSeconds;
  const waiting = wait.integralFrom(0, () => 1);
  const freeScaled = free * Math.exp(-wait.peakHeight);
  const part = 1 / (freeScaled + waiting);
  const served = (until: number) =>
    1 / (1 + waiting / freeScaled) + part * wait.integralUntil(until, (t) => wait.patient(t));
  const servedWithin = served(within);
  const stillThere = part * wait.patient(within) * wait.integralFrom(within, () => 1);
  const servedAtAll = served(Number.POSITIVE_INFINITY);
  const averageWait = part * wait.integralFrom(0, (t) => wait.untilImpatient(t));
  return {
    occupancy: Math.min(1, (loadErlang / people) * servedAtAll),
    waitProbability: 1 / (1 + freeScaled / waiting),
    abandonProbability: Math.min(1, averageWait * impatience),
    averageWaitSeconds: averageWait * demand.handleSeconds,
    serviceLevel: servedWithin === 0 ? 0 : servedWithin / (servedWithin + stillThere),
  };
}

/** Whoever finds nobody free is gone at once: Erlang B. */
function withoutPatience(loadErlang: number, people: number, free: number): ErlangA {
  const lost = 1 / (1 + free);
  return {
    occupancy: (loadErlang / people) * (1 / (1 + 1 / free)),
    waitProbability: lost,
    abandonProbability: lost,
    averageWaitSeconds: 0,
    serviceLevel: 1,
  };
}

/** The density of the wait, over its own peak; times in mean handle times. `spare` people are free if nobody hangs up. */
function waitOf(loadErlang: number, people: number, spare: number, impatience: number) {
  const isOver = spare < 0;
  const logRatio = isOver ? Math.log1p(-spare / people) : 0;
  const peakAt = logRatio / impatience;
  const patient = (t: number) => Math.exp(-impatience * t);
  const arrivalsAtPeak = Math.min(loadErlang, people);
  const surplus = Math.max(0, spare);
  // g(t) − g(peak), written so that nothing large is taken from something as large.
  const belowPeak = (t: number) => {
    const u = t - peakAt;
    return arrivalsAtPeak * u * bend(impatience * u) - surplus * u;
  };
  const density = (t: number) => people * Math.exp(belowPeak(t));
  const end = (from: number) => {
    const start = Math.max(from, peakAt);
    let step = 1 / people;
    while (belowPeak(start) - belowPeak(start + step) < depth) step *= 2;
    return start + step;
  };
  const scales = [1 / people, 1 / impatience, 1 / Math.sqrt(arrivalsAtPeak * impatience)];
  const over = (from: number, to: number, weight: (t: number) => number) =>
    from >= to ? 0 : integral((t) => density(t) * weight(t), pointsBetween(from, to, peakAt, scales));
  return {
    peakHeight: isOver ? (people / impatience) * logRatio * bend(-logRatio) : 0,
    patient,
    /** The mean of what somebody waits who would be served after `t`. */
    untilImpatient: (t: number) => -Math.expm1(-impatience * t) / impatience,
    integralFrom: (from: number, weight: (t: number) => number) => over(from, end(from), weight),
    integralUntil: (until: number, weight: (t: number) => number) => over(0, Math.min(until, end(0)), weight),
  };
}

/** (1 − e^−x − x) / x, also where x is next to nothing. */
function bend(x: number): number {
  if (Math.abs(x) > 0.5) return -Math.expm1(-x) / x - 1;
  let term = -x / 2;
  let total = 0;
  for (let power = 3; power < 22; power += 1) {
    total += term;
    term *= -x / power;
  }
  return total;
}

/** Both ends, and between them every step of each scale times eight, away from 0 and on both sides of the peak. */
function pointsBetween(from: number, to: number, peakAt: number, scales: readonly number[]): number[] {
  const points = new Set([from, to, peakAt]);
  for (const scale of scales) {
    for (let step = scale / 64; step < to; step *= 8) {
      for (const point of [step, from + step, peakAt - step, peakAt + step]) points.add(point);
    }
  }
  return [...points].filter((point) => point >= from && point <= to).sort((a, b) => a - b);
}
