/** How many people wait for somebody on a line. */
import type { Store } from '../platform/store.ts';

/** Calls that wait for a peer, promised ones whose turn has come included, and conversations that nobody has taken. */
export async function waitingOnLine({ pool }: Pick<Store, 'pool'>, lineId: string): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>({
    name: 'waiting-on-line',
    text: `SELECT (SELECT count(*) FROM contacts WHERE line_id = $1 AND state IN ('waiting', 'choosing-overflow'))::int
      + (SELECT count(*) FROM conversations WHERE line_id = $1 AND state = 'waiting')::int AS waiting`,
    values: [lineId],
  });
  return rows[0]?.waiting ?? 0;
}
