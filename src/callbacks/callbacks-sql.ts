/** Every statement about promised calls that several functions need; what is read is checked. */
import type pg from 'pg';
import { amount, flag, instant, maybe, oneOf, oneOfOr, rowReader, text, toRow } from '../platform/rows.ts';
import type { AskedVia, EndOfPromise, PromisedCall, SettledBy } from '../promises/model.ts';

const columns =
  `id line_id state via timed keyed_in message_ok text_ok language wish time_zone caller_key lasting_key number_key number_sealed asker_key asked_in
  rank_at last_in_line promised_at due_at until_at next_at attempts contact_id settled_at settled_by kept_at`
    .split(/\s+/)
    .join(', ');

/** A promise from `to_jsonb(row)`. Throws `NewerThanThis` where only a newer release knows what it is in. */
export const promiseOf = rowReader<PromisedCall>('callbacks', {
  id: text,
  lineId: text,
  state: oneOf<PromisedCall['state']>({ open: true, kept: true, stopped: true, failed: true, expired: true }),
  // Whoever asked in a way of a newer release is texted as most are.
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
    text: `SELECT to_jsonb(c) AS promise FROM callbacks c WHERE line_id = $1 AND number_key = ANY($2) AND state = 'open'`,
    values: [lineId, numberKeys],
  });
  return rows[0] ? promiseOf(rows[0].promise) : null;
}

/** A promise with its row locked; null when there is none. */
export async function lockPromise(client: pg.ClientBase, id: string): Promise<PromisedCall | null> {
  const { rows } = await client.query<{ promise: unknown }>({
    name: 'lock-promise',
    text: 'SELECT to_jsonb(c) AS promise FROM callbacks c WHERE id = $1 FOR UPDATE',
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
