/** Reads the ledger: what was promised to whom by when, each attempt and how it ended, and how many promises were kept on time (C5). */
import type pg from 'pg';
import type { AttemptOutcome } from '../calls/model.ts';
import { unseal } from '../platform/sealing.ts';
import type { Store } from '../platform/store.ts';
import { eachAlone } from '../platform/culprits.ts';
import { instant, maybe, oneOfOr, rowReader } from '../platform/rows.ts';
import type { PromisedCall } from '../promises/model.ts';
import { promiseOf } from './callbacks-sql.ts';

type Pool = { pool: pg.Pool };

/** A promise without its number: `callerKey` is to whom. */
export type LedgerEntry = Pick<
  PromisedCall,
  | 'id'
  | 'lineId'
  | 'state'
  | 'via'
  | 'timed'
  | 'keyedIn'
  | 'messageOk'
  | 'callerKey'
  | 'promisedAtMs'
  | 'dueAtMs'
  | 'untilAtMs'
  | 'nextAtMs'
  | 'settledAtMs'
  | 'settledBy'
  | 'keptAtMs'
> & { attempts: { startedAtMs: number; endedAtMs: number | null; outcome: AttemptOutcome | null }[] };

const attemptOf = rowReader<LedgerEntry['attempts'][number]>('callback_attempts', {
  startedAtMs: instant,
  endedAtMs: maybe(instant),
  outcome: maybe(
    oneOfOr<AttemptOutcome, null>(
      {
        'no-answer': true,
        busy: true,
        failed: true,
        machine: true,
        short: true,
        withdrawn: true,
        'volunteer-gone': true,
        refused: true,
        stranger: true,
        abuse: true,
        talked: true,
      },
      null,
    ),
  ),
});

/**
 * Every promise, or those of a line: all that are owed, the soonest due first, then what was settled, the newest first.
 * `limit` is of each of the two. One that cannot be read keeps none of the others from the list.
 */
export async function readLedger(
  { pool }: Pool,
  only: { lineId?: string | undefined; limit?: number } = {},
): Promise<LedgerEntry[]> {
  const { rows } = await pool.query<{ promise: unknown; made: unknown[] }>({
    name: 'read-ledger',
    text: `SELECT to_jsonb(c) AS promise, (SELECT coalesce(jsonb_agg(to_jsonb(a) ORDER BY a.started_at), '[]') FROM callback_attempts a WHERE a.callback_id = c.id) AS made FROM (
        (SELECT * FROM callbacks WHERE state = 'open' AND ($1::text IS NULL OR line_id = $1) ORDER BY due_at, id LIMIT $2)
        UNION ALL
        (SELECT * FROM callbacks WHERE state <> 'open' AND ($1::text IS NULL OR line_id = $1) ORDER BY promised_at DESC, id LIMIT $2)
      ) c ORDER BY CASE WHEN state = 'open' THEN due_at END NULLS LAST, promised_at DESC, id`,
    values: [only.lineId ?? null, only.limit ?? 1_000],
  });
  const read = eachAlone(rows, (row): LedgerEntry => {
    const {
      id,
      lineId,
      state,
      via,
      timed,
      keyedIn,
      messageOk,
      callerKey,
      promisedAtMs,
      dueAtMs,
      untilAtMs,
      nextAtMs,
      settledAtMs,
      settledBy,
      keptAtMs,
    } = promiseOf(row.promise);
    const attempts = row.made.map(attemptOf);
    return {
      id,
      lineId,
      state,
      via,
      timed,
      keyedIn,
      messageOk,
      callerKey,
      promisedAtMs,
      dueAtMs,
      untilAtMs,
      nextAtMs,
      settledAtMs,
      settledBy,
      keptAtMs,
      attempts,
    };
  });
  return read.answer.map(({ answer }) => answer);
}

/** `share` is kept on time / due, from 0 to 1; null where none was due. */
export type KeptShare = {
  due: number;
  keptOnTime: number;
  keptLate: number;
  failed: number;
  expired: number;
  stopped: number;
  open: number;
  share: number | null;
};

/**
 * The promises made in [fromMs, toMs) and what became of them. Due are those kept, failed or expired; one that its caller
 * stopped for good was not ours to keep. On time: the talk began, or the caller said so, before the promise ended.
 */
export async function keptShare({ pool }: Pool, fromMs: number, toMs: number, lineId?: string): Promise<KeptShare> {
  const { rows } = await pool.query<Omit<KeptShare, 'due' | 'share'>>({
    name: 'kept-share',
    text: `SELECT count(*) FILTER (WHERE state = 'kept' AND kept_at <= until_at)::int AS "keptOnTime", count(*) FILTER (WHERE state = 'kept' AND kept_at > until_at)::int AS "keptLate",
      count(*) FILTER (WHERE state = 'failed')::int AS failed, count(*) FILTER (WHERE state = 'expired')::int AS expired,
      count(*) FILTER (WHERE state = 'stopped')::int AS stopped, count(*) FILTER (WHERE state = 'open')::int AS open
      FROM callbacks WHERE promised_at >= $1 AND promised_at < $2 AND ($3::text IS NULL OR line_id = $3)`,
    values: [new Date(fromMs), new Date(toMs), lineId ?? null],
  });
  const counts = rows[0] ?? { keptOnTime: 0, keptLate: 0, failed: 0, expired: 0, stopped: 0, open: 0 };
  const due = counts.keptOnTime + counts.keptLate + counts.failed + counts.expired;
  return { ...counts, due, share: due === 0 ? null : counts.keptOnTime / due };
}

/** Whether the promise allows a discreet message on a machine. */
export async function messageAgreed({ pool }: Pool, callbackId: string | null): Promise<boolean> {
  const { rows } = await pool.query<{ message_ok: boolean }>({
    name: 'message-agreed',
    text: 'SELECT message_ok FROM callbacks WHERE id = $1',
    values: [callbackId],
  });
  return rows[0]?.message_ok ?? false;
}

/**
 * The number to dial for a contact that keeps a promise, read only now; null where the call must not be made: the promise
 * is settled, its number was opted out, or its caller is on the phone with us already (C3).
 */
export async function numberToCall(room: Pick<Store, 'pool' | 'secrets'>, contactId: string): Promise<string | null> {
  const { rows } = await room.pool.query<{ number_sealed: string | null }>({
    name: 'number-to-call',
    text: `SELECT number_sealed FROM callbacks cb WHERE contact_id = $1 AND state = 'open'
      AND NOT EXISTS (SELECT 1 FROM call_opt_outs o WHERE o.key = cb.number_key)
      AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.state <> 'ended' AND c.callback_id IS NULL AND c.lasting_key IN (cb.lasting_key, cb.asker_key))`,
    values: [contactId],
  });
  return rows[0]?.number_sealed ? unseal(room.secrets.sealingKey, rows[0].number_sealed) : null;
}
