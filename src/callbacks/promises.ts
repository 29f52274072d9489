/** The ledger of promised calls: how a promise is written down, found and settled (C1, C4, C5). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { ContactsRoom } from '../contacts/room.ts';
import { fromRow, toRow } from '../platform/rows.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { callerKey, lastingKey, lastingKeys, pepperIdAt } from '../platform/caller-key.ts';
import { seal } from '../platform/sealing.ts';
import type { Secrets } from '../platform/secrets.ts';
import { inTransaction, isUniqueViolation } from '../platform/transaction.ts';
import { nextChance, promiseUntil, type PromiseTerms, type PromiseWorld } from '../promises/rules.ts';
import { isZone } from '../schedule/zone-clock.ts';
import { refusalOf, type AskedVia, type PromiseRefusal } from './refusals.ts';

/** A promise as it is stored; instants in milliseconds. Keys and number go when it is no longer open, but for `callerKey`. */
export type StoredPromise = {
  id: string;
  lineId: string;
  state: 'open' | 'kept' | 'stopped' | 'failed' | 'expired';
  via: AskedVia;
  timed: boolean;
  keyedIn: boolean;
  messageOk: boolean;
  textOk: boolean;
  language: string;
  wish: string | null;
  timeZone: string | null;
  callerKey: string;
  lastingKey: string | null;
  numberKey: string | null;
  numberSealed: string | null;
  askerKey: string | null;
  askedIn: string | null;
  rankAtMs: number;
  lastInLine: boolean;
  promisedAtMs: number;
  dueAtMs: number;
  untilAtMs: number;
  nextAtMs: number | null;
  attempts: number;
  contactId: string | null;
  settledAtMs: number | null;
  settledBy: SettledBy | null;
  keptAtMs: number | null;
};

/** What settled a promise: a talk of two minutes, the caller's own word, "never again", three tries, its end, whoever picked up, abuse. */
export type SettledBy = 'talk' | 'word' | 'opt-out' | 'attempts' | 'expiry' | 'person' | 'abuse';

/** What somebody asks for; everything not given is answered the careful way. */
export type PromiseRequest = {
  lineId: string;
  /** The number to call. */
  number: string;
  via: StoredPromise['via'];
  /** Typed in by a caller, not the one they call from. */
  keyedIn?: boolean;
  /** When to call; null or absent: as soon as somebody is free. */
  atMs?: number | null;
  messageOk?: boolean;
  textOk?: boolean;
  language?: string;
  wish?: string | null;
  timeZone?: string | null;
  /** When the caller first arrived; now where they have not. */
  rankAtMs?: number;
  lastInLine?: boolean;
  /** The contact or conversation it was asked in. */
  askedIn?: string | null;
  /** The lasting key of whoever asked, where they typed in another number. */
  askerKey?: string | null;
  /** Who entered it, for the audit, where that was somebody of the organisation. */
  by?: string;
};

/**
 * `already`: the number has an open promise on this line, which stands as it is. `firstTryMs` is when it may first be tried,
 * out of quiet hours and while the line is open; null where there is no such time before it ends.
 */
export type Promised =
  | { kind: 'promised'; id: string; timed: boolean; dueAtMs: number; firstTryMs: number | null; untilMs: number }
  | { kind: 'already'; id: string; dueAtMs: number; untilMs: number }
  | { kind: 'declined'; why: PromiseRefusal };

const columns =
  `id line_id state via timed keyed_in message_ok text_ok language wish time_zone caller_key lasting_key number_key number_sealed asker_key asked_in
  rank_at last_in_line promised_at due_at until_at next_at attempts contact_id settled_at settled_by kept_at`
    .split(/\s+/)
    .join(', ');

export const promiseOf = (row: unknown): StoredPromise => fromRow<StoredPromise>(row as Record<string, unknown>);

/** Promises a call, or says why not; throws a RangeError where there is no such line. */
export async function promiseCallback(
  room: Pick<ContactsRoom, 'pool' | 'clock' | 'directories' | 'secrets'>,
  request: PromiseRequest,
): Promise<Promised> {
  const directory = await room.directories.current();
  const line = directory?.lines.get(request.lineId);
  if (!directory || !line) throw new RangeError(`no such line "${request.lineId}"`);
  const attempt = () =>
    inTransaction(
      room.pool,
      () => '',
      (client) => promiseOn(client, room.secrets, directory, line, request, room.clock.nowMs()),
    );
  try {
    return await attempt();
  } catch (problem) {
    // Asked twice in the same moment: the other one's promise is there now.
    if (isUniqueViolation(problem)) return attempt();
    throw problem;
  }
}

