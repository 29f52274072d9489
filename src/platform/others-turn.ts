/** Long work on the thread that answers webhooks, done so that nobody waits for all of it. */
import { setImmediate as othersTurn } from 'node:timers/promises';

/** Whoever calls hears nothing of so short a wait. */
const longestMs = 15;

/** The items one after the other; whenever whoever takes them has been at it for a while, everything else that waits has its turn. */
export async function* givingOthersTurns<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  let sinceMs = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - sinceMs < longestMs) continue;
    await othersTurn();
    sinceMs = performance.now();
  }
}
