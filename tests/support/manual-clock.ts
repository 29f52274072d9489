/** A clock that tests move by hand, so that a story of an hour takes milliseconds and always goes the same way. */
import type { Clock } from '../../src/platform/clock.ts';

/** Finishes whatever a timer set going (requests, jobs) before the next timer may fire. */
export type Settle = () => Promise<void>;

export type ManualClock = Clock & {
  /** Moves on by `ms`, stopping at each due timer in time order: set now, fire, settle. */
  advance(ms: number, settle?: Settle): Promise<void>;
  /** Moves on as `advance` does, but no further than the first instant at which `reached()` holds; tells whether it did. */
  advanceUntil(reached: () => boolean, limitMs: number, settle?: Settle): Promise<boolean>;
  /** Sets the clock on by `ms` at once; what was due in between is due now. */
  jump(ms: number): void;
  /** The instant of the next timer in milliseconds, or undefined when none is set. */
  nextDueMs(): number | undefined;
};

type Timer = { dueMs: number; order: number; action: () => void };

const oneTurn: Settle = () => new Promise((resolve) => setImmediate(resolve));

/** A clock standing at `startMs` (milliseconds since the epoch) until it is advanced. */
export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  let order = 0;
  const timers = new Set<Timer>();

  function earliest(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (!first || timer.dueMs < first.dueMs || (timer.dueMs === first.dueMs && timer.order < first.order))
        first = timer;
    }
    return first;
  }

  async function advanceUntil(reached: () => boolean, limitMs: number, settle: Settle = oneTurn): Promise<boolean> {
    const endMs = nowMs + limitMs;
    await settle();
    while (!reached()) {
      const timer = earliest();
      if (!timer || timer.dueMs > endMs) {
        nowMs = endMs;
        await settle();
        return reached();
      }
      timers.delete(timer);
      nowMs = Math.max(nowMs, timer.dueMs);
      timer.action();
      await settle();
    }
    return true;
  }

  return {
    nowMs: () => nowMs,
    aheadMs: () => nowMs - Date.now(),
    after(delayMs, action) {
      const timer = { dueMs: nowMs + Math.max(0, delayMs), order: order++, action };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: async (ms, settle) => void (await advanceUntil(() => false, ms, settle)),
    advanceUntil,
    jump: (ms) => void (nowMs += ms),
    nextDueMs: () => earliest()?.dueMs,
  };
}
