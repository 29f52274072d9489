/** Redis goes and comes back while somebody tries codes: they get no try more by it (A1, A2). */
import { expect, test } from '@jest/globals';
import { openLimits } from '../../src/access/limits.ts';
import { openQueues } from '../../src/effects/queues.ts';
import { openLog } from '../../src/platform/log.ts';
import { eventually } from '../support/patience.ts';
import { ownRedis } from '../support/servers.ts';

test('tries before, while and after Redis is away are counted together', async () => {
  const server = await ownRedis();
  const queues = openQueues(server.url, openLog('silent'));
  const isThere = () => queues.redis.status === 'ready';
  const limits = openLimits(queues.redis);
  const tries = async (many: number) => {
    const waits: number[] = [];
    for (let one = 0; one < many; one += 1) waits.push(await limits.count('proofs-of-person', 'somebody'));
    return waits;
  };
  try {
    await eventually('Redis is there', isThere);
    expect(await tries(4)).toEqual([0, 0, 0, 0]);
    await server.stop();
    await eventually('Redis is away', () => !isThere());
    expect(await tries(4)).toEqual([0, 0, 0, 0]);
    await server.start();
    await eventually('Redis is back', isThere);
    const [ninth, tenth, oneMore] = await tries(3);
    expect([ninth, tenth]).toEqual([0, 0]);
    expect(oneMore).toBeGreaterThan(0);
  } finally {
    await queues.close();
    await server.stop();
  }
});
