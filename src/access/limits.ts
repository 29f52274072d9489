/** How often somebody may try: counted in Redis for all processes together, and in the process where Redis is away (A1). */
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { RedisConnection } from '../platform/redis.ts';

/** What is counted, each with how often within how many seconds. */
const limits = {
  'codes-of-phone': { points: 5, seconds: 3_600 },
  'codes-of-address': { points: 20, seconds: 3_600 },
  'codes-of-all': { points: 300, seconds: 3_600 },
  'tries-of-phone': { points: 15, seconds: 3_600 },
  'tries-of-address': { points: 60, seconds: 3_600 },
  'proofs-of-person': { points: 10, seconds: 900 },
  'invitations-of-address': { points: 30, seconds: 3_600 },
  'foundings-of-address': { points: 60, seconds: 600 },
  'reads-of-feed': { points: 30, seconds: 300 },
  'feeds-of-address': { points: 600, seconds: 60 },
  'requests-of-owner': { points: 600, seconds: 60 },
} as const;

export type Counted = keyof typeof limits;

export type Limits = {
  /** Counts one; how many seconds to wait when it was too many, else 0. */
  count(what: Counted, of: string): Promise<number>;
};

/** Opens the counters of this process. */
export function openLimits(redis: RedisConnection): Limits {
  const counters = new Map<Counted, RateLimiterAbstract>();
  for (const [what, { points, seconds }] of Object.entries(limits)) {
    const common = { keyPrefix: `{warmline}:limit:${what}`, points, duration: seconds };
    const insuranceLimiter = new RateLimiterMemory(common);
    const counter = new RateLimiterRedis({
      ...common,
      storeClient: redis,
      insuranceLimiter,
      rejectIfRedisNotReady: true,
    });
    counters.set(what as Counted, counter);
  }
  return {
    async count(what, of) {
      try {
        await counters.get(what)?.consume(of);
        return 0;
      } catch (problem) {
        if (problem instanceof RateLimiterRes) return Math.max(1, Math.ceil(problem.msBeforeNext / 1000));
        throw problem;
      }
    },
  };
}
