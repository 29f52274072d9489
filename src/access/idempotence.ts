/** A change that is asked for twice with one key is done once and answered twice; answers are sealed and kept a day. */
import { createHmac } from 'node:crypto';
import { seal, unseal } from '../platform/sealing.ts';
import type { AccessRoom } from './sessions.ts';

/** A request that began this long ago belongs to a process that is gone, and may begin again. */
const staleMs = 30_000;

export type Begun =
  | { kind: 'new' }
  | { kind: 'done'; status: number; answer: unknown }
  | { kind: 'running' }
  | { kind: 'other-request' };

/** Begins the request `key` of `owner`, or says what became of it before. */
export async function beginOnce(room: AccessRoom, owner: string, key: string, request: string): Promise<Begun> {
  // Keyed with the service's secret, so that a short request (a PIN, a few words) cannot be guessed from its hash.
  const hash = createHmac('sha256', room.secrets.sessionKey).update(`request:${request}`).digest('base64url');
  const nowMs = room.clock.nowMs();
  const inserted = await room.pool.query(
    `INSERT INTO idempotent_answers (owner, key, request_hash, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (owner, key) DO UPDATE SET at = EXCLUDED.at
       WHERE idempotent_answers.status IS NULL AND idempotent_answers.at < $5 AND idempotent_answers.request_hash = EXCLUDED.request_hash`,
    [owner, key, hash, new Date(nowMs), new Date(nowMs - staleMs)],
  );
  if (inserted.rowCount === 1) return { kind: 'new' };
  const { rows } = await room.pool.query<{ request_hash: string; status: number | null; answer_sealed: string | null }>(
    'SELECT request_hash, status, answer_sealed FROM idempotent_answers WHERE owner = $1 AND key = $2',
    [owner, key],
  );
  const [row] = rows;
  if (!row) return { kind: 'running' };
  if (row.request_hash !== hash) return { kind: 'other-request' };
  if (row.status === null) return { kind: 'running' };
  const answer: unknown =
    row.answer_sealed === null ? null : JSON.parse(unseal(room.secrets.sealingKey, row.answer_sealed));
  return { kind: 'done', status: row.status, answer };
}

/** Keeps the answer for whoever asks again. */
export async function endOnce(
  room: AccessRoom,
  owner: string,
  key: string,
  status: number,
  answer: unknown,
): Promise<void> {
  await room.pool.query('UPDATE idempotent_answers SET status = $3, answer_sealed = $4 WHERE owner = $1 AND key = $2', [
    owner,
    key,
    status,
    answer === null ? null : seal(room.secrets.sealingKey, JSON.stringify(answer)),
  ]);
}

/** What failed was not done: the same key may try again. */
export async function forgetOnce(room: AccessRoom, owner: string, key: string): Promise<void> {
  await room.pool.query('DELETE FROM idempotent_answers WHERE owner = $1 AND key = $2 AND status IS NULL', [
    owner,
    key,
  ]);
}
