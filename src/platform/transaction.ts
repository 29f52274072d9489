/** One short transaction on the bare pool, where a webhook waits; a connection that breaks under it costs nobody anything. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { isConnectionLoss, isDatabaseTrouble } from './connection-loss.ts';
import { forgetStatements, inOneTrip, isOfPreparing, isStatementLost, type Said } from './prepared.ts';

/** Sends the transaction's last statements and COMMIT as one round trip. */
export type CommitWith = (last: Said) => Promise<void>;

/** What the statements of an opening found, one result each. */
export type Opened = readonly pg.QueryResult[];

/** What is done between BEGIN and COMMIT; done again from the start where the connection broke before anything was kept. */
export type Work<Result> = (client: pg.PoolClient, commitWith: CommitWith, opened: Opened) => Promise<Result>;

/** After so many tries whoever waits gets the error: connections may break one at a time, or all at once for longer. */
const triesAtMost = 3;

/** The connection broke, and the database says that nothing of the transaction was kept. */
class NothingKept extends Error {}

/**
 * Runs `work` between `opening` (BEGIN, its locks and what is read under them, sent as one round trip) and COMMIT; anything
 * thrown rolls back. `work` may commit by itself with its last statement.
 * Where the connection breaks before the COMMIT was sent, everything is done again. Where it breaks after that, the
 * database is asked what became of the transaction: one that was kept counts, one that was not is done again. So is one
 * whose prepared statements a pooler has lost.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  opening: (client: pg.PoolClient) => Said,
  work: Work<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await once(pool, opening, work);
    } catch (problem) {
      if (isStatementLost(problem)) forgetStatements();
      const mayRepeat = problem instanceof NothingKept || isConnectionLoss(problem) || isStatementLost(problem);
      if (!mayRepeat || tries >= triesAtMost) throw problem instanceof NothingKept ? problem.cause : problem;
    }
  }
}

/** The COMMIT was sent, and nobody could be asked what became of it: doing it again could do it twice. */
class NotKnown extends Error {}

/**
 * In which run of the server the transactions of a pool begin: from a start, or from a crash, to the next. Null while it is
 * asked, and where the server does not tell. A run that ends without warning, or in a standby that takes over, may leave
 * numbers behind that the next one gives to other transactions.
 */
const runs = new WeakMap<pg.Pool, string | null>();

const runSql = `SELECT pg_postmaster_start_time()::text || ' ' || stats_reset::text AS run FROM pg_stat_bgwriter`;

/** Null where the server does not tell. */
const askForRun = (pool: pg.Pool) =>
  pool.query<{ run: string | null }>(runSql).then(
    ({ rows }) => rows[0]?.run ?? null,
    () => null,
  );

function runOf(pool: pg.Pool): string | null {
  if (!runs.has(pool)) {
    runs.set(pool, null);
    void askForRun(pool).then((run) => (run === null ? runs.delete(pool) : runs.set(pool, run)));
  }
  return runs.get(pool) ?? null;
}

async function once<Result>(
  pool: pg.Pool,
  opening: (client: pg.PoolClient) => Said,
  work: Work<Result>,
): Promise<Result> {
  const client = await pool.connect();
  const run = runOf(pool);
  let transaction = '';
  let committed = false;
  const commit = async (last: Said) => {
    const { text, wasDone } = inOneTrip(client, last);
    await client.query(text === '' ? 'COMMIT' : `${text}; COMMIT`).catch(async (problem: unknown) => {
      if (!isConnectionLoss(problem)) throw problem;
      if (!(await wasKept(pool, transaction, run, problem)))
        throw new NothingKept('nothing was kept', { cause: problem });
    });
    committed = true;
    wasDone();
  };
  try {
    const { text, wasDone } = inOneTrip(client, opening(client));
    const results = (await client.query(
      `BEGIN; SELECT pg_current_xact_id()::text AS id; ${text}`,
    )) as unknown as pg.QueryResult[];
    wasDone();
    const [, named, ...opened] = results.filter((result) => !isOfPreparing(result));
    transaction = (named as pg.QueryResult<{ id: string }> | undefined)?.rows[0]?.id ?? '';
    const result = await work(client, commit, opened);
    if (!committed) await commit('');
    client.release();
    return result;
  } catch (problem) {
    const rolledBack = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    client.release(!rolledBack);
    throw problem;
  }
}

/** A transaction whose connection broke may still be coming to its end; a server that restarts takes a while to say so. */
const askAtMost = 20;
const askAgainMs = 100;

/** A standby does not know yet; a number that was never given out, as far as this server knows, is refused. */
const statusSql = 'SELECT CASE WHEN pg_is_in_recovery() THEN NULL ELSE pg_xact_status($1::xid8) END AS status';
const neverGivenOut = '22023';

/**
 * Whether a transaction of this run whose COMMIT was sent was kept. In another run its number may have become that of
 * a transaction that was: then only a no is to be believed. Throws `NotKnown`, with `cause`, where the database does not say.
 */
async function wasKept(pool: pg.Pool, transaction: string, run: string | null, cause: unknown): Promise<boolean> {
  for (let asked = 0; asked < askAtMost; asked += 1) {
    const status = await pool.query<{ status: string | null }>(statusSql, [transaction]).then(
      ({ rows }) => rows[0]?.status ?? null,
      (problem: { code?: string }) => (problem.code === neverGivenOut ? 'aborted' : null),
    );
    if (status === 'aborted') return false;
    if (status === 'committed') {
      const now = await askForRun(pool);
      if (run === null || now === run) return true;
      if (now !== null) {
        runs.set(pool, now);
        break;
      }
    }
    await sleep(askAgainMs);
  }
  throw new NotKnown('the connection broke, and the database does not say what became of the transaction', { cause });
}

export type Attempt<Result> = { kind: 'done'; result: Result } | { kind: 'failed'; problem: unknown };

/**
 * A part of a transaction that may fail without the rest: what it wrote is taken back, and the transaction goes on.
 * A connection that breaks is thrown on.
 */
export async function unlessItFails<Result>(
  client: pg.ClientBase,
  work: () => Promise<Result>,
): Promise<Attempt<Result>> {
  await client.query('SAVEPOINT part');
  try {
    const result = await work();
    await client.query('RELEASE part');
    return { kind: 'done', result };
  } catch (problem) {
    if (isDatabaseTrouble(problem)) throw problem;
    await client.query('ROLLBACK TO part');
    return { kind: 'failed', problem };
  }
}

/** Whether the database refused a row because one like it exists (SQLSTATE 23505). */
export function isUniqueViolation(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === '23505';
}
