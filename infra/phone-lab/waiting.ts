/** Waiting that a hang-up or a redirect can break off at once. */
import type { Clock } from '../../src/platform/clock.ts';

/** Why a call stopped doing what it did. */
export type Interruption = 'redirected' | 'ended' | 'key' | 'left';

export class Interrupted extends Error {
  readonly why: Interruption;
  constructor(why: Interruption) {
    super(`interrupted: ${why}`);
    this.why = why;
  }
}

/** The promise's own outcome, or `Interrupted` as soon as the signal aborts. */
export function orInterrupted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const interrupt = () => reject(new Interrupted(signal.reason as Interruption));
    if (signal.aborted) {
      promise.catch(() => undefined);
      return interrupt();
    }
    signal.addEventListener('abort', interrupt, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', interrupt));
  });
}

/** Resolves after `ms` of the clock; rejects with `Interrupted` when the signal aborts first. */
export async function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  let cancel = () => {};
  const over = new Promise<void>((resolve) => (cancel = clock.after(ms, resolve)));
  try {
    await orInterrupted(over, signal);
  } finally {
    cancel();
  }
}

/** A controller that aborts with its parent, and can be aborted alone. */
export function childOf(parent: AbortSignal): AbortController {
  const child = new AbortController();
  const follow = () => child.abort(parent.reason);
  if (parent.aborted) follow();
  else {
    parent.addEventListener('abort', follow, { once: true });
    child.signal.addEventListener('abort', () => parent.removeEventListener('abort', follow), { once: true });
  }
  return child;
}
