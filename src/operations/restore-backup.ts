/** Puts a backup in the place of an empty database: whole, or not at all. */
import { stat } from 'node:fs/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { writeAudit } from '../audit/write-audit.ts';
import { textsMayHaveGone } from '../conversations/texts-sql.ts';
import { ringsMayHaveGone } from '../effects/claims.ts';
import { migrate, migrationsFolder, readMigrations } from '../platform/migrations.ts';
import { secretCheckOf } from '../platform/secrets.ts';
import { framesOf, type BackupHeader, type Frame } from './backup-frames.ts';
import { BackupProblem } from './backup-problem.ts';
import { copyStatement, quoted, setCounter, storedTables, unwatched } from './backup-sql.ts';
import { noteLastBackup } from './last-backup.ts';
import { openSealed } from './sealed-file.ts';
import { connectAlone, isHeld, moveInto, schemaOf, searching } from './whole-database.ts';

export type Restored = { release: string; madeAt: string; rows: number; tables: number; migrations: string[] };

type Wanted = {
  file: string;
  passphrase: string;
  databaseUrl: string;
  /** 64 hex digits: the secret the service is going to run with. */
  secret: string;
  /** Whether what the database holds now may go. */
  replace: boolean;
  /** Who wanted it, for the audit. */
  by: string;
  nowMs: number;
  /** Takes over the secret that is inside the backup, where the machine has none of its own to keep; null: it has. */
  keepSecret: ((secret: string) => void) | null;
};

/** Everything is made here first, beside what is there; it takes its place in one step at the end. */
const beside = 'warmline_restored';

/**
 * Reads the backup in `file` into the database: migrated as the release that made it had it, filled in one transaction,
 * then brought to this release. Throws `BackupProblem` before anything is touched where passphrase, secret or release are
 * others, the file is not whole, or the database holds something or is in use.
 */
export async function restoreBackup(wanted: Wanted): Promise<Restored> {
  const read = () => framesOf(openSealed(wanted.file, wanted.passphrase));
  // Read once to its end before anything is touched: a file that was cut costs nobody an hour of filling tables.
  const header = await checkedHeader(read(), wanted);
  const client = await connectAlone(wanted.databaseUrl);
  const frames = read();
  try {
    if (!wanted.replace && (await isHeld(client)))
      throw new BackupProblem(
        'the database already holds an organisation or calls: restore into an empty one, or throw away what it holds with --replace',
      );
    const target = await schemaOf(client);
    await client.query(`DROP SCHEMA IF EXISTS ${beside} CASCADE; CREATE SCHEMA ${beside}`);
    try {
      const url = searching(wanted.databaseUrl, beside);
      const ofBackup = new Set(header.migrations.map(({ name }) => name));
      await migrate(url, migrationsFolder, (name) => ofBackup.has(name));
      const counted = await fill(url, frames);
      const migrations = await migrate(url);
      await moveInto(client, { from: beside, into: target, mayThrowAway: wanted.replace }, async () => {
        const subject = `release ${header.release} of ${header.madeAt}`;
        await writeAudit(client, { atMs: wanted.nowMs, by: wanted.by, action: 'backup.restored', subject });
        const { size } = await stat(wanted.file);
        await noteLastBackup(client, { atMs: Date.parse(header.madeAt), bytes: size, release: header.release });
        if (header.secret !== undefined) wanted.keepSecret?.(header.secret);
      });
      return { release: header.release, madeAt: header.madeAt, ...counted, migrations };
    } finally {
      await client.query(`DROP SCHEMA IF EXISTS ${beside} CASCADE`);
    }
  } finally {
    await client.end();
    await frames.return(undefined);
  }
}

/** The header of a backup that may be restored here and is whole; throws `BackupProblem` where it may not, or is not. */
async function checkedHeader(frames: AsyncGenerator<Frame>, wanted: Wanted): Promise<BackupHeader> {
  const { value: header, done } = await frames.next();
  if (done || header.kind !== 'header') throw outOfOrder();
  checkHeader(header, wanted);
  const counted = new Map<string, number>();
  let table: string | null = null;
  for await (const frame of frames) {
    if (frame.kind === 'table') counted.set((table = frame.table), 0);
    else if (frame.kind === 'header' || (frame.kind === 'data' && table === null)) throw outOfOrder();
    else if (frame.kind === 'data') counted.set(table!, (counted.get(table!) ?? 0) + rowsIn(frame.bytes));
    else checkRows(frame.rows, counted);
  }
  return header;
}

