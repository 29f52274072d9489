/** The servers of a data folder, shared by every process that uses it: the first starts them, the last one stops them. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from '../../src/platform/start-problem.ts';
import { isAlive, processMark, withLock } from '../lock.mjs';
import { postgresRuns, startPostgres, stopPostgres, type Flavour } from './postgres.ts';
import { redisRuns, startRedis, stopRedis } from './redis.ts';

export type EmbeddedOptions = {
  /** Absolute; made when it is not there. */
  dataDir: string;
  postgres: boolean;
  redis: boolean;
  flavour?: Flavour;
  /** Where a Redis program is fetched to when the machine has none; the data folder unless given. */
  programs?: string;
  /** False where the secret is set from outside. */
  secret?: boolean;
  /** Starts a server again that dies while this process uses it. */
  keep?: boolean;
  /** Told in a sentence when something takes long or lies elsewhere. */
  say: (line: string) => void;
};

export type Embedded = {
  databaseUrl?: string;
  redisUrl?: string;
  /** 64 hex digits, made once and kept with the database; there when `postgres` was asked for. */
  secret?: string;
  /** Lets go of the servers; they end when no other living process uses them. */
  stop(): Promise<void>;
};

/**
 * Finds the running servers of a data folder or starts them.
 * Throws StartProblem when the folder, the disk or the data does not allow it.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir } = options;
  const user = join(dataDir, 'users', `${process.pid}-${randomBytes(4).toString('hex')}`);
  let stopKeeping = async () => {};
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopKeeping().then(() => release(options, user)));
  try {
    makeFolder(dataDir);
    return await withLock(join(dataDir, 'lock'), async () => {
      writeFileSync(user, processMark(process.pid) ?? '');
      const urls = await startServers(options);
      const secret = options.postgres && options.secret !== false ? { secret: keptSecret(dataDir) } : {};
      if (options.keep) stopKeeping = keepRunning(options, urls);
      return { ...urls, ...secret, stop };
    });
  } catch (error) {
    if (existsSync(user)) await stop().catch(() => {});
    throw folderProblem(error, dataDir);
  }
}

async function startServers({
  dataDir,
  postgres,
  redis,
  flavour = 'durable',
  programs = dataDir,
  say,
}: EmbeddedOptions): Promise<Pick<Embedded, 'databaseUrl' | 'redisUrl'>> {
  const [databaseUrl, redisUrl] = await both(
    postgres ? startPostgres(join(dataDir, 'postgres'), flavour, say) : undefined,
    redis ? startRedis(join(dataDir, 'redis'), flavour, programs, say) : undefined,
  );
  return { ...(databaseUrl ? { databaseUrl } : {}), ...(redisUrl ? { redisUrl } : {}) };
}

async function release({ dataDir, flavour }: EmbeddedOptions, user: string): Promise<void> {
  rmSync(user, { force: true });
  await stopUnused(dataDir, flavour);
}

/** Ends the servers of a data folder where no living process uses them. */
export async function stopUnused(dataDir: string, flavour: Flavour = 'durable'): Promise<void> {
  if (!existsSync(join(dataDir, 'users'))) return;
  await withLock(join(dataDir, 'lock'), async () => {
    if (hasUsers(dataDir)) return;
    await Promise.all([stopPostgres(join(dataDir, 'postgres'), flavour), stopRedis(join(dataDir, 'redis'), flavour)]);
  });
}

const lookEveryMs = 2000;

/** Callers must not wait for a person to notice that a server was killed. Gives what ends the watch. */
function keepRunning(options: EmbeddedOptions, urls: Pick<Embedded, 'databaseUrl' | 'redisUrl'>): () => Promise<void> {
  const { dataDir, say } = options;
  const dead = () =>
    (options.postgres && !postgresRuns(join(dataDir, 'postgres'))) ||
    (options.redis && !redisRuns(join(dataDir, 'redis')));
  let looking: Promise<void> | undefined;
  const restart = async () => {
    say('An embedded server ended by itself and is started again.');
    const again = await startServers(options);
    if (again.databaseUrl === urls.databaseUrl && again.redisUrl === urls.redisUrl) return;
    say('It came back on another port, because another program took its old one: please restart Warmline.');
  };
  const look = async () => {
    try {
      await withLock(join(dataDir, 'lock'), async () => (dead() ? restart() : undefined));
    } catch (error) {
      say((error as Error).message);
    }
    looking = undefined;
  };
  const timer = setInterval(() => {
    if (!looking && dead()) looking = look();
  }, lookEveryMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

/** Both results; a failure is thrown only once neither is under way any more. */
async function both<A, B>(first: A | Promise<A>, second: B | Promise<B>): Promise<[A, B]> {
  const [one, two] = await Promise.allSettled([first, second]);
  if (one.status === 'rejected') throw one.reason;
  if (two.status === 'rejected') throw two.reason;
  return [one.value, two.value];
}

function makeFolder(dataDir: string): void {
  // As root the database runs as another user, who must be able to pass through.
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  mkdirSync(join(dataDir, 'users'), { recursive: true, mode: 0o700 });
  const { bavail, bsize } = statfsSync(dataDir);
  const free = (bavail * bsize) / 1_000_000;
  const need = existsSync(join(dataDir, 'postgres', 'postgres.json')) ? roomToRunMb : roomToCreateMb;
  if (free < need)
    throw new StartProblem(
      `The disk is full: ${dataDir} has ${Math.floor(free)} MB left, and the databases need at least ${need} MB there.`,
    );
}

/** A new database takes about 60 MB, fetching Redis as much again for a moment; one that runs must be able to write its log. */
const roomToCreateMb = 200;
const roomToRunMb = 40;

/** Whether a living process still uses the servers; what dead ones left is cleared away. */
function hasUsers(dataDir: string): boolean {
  const users = join(dataDir, 'users');
  return (
    readdirSync(users).filter((name) => {
      const alive = isAlive(readFileSync(join(users, name), 'utf8'));
      if (!alive) rmSync(join(users, name), { force: true });
      return alive;
    }).length > 0
  );
}

function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  const secret = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(secret))
    throw new StartProblem(`${file} does not hold 32 bytes in hex: put the right one back, or set WARMLINE_SECRET.`);
  return secret;
}

function folderProblem(error: unknown, dataDir: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartProblem(`The disk is full: ${dataDir} needs room for the database.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartProblem(
        `${dataDir} cannot be written by this user (${message}). Set WARMLINE_DATA_DIR to a folder that can.`,
      );
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartProblem(
        `${dataDir} cannot be used as the data folder (${message}). Set WARMLINE_DATA_DIR to another one.`,
      );
    case undefined:
    default:
      return error;
  }
}
