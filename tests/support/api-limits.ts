/** Tests that ask more in a minute than anybody may. */
import { Redis } from 'ioredis';
import type { Stage } from './stage.ts';

/** Begins all counting of requests and tries anew. */
export async function forgetLimits(stage: Stage): Promise<void> {
  const redis = new Redis(stage.config.redisUrl);
  const keys = await redis.keys('{warmline}:limit:*');
  if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}
