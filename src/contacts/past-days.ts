/** The past day by day: the calls that came in, and those that the service made to keep a promise. */
import type { CallBack, PastCall } from '../planning/replay/model.ts';
import { dayMs } from '../platform/kept.ts';
import type { Store } from '../platform/store.ts';
import { pastCalls } from './past-calls.ts';

type Row = { line_id: string; language: string; arrived_ms: number; talked_seconds: number };

/**
 * The calls of the past of these lines from the oldest on, day by day, so that nobody holds a year of them at once; with each day the calls that the
 * service made itself to keep a promise, and that somebody talked in.
 */
export async function* pastCallsByDay(
  store: Pick<Store, 'pool'>,
  lineIds: readonly string[],
  fromMs: number,
  untilMs: number,
): AsyncGenerator<{ calls: PastCall[]; callsBack: CallBack[] }> {
  for (let startMs = fromMs; startMs < untilMs; startMs += dayMs) {
    const endMs = Math.min(untilMs, startMs + dayMs);
    const calls = await pastCalls(store, lineIds, startMs, endMs);
    yield { calls, callsBack: await callsBackIn(store, lineIds, startMs, endMs) };
  }
}

async function callsBackIn(
  { pool }: Pick<Store, 'pool'>,
  lineIds: readonly string[],
  fromMs: number,
  untilMs: number,
): Promise<CallBack[]> {
  const { rows } = await pool.query<Row>({
    name: 'past-calls-back',
    text: `SELECT line_id, language, talked_seconds, extract(epoch FROM arrived_at)::float8 * 1000 AS arrived_ms FROM contacts
      WHERE arrived_at >= $2 AND arrived_at < $3 AND line_id = ANY($1) AND channel = 'voice' AND state = 'ended'
        AND callback_id IS NOT NULL AND talked_seconds > 0
      ORDER BY arrived_at, id`,
    values: [lineIds, new Date(fromMs), new Date(untilMs)],
  });
  return rows.map((row) => ({
    lineId: row.line_id,
    language: row.language,
    startsMs: Math.round(row.arrived_ms),
    talkMs: row.talked_seconds * 1000,
  }));
}
