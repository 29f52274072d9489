/** Postgres drops a connection in the middle of a transaction: the work is done again where it was not kept, once where it was, and nothing else breaks. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { inTransaction } from '../../src/platform/transaction.ts';
import { eventually } from '../support/patience.ts';
import { freshDatabase } from '../support/servers.ts';

let database: Database;
let drop: () => Promise<void>;
let outside: pg.Client;

beforeEach(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  database = openDatabase(fresh.databaseUrl);
  outside = new pg.Client({ connectionString: fresh.databaseUrl });
  await outside.connect();
  await outside.query('CREATE TABLE marks (mark text)');
});
afterEach(async () => {
  await outside.end();
  await database.close();
  await drop();
});

const activityOf = async (pid: number) =>
  (
    await outside.query<{ wait: string | null }>('SELECT wait_event AS wait FROM pg_stat_activity WHERE pid = $1', [
      pid,
    ])
  ).rows[0];
async function end(pid: number): Promise<void> {
  await outside.query('SELECT pg_terminate_backend($1)', [pid]);
  await eventually('the backend is gone', async () => (await activityOf(pid)) === undefined);
}
const pidOf = async (client: pg.ClientBase) =>
  (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;
const marks = async () =>
  (await outside.query<{ mark: string }>('SELECT mark FROM marks')).rows.map(({ mark }) => mark);

test('ended between two questions: done again on another connection', async () => {
  let tries = 0;
  const answer = await inTransaction(
    database.pool,
    () => '',
    async (client) => {
      tries += 1;
      await client.query(`INSERT INTO marks VALUES ('try ${tries}')`);
      if (tries === 1) await end(await pidOf(client));
      await client.query('SELECT 1');
      return tries;
    },
  );
  expect(answer).toBe(2);
  expect(await marks()).toEqual(['try 2']);
});

test('what fails by itself is not done again', async () => {
  let tries = 0;
  const failing = inTransaction(
    database.pool,
    () => '',
    async () => {
      tries += 1;
      throw new Error('no');
    },
  );
  await expect(failing).rejects.toThrow('no');
  expect(tries).toBe(1);
});

test.each(['with its last statement', 'by itself'])(
  'ended during a COMMIT sent %s that came to nothing: done again',
  async (how) => {
    let tries = 0;
    await cutDuringCommit(how === 'by itself', () => (tries += 1));
    expect(tries).toBe(2);
    expect(await marks()).toEqual(['kept']);
  },
);

/** A deferred trigger stops the first COMMIT half way, and its backend is ended there. */
async function cutDuringCommit(plain: boolean, tried: () => number): Promise<void> {
  await outside.query(`CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()) = 'slow' THEN PERFORM pg_sleep(20); END IF; RETURN NULL; END $$`);
  await outside.query(
    'CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON marks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_commit()',
  );
  let ended: Promise<void> | undefined;
  const endHalfWay = async (pid: number) => {
    await eventually('its COMMIT has come half way', async () => (await activityOf(pid))?.wait === 'PgSleep');
    await end(pid);
  };
  await inTransaction(
    database.pool,
    () => '',
    async (client, commitWith) => {
      if (tried() === 1) {
        await client.query(`SET application_name = 'slow'`);
        ended = endHalfWay(await pidOf(client));
      }
      if (!plain) return commitWith(`INSERT INTO marks VALUES ('kept')`);
      await client.query(`INSERT INTO marks VALUES ('kept')`);
    },
  );
  await ended;
}

test('cut off after a COMMIT that was kept: it counts, and is not done again', async () => {
  let tries = 0;
  let cut: Promise<void> | undefined;
  const answer = await inTransaction(
    database.pool,
    () => '',
    async (client, commitWith) => {
      tries += 1;
      // The answer to the COMMIT never arrives: the connection breaks first, on our side.
      const { stream } = (
        client as unknown as { connection: { stream: { pause(): void; destroy(problem: Error): void } } }
      ).connection;
      stream.pause();
      cut = eventually('it is kept', async () => (await marks()).length === 1).then(() =>
        stream.destroy(Object.assign(new Error('cut'), { code: 'ECONNRESET' })),
      );
      await commitWith(`INSERT INTO marks VALUES ('kept')`);
      return 'done';
    },
  );
  await cut;
  expect([answer, tries]).toEqual(['done', 1]);
  expect(await marks()).toEqual(['kept']);
});
