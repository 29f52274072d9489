/** Logs once which effects this process leaves to a newer release that runs beside it. */
import { strangeKinds } from '../src/effects/claims.ts';
import type { Deps } from '../src/deps.ts';

const lookEveryMs = 60_000;

/** Gives a function that looks for such effects when its time has come, and logs each kind the first time. */
export function startTellingOfStrangers({ room, log }: Pick<Deps, 'room' | 'log'>): () => Promise<void> {
  const told = new Set<string>();
  let nextMs = -Infinity;
  return async () => {
    const nowMs = room.clock.nowMs();
    if (nowMs < nextMs) return;
    nextMs = nowMs + lookEveryMs;
    const strange = (await strangeKinds(room)).filter((kind) => !told.has(kind));
    for (const kind of strange) {
      told.add(kind);
      log.warn({ effect: kind }, 'effects of a kind that only a newer release knows are left to it');
    }
  };
}
