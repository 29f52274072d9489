/** Real Postgres and Redis for tests: started when a test first asks, shared by all test files, gone with the jest process. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startPostgres, stopPostgres } from '../../infra/embedded/postgres.ts';
import { sharedPrograms } from '../../infra/embedded/redis-program.ts';
import { startRedis, stopRedis } from '../../infra/embedded/redis.ts';
import { withLock } from '../../infra/lock.mjs';
import { migrate, readMigrations } from '../../src/platform/migrations.ts';
import { projectRoot } from '../../src/platform/project-root.ts';

const say = () => {};

/** The folder of this jest run, made by the global setup; it and every server in it go when the run ends, however it ends. */
function folderOfRun(): string {
  const folder = process.env['WARMLINE_TEST_FOLDER'];
  if (!folder) throw new Error('tests that need servers run through jest with tests/jest.config.mjs');
  watch(folder);
  return folder;
}

/** A process of its own that clears up after a jest that was killed. */
function watch(folder: string): void {
  try {
    writeFileSync(join(folder, 'watched'), '', { flag: 'wx' });
  } catch {
    return;
  }
  const watcher = join(projectRoot, 'tests', 'support', 'clear-up.mjs');
  spawn(process.execPath, [watcher, folder, process.env['WARMLINE_TEST_OWNER'] ?? ''], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
  }).unref();
}

function locked<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = folderOfRun();
  return withLock(join(folder, 'lock'), () => work(folder));
}

let postgres: Promise<string> | undefined;
let redis: Promise<string> | undefined;

/** The shared Postgres, with its database for administration. */
const sharedPostgres = () =>
  (postgres ??= locked((folder) => startPostgres(join(folder, 'postgres'), 'throw-away', say)));
const sharedRedis = () =>
  (redis ??= locked((folder) => startRedis(join(folder, 'redis'), 'throw-away', sharedPrograms, say)));

/** A database of its own with all migrations applied: a copy of a template, so it costs a fraction of migrating. */
export async function freshDatabase(): Promise<{ databaseUrl: string; drop(): Promise<void> }> {
  const template = await templateDatabase();
  // Files are copied faster than pages are logged.
  return ownDatabase(`template ${template} strategy file_copy`);
}

/** What the shared Postgres has written down from now on, for tests that have it tell something of one database. */
export async function postgresTells(): Promise<() => string> {
  await sharedPostgres();
  const log = join(folderOfRun(), 'postgres', 'postgres.log');
  const from = readFileSync(log).length;
  return () => readFileSync(log).subarray(from).toString();
}

/** The same database through another port of loopback; the server's socket would lead past whatever listens there. */
export function throughPort(databaseUrl: string, port: number): string {
  const url = new URL(databaseUrl);
  url.port = String(port);
  url.searchParams.delete('host');
  return url.href;
}

/** A database of its own with nothing in it. */
export async function emptyDatabase(): Promise<{ databaseUrl: string; drop(): Promise<void> }> {
  return ownDatabase('template template0');
}

async function ownDatabase(from: string): Promise<{ databaseUrl: string; drop(): Promise<void> }> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} ${from}`);
  const databaseUrl = urlOf(await sharedPostgres(), name);
  return { databaseUrl, drop: async () => void (await administer(`drop database if exists ${name} with (force)`)) };
}

/** A pool onto a database of a test. It says that it has ended a moment before its connections have, and dropping the database cuts those. */
export function openPool(databaseUrl: string, most = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: most });
  pool.on('error', () => {});
  return pool;
}

let template: Promise<string> | undefined;

function templateDatabase(): Promise<string> {
  return (template ??= makeTemplate());
}

async function makeTemplate(): Promise<string> {
  const admin = await sharedPostgres();
  const migrations = readMigrations(join(projectRoot, 'prisma', 'migrations'));
  const name = `template_${createHash('sha256')
    .update(migrations.map((one) => one.checksum).join())
    .digest('hex')
    .slice(0, 16)}`;
  await locked(async (folder) => {
    const made = join(folder, name);
    if (existsSync(made)) return;
    await administer(`create database ${name}`);
    await migrate(urlOf(admin, name));
    writeFileSync(made, '');
  });
  return name;
}

async function administer<Row extends pg.QueryResultRow>(statement: string): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: await sharedPostgres() });
  await client.connect();
  try {
    return await client.query<Row>(statement);
  } finally {
    await client.end();
  }
}

function urlOf(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** A numbered database of the shared Redis that nobody else in this run uses. */
export async function freshRedis(): Promise<{ redisUrl: string; drop(): Promise<void> }> {
  const shared = await sharedRedis();
  const number = await withRedis(shared, (client) => client.incr('handed-out'));
  const redisUrl = `${shared}/${number}`;
  return { redisUrl, drop: () => withRedis(redisUrl, async (client) => void (await client.flushdb())) };
}

async function withRedis<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await work(client);
  } finally {
    await hangUp(client);
  }
}

/** A connection that is only on its way out keeps its process from ending for as long as Redis has not let go of it. */
async function hangUp(client: Redis): Promise<void> {
  const ended = client.status === 'ready' ? once(client, 'end') : undefined;
  client.disconnect();
  await ended;
}

/** A server that only one test uses, to be stopped and started under it; the URL stays the same. */
export type OwnServer = { url: string; stop(): Promise<void>; start(): Promise<void> };

/** A Redis of its own, running. Stopping it keeps what was written; nothing needs clearing up. */
export async function ownRedis(): Promise<OwnServer> {
  const folder = ownFolder('redis');
  const start = () => locked(() => startRedis(folder, 'throw-away', sharedPrograms, say));
  const url = await start();
  return { url, start: async () => sameUrl(url, await start()), stop: () => stopRedis(folder, 'throw-away') };
}

/** A Postgres of its own, running and migrated. Stopping it drops every connection; nothing needs clearing up. */
export async function ownPostgres(): Promise<OwnServer> {
  const folder = ownFolder('postgres');
  const start = () => locked(() => startPostgres(folder, 'throw-away', say));
  const url = await start();
  await migrate(url);
  return { url, start: async () => sameUrl(url, await start()), stop: () => stopPostgres(folder, 'throw-away') };
}

/** A folder for the data of a server of its own, which goes with the run. */
export function ownFolder(kind: string): string {
  const folder = join(folderOfRun(), 'own', `${kind}-${randomBytes(4).toString('hex')}`);
  mkdirSync(join(folder, '..'), { recursive: true, mode: 0o711 });
  return folder;
}

function sameUrl(before: string, after: string): void {
  if (before !== after) throw new Error('another program took the port of the stopped server');
}

/** A folder for a test's own files; removed with the run. */
export function scratchFolder(): string {
  const folder = join(folderOfRun(), 'scratch', randomBytes(4).toString('hex'));
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folder;
}

/** For a test that made servers in a scratch folder and wants it gone at once. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
