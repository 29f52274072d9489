/** The list for going live as coordinators see it: looked at when they ask, ticked, and tried by a call to their own phone (O1). */
import type { Deps } from '../deps.ts';
import { worstOf } from '../operations/judgement.ts';
import { lookNow } from '../operations/look-now.ts';
import { readGoLive, tick } from '../operations/read-go-live.ts';
import { looked } from '../operations/service-looks.ts';
import { askForTestCall } from '../operations/test-calls.ts';
import { personIn, type Asker } from './asker.ts';
import type { goLiveOperations } from './contract/go-live.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

type Desk = Pick<Deps, 'room' | 'queues' | 'config' | 'numbers' | 'log'>;

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

export function goLiveHandlers(desk: Desk): Handlers<typeof goLiveOperations> {
  const { room, config, log } = desk;
  const shown = async (asker: Asker) => {
    const { entries, lookedAtMs, testCall } = await readGoLive(room, config, personIn(asker));
    return {
      lab: config.labEnabled,
      lookedAt: iso(lookedAtMs),
      testCall,
      checks: entries.map(({ atMs, ...entry }) => ({ ...entry, at: iso(atMs) })),
    };
  };
  return {
    'go-live.read': ({ asker }) => shown(asker),
    'go-live.check': async ({ asker }) => {
      const findings = await lookNow(desk);
      await looked(room, findings);
      if (worstOf(findings) !== 'ok')
        log.info({ state: worstOf(findings) }, 'a coordinator looked, and not all is well');
      return shown(asker);
    },
    'go-live.tick': async ({ asker, params, body }) => {
      await tick(room, params.check, body.done, `person:${personIn(asker)}`);
      return shown(asker);
    },
    'go-live.call': async ({ asker }) => {
      if (!(await askForTestCall(room, personIn(asker))))
        throw new Problem('not-possible', { detail: (words) => words.testCallUnderWay });
      return shown(asker);
    },
  };
}
