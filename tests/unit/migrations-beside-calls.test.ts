/** Migrations beside traffic that holds on to its rows: reads and writes go on, and the migrations get done. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrate, readMigrations } from '../../src/platform/migrations.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { oldRelease } from '../support/old-release.ts';
import { eventually } from '../support/patience.ts';
import { emptyDatabase, scratchFolder } from '../support/servers.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
const clients: pg.Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await database.drop();
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  clients.push(client);
  return client;
}

const rowsEach = 200_000;

/** The big tables, one row of each, and how each is filled. */
const tables = ['contacts', 'effects', 'texts'];
const filling = `
  INSERT INTO contacts (id, line_id, channel, state, language, script, arrived_at, rank_at)
    SELECT 'c' || n, 'main', 'voice', 'ended', 'en', 'hold', now(), now() FROM generate_series(1, ${rowsEach}) n;
  INSERT INTO effects (id, kind, queue, state, due_at)
    SELECT 'e' || n, 'LookAtLeg', 'offers', 'done', now() FROM generate_series(1, ${rowsEach}) n;
  INSERT INTO texts (id, direction, lane, line_id, channel, state, created_at, due_at)
    SELECT 't' || n, 'out', 'l' || n, 'main', 'sms', 'delivered', now(), now() FROM generate_series(1, ${rowsEach}) n`;

/** What is still to come, as migrations of the next years will look. */
const planted = {
  '8001_columns': tables
    .map((table) => `ALTER TABLE ${table} ADD COLUMN planted TEXT, ADD COLUMN planted_count INTEGER NOT NULL DEFAULT 0`)
    .join(';\n'),
  '8002_index': 'CREATE INDEX CONCURRENTLY contacts_planted ON contacts(planted, wish)',
};

test('every migration since the release before gets done while reads and writes go on', async () => {
  const release = await oldRelease();
  database = await emptyDatabase();
  await migrate(database.databaseUrl, release.migrations);
  const [traffic, holder] = [await connect(), await connect()];
  await traffic.query(filling);
  const folder = join(scratchFolder(), 'migrations');
  cpSync(join(projectRoot, 'prisma', 'migrations'), folder, { recursive: true });
  for (const [name, sql] of Object.entries(planted)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  }

  // Somebody talks with the database for long, and has a row of every big table in hand.
  await holder.query('BEGIN');
  for (const table of tables)
    await holder.query(`UPDATE ${table} SET state = state WHERE id = $1`, [`${table.slice(0, 1)}1`]);

  let rounds = 0;
  let goesOn = true;
  const going = (async () => {
    while (goesOn) {
      for (const table of tables) {
        await traffic.query(`SELECT state FROM ${table} WHERE id = $1`, [`${table.slice(0, 1)}2`]);
        await traffic.query(`UPDATE ${table} SET state = state WHERE id = $1`, [`${table.slice(0, 1)}3`]);
      }
      rounds += 1;
    }
  })();
  const migrating = migrate(database.databaseUrl, folder);
  const watcher = await connect();
  const isWaiting = async () => {
    const { rows } = await watcher.query(
      `SELECT 1 FROM pg_stat_activity WHERE application_name = 'warmline migrate' AND wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  };
  await eventually('the migration waits for whoever holds a row', isWaiting);
  for (const before = rounds; rounds < before + 300;) await new Promise((resolve) => setTimeout(resolve, 20));
  await holder.query('COMMIT');
  const applied = await migrating;
  goesOn = false;
  await going;

  const old = new Set(readMigrations(release.migrations).map(({ name }) => name));
  expect(applied).toEqual(
    readMigrations(folder)
      .map(({ name }) => name)
      .filter((name) => !old.has(name)),
  );
});
