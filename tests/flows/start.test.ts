/** Starting and stopping, as seen from outside: data stays, servers go, faults are one sentence. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startEmbedded } from '../../infra/embedded/servers.ts';
import { sharedPrograms } from '../../infra/embedded/redis-program.ts';
import { eventually } from '../support/patience.ts';
import { livingServers, startService, users, type Started } from '../support/started-service.ts';
import { freshDatabase, freshRedis, scratchFolder } from '../support/servers.ts';

const said: string[] = [];
const embedded = (dataDir: string, keep = false) =>
  startEmbedded({
    dataDir,
    postgres: true,
    redis: true,
    flavour: 'throw-away',
    programs: sharedPrograms,
    keep,
    say: (line) => said.push(line),
  });

const running: Started[] = [];
const start = (...args: Parameters<typeof startService>) => {
  const started = startService(...args);
  running.push(started);
  return started;
};

afterEach(async () => {
  for (const started of running.splice(0)) {
    started.killAll();
    await started.ended;
  }
});

async function query(databaseUrl: string, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** One line, nothing of a stack trace. */
const oneSentence = /^[^\n]+\.\n$/;

test('npm start: says where to look, survives kill -9, finds everything again, and leaves nothing running', async () => {
  const dataDir = scratchFolder();
  const first = start('all', { WARMLINE_DATA_DIR: dataDir });
  const url = await first.url;
  expect(first.stdout().trim().split('\n')).toHaveLength(3);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${url}/lab`)).text()).toContain('<title>Phone lab</title>');
  expect(await (await fetch(`${url}/`)).text()).toContain('<title>Warmline</title>');
  expect(JSON.parse(readFileSync(join(dataDir, 'service.json'), 'utf8'))).toMatchObject({ url });
  expect(livingServers(dataDir)).toHaveLength(2);
  const secret = readFileSync(join(dataDir, 'secret'), 'utf8');
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  for (const file of ['secret', 'postgres/postgres.json', 'redis/redis.json', 'redis/redis.conf'])
    expect(statSync(join(dataDir, file)).mode & 0o077).toBe(0);

  first.killAll();
  expect(await first.ended).toBe('SIGKILL');
  const survivors = livingServers(dataDir);
  expect(survivors).toHaveLength(2);

  const held = await embedded(dataDir);
  await query(held.databaseUrl ?? '', 'CREATE TABLE kept AS SELECT 42 AS answer');
  const second = start('all', { WARMLINE_DATA_DIR: dataDir });
  await second.url;
  expect(livingServers(dataDir)).toEqual(survivors);
  expect(new Set(users(dataDir))).toEqual(new Set([process.pid, second.rolePid()]));

  // A command still uses them: they stay until it lets go.
  second.process.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(livingServers(dataDir)).toEqual(survivors);
  await held.stop();
  expect(livingServers(dataDir)).toEqual([]);

  const again = await embedded(dataDir);
  expect(again).toMatchObject({ databaseUrl: held.databaseUrl, redisUrl: held.redisUrl, secret });
  expect(await query(again.databaseUrl ?? '', 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await again.stop();
});

test('a service that npm started stops when npm is gone', async () => {
  const dataDir = scratchFolder();
  // The shell stands for the one npm puts in between; a word after the command keeps it from becoming the command itself.
  const started = start('all', { WARMLINE_DATA_DIR: dataDir }, { shell: '"$@"; true' });
  await started.url;
  started.process.kill('SIGKILL');
  await started.ended;
  await eventually('the servers are gone', () => livingServers(dataDir).length === 0);
  expect(users(dataDir)).toEqual([]);
});

test('one Ctrl-C that arrives twice is one; a stop asked for during the start waits for it', async () => {
  const dataDir = scratchFolder();
  const started = start('all', { WARMLINE_DATA_DIR: dataDir });
  await eventually('the servers run', () => livingServers(dataDir).length > 0);
  started.process.kill('SIGINT');
  started.process.kill('SIGINT');
  expect(await started.ended).toBe(0);
  expect(started.stderr()).toMatch(/^Stopping \(SIGINT\)/);
  expect(livingServers(dataDir)).toEqual([]);
});

test('web and worker share servers from outside and start nothing of their own', async () => {
  const dataDir = join(scratchFolder(), 'unused');
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
  const settings = {
    WARMLINE_DATA_DIR: dataDir,
    DATABASE_URL: database.databaseUrl,
    REDIS_URL: redis.redisUrl,
    WARMLINE_SECRET: 'ab'.repeat(32),
    TWILIO_ACCOUNT_SID: 'AC1',
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_API_BASE_URL: 'http://127.0.0.1:9',
    PUBLIC_BASE_URL: 'http://localhost',
  };
  const roles = [start('web', settings), start('worker', settings)];
  expect((await fetch(`${await roles[0]?.url}/healthz`)).status).toBe(200);
  await eventually('the worker says that it runs', () => roles[1]?.stdout().includes('(worker) is running') === true);
  // Nobody has founded anything, and a stranger cannot: the link for it is on the console, once for each start.
  await eventually('the link is written', () => /\/found#[\w-]{43}\n/.test(roles[0]?.stdout() ?? ''));
  expect(roles[1]?.stdout()).not.toContain('found#');
  for (const role of roles) role.process.kill('SIGTERM');
  expect(await Promise.all(roles.map((role) => role.ended))).toEqual([0, 0]);
  expect(() => statSync(dataDir)).toThrow('ENOENT');
  await Promise.all([database.drop(), redis.drop()]);
});

describe('what keeps it from starting is one sentence', () => {
  test('bad settings: all of them, exit 2, before anything starts', async () => {
    const dataDir = join(scratchFolder(), 'unused');
    const started = start('worker', { WARMLINE_DATA_DIR: dataDir, PORT: 'x' });
    expect(await started.ended).toBe(2);
    expect(started.stderr().match(/^ {2}[A-Z_]+/gm)).toEqual([
      '  PORT',
      '  DATABASE_URL',
      '  REDIS_URL',
      '  WARMLINE_SECRET',
    ]);
    expect(() => statSync(dataDir)).toThrow('ENOENT');
  });

  test('a port in use', async () => {
    const taken = createServer().listen(0);
    const { port } = taken.address() as AddressInfo;
    const dataDir = scratchFolder();
    const started = start('all', { WARMLINE_DATA_DIR: dataDir, PORT: String(port) });
    expect(await started.ended).toBe(1);
    taken.close();
    expect(started.stderr()).toMatch(oneSentence);
    expect(started.stderr()).toContain(`Port ${port} is already in use`);
    expect(livingServers(dataDir)).toEqual([]);
  });

  test('damaged data', async () => {
    const dataDir = scratchFolder();
    await (await embedded(dataDir)).stop();
    rmSync(join(dataDir, 'postgres', 'data', 'global', 'pg_control'));
    const started = start('all', { WARMLINE_DATA_DIR: dataDir });
    expect(await started.ended).toBe(1);
    expect(started.stderr()).toMatch(oneSentence);
    expect(started.stderr()).toContain(join(dataDir, 'postgres', 'data'));
    expect(livingServers(dataDir)).toEqual([]);
  });

  test('a data folder that is none', async () => {
    const file = join(scratchFolder(), 'file');
    writeFileSync(file, '');
    const started = start('all', { WARMLINE_DATA_DIR: file });
    expect(await started.ended).toBe(1);
    expect(started.stderr()).toMatch(oneSentence);
  });

  test('a database from outside that does not answer', async () => {
    const started = start('web', {
      DATABASE_URL: 'postgresql://w:hidden@127.0.0.1:1/w',
      REDIS_URL: 'redis://127.0.0.1:1',
      WARMLINE_SECRET: 'ab'.repeat(32),
    });
    expect(await started.ended).toBe(1);
    expect(started.stderr()).toMatch(oneSentence);
    expect(started.stderr()).not.toContain('hidden');
  });
});

describe('the embedded servers', () => {
  test('one that is killed comes back under the same address', async () => {
    const dataDir = scratchFolder();
    const held = await embedded(dataDir, true);
    const before = livingServers(dataDir);
    for (const mark of before) process.kill(Number.parseInt(mark, 10), 'SIGKILL');
    await eventually('Postgres answers', async () =>
      query(held.databaseUrl ?? '', 'SELECT 1').then(
        () => true,
        () => false,
      ),
    );
    await eventually('both servers run', () => livingServers(dataDir).length === 2);
    await held.stop();
    expect(before).toHaveLength(2);
    expect(livingServers(dataDir)).toEqual([]);
  });

  test('a Redis file that cannot be read is set aside; Postgres data without its record gets a new password', async () => {
    const dataDir = scratchFolder();
    const first = await embedded(dataDir);
    await first.stop();
    writeFileSync(join(dataDir, 'redis', 'data', 'appendonlydir', 'appendonly.aof.manifest'), 'garbage');
    rmSync(join(dataDir, 'postgres', 'postgres.json'));
    said.length = 0;
    const again = await embedded(dataDir);
    expect(said).toEqual([expect.stringMatching(/^Redis could not read its file, which now lies in /)]);
    expect(again.databaseUrl).not.toBe(first.databaseUrl);
    expect(await query(again.databaseUrl ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await again.stop();
  });

  test('Postgres is asked by its socket, and over loopback where the folder lies too deep for one', async () => {
    const address = async (dataDir: string) => {
      const held = await embedded(dataDir);
      const [asked] = await query(held.databaseUrl ?? '', 'SELECT host(inet_server_addr()) AS host');
      await held.stop();
      return asked;
    };
    expect(await address(scratchFolder())).toEqual({ host: null });
    expect(await address(join(scratchFolder(), 'deep'.repeat(20)))).toEqual({ host: '127.0.0.1' });
  });

  test('many at once start one of each', async () => {
    const dataDir = scratchFolder();
    const all = await Promise.all(Array.from({ length: 5 }, () => embedded(dataDir)));
    expect(new Set(all.map((one) => one.databaseUrl)).size).toBe(1);
    await Promise.all(all.slice(1).map((one) => one.stop()));
    expect(livingServers(dataDir)).toHaveLength(2);
    await all[0]?.stop();
    expect(livingServers(dataDir)).toEqual([]);
  });
});
