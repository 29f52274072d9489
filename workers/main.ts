/** Starts the workers of one process: one BullMQ worker per queue, and the sweep that needs no Redis. */
import { Worker } from 'bullmq';
import { claimEffect } from '../src/contacts/claims.ts';
import type { Deps } from '../src/deps.ts';
import { queueNames, type QueueName } from '../src/effects/kinds.ts';
import { queuePrefix } from '../src/effects/queues.ts';
import { atMost } from '../src/platform/at-most.ts';
import { openRedis } from '../src/platform/redis.ts';
import { startDialler } from './dialler.ts';
import { startServiceLooks } from './looks.ts';
import { startNumberChecks } from './numbers.ts';
import { allHandlers } from './handlers.ts';
import { wake } from './voicemail.ts';
import { perform } from './perform.ts';
import { startCare } from './care.ts';
import { startReplays } from './replays.ts';
import { startFills } from './rosters.ts';
import { startSweep } from './sweep.ts';

export type Workers = {
  /** Resolves when no sweep runs and no call is on its way to the carrier. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** How many effects of a queue one process does at once. */
const concurrency: Record<QueueName, number> = {
  offers: 20,
  overflow: 10,
  callbacks: 5,
  messages: 5,
  rotation: 2,
  rosters: 1,
};

/** A new job wakes whoever waits for one. An empty queue is looked at this often besides (s): the longest that BullMQ trusts a connection that says nothing. */
const emptyQueueLookSeconds = 10;

/** Starts everything; refuses where an effect has no handler, or two. */
export function startWorkers(deps: Deps): Workers {
  const fills = startFills(deps);
  const replays = startReplays(deps);
  const handlers = allHandlers({
    FillRoster: ({ effect }) => fills.begin(effect.payload.fillId),
    ReplayWeek: ({ effect }) => replays.begin(effect.payload.replayId),
  });
  const dialler = startDialler(deps, handlers);
  const doEffect = async (id: string, kind?: string) => {
    const claimed = kind?.startsWith('Ring') ? null : await claimEffect(deps.room, id);
    if (claimed) await perform(deps, claimed, handlers);
    else dialler.poke();
  };
  const doing = new Set<Promise<void>>();
  deps.wakeups.do = (effects) => {
    for (const { id, kind } of effects) {
      const work: Promise<void> = doEffect(id, kind)
        .catch((problem: unknown) =>
          deps.log.warn({ err: problem, effect: kind }, 'an effect failed; the sweep finds what it left'),
        )
        .finally(() => doing.delete(work));
      doing.add(work);
    }
  };
  const connection = openRedis(deps.config.redisUrl, deps.log, true);
  const workers = queueNames.map((name) => {
    const worker = new Worker<{ id: string }>(name, async (job) => doEffect(job.data.id, job.name), {
      connection: connection as never,
      prefix: queuePrefix,
      concurrency: concurrency[name],
      drainDelay: emptyQueueLookSeconds,
      skipVersionCheck: true,
    });
    worker.on('error', () => undefined);
    worker.on('failed', (job, problem) =>
      deps.log.warn({ queue: name, job: job?.name, err: problem }, 'a job failed; the sweep finds what it left'),
    );
    return worker;
  });
  const sweep = startSweep(deps, {
    doEffect,
    wake: (contactId) => wake(deps, contactId),
    takeUpFills: fills.takeUp,
    takeUpReplays: replays.takeUp,
    dialler,
  });
  const care = startCare(deps);
  const numberChecks = startNumberChecks(deps);
  const serviceLooks = startServiceLooks(deps);
  return {
    async idle() {
      await sweep.idle();
      await care.idle();
      await numberChecks.idle();
      await serviceLooks.idle();
      while (doing.size > 0) await Promise.all(doing);
      await dialler.idle();
      await deps.room.aside.idle();
    },
    async stop() {
      deps.wakeups.do = null;
      await sweep.stop();
      await care.stop();
      await numberChecks.stop();
      await serviceLooks.stop();
      await Promise.all(doing);
      await fills.stop();
      await replays.stop();
      await dialler.stop();
      await atMost(3_000, Promise.all(workers.map((worker) => worker.close())));
      connection.disconnect();
    },
  };
}
