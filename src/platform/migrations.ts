/** Brings the database to the schema this code was written for, in a way the Prisma command line recognises as its own. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from './project-root.ts';
import { StartProblem } from './start-problem.ts';

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/** The lock Prisma's own command takes, so that the two never migrate at once. */
const prismaLock = 72707369;

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
 * Applies every migration the database does not have yet, each in a transaction of its own; gives their names.
 * Safe to run from many processes at once. Throws StartProblem when the database cannot be reached, when an applied
 * migration differs from its file or was left half done, and when one fails (it then leaves no trace).
 */
export async function migrate(
  databaseUrl: string,
  folder = join(projectRoot, 'prisma', 'migrations'),
): Promise<string[]> {
  const migrations = readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'warmline migrate' });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw new StartProblem(`The database at ${placeOf(databaseUrl)} does not take connections: ${reason(error)}.`);
  }
  try {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock]);
    return await applyMissing(client, migrations);
  } finally {
    await client.end();
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

async function applyMissing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(table);
  const { rows } = await client.query<Applied>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  const missing = migrations.filter((migration) => !isApplied(migration, applied.get(migration.name)));
  for (const migration of missing) await apply(client, migration);
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

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, rows[0]?.at],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new StartProblem(`The migration ${name} failed and was undone: ${reason(error)}.`);
  }
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
