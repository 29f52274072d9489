/** A process that is told to end while it takes up Redis again ends without a fault. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../support/patience.ts';
import { freshRedis } from '../support/servers.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage } from '../support/stage.ts';
import { evening } from '../support/texting.ts';

let redis: Awaited<ReturnType<typeof freshRedis>>;
let sockets: Set<Socket>;
let swallows: boolean;
let swallowed: number;

/** Leads to Redis; while it swallows, whoever wants to listen to a channel hears nothing of it. */
const between = createServer((client) => {
  const { hostname, port } = new URL(redis.redisUrl);
  const server = connect(Number(port), hostname);
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    sockets.add(from);
    from.on('error', () => {});
    from.on('close', () => to.destroy());
  }
  server.pipe(client);
  client.on('data', (said) => {
    if (swallows && said.toString('latin1').includes('subscribe')) swallowed += 1;
    else server.write(said);
  });
});

beforeEach(async () => {
  redis = await freshRedis();
  sockets = new Set();
  [swallows, swallowed] = [false, 0];
  await once(between.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  between.close();
  await redis.drop();
});

test('what it had begun to listen to is let go of, and no step fails unheard', async () => {
  const redisUrl = new URL(redis.redisUrl);
  redisUrl.hostname = '127.0.0.1';
  redisUrl.port = String((between.address() as AddressInfo).port);
  const stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening, redisUrl: redisUrl.href });
  swallows = true;
  for (const socket of sockets) socket.destroy();
  await eventually('it listens again', () => swallowed > 0);
  const unheard: unknown[] = [];
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (problem) => void unheard.push(problem));
  try {
    await stage.close();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const other of others) process.on('unhandledRejection', other);
  }
  expect(unheard).toEqual([]);
});
