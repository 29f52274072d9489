/** Sessions of browsers: begun, found by their token, seen, proved, ended; each a row, so that ending one holds in every process at once (A3). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Store } from '../platform/store.ts';
import type { Asking, Role, Strength } from './rights.ts';
import { endOf, isWorthNoting, type Ended, type SessionFacts } from './session-rules.ts';
import { newToken, tokenHash } from './tokens.ts';

export type AccessRoom = Pick<Store, 'pool' | 'clock' | 'secrets'>;

/** A session that holds, of a person as they are now. */
export type Session = SessionFacts & { id: string; personId: string; device: string; provedAtMs: number | null };

type SessionRow = {
  id: string;
  person_id: string;
  strength: Strength;
  device: string;
  roles: Role[];
  phone_key: string | null;
  begun_at: Date;
  seen_at: Date;
  proved_at: Date | null;
  ended_at: Date | null;
  now_roles: Role[] | null;
  now_phone: string | null;
};

const columns = `s.id, s.person_id, s.strength, s.device, s.roles, s.phone_key, s.begun_at, s.seen_at, s.proved_at, s.ended_at,
  p.roles AS now_roles, p.phone_key AS now_phone`;
const fromSessions = 'FROM sessions s LEFT JOIN people p ON p.id = s.person_id AND p.retired_at IS NULL';

/**
 * Begins a session and gives its token, the only time it is known. The one it takes the place of (a code's, an
 * invitation's) ends with it, so that no token that was known before opens more afterwards.
 */
export async function beginSession(
  room: AccessRoom,
  begun: { personId: string; strength: Strength; device: string; insteadOf?: string; proved: boolean },
  client: pg.ClientBase | pg.Pool = room.pool,
): Promise<{ token: string; sessionId: string }> {
  const token = newToken();
  const sessionId = randomUUID();
  const now = new Date(room.clock.nowMs());
  await client.query(
    `WITH ended AS (UPDATE sessions SET ended_at = $6, ended_by = 'stronger' WHERE id = $8 AND ended_at IS NULL)
     INSERT INTO sessions (id, token_hash, person_id, strength, device, roles, phone_key, begun_at, seen_at, proved_at)
     SELECT $1, $2, id, $4, $5, roles, phone_key, $6, $6, $7 FROM people WHERE id = $3`,
    [
      sessionId,
      tokenHash(room.secrets, 'session', token),
      begun.personId,
      begun.strength,
      begun.device,
      now,
      begun.proved ? now : null,
      begun.insteadOf ?? null,
    ],
  );
  return { token, sessionId };
}

/** The session that `token` opens; null for no session or one that does not hold any more, which is ended for good. */
export async function sessionOf(room: AccessRoom, token: string): Promise<Session | null> {
  const { rows } = await room.pool.query<SessionRow>({
    name: 'session-of-token',
    text: `SELECT ${columns} ${fromSessions} WHERE s.token_hash = $1`,
    values: [tokenHash(room.secrets, 'session', token)],
  });
  const [row] = rows;
  if (!row) return null;
  const nowMs = room.clock.nowMs();
  const session = sessionFrom(row);
  const ended = endedNow(row, nowMs);
  if (ended !== null) {
    if (session.endedAtMs === null) await endSessions(room, { ids: [session.id] }, ended);
    return null;
  }
  if (isWorthNoting(session.seenAtMs, nowMs))
    await room.pool.query({
      name: 'session-seen',
      text: 'UPDATE sessions SET seen_at = $2 WHERE id = $1',
      values: [session.id, new Date(nowMs)],
    });
  return session;
}

/** Of these sessions, the ones that still hold: what open streams ask about every second. */
export async function holding(room: AccessRoom, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await room.pool.query<SessionRow>({
    name: 'sessions-holding',
    text: `SELECT ${columns} ${fromSessions} WHERE s.id = ANY($1)`,
    values: [ids],
  });
  const nowMs = room.clock.nowMs();
  return new Set(rows.filter((row) => endedNow(row, nowMs) === null).map((row) => row.id));
}

/** Sessions of a person that hold, the latest begun first. */
export async function sessionsOf(room: AccessRoom, personId: string): Promise<Session[]> {
  const { rows } = await room.pool.query<SessionRow>({
    name: 'sessions-of-person',
    text: `SELECT ${columns} ${fromSessions} WHERE s.person_id = $1 AND s.ended_at IS NULL ORDER BY s.begun_at DESC, s.id DESC`,
    values: [personId],
  });
  const nowMs = room.clock.nowMs();
  return rows.filter((row) => endedNow(row, nowMs) === null).map(sessionFrom);
}

/** Ends sessions: these ids, or all of a person but one. Ended ones stay ended. */
export async function endSessions(
  room: AccessRoom,
  which: { ids: readonly string[] } | { personId: string; except?: string },
  why: Ended | 'lost-device',
): Promise<void> {
  const now = new Date(room.clock.nowMs());
  if ('ids' in which)
    await room.pool.query('UPDATE sessions SET ended_at = $2, ended_by = $3 WHERE id = ANY($1) AND ended_at IS NULL', [
      which.ids,
      now,
      why,
    ]);
  else
    await room.pool.query(
      'UPDATE sessions SET ended_at = $2, ended_by = $3 WHERE person_id = $1 AND id <> $4 AND ended_at IS NULL',
      [which.personId, now, why, which.except ?? ''],
    );
}

/** Notes that the session's owner has just proved who they are (A3, step-up). */
export async function noteProof(room: AccessRoom, sessionId: string): Promise<void> {
  await room.pool.query('UPDATE sessions SET proved_at = $2 WHERE id = $1 AND ended_at IS NULL', [
    sessionId,
    new Date(room.clock.nowMs()),
  ]);
}

/** A session as the table of rights asks about it. */
export function askingOf({ roles, strength, provedAtMs }: Session): Asking {
  return { kind: 'person', roles, strength, provedAtMs };
}

function endedNow(row: SessionRow, nowMs: number): Ended | null {
  const person = row.now_roles === null ? null : { roles: row.now_roles, phoneKey: row.now_phone };
  return endOf(sessionFrom(row), person, nowMs);
}

function sessionFrom(row: SessionRow): Session {
  return {
    id: row.id,
    personId: row.person_id,
    strength: row.strength,
    device: row.device,
    roles: row.roles,
    phoneKey: row.phone_key,
    begunAtMs: row.begun_at.getTime(),
    seenAtMs: row.seen_at.getTime(),
    provedAtMs: row.proved_at?.getTime() ?? null,
    endedAtMs: row.ended_at?.getTime() ?? null,
  };
}
