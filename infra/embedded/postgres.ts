/** A Postgres of the project's own: created once, found again by later processes, reached by its socket or over loopback, with a password. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartProblem } from '../../src/platform/start-problem.ts';
import { isAlive, processMark } from '../lock.mjs';
import { postgresPlace, type PostgresPlace } from './postgres-user.ts';
import {
  endProcess,
  freePort,
  logEnd,
  logTail,
  portTaken,
  readRecord,
  spawnServer,
  writeRecord,
  type ServerRecord,
} from './process.ts';

/**
 * `throw-away` gives up, for speed in tests, surviving a power cut, a password that takes long to try and, through its
 * socket, which only the owner of the data gets at, any password at all.
 */
export type Flavour = 'durable' | 'throw-away';

const user = 'warmline';
const database = 'warmline';
const recordFile = (folder: string) => join(folder, 'postgres.json');
const logFile = (folder: string) => join(folder, 'postgres.log');

/** Finds the server of this folder or starts it (first making its data); gives its URL. Throws StartProblem. */
export async function startPostgres(folder: string, flavour: Flavour, say: (line: string) => void): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const known = readRecord(recordFile(folder));
  if (known && (await isUsable(known))) return urlBySocket(known);
  if (known?.mark && isAlive(known.mark)) await endProcess(known.mark, 'SIGINT', 10_000);

  const place = postgresPlace(folder, say);
  const data = join(place.folder, 'data');
  const password = known?.password ?? randomBytes(24).toString('hex');
  const isNew = !existsSync(data);
  if (isNew) createData(place, data, password, flavour, logFile(folder));
  checkVersion(place, data);
  await clearLeftover(data);
  if (!isNew && !known) setPassword(place, data, password);
  const record = await launch(place, folder, data, { password, port: await freePort(known?.port), flavour, say });
  await createDatabase(record);
  return urlBySocket(record);
}

/** Whether the server that was started last still lives. */
export function postgresRuns(folder: string): boolean {
  const mark = readRecord(recordFile(folder))?.mark;
  return mark != null && isAlive(mark);
}

/** Ends the server of this folder, if it runs; open transactions are rolled back. */
export async function stopPostgres(folder: string, flavour: Flavour): Promise<void> {
  const record = readRecord(recordFile(folder));
  if (record?.mark && isAlive(record.mark))
    await endProcess(record.mark, flavour === 'durable' ? 'SIGINT' : 'SIGQUIT', 30_000);
}

function url({ port, password }: ServerRecord, name = database): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`;
}

/** By the socket where there is one: a question costs both sides half of what it costs over loopback. */
function urlBySocket(record: ServerRecord): string {
  const { port, socketFolder: folder } = record;
  const bySocket = new URL(url(record));
  if (folder && existsSync(join(folder, `.s.PGSQL.${port}`))) bySocket.searchParams.set('host', folder);
  return bySocket.href;
}

function createData(place: PostgresPlace, data: string, password: string, flavour: Flavour, log: string): void {
  const part = `${data}.part`;
  const passwordFile = join(place.folder, 'initdb-password');
  rmSync(part, { recursive: true, force: true });
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    const owner = place.runAs ?? ownerOf(place);
    if (owner) chownSync(passwordFile, owner.uid, owner.gid);
    const [command = '', ...args] = [
      ...place.prefix,
      join(place.programs, 'initdb'),
      `--pgdata=${part}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Sorting must not depend on which locales a machine happens to have.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(flavour === 'durable' ? [] : ['--no-sync', '--set=scram_iterations=1', '--auth-local=trust']),
    ];
    const made = spawnSync(command, args, {
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...place.runAs,
    });
    if (made.status !== 0) {
      writeFileSync(log, `${made.stdout}${made.stderr}`, { mode: 0o600 });
      throw failed(`${made.stdout}${made.stderr}`, place.folder, log);
    }
    renameSync(part, data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(part, { recursive: true, force: true });
  }
}

/** Data whose record was lost keeps its old password until the only one who may, its owner, sets a new one. */
function setPassword(place: PostgresPlace, data: string, password: string): void {
  const [command, ...args] = [...place.prefix, join(place.programs, 'postgres'), '--single', '-D', data, 'postgres'];
  const set = spawnSync(command, args, {
    cwd: '/',
    input: `alter role ${user} password '${password}'\n`,
    encoding: 'utf8',
    env: { LC_ALL: 'C' },
    ...place.runAs,
  });
  if (set.status !== 0) throw failed(set.stderr, data, logFile(place.folder));
}

/** With setpriv the server's user stands on its command line instead. */
function ownerOf(place: PostgresPlace): { uid: number; gid: number } | null {
  const number = (flag: string) => Number(place.prefix.find((part) => part.startsWith(flag))?.slice(flag.length));
  return place.prefix.length > 0 ? { uid: number('--reuid='), gid: number('--regid=') } : null;
}