/** `promiseCallback` on `client`'s transaction. */
export async function promiseOn(
  client: pg.ClientBase,
  secrets: Secrets,
  directory: Directory,
  line: DirectoryLine,
  request: PromiseRequest,
  nowMs: number,
): Promise<Promised> {
  const { number } = request;
  const numberKey = lastingKey(secrets, '', number);
  const why = await refusalOf(
    client,
    secrets,
    directory,
    line,
    { number, via: request.via, keyedIn: request.keyedIn ?? false },
    nowMs,
  );
  if (why) return { kind: 'declined', why };
  const known = await openPromise(client, line.id, lastingKeys(secrets, '', number));
  if (known) return { kind: 'already', id: known.id, dueAtMs: known.dueAtMs, untilMs: known.untilAtMs };
  const dueAtMs = Math.max(nowMs, request.atMs ?? nowMs);
  const untilAtMs = promiseUntil(worldOf(directory, line), dueAtMs);
  const keyedIn = request.keyedIn ?? false;
  const promise: StoredPromise = {
    id: randomUUID(),
    lineId: line.id,
    state: 'open',
    via: request.via,
    timed: request.atMs != null,
    keyedIn,
    messageOk: !keyedIn && (request.messageOk ?? false),
    textOk: !keyedIn && (request.textOk ?? false),
    language: request.language ?? line.languages[0] ?? 'en',
    wish: request.wish ?? null,
    timeZone: request.timeZone ?? null,
    callerKey: callerKey(secrets, pepperIdAt(nowMs), line.id, number),
    lastingKey: lastingKey(secrets, line.id, number),
    numberKey,
    numberSealed: seal(secrets.sealingKey, number),
    askerKey: request.askerKey ?? null,
    askedIn: request.askedIn ?? null,
    rankAtMs: request.rankAtMs ?? nowMs,
    lastInLine: request.lastInLine ?? false,
    promisedAtMs: nowMs,
    dueAtMs,
    untilAtMs,
    nextAtMs: dueAtMs,
    attempts: 0,
    contactId: null,
    settledAtMs: null,
    settledBy: null,
    keptAtMs: null,
  };
  await client.query({
    name: 'promise-callback',
    text: `INSERT INTO callbacks (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::callbacks, $1::jsonb)`,
    values: [JSON.stringify(toRow(promise))],
  });
  if (request.by !== undefined) {
    const audit = `INSERT INTO audit (at, by_whom, action, subject) VALUES ($1, $2, 'callback.promised', $3)`;
    await client.query({ name: 'audit-promise', text: audit, values: [new Date(nowMs), request.by, promise.id] });
  }
  const firstTryMs = nextChance(termsOf(promise, line), worldOf(directory, line), dueAtMs, false);
  return { kind: 'promised', id: promise.id, timed: promise.timed, dueAtMs, firstTryMs, untilMs: untilAtMs };
}

/** Until when a promise made now would hold: what its caller is told before they hang up (C3). */
export function untilOf(directory: Directory, line: DirectoryLine, dueAtMs: number): number {
  return promiseUntil(worldOf(directory, line), dueAtMs);
}

/** What the rules are asked with for a promise on `line`. */
export function worldOf(directory: Directory, line: DirectoryLine): PromiseWorld {
  return { policy: line.policy.callback, schedule: directory.schedule, lineId: line.id };
}

/** The part of a promise that the rules go by. */
export function termsOf(
  promise: Pick<StoredPromise, 'timed' | 'keyedIn' | 'untilAtMs' | 'timeZone'>,
  line: DirectoryLine,
): PromiseTerms {
  return {
    timed: promise.timed,
    keyedIn: promise.keyedIn,
    untilMs: promise.untilAtMs,
    timeZone: promise.timeZone !== null && isZone(promise.timeZone) ? promise.timeZone : line.timeZone,
  };
}

/** When a promise may be tried next, from `fromMs` on; its end where there is no chance before it. */
export function nextTry(promise: StoredPromise, directory: Directory, line: DirectoryLine, fromMs: number): number {
  return (
    nextChance(termsOf(promise, line), worldOf(directory, line), fromMs, promise.attempts > 0) ?? promise.untilAtMs
  );
}

/** The open promise of a line to a number, by the keys it may have; null where there is none. */
export async function openPromise(
  client: pg.ClientBase,
  lineId: string,
  numberKeys: readonly string[],
): Promise<StoredPromise | null> {
  const { rows } = await client.query<{ promise: unknown }>({
    name: 'open-promise',
    text: `SELECT to_jsonb(c) AS promise FROM callbacks c WHERE line_id = $1 AND number_key = ANY($2) AND state = 'open'`,
    values: [lineId, numberKeys],
  });
  return rows[0] ? promiseOf(rows[0].promise) : null;
}

/** A promise with its row locked; null when there is none. */
export async function lockPromise(client: pg.ClientBase, id: string): Promise<StoredPromise | null> {
  const { rows } = await client.query<{ promise: unknown }>({
    name: 'lock-promise',
    text: 'SELECT to_jsonb(c) AS promise FROM callbacks c WHERE id = $1 FOR UPDATE',
    values: [id],
  });
  return rows[0] ? promiseOf(rows[0].promise) : null;
}

/**
 * Closes an open promise: number and lasting keys are erased, and what was not kept waits for a coordinator (C4).
 * `keptAtMs` is when the talk that kept it began.
 */
export async function settle(
  client: pg.ClientBase,
  promise: Pick<StoredPromise, 'id' | 'lineId'>,
  state: Exclude<StoredPromise['state'], 'open'>,
  by: SettledBy,
  nowMs: number,
  keptAtMs: number | null = null,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'settle-promise',
    text: `WITH unasked AS (DELETE FROM callback_drafts WHERE contact_id = $1)
      UPDATE callbacks SET state = $2, settled_at = $3, settled_by = $4, kept_at = $5, next_at = NULL,
      number_sealed = NULL, lasting_key = NULL, number_key = NULL, asker_key = NULL WHERE id = $1 AND state = 'open'`,
    values: [promise.id, state, new Date(nowMs), by, keptAtMs === null ? null : new Date(keptAtMs)],
  });
  if (rowCount !== 1) return false;
  if (state === 'failed' || state === 'expired') {
    await needAttention(
      client,
      { kind: `callback-${state}`, lineId: promise.lineId, subject: promise.id, key: `callback ${promise.id}` },
      nowMs,
    );
  }
  return true;
}
