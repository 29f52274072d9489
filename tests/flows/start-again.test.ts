/** A role that dies is started again by what watches over it: after a growing pause, at the same address, and never as an orphan. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '../support/patience.ts';
import { freshDatabase, freshRedis, scratchFolder } from '../support/servers.ts';
import { livingServers, startService, users, type Started } from '../support/started-service.ts';

/** Made once: what a folder is like that was never used, other stories tell. */
const dataDir = scratchFolder();
let started: Started;
afterEach(async () => {
  started.killAll();
  await started.ended;
});

const isUp = async (url: string) => (await fetch(`${url}/healthz`).catch(() => null))?.status === 200;
const address = (file: string) => JSON.parse(readFileSync(join(dataDir, file), 'utf8'));
const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** Ends the role at once, and gives the number its process had. */
async function killRole(): Promise<number> {
  await eventually('there is a role', () => started.rolePid() !== null);
  const pid = started.rolePid() ?? 0;
  process.kill(pid, 'SIGKILL');
  await eventually('it is gone', () => started.rolePid() !== pid);
  return pid;
}

test('killed, it comes back on the same ports with the same servers, saying so; the second pause is longer, and Ctrl-C ends it', async () => {
  started = startService('all', { WARMLINE_DATA_DIR: dataDir });
  const url = await started.url;
  const servers = livingServers(dataDir);
  const lab = address('phone-lab.json').url;
  await eventually('it says on which port', () => isUp(url));

  const before = await killRole();
  await eventually('it is up again', () => isUp(url));
  await eventually('it says so', () => (started.stdout().match(/is running/g) ?? []).length === 2);
  expect(started.stderr()).toBe('Warmline (all) ended by itself (SIGKILL); it is started again in 1 second.\n');
  expect(livingServers(dataDir)).toEqual(servers);
  expect(address('phone-lab.json').url).toBe(lab);
  expect(address('service.json')).toEqual({ url, pid: started.rolePid() });
  expect(started.rolePid()).not.toBe(before);
  expect(users(dataDir)).toEqual([started.rolePid()]);

  await killRole();
  await eventually('it says so', () => started.stderr().includes('again in 2 seconds.'));
  started.process.kill('SIGINT');
  expect(await started.ended).toBe(0);
  expect(livingServers(dataDir)).toEqual([]);
  expect(users(dataDir)).toEqual([]);
});

test.each(['web', 'worker'])('%s comes back too, and stops when it is asked to', async (role) => {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
  started = startService(role, {
    DATABASE_URL: database.databaseUrl,
    REDIS_URL: redis.redisUrl,
    WARMLINE_SECRET: 'ab'.repeat(32),
    TWILIO_ACCOUNT_SID: 'AC1',
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_API_BASE_URL: 'http://127.0.0.1:9',
    PUBLIC_BASE_URL: 'http://localhost',
  });
  const runs = (times: number) => (started.stdout().match(/is running/g) ?? []).length === times;
  await eventually('it runs', () => runs(1));
  await killRole();
  await eventually('it runs again', () => runs(2));
  started.process.kill('SIGTERM');
  expect(await started.ended).toBe(0);
  await Promise.all([database.drop(), redis.drop()]);
});

test('kill -9 of what watches over it leaves no orphan and no server', async () => {
  started = startService('all', { WARMLINE_DATA_DIR: dataDir });
  await started.url;
  const role = started.rolePid() ?? 0;
  started.process.kill('SIGKILL');
  await eventually('the role is gone', () => isGone(role));
  expect(await started.ended).toBe('SIGKILL');
  expect(started.stderr()).toMatch(/^Stopping \(what started it is gone\)/);
  expect(livingServers(dataDir)).toEqual([]);
});

test('a role that is asked to stop by itself stays stopped', async () => {
  started = startService('all', { WARMLINE_DATA_DIR: dataDir });
  await started.url;
  process.kill(started.rolePid() ?? 0, 'SIGTERM');
  expect(await started.ended).toBe(0);
});
