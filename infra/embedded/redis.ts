/** A Redis of the project's own: found again by later processes, reached over loopback with a password, its data kept. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { StartProblem } from '../../src/platform/start-problem.ts';
import { isAlive } from '../lock.mjs';
import type { Flavour } from './postgres.ts';
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
import { redisProgram } from './redis-program.ts';
import type { Program } from './system-package.ts';

const recordFile = (folder: string) => join(folder, 'redis.json');
const logFile = (folder: string) => join(folder, 'redis.log');

/**
 * Finds the server of this folder or starts it; gives its URL. Throws StartProblem.
 * Its program is fetched into `programs` when the machine has none.
 */
export async function startRedis(
  folder: string,
  flavour: Flavour,
  programs: string,
  say: (line: string) => void,
): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = readRecord(recordFile(folder));
  if (known && (await isUsable(known))) return url(known);
  if (known?.mark && isAlive(known.mark)) await endProcess(known.mark, 'SIGTERM', 10_000);

  const program = await redisProgram(programs, say);
  const password = known?.password ?? randomBytes(24).toString('hex');
  const port = await freePort(known?.port);
  const launched = await launch(program, folder, { port, password, flavour });
  if ('record' in launched) return url(launched.record);
  if (!isDamaged(launched.output)) throw failed(launched.output, folder);

  // What must happen is kept in Postgres and queued again from there, so an empty Redis loses nothing.
  const aside = join(folder, `data.damaged-${Date.now()}`);
  renameSync(join(folder, 'data'), aside);
  say(
    `Redis could not read its file, which now lies in ${aside}; it starts empty and is filled again from the database.`,
  );
  const again = await launch(program, folder, { port, password, flavour });
  if ('record' in again) return url(again.record);
  throw failed(again.output, folder);
}

/** Whether the server that was started last still lives. */
export function redisRuns(folder: string): boolean {
  const mark = readRecord(recordFile(folder))?.mark;
  return mark != null && isAlive(mark);
}

/** Ends the server of this folder, if it runs; what it was told is on disk by then. */
export async function stopRedis(folder: string, flavour: Flavour): Promise<void> {
  const record = readRecord(recordFile(folder));
  if (record?.mark && isAlive(record.mark))
    await endProcess(record.mark, flavour === 'durable' ? 'SIGTERM' : 'SIGKILL', 15_000);
}

function url({ port, password }: ServerRecord): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}

type Launch = { port: number; password: string; flavour: Flavour };

async function launch(
  program: Program,
  folder: string,
  { port, password, flavour }: Launch,
): Promise<{ record: ServerRecord } | { output: string }> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const log = logFile(folder);
  const logFrom = logEnd(log);
  const settings = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${data}"`,
    'appendonly yes',
    `appendfsync ${flavour === 'durable' ? 'everysec' : 'no'}`,
    'save ""',
    'maxmemory-policy noeviction',
    `databases ${flavour === 'durable' ? 16 : 1024}`,
  ];
  // The password stands in a file of its owner's, not on the command line, which everybody can read.
  const file = join(folder, 'redis.conf');
  rmSync(file, { force: true });
  writeFileSync(file, `${settings.join('\n')}\n`, { mode: 0o600 });
  const { mark, exited } = spawnServer(program.command, [file], { log, environment: program.environment });
  const record: ServerRecord = { port, password, mark };
  writeRecord(recordFile(folder), record);

  let ended: string | null = null;
  void exited.then((how) => (ended = how));
  for (let waited = 0; ended === null; waited += 1) {
    if (await answers(record)) return { record };
    await sleep(waited < 40 ? 15 : 100);
  }
  const output = logTail(log, logFrom) || ended;
  // Somebody took the port in the moment between looking and listening.
  if (portTaken.test(output)) return launch(program, folder, { port: await freePort(), password, flavour });
  return { output };
}

/** Whether a server from before serves; one that is still loading its data is given time. */
async function isUsable(record: ServerRecord): Promise<boolean> {
  for (let waited = 0; waited < 300 && record.mark && isAlive(record.mark); waited += 1) {
    if (await answers(record)) return true;
    await sleep(100);
  }
  return false;
}

/** True when the recorded port belongs to our server (nobody else knows the password) and its data is loaded. */
async function answers(record: ServerRecord): Promise<boolean> {
  if (!record.mark || !isAlive(record.mark)) return false;
  const client = new Redis(url(record), {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 5000,
    commandTimeout: 5000,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

/** Whether the last thing it said was about its own files, and not that they could not be opened or written. */
function isDamaged(output: string): boolean {
  const last = output.trim().split('\n').slice(-3).join('\n');
  return (
    /aof|append only|manifest|rdb|corrupt|file format|end of file/i.test(last) &&
    !/permission denied|no space left|read-only/i.test(last)
  );
}

function failed(output: string, folder: string): StartProblem {
  if (/No space left on device/i.test(output))
    return new StartProblem(`The disk is full: Redis needs room in ${folder} to start.`);
  const why =
    output
      .trim()
      .split('\n')
      .filter((line) => !line.includes('WARNING'))
      .at(-1)
      ?.replace(/^\d+:\S+ .*? [*#] /, '') ?? 'no reason given';
  return new StartProblem(
    `Redis did not start in ${folder}: ${why}${existsSync(logFile(folder)) ? ` (${logFile(folder)} says more)` : ''}.`,
  );
}
