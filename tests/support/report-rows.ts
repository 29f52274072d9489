/** Calls, promises and conversations of some weeks as bare rows, and what a report has to say of them, worked out row by row. */
import { DateTime } from 'luxon';
import type pg from 'pg';

export type RawCall = {
  id: string;
  line_id: string;
  language: string;
  met: string | null;
  outcome: string;
  told: string | null;
  arrived_at: number;
  joined_at: number[];
  ended_at: number | null;
  talked_seconds: number;
  callback_id: string | null;
};
export type RawPromise = {
  id: string;
  line_id: string;
  language: string;
  state: string;
  promised_at: number;
  until_at: number;
  settled_at: number | null;
  kept_at: number | null;
};
export type RawTexts = {
  id: string;
  line_id: string;
  language: string;
  opened_at: number;
  answered_at: number | null;
  closed_at: number | null;
};
export type Raw = { calls: RawCall[]; promises: RawPromise[]; texts: RawTexts[] };

const at = (value: unknown) => (typeof value === 'number' && value > 1e11 ? new Date(value).toISOString() : value);
const rowOf = (value: object) => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, at(one)]));

/** As where a release that counts finds what an older one wrote: nothing is counted yet. */
export async function forgetCounts(pool: pg.Pool): Promise<void> {
  await pool.query('DELETE FROM report_marks');
}

/** Writes rows, or what they are by now. */
export async function writeRaw(pool: pg.Pool, { calls, promises, texts }: Raw): Promise<void> {
  const write = (sql: string, rows: object[]) => pool.query(sql, [JSON.stringify(rows.map(rowOf))]);
  await write(
    `INSERT INTO contacts (id, line_id, channel, state, outcome, told, met, language, script, arrived_at, rank_at, ended_at, talked_seconds, callback_id)
      SELECT id, line_id, 'voice', CASE WHEN ended_at IS NULL THEN 'waiting' ELSE 'ended' END, outcome, told, met, language, 'hold', arrived_at, arrived_at, ended_at, talked_seconds, callback_id
      FROM jsonb_populate_recordset(NULL::contacts, $1) ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, outcome = EXCLUDED.outcome, ended_at = EXCLUDED.ended_at`,
    calls,
  );
  await write(
    `INSERT INTO legs (id, contact_id, line_id, purpose, role, state, created_at, joined_at)
      SELECT id, contact_id, line_id, purpose, 'primary', 'ended', joined_at, joined_at FROM jsonb_populate_recordset(NULL::legs, $1) ON CONFLICT DO NOTHING`,
    calls.flatMap((call) =>
      call.joined_at.map((joined_at, index) => ({
        id: `${call.id}-${index}`,
        contact_id: call.id,
        line_id: call.line_id,
        purpose: 'offer',
        joined_at,
      })),
    ),
  );
  await write(
    `INSERT INTO callbacks (id, line_id, state, via, timed, keyed_in, message_ok, text_ok, language, caller_key, rank_at, last_in_line, promised_at, due_at, until_at, settled_at, kept_at)
      SELECT id, line_id, state, 'key', false, false, true, true, language, '', promised_at, false, promised_at, promised_at, until_at, settled_at, kept_at
      FROM jsonb_populate_recordset(NULL::callbacks, $1) ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, settled_at = EXCLUDED.settled_at, kept_at = EXCLUDED.kept_at`,
    promises,
  );
  await write(
    `INSERT INTO conversations (id, line_id, channel, state, language, opened_at, last_at, answered_at, closed_at, not_with)
      SELECT id, line_id, 'sms', 'closed', language, opened_at, opened_at, answered_at, closed_at, '{}'
      FROM jsonb_populate_recordset(NULL::conversations, $1) ON CONFLICT (id) DO UPDATE SET answered_at = EXCLUDED.answered_at, closed_at = EXCLUDED.closed_at`,
    texts,
  );
}

export type By = 'day' | 'week' | 'month' | 'hour-of-week' | 'line' | 'language';

type Local = Record<'day' | 'week' | 'month' | 'hour-of-week', string>;
const locals = new Map<string, Local>();

