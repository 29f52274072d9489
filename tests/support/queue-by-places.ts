/** Erlang C and A the long way round, to set the product's formulas beside: exact fractions, and places in a queue one by one. */

/** Erlang C's probability of waiting, from exact fractions; `load` is a pair of whole numbers, over and under. */
export function waitProbabilityExactly([over, under]: [number, number], people: number): number {
  const [a, b, n] = [BigInt(over), BigInt(under), BigInt(people)];
  // Σ load^k / k! for k < n, and the last term times n / (n − load), over one denominator that cancels.
  let states = 0n;
  let term = 1n;
  let scale = 1n;
  for (let k = 0n; k < n; k += 1n) {
    states = states * (b * (k + 1n)) + term * (b * (k + 1n));
    term *= a;
    scale *= b * (k + 1n);
  }
  const waiting = term * n * b;
  const all = states * (n * b - a) + waiting;
  const digits = 10n ** 30n;
  return Number((waiting * digits) / all) / 1e30;
}

/** Erlang C's mean wait over all callers in seconds, from the given numbers themselves as fractions, to 50 digits and more. */
export function averageWaitExactly(callsPerHour: number, handleSeconds: number, people: number): number {
  const [calls, handle] = [fractionOf(callsPerHour), fractionOf(handleSeconds)];
  const [over, under] = [calls.over * handle.over, calls.under * handle.under * 3600n];
  const n = BigInt(people);
  const one = 10n ** 100n;
  // s(k) = (k / load) · (1 + s(k − 1)), times `one`.
  let free = 0n;
  for (let k = 1n; k <= n; k += 1n) free = (k * under * (one + free)) / over;
  const spare = n * under - over;
  const waitProbability = (one * one) / (one + (free * spare) / (n * under));
  const wait = (waitProbability * under * handle.over) / (spare * handle.under);
  return Number(wait / 10n ** 70n) / 1e30;
}

function fractionOf(value: number): { over: bigint; under: bigint } {
  let [over, under] = [value, 1n];
  for (; !Number.isInteger(over); over *= 2) under *= 2n;
  return { over: BigInt(over), under };
}

export type QueueAnswer = {
  waitProbability: number;
  abandonProbability: number;
  averageWaitSeconds: number;
  occupancy: number;
  servedWithin: number;
  abandonedWithin: number;
};

/** Everything of M/M/n+M from how likely each state is (logarithms) and, for the times, from single steps through the queue. */
export function queueByPlaces(
  callsPerSecond: number,
  handleSeconds: number,
  people: number,
  patienceSeconds: number,
  withinSeconds: number,
): QueueAnswer {
  const leaves = (state: number) =>
    Math.min(state, people) / handleSeconds + Math.max(0, state - people) / patienceSeconds;
  const logs = [0];
  for (let state = 1; state < 200_000; state += 1) {
    const log = (logs[state - 1] ?? 0) + Math.log(callsPerSecond / leaves(state));
    logs.push(log);
    if (state > people && leaves(state) > callsPerSecond && log < Math.max(...logs.slice(-2000)) - 45) break;
  }
  const highest = logs.reduce((one, other) => Math.max(one, other));
  const weights = logs.map((log) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const likely = weights.map((weight) => weight / total);
  const mean = (of: (state: number) => number) =>
    likely.reduce((sum, probability, state) => sum + probability * of(state), 0);
  const inQueue = mean((state) => Math.max(0, state - people));
  const ends = endsWithin(likely.slice(people), people / handleSeconds, 1 / patienceSeconds, withinSeconds);
  return {
    waitProbability: mean((state) => (state >= people ? 1 : 0)),
    abandonProbability: inQueue / patienceSeconds / callsPerSecond,
    averageWaitSeconds: inQueue / callsPerSecond,
    occupancy: mean((state) => Math.min(state, people)) / people,
    servedWithin: mean((state) => (state < people ? 1 : 0)) + ends.served,
    abandonedWithin: ends.gone,
  };
}

/** Of callers who find `ahead[j]` before them in the queue: who is served and who has hung up after so long, step by step. */
function endsWithin(ahead: readonly number[], servesAt: number, goesAt: number, seconds: number) {
  let places = Float64Array.from(ahead);
  const fastest = servesAt + goesAt * (ahead.length + 1);
  const steps = fastest * seconds;
  let [served, gone, answerServed, answerGone] = [0, 0, 0, 0];
  for (let step = 0; step < steps + 12 * Math.sqrt(steps) + 60; step += 1) {
    const weight = Math.exp(step * Math.log(steps || 1e-300) - steps - logFactorial(step));
    answerServed += weight * served;
    answerGone += weight * gone;
    const next = Float64Array.from(places);
    for (let place = 0; place < places.length; place += 1) {
      const here = places[place] ?? 0;
      const moves = (here * (servesAt + goesAt * place)) / fastest;
      const leaves = (here * goesAt) / fastest;
      next[place] = (next[place] ?? 0) - moves - leaves;
      gone += leaves;
      if (place === 0) served += moves;
      else next[place - 1] = (next[place - 1] ?? 0) + moves;
    }
    places = next;
  }
  return { served: answerServed, gone: answerGone };
}

const logFactorials = [0];
function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k += 1) logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log(k));
  return logFactorials[n] ?? 0;
}
