/** Calls of the past as a replay needs them: when, on which line, how their wait ended; no number, no key, nobody's name. */
import type { PastCall } from '../planning/replay/model.ts';
import type { Store } from '../platform/store.ts';

type Row = {
  line_id: string;
  language: string;
  wish: string | null;
  outcome: string | null;
  arrived_ms: number;
  ended_ms: number | null;
  accepted_ms: number | null;
  talked_seconds: number;
  heavy: boolean | null;
};

/** Whoever hung up in the greeting never waited; what is closed, paused or blocked offers nobody to anybody. */
const apart = ['abandoned-in-greeting', 'closed', 'paused', 'blocked', 'not-reached', 'withdrawn'];

const columns = `c.line_id, c.language, c.wish, c.outcome, c.talked_seconds, felt.heavy,
  extract(epoch FROM c.arrived_at)::float8 * 1000 AS arrived_ms, extract(epoch FROM c.ended_at)::float8 * 1000 AS ended_ms,
  (SELECT extract(epoch FROM min(l.accepted_at))::float8 * 1000 FROM legs l
    WHERE l.contact_id = c.id AND l.purpose = 'offer' AND l.accepted_at IS NOT NULL) AS accepted_ms`;

/**
 * The calls that arrived on these lines in [fromMs, untilMs) and are over, in order of arrival. Calls that the service
 * made itself to keep a promise are none.
 */
export async function pastCalls(
  { pool }: Pick<Store, 'pool'>,
  lineIds: readonly string[],
  fromMs: number,
  untilMs: number,
): Promise<PastCall[]> {
  const { rows } = await pool.query<Row>({
    name: 'past-calls',
    text: `WITH felt AS (SELECT contact_id, bool_or(heavy) AS heavy FROM load_events
        WHERE kind = 'contact' AND contact_id IS NOT NULL AND start_at >= $2 AND start_at < $3::timestamptz + interval '1 day' GROUP BY contact_id)
      SELECT ${columns} FROM contacts c LEFT JOIN felt ON felt.contact_id = c.id
      WHERE c.arrived_at >= $2 AND c.arrived_at < $3 AND c.line_id = ANY($1) AND c.channel = 'voice' AND c.state = 'ended'
        AND c.callback_id IS NULL AND c.outcome <> ALL($4)
      ORDER BY c.arrived_at, c.id`,
    values: [lineIds, new Date(fromMs), new Date(untilMs), apart],
  });
  return rows.flatMap((row) => pastCallOf(row) ?? []);
}

const mostLatest = 2000;
const latestMs = 91 * 86_400_000;

/** The calls of a line that were over last before `untilMs`, of the last quarter and 2,000 at most: enough to say how it goes there now. */
export async function latestCalls({ pool }: Pick<Store, 'pool'>, lineId: string, untilMs: number): Promise<PastCall[]> {
  const { rows } = await pool.query<Row>({
    name: 'latest-calls',
    text: `WITH latest AS MATERIALIZED (SELECT * FROM contacts
        WHERE ended_at > $2 AND ended_at <= $3 AND line_id = $1 AND channel = 'voice' AND state = 'ended' AND callback_id IS NULL AND outcome <> ALL($4)
        ORDER BY ended_at DESC LIMIT ${mostLatest}),
      felt AS (SELECT contact_id, bool_or(heavy) AS heavy FROM load_events
        WHERE kind = 'contact' AND contact_id IS NOT NULL AND start_at >= (SELECT min(arrived_at) FROM latest) GROUP BY contact_id)
      SELECT ${columns} FROM latest c LEFT JOIN felt ON felt.contact_id = c.id ORDER BY c.arrived_at, c.id`,
    values: [lineId, new Date(untilMs - latestMs), new Date(untilMs), apart],
  });
  return rows.flatMap((row) => pastCallOf(row) ?? []);
}

/** Null for somebody who chose the crisis line while they waited: nobody knows how long they would have. */
function pastCallOf(row: Row): PastCall | null {
  const hasTalked = row.talked_seconds > 0;
  if (row.outcome === 'crisis' && !hasTalked) return null;
  const arrivesMs = Math.round(row.arrived_ms);
  const overMs = hasTalked ? (row.accepted_ms ?? null) : row.ended_ms;
  const end = hasTalked ? 'talked' : (ends[row.outcome ?? ''] ?? 'other');
  return {
    lineId: row.line_id,
    language: row.language,
    wish: row.wish,
    arrivesMs,
    end,
    waitedMs: end === 'nobody-on' || overMs === null ? null : Math.max(0, Math.round(overMs) - arrivesMs),
    talkMs: hasTalked ? row.talked_seconds * 1000 : null,
    crisis: row.outcome === 'crisis-hand-over',
    abusive: row.outcome === 'abuse',
    weight: row.heavy === null ? null : row.heavy ? 4 : 2,
  };
}

const ends: Record<string, PastCall['end']> = {
  'abandoned-in-queue': 'hung-up',
  callback: 'callback',
  voicemail: 'message',
  'nobody-on': 'nobody-on',
};
