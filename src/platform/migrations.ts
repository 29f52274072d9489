/** Brings the database to the schema this code was written for, in a way the Prisma command line recognises as its own. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { projectRoot } from './project-root.ts';
import { StartProblem } from './start-problem.ts';

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/** Those of this release. */
export const migrationsFolder = join(projectRoot, 'prisma', 'migrations');

/** The lock Prisma's own command takes, so that the two never migrate at once. */
const prismaLock = 72707369;

/** How often a process that waits for another one's migrations looks again. */
const lookAgainMs = 100;

/**
 * A change of a table waits for its lock, and every later statement on the table waits behind it. So it waits for this
 * long only, lets calls go on, and tries again.
 */
const lockPatienceMs = 500;
const pausesMs = [500, 1_000, 2_000, 3_000];
/** About five minutes of trying. */
const lockTries = 100;

/** The table exactly as Prisma makes it. */
const table = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"            VARCHAR(64) NOT NULL,
    "finished_at"         TIMESTAMPTZ,
    "migration_name"      VARCHAR(255) NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      TIMESTAMPTZ,
    "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Applies every `wanted` migration the database does not have yet, each in a transaction of its own; gives their names. One that
 * builds an index CONCURRENTLY holds that statement alone and runs outside a transaction; cut off, it is begun again.
 * Safe to run from many processes at once, beside calls in progress. Throws StartProblem when the database cannot be reached, when an applied
 * migration differs from its file or was left half done, and when one fails (it then leaves no trace).
 */
export async function migrate(
  databaseUrl: string,
  folder = migrationsFolder,
  wanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  const migrations = readMigrations(folder).filter(({ name }) => wanted(name));
  const turn = await connect(databaseUrl);
  try {
    await takeTurn(turn);
    const client = await connect(databaseUrl);
    try {
      return await applyMissing(client, turn, migrations);
    } finally {
      await client.end();
    }
  } finally {
    await turn.end();
  }
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'warmline migrate' });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw new StartProblem(`The database at ${placeOf(databaseUrl)} does not take connections: ${reason(error)}.`);
  }
}

/** The migrations of a folder in the order of their names, as Prisma reads them. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return names.toSorted().flatMap((name) => {
    const file = join(folder, name, 'migration.sql');
    if (!existsSync(file)) return [];
    const bytes = readFileSync(file);
    return [{ name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }];
  });
}

async function applyMissing(client: pg.Client, turn: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(table);
  const { rows } = await client.query<Applied>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  const missing = migrations.filter((migration) => !isApplied(migration, applied.get(migration.name)));
  for (const migration of missing) {
    // Fails where the turn was lost with its connection: another process may migrate by now.
    await turn.query('SELECT 1');
    await apply(client, migration);
  }
  return missing.map(({ name }) => name);
}

function isApplied(migration: Migration, applied: Applied | undefined): boolean {
  if (!applied) return false;
  if (!applied.finished_at) {
    throw new StartProblem(
      `The migration ${migration.name} was left half done in this database: put it right, then tell Prisma with \`npx prisma migrate resolve\`, or restore a backup.`,
    );
  }
  if (applied.checksum !== migration.checksum) {
    throw new StartProblem(
      `The migration ${migration.name} was changed after this database was migrated with it: put the file back as it was, and make changes in a new migration.`,
    );
  }
  return true;
}

/**
 * Waits until no other process migrates, and keeps the turn until the connection ends. It asks again and again instead of
 * waiting inside Postgres: an index that is built concurrently waits for every statement under way, so for the waiting
 * one too. The lock is a transaction's: behind a pooler a session's would stay on a connection that others are given.
 */
async function takeTurn(turn: pg.Client): Promise<void> {
  for (;;) {
    await turn.query('BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0');
    const { rows } = await turn.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [prismaLock]);
    if (rows[0]?.mine) return;
    await turn.query('ROLLBACK');
    await sleep(lookAgainMs);
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const index = concurrentIndexOf(migration.sql);
  for (let tried = 1; ; tried += 1) {
    try {
      return await (index === null ? applyAtOnce(client, migration) : buildIndex(client, migration, index));
    } catch (error) {
      if (!(isLockTrouble(error) && tried < lockTries)) throw failureOf(migration, error, index !== null);
      await sleep(pausesMs[tried - 1] ?? pausesMs.at(-1));
    }
  }
}

function failureOf({ name }: Migration, error: unknown, isIndex: boolean): StartProblem {
  if (isLockTrouble(error)) {
    return new StartProblem(
      `The migration ${name} could not get hold of its tables: something uses them without a pause. Nothing was changed; start again once it is done.`,
    );
  }
  const left = isIndex ? 'failed; it is begun anew at the next start' : 'failed and was undone';
  return new StartProblem(`The migration ${name} ${left}: ${reason(error)}.`);
}

/** The name of the index a migration builds concurrently; null where it does nothing of the kind. */
function concurrentIndexOf(sql: string): string | null {
  const plain = sql.replace(/--.*$/gm, '');
  return /\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)"?/i.exec(plain)?.[1] ?? null;
}

async function applyAtOnce(client: pg.Client, migration: Migration): Promise<void> {
  await client.query(`BEGIN; SET LOCAL lock_timeout = ${lockPatienceMs}`);
  try {
    const startedAt = await now(client);
    await client.query(migration.sql);
    await writeDown(client, migration, startedAt);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** What an earlier try left unfinished is removed; what one finished without writing it down stays. Nobody waits for such an index. */
async function buildIndex(client: pg.Client, migration: Migration, index: string): Promise<void> {
  const startedAt = await now(client);
  const { rows } = await client.query<{ valid: boolean }>(
    'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
    [`"${index}"`],
  );
  if (rows[0]?.valid === false) await client.query(`DROP INDEX CONCURRENTLY "${index}"`);
  if (rows[0]?.valid !== true) await client.query(migration.sql);
  await writeDown(client, migration, startedAt);
}

async function now(client: pg.Client): Promise<Date | undefined> {
  return (await client.query<{ at: Date }>('SELECT clock_timestamp() AS at')).rows[0]?.at;
}

async function writeDown(client: pg.Client, { name, checksum }: Migration, startedAt: Date | undefined): Promise<void> {
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name, startedAt],
  );
}

/** Whether a lock was not available (SQLSTATE 55P03), or there was a deadlock (40P01). */
function isLockTrouble(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === '55P03' || code === '40P01';
}

/** Host, port and name, without the password. */
function placeOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}

function reason(error: unknown): string {
  const { message, code, errors } = error as Error & { code?: string; errors?: Error[] };
  return message || errors?.[0]?.message || code || 'no reason given';
}
