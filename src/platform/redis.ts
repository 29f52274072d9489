/** Connects to Redis. While Redis cannot be reached, a command fails at once or waits, as the caller chose. */
import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';
import type { Log } from './log.ts';

export type RedisConnection = Redis | Cluster;

/** Connects to one Redis, or to a cluster where several nodes are named. */
export function openRedis(redisUrl: string, log: Log, forWorker: boolean): RedisConnection {
  const urls = redisUrl.split(',').map((part) => part.trim());
  const options = {
    maxRetriesPerRequest: forWorker ? null : 1,
    enableOfflineQueue: forWorker,
    // Subscribing again is left to whoever listens: what the library does of itself fails unheard where the connection ends meanwhile.
    autoResubscribe: false,
    retryStrategy: (times: number) => Math.min(200 * times, 2_000),
  };
  const connection: RedisConnection =
    urls.length > 1
      ? new Cluster(urls, {
          ...forEveryNode(urls[0] ?? '', options),
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

/** Nodes that nobody named, such as a replica that takes over, are entered as the named ones are; by name where a certificate proves it. */
function forEveryNode(
  url: string,
  options: RedisOptions,
): Pick<ClusterOptions, 'redisOptions'> & Partial<Pick<ClusterOptions, 'dnsLookup'>> {
  const { username, password, protocol } = new URL(url);
  const redisOptions = {
    ...options,
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
  };
  return protocol === 'rediss:'
    ? { redisOptions: { ...redisOptions, tls: {} }, dnsLookup: (host, found) => found(null, host) }
    : { redisOptions };
}
