/** Every statement about promised calls that several functions need; what is read is checked. */
import type pg from 'pg';
import { amount, flag, instant, maybe, oneOf, oneOfOr, rowReader, text, toRow } from '../platform/rows.ts';
import type { DueFacts } from '../promises/due.ts';
import type { ChosenTime } from '../promises/text.ts';
import type { AskedVia, EndOfPromise, PromisedCall, SettledBy } from '../promises/model.ts';

const columns =
  `id line_id state via timed keyed_in message_ok text_ok language wish time_zone caller_key lasting_key number_key number_sealed asker_key asked_in
  rank_at last_in_line promised_at due_at until_at next_at attempts contact_id settled_at settled_by kept_at`
    .split(/\s+/)
    .join(', ');

/** A promise from its row as JSON. Throws `NewerThanThis` where only a newer release knows what it is in. */
export const promiseOf = rowReader<PromisedCall>('callbacks', {
  id: text,
  lineId: text,
  state: oneOf<PromisedCall['state']>({ open: true, kept: true, stopped: true, failed: true, expired: true }),
  // A way of asking that only a newer release knows is treated as the most common one.
  via: oneOfOr<AskedVia, 'text'>({ key: true, text: true, whatsapp: true, coordinator: true }, 'text'),
  timed: flag,
  keyedIn: flag,
  messageOk: flag,
  textOk: flag,
  language: text,
  wish: maybe(text),
  timeZone: maybe(text),
  callerKey: text,
  lastingKey: maybe(text),
  numberKey: maybe(text),
  numberSealed: maybe(text),
  askerKey: maybe(text),
  askedIn: maybe(text),
  rankAtMs: instant,
  lastInLine: flag,
  promisedAtMs: instant,
  dueAtMs: instant,
  untilAtMs: instant,
  nextAtMs: maybe(instant),
  attempts: amount,
  contactId: maybe(text),
  settledAtMs: maybe(instant),
  settledBy: maybe(
    oneOfOr<SettledBy, null>(
      { talk: true, word: true, 'opt-out': true, attempts: true, expiry: true, person: true, abuse: true },
      null,
    ),
  ),
  keptAtMs: maybe(instant),
});

/** Writes a new promise down. */
export async function insertPromise(client: pg.ClientBase, promise: PromisedCall): Promise<void> {
  await client.query({
    name: 'promise-callback',
    text: `INSERT INTO callbacks (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::callbacks, $1::jsonb)`,
    values: [JSON.stringify(toRow(promise))],
  });
}

/** The open promise of a line to a number, by the keys it may have; null where there is none. */
export async function openPromise(
  client: pg.ClientBase,
  lineId: string,
  numberKeys: readonly string[],
): Promise<PromisedCall | null> {
  const { rows } = await client.query<{ promise: unknown }>({
    name: 'open-promise',
    text: `SELECT to_json(c) AS promise FROM callbacks c WHERE line_id = $1 AND number_key = ANY($2) AND state = 'open'`,
    values: [lineId, numberKeys],
  });
  return rows[0] ? promiseOf(rows[0].promise) : null;
}

/** A promise with its row locked; null when there is none. */
export async function lockPromise(client: pg.ClientBase, id: string): Promise<PromisedCall | null> {
  const { rows } = await client.query<{ promise: unknown }>({
    name: 'lock-promise',
    text: 'SELECT to_json(c) AS promise FROM callbacks c WHERE id = $1 FOR UPDATE',
    values: [id],
  });
  return rows[0] ? promiseOf(rows[0].promise) : null;
}

/** Closes a promise, and erases its number and lasting keys with it; false where it was closed already. */
export async function closePromise(
  client: pg.ClientBase,
  id: string,
  { state, by, keptAtMs }: { state: EndOfPromise; by: SettledBy; keptAtMs: number | null },
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'settle-promise',
    text: `WITH unasked AS (DELETE FROM callback_drafts WHERE contact_id = $1)
      UPDATE callbacks SET state = $2, settled_at = $3, settled_by = $4, kept_at = $5, next_at = NULL,
      number_sealed = NULL, lasting_key = NULL, number_key = NULL, asker_key = NULL WHERE id = $1 AND state = 'open'`,
    values: [id, state, new Date(nowMs), by, keptAtMs === null ? null : new Date(keptAtMs)],
  });
  return rowCount === 1;
}

/** When an open promise is looked at next. */
export async function tryLater(client: pg.ClientBase, id: string, atMs: number): Promise<void> {
  await client.query({
    name: 'try-later',
    text: 'UPDATE callbacks SET next_at = $2 WHERE id = $1',
    values: [id, new Date(atMs)],
  });
}

