/** Makes a backup of the whole database as it is at one instant, while the service goes on. */
import type pg from 'pg';
import { to } from 'pg-copy-streams';
import { writeAudit } from '../audit/write-audit.ts';
import { ownVersion } from '../platform/project-root.ts';
import { secretCheckOf } from '../platform/secrets.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { frameBytes } from './backup-frames.ts';
import { appliedMigrations, copyStatement, countersOf, storedTables } from './backup-sql.ts';
import { noteLastBackup } from './last-backup.ts';
import { sealToFile } from './sealed-file.ts';

export type BackupMade = { file: string; bytes: number; rows: number; tables: number; release: string; madeAt: string };

type Wanted = {
  file: string;
  passphrase: string;
  /** 64 hex digits: what is sealed in the database can be read with it alone. */
  secret: string;
  /** Whether the secret itself goes into the backup too. */
  withSecret: boolean;
  /** Who wanted it, for the audit. */
  by: string;
};

/** Writes the backup to `file`, which must not be there yet; what fails leaves no file. It is audited, and known as the last one. */
export async function takeBackup(store: Pick<Store, 'pool' | 'clock'>, wanted: Wanted): Promise<BackupMade> {
  const madeAtMs = store.clock.nowMs();
  const made = { release: ownVersion(), madeAt: new Date(madeAtMs).toISOString() };
  const counted = { rows: 0, tables: 0 };
  const client = await store.pool.connect();
  let bytes: number;
  try {
    // One instant for all tables: what is committed while it runs is in none of them.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    bytes = await sealToFile(wanted.file, wanted.passphrase, contentOf(client, wanted, made, counted));
    await client.query('COMMIT');
    client.release();
  } catch (problem) {
    // A connection that is in the middle of copying is of no use to anybody else.
    client.release(true);
    throw problem;
  }
  await noteBackup(store, { atMs: madeAtMs, bytes, release: made.release, by: wanted.by });
  return { file: wanted.file, bytes, ...counted, ...made };
}

async function* contentOf(
  client: pg.PoolClient,
  { secret, withSecret }: Wanted,
  made: { release: string; madeAt: string },
  counted: { rows: number; tables: number },
): AsyncGenerator<Buffer> {
  yield frameBytes({
    kind: 'header',
    format: 1,
    ...made,
    secretCheck: secretCheckOf(secret),
    ...(withSecret ? { secret } : {}),
    migrations: await appliedMigrations(client),
  });
  const rows: Record<string, number> = {};
  for (const table of await storedTables(client)) {
    yield frameBytes({ kind: 'table', ...table });
    const copied = client.query(to(copyStatement(table, 'TO STDOUT')));
    for await (const piece of copied) yield frameBytes({ kind: 'data', bytes: piece as Buffer });
    rows[table.table] = copied.rowCount;
    counted.rows += copied.rowCount;
    counted.tables += 1;
  }
  // Counters stand outside of the snapshot: read last, they are past every row of it.
  yield frameBytes({ kind: 'end', rows, counters: await countersOf(client) });
}

async function noteBackup(
  { pool }: Pick<Store, 'pool'>,
  { atMs, bytes, release, by }: { atMs: number; bytes: number; release: string; by: string },
): Promise<void> {
  await inTransaction(
    pool,
    () => '',
    async (client) => {
      await noteLastBackup(client, { atMs, bytes, release });
      await writeAudit(client, { atMs, by, action: 'backup.made', subject: `release ${release}` });
    },
  );
}
