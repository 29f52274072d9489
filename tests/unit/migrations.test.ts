import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../src/platform/migrations.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { emptyDatabase, freshDatabase, scratchFolder } from '../support/servers.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let folder: string;

beforeEach(async () => {
  database = await emptyDatabase();
  folder = scratchFolder();
});

afterEach(async () => {
  await database.drop();
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

async function rows<T extends pg.QueryResultRow = pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const run = () => migrate(database.databaseUrl, folder);

describe('migrate', () => {
  test('applies what is missing in the order of names, once', async () => {
    write('0002_more', 'ALTER TABLE one ADD COLUMN more TEXT');
    write('0001_first', 'CREATE TABLE one (id INT)');
    writeFileSync(join(folder, 'migration_lock.toml'), 'provider = "postgresql"');
    expect(await run()).toEqual(['0001_first', '0002_more']);
    expect(await run()).toEqual([]);
    write('0003_later', 'ALTER TABLE one DROP COLUMN more');
    expect(await run()).toEqual(['0003_later']);
  });

  test('writes what Prisma would write', async () => {
    const sql = 'CREATE TABLE one (id INT);\n-- ñandú\n';
    write('0001_first', sql);
    await run();
    const [row] = await rows('SELECT *, finished_at >= started_at AS in_order FROM _prisma_migrations');
    expect(row).toMatchObject({
      migration_name: '0001_first',
      checksum: createHash('sha256').update(sql).digest('hex'),
      applied_steps_count: 1,
      rolled_back_at: null,
      logs: null,
      in_order: true,
    });
    expect(row?.['id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a changed migration is refused and nothing runs', async () => {
    write('0001_first', 'CREATE TABLE one (id INT)');
    await run();
    write('0001_first', 'CREATE TABLE one (id BIGINT)');
    write('0002_second', 'CREATE TABLE two (id INT)');
    await expect(run()).rejects.toThrow(/^The migration 0001_first was changed after .*\.$/);
    expect(await rows("SELECT to_regclass('two') AS found")).toEqual([{ found: null }]);
  });

  test('one that was left half done is refused; one that Prisma rolled back runs again', async () => {
    write('0001_first', 'CREATE TABLE one (id INT)');
    await run();
    await rows('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(run()).rejects.toThrow(/^The migration 0001_first was left half done/);
    await rows('UPDATE _prisma_migrations SET rolled_back_at = now()');
    await rows('DROP TABLE one');
    expect(await run()).toEqual(['0001_first']);
  });

  test('one that fails leaves no trace and names itself', async () => {
    write('0001_first', 'CREATE TABLE one (id INT)');
    write('0002_broken', 'CREATE TABLE two (id INT); SELECT nonsense');
    await expect(run()).rejects.toThrow(
      /^The migration 0002_broken failed and was undone: column "nonsense" does not exist\.$/,
    );
    expect(await rows("SELECT to_regclass('two') AS found")).toEqual([{ found: null }]);
    expect(await rows('SELECT migration_name AS name FROM _prisma_migrations')).toEqual([{ name: '0001_first' }]);
  });

  test('many processes at once migrate once', async () => {
    write('0001_first', 'CREATE TABLE one (id INT)');
    write('0002_second', 'INSERT INTO one VALUES (1)');
    const applied = await Promise.all(Array.from({ length: 8 }, run));
    expect(applied.flat().toSorted()).toEqual(['0001_first', '0002_second']);
    expect(await rows('SELECT id FROM one')).toEqual([{ id: 1 }]);
  });

  test('an index that was cut off in the middle is built again, and Prisma could go on from there', async () => {
    write('0001_first', 'CREATE TABLE one (id INT)');
    await run();
    await rows('INSERT INTO one VALUES (1), (1)');
    write('0002_index', '-- Asked for often.\nCREATE UNIQUE INDEX CONCURRENTLY "one_id" ON "one"("id")');
    await expect(run()).rejects.toThrow(/^The migration 0002_index failed; it is begun anew at the next start: /);
    const valid = () => rows("SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('one_id')");
    expect(await valid()).toEqual([{ valid: false }]);
    await rows('DELETE FROM one');
    expect(await run()).toEqual(['0002_index']);
    expect(await valid()).toEqual([{ valid: true }]);
    // It was finished, and the process died before that was written down.
    await rows("DELETE FROM _prisma_migrations WHERE migration_name = '0002_index'");
    expect(await run()).toEqual(['0002_index']);
    expect(await rows('SELECT finished_at IS NOT NULL AS done FROM _prisma_migrations')).toEqual([
      { done: true },
      { done: true },
    ]);
  });

  test('many processes at once build an index once, none waiting for the other', async () => {
    write('0001_first', 'CREATE TABLE one (id INT)');
    write('0002_index', 'CREATE INDEX CONCURRENTLY one_id ON one(id)');
    const applied = await Promise.all(Array.from({ length: 6 }, run));
    expect(applied.flat().toSorted()).toEqual(['0001_first', '0002_index']);
  });

  test('a database that is not there is named without its password', async () => {
    const url = new URL(database.databaseUrl);
    url.pathname = '/no_such_place';
    const fault = await migrate(url.href, folder).catch((error: Error) => error.message);
    expect(fault).toMatch(
      /^The database at 127\.0\.0\.1:\d+\/no_such_place does not take connections: database "no_such_place" does not exist\.$/,
    );
    expect(fault).not.toContain(url.password);
  });
});

test("a fresh test database has all of the project's migrations", async () => {
  const { databaseUrl, drop } = await freshDatabase();
  const names = readdirSync(join(projectRoot, 'prisma', 'migrations')).filter((name) => !name.includes('.'));
  expect(names.length).toBeGreaterThan(0);
  expect(await migrate(databaseUrl)).toEqual([]);
  await drop();
});
