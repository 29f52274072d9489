/** Makes calls as the account's rate allows, most urgent first, as many at a time as it allows at once; all processes share one gate. */
import { claimNextRings } from '../src/contacts/claims.ts';
import type { Deps } from '../src/deps.ts';
import { perform, type Handlers } from './perform.ts';

export type Dialler = { poke(): void; idle(): Promise<void>; stop(): Promise<void> };

/** How many calls may be on their way to the carrier at once. */
const atOnce = 16;

/** Starts the dialler of this process. */
export function startDialler(deps: Deps, handlers: Handlers): Dialler {
  const ringing = new Set<Promise<void>>();
  let looking: Promise<void> | null = null;
  let wanted = false;
  let stopped = false;
  let cancelWait = () => {};
  const look = async () => {
    while (wanted && !stopped && ringing.size < atOnce) {
      wanted = false;
      const next = await claimNextRings(deps.room, deps.config.twilio.callsPerSecond, atOnce - ringing.size);
      const full = ringing.size + next.claimed.length >= atOnce;
      for (const claimed of next.claimed) {
        const work: Promise<void> = perform(deps, claimed, handlers)
          .catch((problem: unknown) => deps.log.error({ err: problem }, 'a call could not be made'))
          .finally(() => {
            ringing.delete(work);
            if (full) poke();
          });
        ringing.add(work);
      }
      if (next.waitMs === 0) wanted = true;
      else if (next.waitMs !== null) {
        cancelWait();
        cancelWait = deps.clock.after(next.waitMs, poke);
      }
    }
  };
  const poke = () => {
    if (stopped) return;
    wanted = true;
    looking ??= look()
      .catch((problem: unknown) => deps.log.warn({ err: problem }, 'the dialler could not look for work'))
      .finally(() => {
        looking = null;
        if (wanted && ringing.size < atOnce) poke();
      });
  };
  const idle = async () => {
    while (looking || ringing.size > 0) await Promise.all([looking, ...ringing]);
  };
  return {
    poke,
    idle,
    async stop() {
      stopped = true;
      cancelWait();
      await idle();
    },
  };
}
