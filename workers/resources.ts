/** Texts for callers that nobody has looked at for too long: found once an hour, since a day begins at another time in each zone, in whichever process comes first (O8). */
import type { Deps } from '../src/deps.ts';
import { tellOfStale } from '../src/resources/resources.ts';

const everyMs = 60 * 60_000;

/** Gives a function that looks when its time has come, and does nothing before. */
export function startLookingForStale({ room, directories }: Pick<Deps, 'room' | 'directories'>): () => Promise<void> {
  let nextMs = -Infinity;
  return async () => {
    const nowMs = room.clock.nowMs();
    if (nowMs < nextMs) return;
    const directory = await directories.current();
    if (!directory) return;
    nextMs = nowMs + everyMs;
    await tellOfStale(room, directory);
  };
}
