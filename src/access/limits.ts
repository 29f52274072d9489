/** How often somebody may try: counted in Redis for all processes together, and in each process, where Redis is away too (A1). */
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { RedisConnection } from '../platform/redis.ts';

/** Tries of what is secret, each with how often within how many seconds. */
const tries = {
  'codes-of-phone': { points: 5, seconds: 3_600 },
  'codes-of-address': { points: 20, seconds: 3_600 },
  'codes-of-all': { points: 300, seconds: 3_600 },
  'tries-of-phone': { points: 15, seconds: 3_600 },
  'tries-of-address': { points: 60, seconds: 3_600 },
  'proofs-of-person': { points: 10, seconds: 900 },
  'invitations-of-address': { points: 30, seconds: 3_600 },
  'foundings-of-address': { points: 60, seconds: 600 },
} as const;

/** What only keeps one from taking everybody's turn. */
const paces = {
  'reads-of-feed': { points: 30, seconds: 300 },
  'feeds-of-address': { points: 600, seconds: 60 },
  'requests-of-owner': { points: 600, seconds: 60 },
} as const;

export type Counted = keyof typeof tries | keyof typeof paces;

export type Limits = {
  /** Counts one; how many seconds to wait when it was too many, else 0. */
  count(what: Counted, of: string): Promise<number>;
};

/**
 * Opens the counters of this process. A try is counted in the process and in Redis, and either refuses: so tries that come
 * while Redis is away, or about to be, are no fewer once it is back. A pace is counted in Redis, and in the process while it is away.
 */
export function openLimits(redis: RedisConnection): Limits {
  const counters = new Map<string, readonly RateLimiterAbstract[]>();
  const limitOf = (what: string, { points, seconds }: { points: number; seconds: number }) => {
    const common = { keyPrefix: `{warmline}:limit:${what}`, points, duration: seconds };
    return { common, inRedis: { ...common, storeClient: redis, rejectIfRedisNotReady: true } };
  };
  for (const [what, often] of Object.entries(tries)) {
    const { common, inRedis } = limitOf(what, often);
    counters.set(what, [new RateLimiterMemory(common), new RateLimiterRedis(inRedis)]);
  }
  for (const [what, often] of Object.entries(paces)) {
    const { common, inRedis } = limitOf(what, often);
    counters.set(what, [new RateLimiterRedis({ ...inRedis, insuranceLimiter: new RateLimiterMemory(common) })]);
  }
  return {
    async count(what, of) {
      const waits = (counters.get(what) ?? []).map((counter) => secondsToWait(counter.consume(of)));
      return Math.max(...(await Promise.all(waits)));
    },
  };
}

/** How long a counter has somebody wait; 0 where it lets them, and where it cannot count: then the other one does. */
async function secondsToWait(counted: Promise<RateLimiterRes>): Promise<number> {
  try {
    await counted;
    return 0;
  } catch (refused) {
    return refused instanceof RateLimiterRes ? Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) : 0;
  }
}
