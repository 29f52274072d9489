/** What a backup asks of the database: which tables there are, in the order in which they can be filled, and where its own numbers go on. */
import type pg from 'pg';

/** The record of migrations is in the header instead. */
const migrationsTable = '_prisma_migrations';

export type StoredTable = { table: string; columns: string[] };

/** Every table of the schema in use, one that refers to another after it. */
export async function storedTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const { rows: tables } = await client.query<StoredTable>(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> $1
      GROUP BY c.relname ORDER BY c.relname`,
    [migrationsTable],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT f.relname AS from, t.relname AS to FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
      WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND f.oid <> t.oid`,
  );
  const placed: StoredTable[] = [];
  const isPlaced = (name: string) => placed.some(({ table }) => table === name);
  while (placed.length < tables.length) {
    const next = tables.find(
      ({ table }) => !isPlaced(table) && references.every(({ from, to }) => from !== table || isPlaced(to)),
    );
    if (!next) throw new Error('tables refer to each other in a circle, so none of them can be filled first');
    placed.push(next);
  }
  return placed;
}

/** The migrations the database has, in order. */
export async function appliedMigrations(client: pg.ClientBase): Promise<{ name: string; checksum: string }[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  );
  return rows;
}

/** The numbers that columns are given by themselves: the last one, and whether it was used. */
export async function countersOf(
  client: pg.ClientBase,
): Promise<{ table: string; column: string; value: string; isUsed: boolean }[]> {
  const { rows: owned } = await client.query<{ table: string; column: string; sequence: string }>(
    `SELECT t.relname AS table, a.attname AS column, s.oid::regclass::text AS sequence FROM pg_class s
      JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i')
      JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
      WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace ORDER BY 1, 2`,
  );
  const counters = [];
  for (const { table, column, sequence } of owned) {
    const { rows } = await client.query<{ value: string; isUsed: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isUsed" FROM ${sequence}`,
    );
    counters.push({ table, column, value: rows[0]?.value ?? '1', isUsed: rows[0]?.isUsed ?? false });
  }
  return counters;
}

/** Has a column's numbers go on after those of the backup. */
export async function setCounter(
  client: pg.ClientBase,
  { table, column, value, isUsed }: { table: string; column: string; value: string; isUsed: boolean },
): Promise<void> {
  await client.query('SELECT setval(pg_get_serial_sequence($1, $2), $3::bigint, $4)', [
    quoted(table),
    column,
    value,
    isUsed,
  ]);
}

/** Does `work` while nothing that watches the tables of the schema in use notes what is written: a backup holds those notes itself. */
export async function unwatched<Result>(client: pg.ClientBase, work: () => Promise<Result>): Promise<Result> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT DISTINCT c.relname AS table FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace ORDER BY 1`,
  );
  for (const { table } of rows) await client.query(`ALTER TABLE ${quoted(table)} DISABLE TRIGGER USER`);
  const result = await work();
  for (const { table } of rows) await client.query(`ALTER TABLE ${quoted(table)} ENABLE TRIGGER USER`);
  return result;
}

/** The statement that copies the rows of a table out or in. */
export function copyStatement({ table, columns }: StoredTable, way: 'TO STDOUT' | 'FROM STDIN'): string {
  return `COPY ${quoted(table)} (${columns.map(quoted).join(', ')}) ${way}`;
}

/** A name of the database as it stands in a statement. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
