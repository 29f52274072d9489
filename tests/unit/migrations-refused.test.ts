/** Every migration since the first release leaves calls in progress, and the release before, in peace. */
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readMigrations } from '../../src/platform/migrations.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { nothingMade, refusalsOf, statementsOf, type Made } from '../support/migration-reader.ts';

/** The migrations of the first release were run before anybody called. */
const lastOfFirstRelease = '0013_texts_unheard_of';
const migrations = readMigrations(join(projectRoot, 'prisma', 'migrations'));

let made: Made;
beforeEach(() => {
  made = nothingMade();
  for (const { sql, name } of migrations) if (name <= lastOfFirstRelease) refusalsOf(sql, made);
});

test('no migration since then is refused', () => {
  expect(made.tables.has('contacts')).toBe(true);
  const refused = migrations.flatMap(({ name, sql }) =>
    name <= lastOfFirstRelease ? [] : refusalsOf(sql, made).map((why) => `${name}: ${why}`),
  );
  expect(refused).toEqual([]);
});

const harmless = [
  `ALTER TABLE "contacts" ADD COLUMN "mood" TEXT, ADD COLUMN "calls" INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE contacts ADD COLUMN "seen" TIMESTAMPTZ(3) DEFAULT now(), ADD COLUMN "price" NUMERIC(8, 2)`,
  `ALTER TABLE "texts" ADD COLUMN "words" TEXT[] DEFAULT '{}' NOT NULL`,
  `CREATE TABLE "moods" ("id" TEXT NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL); CREATE UNIQUE INDEX "m" ON "moods"("at"); ALTER TABLE "moods" ADD PRIMARY KEY ("id")`,
  `CREATE TABLE "moods" ("id" TEXT); INSERT INTO "moods" SELECT "id" FROM "lines"; UPDATE "moods" SET "id" = 'a; b'`,
  `-- why; and what for\nCREATE INDEX CONCURRENTLY "contacts_mood" ON "contacts"("mood") WHERE "state" = 'talking'`,
  `ALTER TABLE "legs" ADD CONSTRAINT "legs_ends" CHECK ("ended_at" >= "created_at") NOT VALID`,
  `ALTER TABLE "legs" VALIDATE CONSTRAINT "legs_ends"`,
  `ALTER TABLE "legs" VALIDATE CONSTRAINT "a", VALIDATE CONSTRAINT "b"; ALTER TABLE "texts" VALIDATE CONSTRAINT "c"`,
  `UPDATE "organisation" SET "policy" = '{}' WHERE "id" = 1`,
  `ALTER TABLE "lines" ALTER COLUMN "greeting" SET DEFAULT 'Hello'`,
  `ALTER TABLE "legs" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500)`,
];

test.each(harmless)('passes: %s', (sql) => {
  expect(refusalsOf(sql, made)).toEqual([]);
});

