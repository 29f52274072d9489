/** Tells the workers through Redis that something is to be done now; where Redis is away, the sweep finds it in the tables. */
import { Queue } from 'bullmq';
import { queueNames } from './kinds.ts';
import type { Log } from '../platform/log.ts';
import { atMost } from '../platform/at-most.ts';
import { openRedis, type RedisConnection } from '../platform/redis.ts';
import type { AfterCommit } from '../platform/store.ts';

export type Queues = {
  /** Hands out effects; never waits and never throws. */
  add(effects: AfterCommit['effects']): void;
  /** What waits in each queue to be taken, and since when the oldest; throws where Redis does not answer. */
  standing(): Promise<QueueStanding[]>;
  /** The connection they share, for counters and news; commands fail at once where Redis is away. */
  redis: RedisConnection;
  close(): Promise<void>;
};

export type QueueStanding = { name: string; waiting: number; oldestAtMs: number | null };

/** Keys of one queue share a hash slot, so that a Redis Cluster can keep them. */
export const queuePrefix = '{warmline}';

/** Opens the queues for adding. */
export function openQueues(redisUrl: string, log: Log): Queues {
  const connection = openRedis(redisUrl, log, false);
  const queues = new Map(
    queueNames.map((name) => [
      name,
      new Queue(name, { connection: connection as never, prefix: queuePrefix, skipVersionCheck: true }),
    ]),
  );
  for (const queue of queues.values()) queue.on('error', () => undefined);
  const options = { removeOnComplete: true, removeOnFail: true } as const;
  const adding = new Set<Promise<unknown>>();
  const track = (work: Promise<unknown>) => {
    const quiet = work.catch(() => undefined).finally(() => adding.delete(quiet));
    adding.add(quiet);
  };
  return {
    redis: connection,
    add(effects) {
      if (connection.status !== 'ready' && connection.status !== 'connecting') return;
      for (const [name, queue] of queues) {
        const jobs = effects
          .filter((effect) => effect.queue === name)
          .map(({ id, kind }) => ({ name: kind, data: { id }, opts: { ...options, jobId: `${name}-${id}` } }));
        if (jobs.length > 0) track(queue.addBulk(jobs));
      }
    },
    standing: () =>
      Promise.all(
        [...queues].map(async ([name, queue]) => {
          const [waiting, [oldest]] = await Promise.all([
            queue.getWaitingCount(),
            queue.getJobs(['waiting'], 0, 0, true),
          ]);
          return { name, waiting, oldestAtMs: oldest?.timestamp ?? null };
        }),
      ),
    async close() {
      await atMost(500, Promise.all(adding));
      await Promise.all([...queues.values()].map((queue) => queue.close().catch(() => undefined)));
      connection.disconnect();
    },
  };
}
