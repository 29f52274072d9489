/** Postgres drops a connection in the middle of a transaction: the work is done again where it was not kept, once where it was, and nothing else breaks. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import type { Prepared } from '../../src/platform/prepared.ts';
import { inTransaction } from '../../src/platform/transaction.ts';
import { eventually } from '../support/patience.ts';
import { freshDatabase } from '../support/servers.ts';

let database: Database;
let databaseUrl: string;
let drop: () => Promise<void>;
let outside: pg.Client;

beforeEach(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  databaseUrl = fresh.databaseUrl;
  database = openDatabase(databaseUrl);
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

test.each(['kept on the connection', 'behind a pooler'])(
  'a statement with its values, %s: they arrive as they are, however often, and after one that failed',
  async (where) => {
    const url = new URL(databaseUrl);
    if (where === 'behind a pooler') url.searchParams.set('pgbouncer', 'true');
    const asking = openDatabase(url.href);
    const odd = `it's $1 \\ "two"\n{a,b} $2; é`;
    const list = [odd, '', 'NULL', '\\'];
    const writing = (mark: string): Prepared => ({
      text: `INSERT INTO marks SELECT $1 WHERE 1 / (SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM marks WHERE mark = $1) = 1`,
      types: ['text'],
      values: [mark],
    });
    const once = (mark: string) =>
      inTransaction(
        asking.pool,
        () => [
          'SELECT 1',
          {
            text: 'SELECT $1 AS text, $2 AS list, $3 AS nothing',
            types: ['text', 'text[]', 'text[]'],
            values: [mark, list, null],
          },
        ],
        async (_client, commitWith, opened) => {
          await commitWith([writing(mark), '', writing(`${mark} again`)]);
          return [opened.length, opened[1]?.rows[0]] as const;
        },
      );
    try {
      expect(await once(odd)).toEqual([2, { text: odd, list, nothing: null }]);
      // A division by zero, where the mark is there already.
      await expect(once(odd)).rejects.toThrow('division by zero');
      for (const mark of ['a', 'b', 'c']) expect(await once(mark)).toEqual([2, { text: mark, list, nothing: null }]);
      expect(await marks()).toEqual([odd, 'a', 'b', 'c'].flatMap((mark) => [mark, `${mark} again`]));
    } finally {
      await asking.close();
    }
  },
);

test('a statement whose first use fails, before it was prepared or after, is there for the next one', async () => {
  const divided = (by: string): Prepared => ({ text: 'SELECT 4 / $1::int AS of', types: ['text'], values: [by] });
  const quotient = (before: string, by: string) =>
    inTransaction(
      database.pool,
      () => [before, divided(by)],
      async (_client, _commitWith, opened) => (opened[1]?.rows as { of: number }[] | undefined)?.[0]?.of,
    );
  await expect(quotient('SELECT 1 / 0', '2')).rejects.toThrow('division by zero');
  await expect(quotient('SELECT 1', '0')).rejects.toThrow('division by zero');
  expect([await quotient('SELECT 1', '2'), await quotient('SELECT 1', '4')]).toEqual([2, 1]);
});