function checkVersion(place: PostgresPlace, data: string): void {
  const ofData = existsSync(join(data, 'PG_VERSION'))
    ? readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
    : 'unknown';
  const ofProgram = spawnSync(join(place.programs, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout.match(
    /\d+/,
  )?.[0];
  if (ofData === ofProgram) return;
  if (ofData === 'unknown')
    throw new StartProblem(
      `${data} is damaged: it is not a Postgres data folder. Put a backup in its place, or move it away to start empty.`,
    );
  throw new StartProblem(
    `${data} was made by Postgres ${ofData}, and this is Postgres ${ofProgram}: move the data over with pg_dump, or set DATABASE_URL.`,
  );
}

/** A server that was started and never recorded is ended; a pid file whose number another program now has is removed. */
async function clearLeftover(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const mark = processMark(pid);
  if (mark === null) return;
  const words = commandLine(pid);
  if (words.includes('postgres') && words.includes(data)) await endProcess(mark, 'SIGINT', 10_000);
  else rmSync(pidFile, { force: true });
}

function commandLine(pid: number): string {
  if (existsSync('/proc/self/cmdline'))
    return existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
}

/** Beside the data, where only its owner gets at it; none where the path is too long for a socket's address or the system has none. */
function socketFolder(data: string): string {
  return process.platform === 'win32' || Buffer.byteLength(data) > 85 ? '' : data;
}

type Launch = { password: string; port: number; flavour: Flavour; say: (line: string) => void };

async function launch(
  place: PostgresPlace,
  folder: string,
  data: string,
  { password, port, flavour, say }: Launch,
): Promise<ServerRecord> {
  const log = logFile(folder);
  const logFrom = logEnd(log);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: socketFolder(data),
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and error details can hold a caller's number; logs must not.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(flavour === 'durable'
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          max_connections: '400',
          autovacuum: 'off',
        }),
  };
  const [command = '', ...args] = [
    ...place.prefix,
    join(place.programs, 'postgres'),
    '-D',
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const { mark, exited } = spawnServer(command, args, { log, runAs: place.runAs });
  const record: ServerRecord = { port, password, mark, socketFolder: socketFolder(data) };
  writeRecord(recordFile(folder), record);

  let ended: string | null = null;
  void exited.then((how) => (ended = how));
  for (let waited = 0; ended === null; waited += 1) {
    const answer = await ask(record);
    if (answer.kind === 'ready') return record;
    if (answer.kind === 'broken' && mark && isAlive(mark)) {
      await endProcess(mark, 'SIGQUIT', 10_000);
      throw failed(`FATAL: ${answer.why}`, data, log);
    }
    if (waited === 200) say('Postgres is recovering after an unclean stop; this can take a while.');
    await sleep(waited < 40 ? 25 : 100);
  }
  const output = logTail(log, logFrom) || ended;
  // Somebody took the port in the moment between looking and listening.
  if (portTaken.test(output)) return launch(place, folder, data, { password, port: await freePort(), flavour, say });
  throw failed(output, data, log);
}

/** Whether a server from before serves; one that is still starting is given time. */
async function isUsable(record: ServerRecord): Promise<boolean> {
  for (let waited = 0; waited < 300; waited += 1) {
    const { kind } = await ask(record);
    if (kind !== 'not-yet') return kind === 'ready';
    await sleep(100);
  }
  return false;
}

type Answer = { kind: 'ready' } | { kind: 'not-yet' } | { kind: 'broken'; why: string };

/** Before it listens, and while it recovers, a server refuses in these ways. */
const notYet = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03']);
const tooManyConnections = '53300';
const wrongPassword = '28P01';

/** Asks the recorded port; only our server takes the recorded password. */
async function ask(record: ServerRecord): Promise<Answer> {
  if (!record.mark || !isAlive(record.mark)) return { kind: 'broken', why: 'it ended' };
  const client = new pg.Client({ connectionString: url(record, 'postgres'), connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return { kind: 'ready' };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code === tooManyConnections) return { kind: 'ready' };
    if (code === wrongPassword)
      return {
        kind: 'broken',
        why: 'postgres.json beside the data holds another password; without that file a new one is set',
      };
    return code === undefined || notYet.has(code) ? { kind: 'not-yet' } : { kind: 'broken', why: message };
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(record: ServerRecord): Promise<void> {
  const client = new pg.Client({ connectionString: url(record, 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/** One sentence out of what the server wrote before it gave up. */
function failed(output: string, folder: string, log: string): StartProblem {
  if (/No space left on device/i.test(output))
    return new StartProblem(`The disk is full: the database in ${folder} needs room to start.`);
  const fatal = output.match(/(?:FATAL|PANIC|initdb: error): +(.*)/);
  const why = fatal?.[1] ?? output.trim().split('\n').at(-1) ?? 'no reason given';
  if (/Permission denied|wrong ownership|Read-only file system/i.test(output)) {
    return new StartProblem(`The database in ${folder} cannot be opened by this user (${why}).`);
  }
  return new StartProblem(
    `The database in ${folder} did not start: ${why}. ${log} says more; if the data is damaged, put a backup in its place, or move the folder away to start empty.`,
  );
}
