/** The data of a release as text: every row of every table, and what the carrier knew; written by its own processes, read back into an empty database. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import pg from 'pg';
import { migrate } from '../../src/platform/migrations.ts';
import type { CarrierMemory } from './carrier-memory.ts';
import { releasesFolder, type Release } from './old-release.ts';

/** `at` is the instant at which everything stood still; instants in the rows are absolute. */
export type KeptData = { at: string; secret: string; tables: Record<string, unknown[]>; carrier: CarrierMemory };

const fileOf = (version: string) => join(releasesFolder, `${version}.data.br`);

/** What was kept of a release. */
export function readKept(version: string): KeptData {
  if (!existsSync(fileOf(version))) throw new Error(`no data of release ${version} was kept: see CONTRIBUTING.md`);
  return JSON.parse(brotliDecompressSync(readFileSync(fileOf(version))).toString('utf8')) as KeptData;
}

export function writeKept(version: string, data: KeptData): void {
  writeFileSync(fileOf(version), brotliCompressSync(JSON.stringify(data)));
}

/** Every row of every table but the record of migrations. */
export async function readTables(pool: Pick<pg.Pool, 'query'>): Promise<Record<string, unknown[]>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
      ORDER BY c.relname`,
  );
  const tables: Record<string, unknown[]> = {};
  for (const { name } of rows) {
    const kept = await pool.query<{ row: unknown }>(`SELECT to_json(t) AS row FROM "${name}" t`);
    if (kept.rows.length > 0) tables[name] = kept.rows.map(({ row }) => row);
  }
  return tables;
}

/** Makes an empty database what it was under the release: its schema, its rows, its counters. */
export async function restore(databaseUrl: string, release: Release, { tables }: KeptData): Promise<void> {
  await migrate(databaseUrl, release.migrations);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Rows come in the order of their tables' names, whichever refers to which.
    await client.query('SET session_replication_role = replica');
    // One row of the schema's own, the gate of outgoing calls, is among those kept.
    await client.query('DELETE FROM carrier_gate');
    for (const [name, rows] of Object.entries(tables))
      await client.query(`INSERT INTO "${name}" SELECT * FROM json_populate_recordset(NULL::"${name}", $1::json)`, [
        JSON.stringify(rows),
      ]);
    const { rows: counters } = await client.query<{ sequence: string; name: string; counted: string }>(
      `SELECT s.oid::regclass::text AS sequence, c.relname AS name, a.attname AS counted FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.refobjsubid > 0
        JOIN pg_class c ON c.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid WHERE s.relkind = 'S'`,
    );
    for (const { sequence, name, counted } of counters)
      await client.query(`SELECT setval('${sequence}', coalesce((SELECT max("${counted}") FROM "${name}"), 0) + 1)`);
  } finally {
    await client.end();
  }
}
