/** The one source of time for everything that acts: doors and workers take it as a value, tests move it by hand. */

export type Clock = {
  /** The present instant in milliseconds since the Unix epoch. */
  nowMs(): number;
  /** How far that is ahead of the machine's own clock, in milliseconds: 0, except where a test moves the clock by hand. */
  aheadMs(): number;
  /** Runs `action` once after `delayMs`; the returned function cancels it. Never keeps the process alive. */
  after(delayMs: number, action: () => void): () => void;
};

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  aheadMs: () => 0,
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * The present instant in SQL, by the database's clock. What processes on several hosts hand over to each other is
 * compared by this one clock, so that a wrong clock on one host harms no other. `aheadMs` is the placeholder of
 * `Clock.aheadMs` among the values.
 */
export function instantOfDatabase(aheadMs: `$${number}`): string {
  return `(now() + ${aheadMs}::float8 * interval '1 millisecond')`;
}
