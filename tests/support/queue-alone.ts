/** A telephone queue by itself (M/M/n+M), simulated without a line of the service: first come, first served, impatient callers. */

export type Queue = {
  callsPerHour: number;
  talkMinutes: number;
  people: number;
  patienceMinutes: number;
  hours: number;
};

/** One caller; `waitedMs` until they were served or hung up. */
export type Queued = { arrivesMs: number; talkMs: number; waitedMs: number; isServed: boolean };

/** What happens in the queue from instant 0 on, in order of arrival; the same for the same seed. */
export function queueAlone(
  { callsPerHour, talkMinutes, people, patienceMinutes, hours }: Queue,
  seed: number,
): Queued[] {
  const draw = drawsOf(seed);
  const exponential = (mean: number) => -mean * Math.log(1 - draw());
  const freeAtMs = Array.from({ length: people }, () => 0);
  const callers: Queued[] = [];
  const endMs = hours * 3_600_000;
  let atMs = exponential(3_600_000 / callsPerHour);
  while (atMs < endMs) {
    const patienceMs = exponential(patienceMinutes * 60_000);
    const talkMs = exponential(talkMinutes * 60_000);
    // In order of arrival each caller gets whoever is free first, or is gone before that.
    const first = freeAtMs.indexOf(Math.min(...freeAtMs));
    const startMs = Math.max(atMs, freeAtMs[first] ?? 0);
    const isServed = startMs - atMs <= patienceMs;
    if (isServed) freeAtMs[first] = startMs + talkMs;
    callers.push({ arrivesMs: atMs, talkMs, waitedMs: isServed ? startMs - atMs : patienceMs, isServed });
    atMs += exponential(3_600_000 / callsPerHour);
  }
  return callers;
}

/** Even numbers in [0, 1), one after the other (mulberry32). */
function drawsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
