/** The server of a Redis Cluster that keeps the queues is killed: connections, counters and news go on with the one that takes over. */
import { afterEach, expect, test } from '@jest/globals';
import { openLimits } from '../../src/access/limits.ts';
import { openNews } from '../../src/board/news.ts';
import { openQueues } from '../../src/effects/queues.ts';
import { openLog } from '../../src/platform/log.ts';
import { eventually } from '../support/patience.ts';
import { ownRedisCluster, type RedisCluster } from '../support/redis-cluster.ts';

let cluster: RedisCluster;
afterEach(() => cluster.close());

test('after a fail-over jobs are taken, tries counted and news heard, by a server that nobody had named', async () => {
  cluster = await ownRedisCluster();
  const log = openLog('silent');
  const [here, elsewhere] = [openQueues(cluster.url, log), openQueues(cluster.url, log)];
  const [teller, listener] = [here, elsewhere].map(({ redis }) => openNews('board', redis, cluster.url, log));
  let heard = 0;
  const deaf = listener!.listen(() => (heard += 1));
  const hears = async (what: string) => {
    const before = heard;
    await eventually(what, () => (teller!.tell(), heard > before));
  };
  const waiting = async (queues = elsewhere) => (await queues.standing().catch(() => []))[0]?.waiting;
  const add = (id: string) => here.add([{ id, kind: 'RingVolunteer', queue: 'offers' }] as never);
  const limits = openLimits(elsewhere.redis);
  try {
    await eventually('both are connected', () => [here, elsewhere].every(({ redis }) => redis.status === 'ready'));
    await hears('news are heard');
    add('first');
    await eventually('the job waits', async () => (await waiting()) === 1);
    for (let tries = 0; tries < 15; tries += 1) expect(await limits.count('tries-of-phone', 'somebody')).toBe(0);

    await cluster.killMaster();
    await cluster.takeOver();
    await eventually('another job waits beside it', async () => (add('second'), (await waiting()) === 2));
    await hears('news are heard again');
    expect(await openLimits(here.redis).count('tries-of-phone', 'somebody')).toBeGreaterThan(0);
  } finally {
    deaf();
    await Promise.all([here.close(), elsewhere.close()]);
  }
});
