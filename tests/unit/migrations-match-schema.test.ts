import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { schemaAsSql } from '../support/prisma-schema.ts';
import { emptyDatabase, freshDatabase } from '../support/servers.ts';

/** What a schema is made of, as Postgres itself writes it down, one line a thing. */
const catalogue = `
  SELECT format('%s.%s: %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
                coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> '_prisma_migrations'
  UNION ALL
  SELECT format('%s: constraint %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u') AND conrelid::regclass::text <> '_prisma_migrations'
  UNION ALL
  SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid
   WHERE c.relnamespace = 'public'::regnamespace AND NOT indisprimary AND indpred IS NULL AND indexprs IS NULL
  UNION ALL
  SELECT format('enum %s: %s', t.typname, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)) FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname
  ORDER BY 1`;

async function describeDatabase(databaseUrl: string, before = ''): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    if (before) await client.query(before);
    return (await client.query<{ line: string }>(catalogue)).rows.map((row) => row.line);
  } finally {
    await client.end();
  }
}

describe('the migrations and prisma/schema', () => {
  let migrated: string[] = [];
  let declared: string[] = [];
  const drops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const [one, other] = await Promise.all([freshDatabase(), emptyDatabase()]);
    drops.push(one.drop, other.drop);
    migrated = await describeDatabase(one.databaseUrl);
    declared = await describeDatabase(other.databaseUrl, await schemaAsSql(other.databaseUrl));
  });

  afterAll(async () => {
    await Promise.all(drops.map((drop) => drop()));
  });

  // Checks, partial indexes and indexes on expressions cannot be said in a Prisma schema: migrations may have more of these.
  test('agree: what the schema declares is in a migration', () => {
    expect(declared.length).toBeGreaterThan(20);
    expect(declared.filter((line) => !migrated.includes(line))).toEqual([]);
  });

  test('agree: what the migrations make is in the schema', () => {
    expect(migrated.filter((line) => !declared.includes(line))).toEqual([]);
  });
});
