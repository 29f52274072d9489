/** Keys of other programs: named, scoped by action, expiring, kept as a hash and noted in the audit. */
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/write-audit.ts';
import { inTransaction } from '../platform/transaction.ts';
import { isWorthNoting } from './session-rules.ts';
import type { AccessRoom } from './sessions.ts';
import { newToken, tokenHash } from './tokens.ts';

export type Key = {
  id: string;
  name: string;
  scopes: string[];
  madeAtMs: number;
  expiresAtMs: number;
  usedAtMs: number | null;
};

const dayMs = 24 * 3_600_000;
/** Shows whoever finds a leaked key what it opens. */
const prefix = 'warmline_';

type KeyRow = { id: string; name: string; scopes: string[]; made_at: Date; expires_at: Date; used_at: Date | null };

/** Makes a key in the name of `by`; it is given once. */
export async function makeKey(
  room: AccessRoom,
  made: { name: string; scopes: readonly string[]; days: number; by: string },
): Promise<{ id: string; key: string; expiresAtMs: number }> {
  const id = randomUUID();
  const key = `${prefix}${newToken()}`;
  const nowMs = room.clock.nowMs();
  const expiresAtMs = nowMs + made.days * dayMs;
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      await client.query(
        'INSERT INTO api_keys (id, name, key_hash, scopes, made_by, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [
          id,
          made.name,
          tokenHash(room.secrets, 'key', key),
          made.scopes,
          made.by,
          new Date(nowMs),
          new Date(expiresAtMs),
        ],
      );
      await writeAudit(client, { atMs: room.clock.nowMs(), by: made.by, action: 'key.made', subject: id });
    },
  );
  return { id, key, expiresAtMs };
}

/** The program that `key` belongs to; null where it is none, ended or run out. */
export async function programOf(room: AccessRoom, key: string): Promise<{ id: string; scopes: string[] } | null> {
  const nowMs = room.clock.nowMs();
  const { rows } = await room.pool.query<KeyRow>({
    name: 'program-of-key',
    text: `SELECT id, name, scopes, made_at, expires_at, used_at FROM api_keys
      WHERE key_hash = $1 AND ended_at IS NULL AND expires_at > $2`,
    values: [tokenHash(room.secrets, 'key', key), new Date(nowMs)],
  });
  const [row] = rows;
  if (!row) return null;
  if (isWorthNoting(row.used_at?.getTime() ?? 0, nowMs))
    await room.pool.query('UPDATE api_keys SET used_at = $2 WHERE id = $1', [row.id, new Date(nowMs)]);
  return { id: row.id, scopes: row.scopes };
}

/** Of these keys, the ones that still hold: what open streams ask about every second. */
export async function keysHolding(room: AccessRoom, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await room.pool.query<{ id: string }>({
    name: 'keys-holding',
    text: 'SELECT id FROM api_keys WHERE id = ANY($1) AND ended_at IS NULL AND expires_at > $2',
    values: [ids, new Date(room.clock.nowMs())],
  });
  return new Set(rows.map((row) => row.id));
}

/** Keys that have not ended, the newest first. */
export async function keys(room: AccessRoom): Promise<Key[]> {
  const { rows } = await room.pool.query<KeyRow>(
    'SELECT id, name, scopes, made_at, expires_at, used_at FROM api_keys WHERE ended_at IS NULL ORDER BY made_at DESC, id DESC',
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    madeAtMs: row.made_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    usedAtMs: row.used_at?.getTime() ?? null,
  }));
}

/** Ends a key in the name of `by`; false where there is none such. */
export async function endKey(room: AccessRoom, id: string, by: string): Promise<boolean> {
  const now = new Date(room.clock.nowMs());
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rowCount } = await client.query('UPDATE api_keys SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [
        id,
        now,
      ]);
      if (rowCount !== 1) return false;
      await writeAudit(client, { atMs: room.clock.nowMs(), by: by, action: 'key.ended', subject: id });
      return true;
    },
  );
}
