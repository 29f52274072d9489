/** Counts what is over by line, language and quarter of an hour, a stretch of time after the other: what is counted for the first time, anew, or because something ended since is counted by the same steps. */
import type pg from 'pg';
import { lockNumbers } from '../platform/advisory-locks.ts';
import { dayMs, minuteMs } from '../platform/kept.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { summaries, type Summary } from './summaries-sql.ts';

/** Raised where a count comes to mean something else: then everything of which there are rows is counted anew. */
export const presentDefinitions = 1;

/** So much of what ended is counted in one transaction: it is over within a moment. */
const stretchMs = 7 * dayMs;
/** What was decided at an instant may be written a while later, and the clocks of two machines differ. */
const lookBackMs = 10 * minuteMs;
const quarterMs = 15 * minuteMs;

const opening = `SELECT 1 WHERE pg_try_advisory_xact_lock(${lockNumbers.reports})`;

/**
 * Counts the next stretch of time; answers whether everything up to now is counted, or another process is at it. Each
 * quarter of an hour in which something ended or turned is counted from its rows, whole. Quarters of which no rows are
 * left stay as they were counted.
 */
export async function countNext(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  definitions = presentDefinitions,
): Promise<boolean> {
  const nowMs = clock.nowMs();
  return inTransaction(
    pool,
    () => opening,
    async (client, _commit, opened) => {
      if (opened.at(-1)?.rowCount === 0) return true;
      const markMs = (await countedUntil(client, definitions)) ?? nowMs;
      const untilMs = Math.min(nowMs, markMs + stretchMs);
      for (const summary of summaries) await countAnew(client, summary, markMs - lookBackMs, untilMs);
      await client.query({
        name: 'report-mark',
        text: `INSERT INTO report_marks (definitions, until) VALUES ($1, $2)
          ON CONFLICT (definitions) DO UPDATE SET until = greatest(report_marks.until, EXCLUDED.until)`,
        values: [definitions, new Date(untilMs)],
      });
      return untilMs === nowMs;
    },
  );
}

/** Up to when everything is counted; where nothing is, the instant of the first that is to be. */
async function countedUntil(client: pg.ClientBase, definitions: number): Promise<number | null> {
  const { rows } = await client.query<{ until: Date | null }>({
    name: 'report-mark-now',
    text: `SELECT coalesce((SELECT until FROM report_marks WHERE definitions = $1), least(${summaries.map(({ first }) => `(${first})`).join(', ')})) AS until`,
    values: [definitions],
  });
  return rows[0]?.until?.getTime() ?? null;
}

async function countAnew(
  client: pg.ClientBase,
  { table, columns, changed, counted }: Summary,
  afterMs: number,
  untilMs: number,
): Promise<void> {
  const { rows } = await client.query<{ at: Date }>({
    name: `${table}-changed`,
    text: changed,
    values: [new Date(afterMs), new Date(untilMs)],
  });
  if (rows.length === 0) return;
  const quarters = rows.map(({ at }) => at);
  const starts = quarters.map((at) => at.getTime()).sort((a, b) => a - b);
  await client.query({ name: `${table}-gone`, text: `DELETE FROM ${table} WHERE at = ANY($1)`, values: [quarters] });
  await client.query({
    name: `${table}-counted`,
    text: `INSERT INTO ${table} (line_id, language, at, ${columns.join(', ')}) ${counted}`,
    values: [quarters, new Date(starts[0] ?? 0), new Date((starts.at(-1) ?? 0) + quarterMs)],
  });
}
