/** Callers who are expected to be lost: who hangs up before a peer is free, or comes while nobody is on (F2, F4). */
import { erlangA } from './erlang-a.ts';
import type { Demand } from './erlang-c.ts';

/**
 * The share 0..1 of a demand that so many people lose, where callers wait so many seconds on average: by Erlang A, and
 * everybody where nobody is on. Demand may exceed what people can do; it has an answer for every load.
 */
export function lostShare(demand: Demand, people: number, patienceSeconds: number): number {
  if (people < 1) return 1;
  return erlangA(demand, people, patienceSeconds, 0).abandonProbability;
}
