/** Tells the workers through Redis that something is to be done now; where Redis is away, the sweep finds it in the tables. */
import { Queue } from 'bullmq';
import { Redis, Cluster } from 'ioredis';
import { queueNames, type QueueName } from '../jobs.ts';
import type { Log } from './log.ts';

export type Queues = {
  /** Hands out effects; never waits and never throws. */
  add(effects: { id: string; queue: QueueName; kind: string }[]): void;
  /** The connection they share, for counters and news; commands fail at once where Redis is away. */
  redis: RedisConnection;
  close(): Promise<void>;
};

export type RedisConnection = Redis | Cluster;

/** Keys of one queue share a hash slot, so that a Redis Cluster can keep them. */
export const queuePrefix = '{warmline}';

/** Connects to one Redis, or to a cluster where several nodes are named. */
export function openRedis(redisUrl: string, log: Log, forWorker: boolean): RedisConnection {
  const urls = redisUrl.split(',').map((part) => part.trim());
  const options = {
    maxRetriesPerRequest: forWorker ? null : 1,
    enableOfflineQueue: forWorker,
    retryStrategy: (times: number) => Math.min(200 * times, 2_000),
  };
  const connection: RedisConnection =
    urls.length > 1
      ? new Cluster(urls, {
          redisOptions: options,
          clusterRetryStrategy: options.retryStrategy,
          enableOfflineQueue: forWorker,
        })
      : new Redis(urls[0] ?? '', options);
  let wasAway = false;
  connection.on('error', (problem: Error) => {
    if (!wasAway) log.warn({ err: problem }, 'Redis cannot be reached; the sweep does its work until it is back');
    wasAway = true;
  });
  connection.on('ready', () => {
    if (wasAway) log.info('Redis is back');
    wasAway = false;
  });
  return connection;
}

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
    async close() {
      await Promise.race([Promise.all(adding), new Promise((resolve) => setTimeout(resolve, 500))]);
      await Promise.all([...queues.values()].map((queue) => queue.close().catch(() => undefined)));
      connection.disconnect();
    },
  };
}
