/** A Redis Cluster of real servers that only one test uses: three masters, and a replica of the one that keeps the queues. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { endProcess, freePort, spawnServer, writeRecord } from '../../infra/embedded/process.ts';
import { redisProgram, sharedPrograms } from '../../infra/embedded/redis-program.ts';
import { queuePrefix } from '../../src/effects/queues.ts';
import { eventually } from './patience.ts';
import { ownFolder } from './servers.ts';

export type RedisCluster = {
  /** As REDIS_URL names it: two of the masters; the other servers are found by asking those. */
  url: string;
  /** `kill -9` of the server that keeps every queue; resolves once it is gone. */
  killMaster(): Promise<void>;
  /** Lets the replica take over, which it does not by itself; resolves once it has. */
  takeOver(): Promise<void>;
  close(): Promise<void>;
};

type Node = { port: number; mark: string | null; client: Redis; id: string };

const slots = 16_384;
/** A server that does not answer for so long is gone, say the others. */
const nodeTimeoutMs = 800;

export async function ownRedisCluster(): Promise<RedisCluster> {
  const password = randomBytes(12).toString('hex');
  const nodes = await Promise.all([0, 1, 2, 3].map(() => startNode(password)));
  const [first, ...others] = nodes as [Node, ...Node[]];
  const share = Math.ceil(slots / 3);
  const masters = nodes.slice(0, 3);
  for (const [index, { client }] of masters.entries())
    await client.call('CLUSTER', 'ADDSLOTSRANGE', index * share, Math.min(slots, (index + 1) * share) - 1);
  for (const { port } of others) await first.client.cluster('MEET', '127.0.0.1', port);
  const known = async ({ client }: Node) => /cluster_known_nodes:4/.test(String(await client.cluster('INFO')));
  await eventually('every server knows the others', async () => (await Promise.all(nodes.map(known))).every(Boolean));
  const slot = Number(await first.client.cluster('KEYSLOT', `${queuePrefix}:`));
  const master = masters[Math.floor(slot / share)]!;
  const replica = nodes[3]!;
  await replica.client.cluster('REPLICATE', master.id);
  const follows = async () => /master_link_status:up/.test(await replica.client.info('replication'));
  const works = async ({ client }: Node) => /cluster_state:ok/.test(String(await client.cluster('INFO')));
  await eventually('the replica follows', follows);
  await eventually('the cluster works', async () => (await Promise.all(nodes.map(works))).every(Boolean));
  const named = [master, ...masters.filter((one) => one !== master)].slice(0, 2);
  return {
    url: named.map(({ port }) => `redis://:${password}@127.0.0.1:${port}`).join(','),
    async killMaster() {
      // What was written goes to the replica a moment after it is said to be done.
      await master.client.wait(1, 0);
      if (master.mark) await endProcess(master.mark, 'SIGKILL', 10_000);
    },
    async takeOver() {
      await replica.client.config('SET', 'cluster-replica-no-failover', 'no');
      const isMaster = async () => /role:master/.test(await replica.client.info('replication'));
      await eventually('the replica has taken over', async () => (await isMaster()) && works(replica));
    },
    async close() {
      for (const { client, mark } of nodes) {
        client.disconnect();
        if (mark) await endProcess(mark, 'SIGKILL', 10_000);
      }
    },
  };
}

async function startNode(password: string): Promise<Node> {
  const folder = ownFolder('redis-node');
  mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 });
  const port = await portForTwo();
  const settings = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `masterauth ${password}`,
    `dir "${join(folder, 'data')}"`,
    'save ""',
    'maxmemory-policy noeviction',
    'repl-diskless-sync-delay 0',
    'cluster-enabled yes',
    `cluster-node-timeout ${nodeTimeoutMs}`,
    'cluster-require-full-coverage no',
    'cluster-replica-no-failover yes',
    'cluster-replica-validity-factor 0',
  ];
  const file = join(folder, 'redis.conf');
  writeFileSync(file, `${settings.join('\n')}\n`, { mode: 0o600 });
  const { command, environment } = await redisProgram(sharedPrograms, () => {});
  const { mark } = spawnServer(command, [file], { log: join(folder, 'redis.log'), environment });
  writeRecord(join(folder, 'redis.json'), { port, password, mark });
  const client = new Redis({ port, host: '127.0.0.1', password, maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => {});
  return { port, mark, client, id: String(await client.cluster('MYID')) };
}

/** Servers talk with each other on the port ten thousand above. */
async function portForTwo(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port < 55_000 && (await freePort(port + 10_000)) === port + 10_000) return port;
  }
}
