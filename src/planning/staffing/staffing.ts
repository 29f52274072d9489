/** What callers meet with so many people on, and how many people a target needs. */
import { erlangA, type ErlangA } from './erlang-a.ts';
import { erlangC, offeredErlangOf, type Demand, type ErlangC } from './erlang-c.ts';

export type Staffing = {
  offeredErlang: number;
  /** Offered load over people; more than 1 where callers would wait for ever if none hung up. */
  occupancy: number;
  erlangC: ErlangC | { overloaded: true };
  /** Null where nobody says how patient callers are. */
  erlangA: ErlangA | null;
};

/** A line's aim: this share (between 0 and 1) of those who did not hang up before is served within the time. */
export type Target = { serviceLevel: number; withinSeconds: number };

/** Calls within this many seconds count as answered in time where nobody says otherwise. */
export const usualWithinSeconds = 60;

/** Erlang C and, where patience is known (mean seconds), Erlang A for `people`, a whole number of at least 1. */
export function staffing(
  demand: Demand,
  people: number,
  { patienceSeconds, withinSeconds }: { patienceSeconds: number | null; withinSeconds: number },
): Staffing {
  const offeredErlang = offeredErlangOf(demand);
  return {
    offeredErlang,
    occupancy: offeredErlang / people,
    erlangC: erlangC(demand, people, withinSeconds) ?? { overloaded: true },
    erlangA: patienceSeconds === null ? null : erlangA(demand, people, patienceSeconds, withinSeconds),
  };
}

/**
 * The fewest people, at least 1, with whom the target is met: by Erlang A where patience is known (mean seconds), else by
 * Erlang C, which asks for more. Throws a RangeError for a service level of 1 or more: no number of people guarantees it.
 */
export function peopleNeeded(demand: Demand, target: Target, patienceSeconds: number | null): number {
  if (!(target.serviceLevel < 1)) throw new RangeError('a service level must be below 1');
  const isEnough = (people: number) => levelWith(demand, people, target, patienceSeconds) >= target.serviceLevel;
  let [tooFew, enough] = [0, 1];
  while (!isEnough(enough)) [tooFew, enough] = [enough, enough * 2];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

function levelWith(demand: Demand, people: number, { withinSeconds }: Target, patienceSeconds: number | null): number {
  if (patienceSeconds === null) return erlangC(demand, people, withinSeconds)?.serviceLevel ?? 0;
  return erlangA(demand, people, patienceSeconds, withinSeconds).serviceLevel;
}
