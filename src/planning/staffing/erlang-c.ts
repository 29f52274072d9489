/** Erlang C: callers who never give up (M/M/n). The pessimistic bound of staffing. */
import { freeOverFull } from './somebody-free.ts';

/** A line in some hour: calls come by chance, each holds one person for the handle time on average. */
export type Demand = {
  callsPerHour: number;
  /** Talk, wrap-up and rest: everything that keeps somebody from the next call. Above 0. */
  handleSeconds: number;
};

/** What callers meet; probabilities and levels 0..1, averages over all callers. */
export type ErlangC = { waitProbability: number; averageWaitSeconds: number; serviceLevel: number };

/** The load that calls bring, in Erlang: how many people they keep busy on average. */
export function offeredErlangOf({ callsPerHour, handleSeconds }: Demand): number {
  return (callsPerHour * handleSeconds) / 3600;
}

/**
 * How many people are free on average, `people` less the load, to the last digit: a load that is rounded first would lose
 * them where it comes close to the people, and waits go by this. Above 0 where the load is below the people.
 */
export function sparePeople({ callsPerHour, handleSeconds }: Demand, people: number): number {
  const [product, rest] = exactProduct(callsPerHour, handleSeconds);
  return (people * 3600 - product - rest) / 3600;
}

/** Two numbers that are the product together: it rounded, and what was lost by that (Dekker's halves). */
function exactProduct(a: number, b: number): [number, number] {
  const product = a * b;
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return [product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow];
}

function upperHalf(value: number): number {
  const scaled = value * (2 ** 27 + 1);
  return scaled - (scaled - value);
}

/** Erlang C for `people` (at least 1); null where the load reaches or exceeds them and the queue would grow for ever. */
export function erlangC(demand: Demand, people: number, withinSeconds: number): ErlangC | null {
  const loadErlang = offeredErlangOf(demand);
  if (loadErlang >= people) return null;
  if (loadErlang === 0) return { waitProbability: 0, averageWaitSeconds: 0, serviceLevel: 1 };
  const spare = sparePeople(demand, people);
  // Of everybody: whom somebody free takes at once, and who waits.
  const free = freeOverFull(people, loadErlang) * (spare / people);
  const waitProbability = 1 / (1 + free);
  const queueSeconds = demand.handleSeconds / spare;
  const servedOfWaiting = withinSeconds === 0 ? 0 : -Math.expm1(-withinSeconds / queueSeconds);
  return {
    waitProbability,
    averageWaitSeconds: waitProbability * queueSeconds,
    serviceLevel: 1 / (1 + 1 / free) + waitProbability * servedOfWaiting,
  };
}
