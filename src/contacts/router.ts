/** Runs routing passes: asked for as often as anybody likes, at most one running and one waiting in this process. */
import type { Log } from '../platform/log.ts';
import { inSpan } from '../platform/traces.ts';
import { route } from './route.ts';
import type { Records } from '../organisation/records.ts';

export type Router = {
  /** Asks for a pass that sees everything committed until now. */
  poke(): void;
  /** Resolves when no pass is running or asked for. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the router of this process; no pass is made until one is asked for. */
export function startRouter(room: Records, log: Log): Router {
  let wanted = false;
  let running: Promise<void> | null = null;
  let stopped = false;
  const run = async () => {
    while (wanted && !stopped) {
      wanted = false;
      // What fails here is found again by the sweep, so that a caller's webhook never waits for it.
      await inSpan('routing', {}, () => route(room)).catch((problem: unknown) =>
        log.error({ err: problem }, 'a routing pass failed'),
      );
    }
  };
  const poke = () => {
    if (stopped) return;
    wanted = true;
    running ??= run().finally(() => {
      running = null;
      if (wanted) poke();
    });
  };
  const idle = async () => {
    while (running) await running;
  };
  return {
    poke,
    idle,
    async stop() {
      stopped = true;
      await idle();
    },
  };
}