/** As Postgres copies rows out, each one ends with a line's end, and none is inside. */
function rowsIn(bytes: Buffer): number {
  let rows = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) rows += 1;
  return rows;
}

function checkRows(wanted: Readonly<Record<string, number>>, counted: ReadonlyMap<string, number>): void {
  const short = Object.entries(wanted).find(([table, rows]) => counted.get(table) !== rows);
  if (short) throw new BackupProblem(`the backup does not have all rows of ${short[0]}: nothing of it was restored`);
}

function checkHeader(header: BackupHeader, { secret, keepSecret }: Wanted): void {
  const isOurs = header.secretCheck === secretCheckOf(secret);
  if (!isOurs && !(keepSecret && header.secret !== undefined))
    throw new BackupProblem(
      'the backup belongs to another WARMLINE_SECRET: set the one it was made with, since nothing sealed in it can be read with this one',
    );
  const known = new Map(readMigrations(migrationsFolder).map(({ name, checksum }) => [name, checksum]));
  const strange = header.migrations.find(({ name, checksum }) => known.get(name) !== checksum);
  if (strange)
    throw new BackupProblem(
      `the backup was made by a release (${header.release}) that this one does not follow, since it lacks the migration ${strange.name}: install that release or a newer one first`,
    );
}

/** Fills the tables in one transaction, which is kept only once the backup has come to its end and each row of it is there. */
async function fill(databaseUrl: string, frames: AsyncGenerator<Frame>): Promise<{ rows: number; tables: number }> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'warmline restore' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('BEGIN');
    const tables = await storedTables(client);
    // What migrations put into tables by themselves is in the backup as it was.
    await client.query(`TRUNCATE ${tables.map(({ table }) => quoted(table)).join(', ')}`);
    const columns = new Map(tables.map((one) => [one.table, one.columns]));
    const counted = await unwatched(client, () => copyIn(client, frames, columns));
    await textsMayHaveGone(client);
    await ringsMayHaveGone(client);
    await client.query('COMMIT');
    return counted;
  } finally {
    await client.end();
  }
}

async function copyIn(
  client: pg.Client,
  frames: AsyncGenerator<Frame>,
  columnsOf: ReadonlyMap<string, string[]>,
): Promise<{ rows: number; tables: number }> {
  const copied = new Map<string, number>();
  let copying: { table: string; end(): Promise<number> } | null = null;
  let write: (bytes: Buffer) => Promise<void> = () => Promise.reject(outOfOrder());
  const finish = async () => {
    if (copying) copied.set(copying.table, await copying.end());
    copying = null;
  };
  // Its header was read before.
  await frames.next();
  for await (const frame of frames) {
    if (frame.kind === 'data') {
      await write(frame.bytes);
      continue;
    }
    await finish();
    if (frame.kind === 'header') throw outOfOrder();
    if (frame.kind === 'table') {
      const known = columnsOf.get(frame.table);
      if (!known || frame.columns.some((column) => !known.includes(column))) throw outOfOrder();
      const stream = copyStream(client, copyStatement(frame, 'FROM STDIN'));
      copying = { table: frame.table, end: stream.end };
      write = stream.write;
      continue;
    }
    checkRows(frame.rows, copied);
    for (const counter of frame.counters) await setCounter(client, counter);
  }
  return { rows: [...copied.values()].reduce((sum, rows) => sum + rows, 0), tables: copied.size };
}

const outOfOrder = () => new BackupProblem('what is inside the file is no backup that this release can read');

/** Takes pieces one after the other, never more than Postgres takes; `end` gives how many rows they were. */
function copyStream(
  client: pg.Client,
  statement: string,
): { write(bytes: Buffer): Promise<void>; end(): Promise<number> } {
  const stream = client.query(from(statement));
  let problem: Error | null = null;
  const failed = new Promise<never>((_, reject) =>
    stream.on('error', (error) => {
      problem = error;
      reject(error);
    }),
  );
  failed.catch(() => {});
  return {
    async write(bytes) {
      if (problem) throw problem;
      if (!stream.write(bytes)) await Promise.race([new Promise((taken) => stream.once('drain', taken)), failed]);
    },
    async end() {
      await Promise.race([new Promise<void>((done) => stream.end(done)), failed]);
      return stream.rowCount ?? 0;
    },
  };
}
