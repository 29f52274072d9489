/** What a line was offered, half hour by half hour, from the kept summaries (F1). */
import type { Store } from '../platform/store.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { presentDefinitions } from './count.ts';

/** More than a year, so that last year's holidays and seasons are in it. */
const historyDays = 65 * 7;

/**
 * Each half hour of the line's clock in which somebody was offered a peer, as JSON of [start, count] by the database: whoever
 * hung up in the greeting is apart, and so is whoever came while the line was closed or paused. Everything is
 * counted from `fromMs` to `untilMs`. Null where nothing was counted yet.
 */
export async function offeredByHalfHour(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  { id, timeZone }: { id: string; timeZone: string },
): Promise<{ counted: string; fromMs: number; untilMs: number } | null> {
  const zone = zoneClock(timeZone);
  const first = zone.startInstant((zone.localDay(clock.nowMs()) - historyDays) * dayMs);
  const { rows } = await pool.query<{ until: Date | null; counted: string }>({
    name: 'offered-by-half-hour',
    text: `SELECT (SELECT until FROM report_marks WHERE definitions = $3) AS until,
      (SELECT coalesce(json_agg(json_build_array(date_part('epoch', half)::int8 * 1000, offered)), '[]')::text FROM (
        SELECT date_bin('30 minutes', at, $2) AS half, sum(offered - abandoned_in_greeting)::int AS offered
        FROM report_calls WHERE line_id = $1 AND at >= $2 GROUP BY 1 ORDER BY 1) halves WHERE offered > 0) AS counted`,
    values: [id, new Date(first), presentDefinitions],
  });
  const [row] = rows;
  return row?.until ? { counted: row.counted, fromMs: first, untilMs: row.until.getTime() } : null;
}