/** The promise waits in line, as the contact `contactId`. */
export async function promiseInLine(client: pg.ClientBase, id: string, contactId: string): Promise<void> {
  await client.query({
    name: 'promise-in-line',
    text: 'UPDATE callbacks SET contact_id = $2, next_at = NULL WHERE id = $1',
    values: [id, contactId],
  });
}

/** The promise is for another time. */
export async function changeTime(client: pg.ClientBase, id: string, change: ChosenTime): Promise<void> {
  await client.query({
    name: 'choose-time',
    text: 'UPDATE callbacks SET timed = $2, due_at = CASE WHEN $2 THEN $3 ELSE due_at END, next_at = $3, until_at = $4 WHERE id = $1',
    values: [id, change.timed, new Date(change.nextAtMs), new Date(change.untilAtMs)],
  });
}

/** The promises that are due, by their place in line, up to `atMost`; `any`: whether there is any to look after at all. */
export async function duePromises(
  client: pg.ClientBase | pg.Pool,
  nowMs: number,
  atMost: number,
): Promise<{ due: string[]; any: boolean; version: number | null }> {
  const { rows } = await client.query<{ due: string[]; any: boolean; version: number | null }>({
    name: 'promises-to-look-at',
    text: `SELECT ARRAY(SELECT id FROM callbacks WHERE state = 'open' AND contact_id IS NULL AND next_at <= $1 ORDER BY last_in_line, rank_at, id LIMIT $2) AS due,
      EXISTS (SELECT 1 FROM callbacks WHERE state = 'open' OR contact_id IS NOT NULL) AS any, (SELECT version FROM organisation) AS version`,
    values: [new Date(nowMs), atMost],
  });
  return rows[0] ?? { due: [], any: false, version: null };
}

/** A live call of the promise's caller, on which they may be given what was promised. */
const callingSql = `EXISTS (SELECT 1 FROM contacts c WHERE c.state <> 'ended' AND c.callback_id IS NULL AND c.lasting_key IN (cb.lasting_key, cb.asker_key))`;
const pausedSql = 'EXISTS (SELECT 1 FROM line_states s WHERE s.line_id = cb.line_id AND s.paused_at IS NOT NULL)';

/** What is known of the caller and the line of a promise that is due. */
export async function dueFacts(client: pg.ClientBase, id: string): Promise<DueFacts> {
  const { rows } = await client.query<DueFacts>({
    name: 'promise-circumstances',
    text: `SELECT ${callingSql} AS calling, ${pausedSql} AS paused,
      EXISTS (SELECT 1 FROM call_opt_outs o WHERE o.key = cb.number_key) AS "optedOut",
      EXISTS (SELECT 1 FROM callbacks o WHERE o.number_key = cb.number_key AND o.id <> cb.id AND o.contact_id IS NOT NULL) AS busy
      FROM callbacks cb WHERE id = $1`,
    values: [id],
  });
  return rows[0] ?? { optedOut: false, calling: false, paused: false, busy: false };
}

/** An attempt whose caller is not on the phone yet; the promise is read by itself, so that a damaged one keeps none back. */
export type UnderWay = Pick<DueFacts, 'calling' | 'paused'> & {
  id: string;
  contactId: string;
  ringing: boolean;
  promise: unknown;
};

/** The attempts that may still be taken back. */
export async function attemptsUnderWay(client: pg.ClientBase | pg.Pool): Promise<UnderWay[]> {
  const { rows } = await client.query<UnderWay>({
    name: 'attempts-under-way',
    text: `SELECT cb.id, to_json(cb) AS promise, k.id AS "contactId", ${callingSql} AS calling, ${pausedSql} AS paused,
        EXISTS (SELECT 1 FROM legs l WHERE l.contact_id = k.id AND l.purpose = 'caller' AND l.state <> 'ended') AS ringing
      FROM callbacks cb JOIN contacts k ON k.id = cb.contact_id WHERE k.call_sid IS NULL AND k.state <> 'ended'`,
  });
  return rows;
}

/** Repairs promises whose contact no longer exists, as after a restored backup. */
export async function freeOrphans(client: pg.ClientBase | pg.Pool, nowMs: number): Promise<void> {
  await client.query({
    name: 'free-orphans',
    text: `WITH freed AS (UPDATE callbacks cb SET contact_id = NULL, next_at = CASE WHEN state = 'open' THEN $1::timestamptz END
        WHERE contact_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.id = cb.contact_id AND c.state <> 'ended') RETURNING id)
      UPDATE callback_attempts SET ended_at = $1, outcome = 'withdrawn' WHERE ended_at IS NULL AND callback_id IN (SELECT id FROM freed)`,
    values: [new Date(nowMs)],
  });
}
