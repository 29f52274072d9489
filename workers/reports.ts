/** Counting for the reports: once a minute what ended since, and in whichever process comes first; years of calls in a stretch at a time. */
import type { Deps } from '../src/deps.ts';
import { countNext } from '../src/reports/count.ts';

const everyMs = 60_000;

/** Gives a function that counts when its time has come, and does nothing before. */
export function startCounting({ room }: Pick<Deps, 'room'>): () => Promise<void> {
  let nextMs = -Infinity;
  return async () => {
    const nowMs = room.clock.nowMs();
    if (nowMs < nextMs) return;
    if (await countNext(room)) nextMs = nowMs + everyMs;
  };
}
