/** Looks at the service itself soon after each start and daily, in whichever process comes first: what goes wrong unseen is told while there is time. */
import type { Deps } from '../src/deps.ts';
import { worstOf } from '../src/operations/judgement.ts';
import { lookNow } from '../src/operations/look-now.ts';
import { claimLook, lookAgainSoon, looked, wantLook } from '../src/operations/service-looks.ts';
import { atMost } from '../src/platform/at-most.ts';

const everyMs = 60_000;
/** A stop does not wait for what takes its time: what was not looked at is looked at by the next process. */
const stopPatienceMs = 2_000;

export type ServiceLooks = { idle(): Promise<void>; stop(): Promise<void> };

export function startServiceLooks(deps: Deps): ServiceLooks {
  let stopped = false;
  let wanted = false;
  let doubts = false;
  let cancel = () => {};
  let running: Promise<void> = Promise.resolve();
  const look = async () => {
    if (!wanted) await wantLook(deps.room);
    wanted = true;
    if (!(await claimLook(deps.room))) return;
    const findings = await lookNow(deps);
    const isWrong = worstOf(findings) !== 'ok';
    // What stands still for a moment, as after a restart, is no trouble yet.
    if (isWrong && !doubts) await lookAgainSoon(deps.room);
    else await looked(deps.room, findings);
    doubts = isWrong && !doubts;
    if (doubts) return;
    for (const { check, state, why } of findings)
      if (state !== 'ok') deps.log.warn({ check, state, why }, 'the service is not as it should be');
  };
  const tick = () => {
    running = look()
      .catch((problem: unknown) =>
        deps.log.warn({ err: problem }, 'the service could not be looked at; it is tried again'),
      )
      .then(() => {
        if (!stopped) cancel = deps.clock.after(everyMs, tick);
      });
  };
  tick();
  return {
    idle: () => running,
    async stop() {
      stopped = true;
      cancel();
      await atMost(stopPatienceMs, running);
    },
  };
}
