/** One short transaction on the bare pool, where a webhook waits. */
import type pg from 'pg';

/** Sends the transaction's last statement and COMMIT as one round trip; `text` holds no values but escaped ones. */
export type CommitWith = (text: string) => Promise<void>;

/**
 * Runs `work` between `opening` (BEGIN and its locks, sent as one round trip) and COMMIT; anything thrown rolls back.
 * `opening` holds no values but those escaped by the caller. `work` may commit by itself with its last statement;
 * `openingRows` is how many rows the opening's last statement found.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  opening: (client: pg.PoolClient) => string,
  work: (client: pg.PoolClient, commitWith: CommitWith, openingRows: number) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    const opened = (await client.query(`BEGIN; ${opening(client)}`)) as unknown as pg.QueryResult | pg.QueryResult[];
    const openingRows = (Array.isArray(opened) ? opened.at(-1)?.rowCount : opened.rowCount) ?? 0;
    let committed = false;
    const result = await work(
      client,
      async (text) => {
        await client.query(text === '' ? 'COMMIT' : `${text}; COMMIT`);
        committed = true;
      },
      openingRows,
    );
    if (!committed) await client.query('COMMIT');
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

/** Whether the database refused a row because one like it exists (SQLSTATE 23505). */
export function isUniqueViolation(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === '23505';
}
