/** One short transaction on the bare pool, where a webhook waits. */
import type pg from 'pg';

/**
 * Runs `work` between `opening` (BEGIN and its locks, sent as one round trip) and COMMIT; anything thrown rolls back.
 * `opening` holds no values but those escaped by the caller.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  opening: (client: pg.PoolClient) => string,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; ${opening(client)}`);
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (problem) {
    const rolledBack = await client.query('ROLLBACK').then(() => true, () => false);
    client.release(!rolledBack);
    throw problem;
  }
}

/** Whether the database refused a row because one like it exists (SQLSTATE 23505). */
export function isUniqueViolation(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === '23505';
}