const refused: [string, RegExp][] = [
  [`ALTER TABLE "contacts" ADD COLUMN "mood" TEXT NOT NULL`, /does not fill it/],
  [`ALTER TABLE "contacts" ADD COLUMN "a" TEXT, ADD "mood" TEXT NOT NULL`, /does not fill it/],
  [`ALTER TABLE "contacts" ADD COLUMN "key" TEXT NOT NULL DEFAULT gen_random_uuid()::text`, /worked out for each row/],
  [`ALTER TABLE "contacts" ADD COLUMN "at" TIMESTAMPTZ DEFAULT clock_timestamp()`, /worked out for each row/],
  [`ALTER TABLE "contacts" ADD COLUMN "n" BIGSERIAL`, /the whole table/],
  [`ALTER TABLE "contacts" ADD COLUMN "n" TEXT UNIQUE`, /the whole table/],
  [`ALTER TABLE "contacts" ADD COLUMN "n" TEXT REFERENCES "lines"("id")`, /the whole table/],
  [`ALTER TABLE "contacts" ADD COLUMN "n" INTEGER GENERATED ALWAYS AS (1) STORED`, /the whole table/],
  [`ALTER TABLE "contacts" ALTER COLUMN "script" TYPE VARCHAR(10)`, /anew/],
  [`ALTER TABLE contacts ALTER hidden SET DATA TYPE TEXT`, /anew/],
  [`ALTER TABLE "contacts" ALTER COLUMN "outcome" SET NOT NULL`, /first a validated CHECK/],
  [`ALTER TABLE "legs" ADD CONSTRAINT "c" CHECK ("id" <> '')`, /NOT VALID/],
  [`ALTER TABLE "legs" ADD CHECK ("id" <> '')`, /NOT VALID/],
  [`ALTER TABLE "legs" ADD CONSTRAINT "f" FOREIGN KEY ("line_id") REFERENCES "lines"("id")`, /NOT VALID/],
  [`ALTER TABLE "legs" ADD CONSTRAINT "u" UNIQUE ("call_sid")`, /NOT VALID/],
  [`ALTER TABLE "legs" ADD COLUMN "x" TEXT; ALTER TABLE "legs" VALIDATE CONSTRAINT "f"`, /a migration of its own/],
  [
    `ALTER TABLE "legs" ADD COLUMN "x" TEXT, VALIDATE CONSTRAINT "f"; ALTER TABLE "texts" VALIDATE CONSTRAINT "c"`,
    /own/,
  ],
  [`CREATE INDEX "i" ON "contacts"("wish")`, /stops every write to contacts/],
  [`create index i on contacts using btree (wish)`, /stops every write to contacts/],
  [`CREATE UNIQUE INDEX "i" ON "contacts"("wish")`, /stops every write to contacts/],
  [`CREATE UNIQUE INDEX CONCURRENTLY "i" ON "contacts"("wish")`, /may write twice/],
  [`CREATE INDEX CONCURRENTLY "i" ON "contacts"("wish"); SELECT 1`, /a migration of its own/],
  [`UPDATE "contacts" SET "quiet" = false WHERE "quiet"`, /in small steps/],
  [`DELETE FROM "effects"`, /in small steps/],
  [`CREATE TRIGGER t BEFORE INSERT ON contacts EXECUTE FUNCTION f()`, /each writer would wait/],
  [`UPDATE "lines" SET "greeting" = ''`, /a whole table/],
  [`ALTER TABLE "contacts" DROP COLUMN "wish"`, /still uses it/],
  [`ALTER TABLE "contacts" DROP CONSTRAINT "contacts_pkey"`, /still uses it/],
  [`ALTER TABLE "contacts" RENAME COLUMN "wish" TO "hope"`, /still uses it/],
  [`ALTER TABLE "contacts" RENAME TO "people_who_call"`, /still uses it/],
  [`ALTER TABLE "contacts" SET UNLOGGED`, /not known to be harmless/],
  [`ALTER TABLE "nothing_of_ours" ADD COLUMN "x" TEXT`, /no migration has made/],
  ...[
    'DROP TABLE "thank_yous"',
    'DROP INDEX "contacts_live_callers_idx"',
    'ALTER INDEX "contacts_live_callers_idx" RENAME TO "i"',
    'CLUSTER "contacts" USING "contacts_pkey"',
    'VACUUM FULL "contacts"',
    'LOCK TABLE "contacts"',
    'TRUNCATE "contacts"',
    'REINDEX TABLE "contacts"',
    `DO $$ BEGIN UPDATE contacts SET quiet = false; END $$`,
    `WITH gone AS (DELETE FROM contacts RETURNING id) SELECT count(*) FROM gone`,
    `SELECT pg_sleep(60)`,
    `SET lock_timeout = 0`,
  ].map((sql): [string, RegExp] => [sql, /not known to be harmless/]),
];

test.each(refused)('refuses: %s', (sql, why) => {
  expect(refusalsOf(sql, made).join('\n')).toMatch(why);
});

test('a validated check opens the way to NOT NULL, a new column the way to a unique index', () => {
  const steps = [
    `ALTER TABLE "contacts" ADD CONSTRAINT "there" CHECK ("outcome" IS NOT NULL) NOT VALID`,
    `ALTER TABLE "contacts" VALIDATE CONSTRAINT "there"`,
    `ALTER TABLE "contacts" ALTER COLUMN "outcome" SET NOT NULL`,
    `ALTER TABLE "contacts" ADD COLUMN "code" TEXT`,
    `CREATE UNIQUE INDEX CONCURRENTLY "contacts_code" ON "contacts"("code")`,
  ];
  expect(steps.flatMap((sql) => refusalsOf(sql, made))).toEqual([]);
});

test('a check makes way for a wider one, at once or later; nothing else does', () => {
  const steps = [
    `ALTER TABLE "contacts" ADD CONSTRAINT "moods" CHECK ("wish" IN ('a')) NOT VALID`,
    `ALTER TABLE "contacts" DROP CONSTRAINT "moods", ADD CONSTRAINT "moods" CHECK ("wish" IN ('a', 'b')) NOT VALID`,
    `ALTER TABLE "contacts" DROP CONSTRAINT "moods"`,
  ];
  expect(steps.flatMap((sql) => refusalsOf(sql, made))).toEqual([]);
  expect(refusalsOf(`ALTER TABLE "contacts" DROP CONSTRAINT "moods"`, made)).toHaveLength(1);
});

test('a table made by one migration counts as in use for the next', () => {
  expect(refusalsOf('CREATE TABLE "moods" ("id" TEXT)', made)).toEqual([]);
  expect(refusalsOf('CREATE INDEX "i" ON "moods"("id")', made)).toHaveLength(1);
});

describe('statements', () => {
  test('end at a semicolon, not at one within quotes, comments or bodies', () => {
    const sql = `-- one; two\nSELECT ';', 'it''s;' /* ; */;\nDO $body$ ; $body$;;  SELECT "a;b"`;
    expect(statementsOf(sql)).toEqual([`SELECT ';', 'it''s;'`, 'DO $body$ ; $body$', 'SELECT "a;b"']);
  });
});
