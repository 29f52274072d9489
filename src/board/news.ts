/** Tells the other processes that something was committed: a message without content on Redis. Where Redis is away, boards ask every second all the same, and the organisation is asked for with the next thing done. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../platform/log.ts';
import { openRedis, type RedisConnection } from '../platform/redis.ts';

export type News = {
  /** Says that something was committed here; never waits and never throws. */
  tell(): void;
  /** Calls `heard` for what other processes tell, until the returned function is called. */
  listen(heard: () => void): () => void;
};

/** What news are about: whatever a board shows, or the organisation. */
export type Subject = 'board' | 'organisation';

/** The first of several commits is told at once, those that follow together, so long after it: a busy line commits a hundred times a second. */
const apartMs = 50;

/** `redis` is the connection that tells; one of its own is opened for as long as somebody listens. */
export function openNews(subject: Subject, redis: RedisConnection, redisUrl: string, log: Log): News {
  const channel = `{warmline}:${subject}`;
  const self = randomUUID();
  let telling = false;
  let more = false;
  const tell = () => {
    if (redis.status !== 'ready') return;
    more = telling;
    if (telling) return;
    telling = true;
    redis
      .publish(channel, self)
      .catch(() => undefined)
      .then(() => wait(apartMs, undefined, { ref: false }))
      .finally(() => {
        telling = false;
        if (more) tell();
      })
      .catch(() => undefined);
  };
  return {
    tell,
    listen(heard) {
      const connection = openRedis(redisUrl, log, true);
      connection.on('message', (_channel: string, teller: string) => {
        if (teller !== self) heard();
      });
      connection.on('ready', () => void connection.subscribe(channel).catch(() => undefined));
      return () => connection.disconnect();
    },
  };
}
