/** When lines were paused, by what the audit says of it: what would have come then nobody knows. */
import type { Store } from '../platform/store.ts';
import type { Interval } from '../schedule/model.ts';

type Row = { line_id: string; action: 'line.paused' | 'line.resumed'; at: Date };

/** The pauses of these lines since `fromMs`, in order of time; one that holds has no end. Lines without any are left out. */
export async function pausesOf(
  { pool }: Pick<Store, 'pool'>,
  lineIds: readonly string[],
  fromMs: number,
): Promise<Map<string, Interval[]>> {
  const { rows } = await pool.query<Row>({
    name: 'pauses-of-lines',
    text: `SELECT subject AS line_id, action, at FROM audit
      WHERE action IN ('line.paused', 'line.resumed') AND subject = ANY($1) AND at >= $2 ORDER BY at, id`,
    values: [lineIds, new Date(fromMs)],
  });
  const pauses = new Map<string, Interval[]>();
  for (const { line_id: lineId, action, at } of rows) {
    const known = pauses.get(lineId);
    const last = known?.at(-1);
    const isPaused = last?.endMs === Number.POSITIVE_INFINITY;
    if (action === 'line.resumed') {
      if (isPaused) last.endMs = at.getTime();
      // It had been paused before.
      else if (!known) pauses.set(lineId, [{ startMs: fromMs, endMs: at.getTime() }]);
    } else if (!isPaused)
      pauses.set(lineId, [...(known ?? []), { startMs: at.getTime(), endMs: Number.POSITIVE_INFINITY }]);
  }
  return pauses;
}