/** What an instant is called in a zone; each is asked for many times. */
function localOf(zone: string, atMs: number): Local {
  const known = locals.get(`${zone} ${atMs}`);
  if (known) return known;
  const local = DateTime.fromMillis(atMs, { zone });
  const weekday = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][local.weekday - 1];
  const found = {
    day: local.toFormat('yyyy-MM-dd'),
    week: local.minus({ days: local.weekday - 1 }).toFormat('yyyy-MM-dd'),
    month: local.toFormat('yyyy-MM'),
    'hour-of-week': `${weekday} ${local.toFormat('HH')}`,
  };
  locals.set(`${zone} ${atMs}`, found);
  return found;
}

function keyOf(by: By, zone: string, row: { line_id: string; language: string }, atMs: number): string {
  if (by === 'line') return row.line_id;
  return by === 'language' ? row.language : localOf(zone, atMs)[by];
}

type Sums = Map<string, Record<string, number>>;
type Asked = { by: By; zones: Record<string, string>; from: string; to: string; language: string | null };

/** Adds up `counts` of each row that began within the months, under the row's key. */
function addedUp<Row extends { line_id: string; language: string }>(
  rows: readonly Row[],
  { by, zones, from, to, language }: Asked,
  begins: (row: Row) => number,
  counts: (row: Row) => Record<string, number>,
): Sums {
  const sums: Sums = new Map();
  for (const row of rows) {
    const zone = zones[row.line_id];
    if (zone === undefined || (language !== null && row.language !== language)) continue;
    const month = localOf(zone, begins(row)).month;
    if (month < from || month > to) continue;
    for (const key of [keyOf(by, zone, row, begins(row)), 'total']) {
      const known = sums.get(key) ?? {};
      sums.set(key, known);
      for (const [name, count] of Object.entries(counts(row))) known[name] = (known[name] ?? 0) + count;
    }
  }
  return sums;
}

const one = (yes: boolean) => (yes ? 1 : 0);

/** Calls that are over, by the definitions of the rules. */
export function callsByHand({ calls }: Raw, asked: Asked): Sums {
  const over = calls.filter(({ ended_at, callback_id }) => ended_at !== null && callback_id === null);
  const offered = over.filter(({ met, outcome, told }) =>
    met === null
      ? !(['closed', 'blocked'].includes(outcome) || told === 'paused')
      : ['open', 'nobody-on'].includes(met),
  );
  return addedUp(
    offered,
    asked,
    ({ arrived_at }) => arrived_at,
    ({ joined_at, arrived_at, ended_at, outcome, talked_seconds }) => {
      const first = joined_at.length > 0 ? Math.min(...joined_at) : null;
      const left = (how: string) => one(first === null && outcome === how);
      const named = ['abandoned-in-greeting', 'abandoned-in-queue', 'crisis', 'callback', 'voicemail'];
      return {
        offered: 1,
        answered: one(first !== null),
        answeredSoon: one(first !== null && first - arrived_at <= 60_000),
        abandonedInGreeting: left('abandoned-in-greeting'),
        abandonedInQueue: left('abandoned-in-queue'),
        abandonedSoon: one(
          first === null && outcome.startsWith('abandoned') && (ended_at ?? Infinity) - arrived_at <= 60_000,
        ),
        crisis: left('crisis'),
        callback: left('callback'),
        voicemail: left('voicemail'),
        otherwise: one(first === null && !named.includes(outcome)),
        waitSeconds: first === null ? 0 : (first - arrived_at) / 1000,
        talkSeconds: talked_seconds,
      };
    },
  );
}

export function promisesByHand({ promises }: Raw, asked: Asked): Sums {
  return addedUp(
    promises,
    asked,
    ({ promised_at }) => promised_at,
    ({ state, kept_at, until_at }) => ({
      made: 1,
      keptOnTime: one(state === 'kept' && kept_at !== null && kept_at <= until_at),
      keptLate: one(state === 'kept' && kept_at !== null && kept_at > until_at),
      lapsed: one(state === 'failed' || state === 'expired'),
      stopped: one(state === 'stopped'),
      open: one(state === 'open'),
    }),
  );
}

export function textsByHand({ texts }: Raw, asked: Asked): Sums {
  return addedUp(
    texts,
    asked,
    ({ opened_at }) => opened_at,
    ({ opened_at, answered_at, closed_at }) => ({
      opened: 1,
      answered: one(answered_at !== null),
      unanswered: one(answered_at === null && closed_at !== null),
      open: one(answered_at === null && closed_at === null),
      answerSeconds: answered_at === null ? 0 : (answered_at - opened_at) / 1000,
    }),
  );
}
