/** One-time links by which coordinators and admins first come in, or come in again after a lost device: 24 hours, once, noted in the audit (A2). */
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/write-audit.ts';
import type { Directory } from '../organisation/directory.ts';
import { inTransaction } from '../platform/transaction.ts';
import { beginSession, endSessions, type AccessRoom } from './sessions.ts';
import { newToken, tokenHash } from './tokens.ts';

const holdsMs = 24 * 3_600_000;

export type Invited =
  | { kind: 'invited'; token: string; untilMs: number }
  | { kind: 'unknown' }
  | { kind: 'needs-none' };

/** Makes a link for a coordinator or an admin, in the name of `by`; any earlier one of theirs is over. Its token is given once. */
export async function invite(room: AccessRoom, directory: Directory, personId: string, by: string): Promise<Invited> {
  const person = directory.people.get(personId);
  if (!person) return { kind: 'unknown' };
  if (!person.roles.some((role) => role === 'coordinator' || role === 'admin')) return { kind: 'needs-none' };
  const token = newToken();
  const nowMs = room.clock.nowMs();
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      await client.query('UPDATE invitations SET used_at = $2 WHERE person_id = $1 AND used_at IS NULL', [
        personId,
        new Date(nowMs),
      ]);
      await client.query(
        'INSERT INTO invitations (id, token_hash, person_id, made_by, made_at) VALUES ($1, $2, $3, $4, $5)',
        [randomUUID(), tokenHash(room.secrets, 'invitation', token), personId, by, new Date(nowMs)],
      );
      await writeAudit(client, { atMs: nowMs, by: by, action: 'person.invited', subject: personId });
    },
  );
  return { kind: 'invited', token, untilMs: nowMs + holdsMs };
}

/**
 * Spends a link: what follows is a session that can do nothing but set up a passkey or an app. Null where the link was
 * spent before, is too old, or its person is not with us any more.
 */
export async function acceptInvitation(
  room: AccessRoom,
  token: string,
  device: string,
): Promise<{ token: string; personId: string } | null> {
  const nowMs = room.clock.nowMs();
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rows } = await client.query<{ person_id: string }>(
        `UPDATE invitations i SET used_at = $2 FROM people p WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.made_at > $3
          AND p.id = i.person_id AND p.retired_at IS NULL RETURNING i.person_id`,
        [tokenHash(room.secrets, 'invitation', token), new Date(nowMs), new Date(nowMs - holdsMs)],
      );
      const personId = rows[0]?.person_id;
      if (personId === undefined) return null;
      const session = await beginSession(room, { personId, strength: 'invited', device, proved: false }, client);
      await writeAudit(client, {
        atMs: nowMs,
        by: `person:${personId}`,
        action: 'invitation.accepted',
        subject: personId,
      });
      return { token: session.token, personId };
    },
  );
}

/** Removes the passkeys and the app of somebody who lost their device, and ends their sessions. */
export async function forgetProofs(room: AccessRoom, personId: string, by: string): Promise<void> {
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      await client.query('DELETE FROM passkeys WHERE person_id = $1', [personId]);
      await client.query('DELETE FROM authenticators WHERE person_id = $1', [personId]);
      await writeAudit(client, { atMs: room.clock.nowMs(), by: by, action: 'proofs.forgotten', subject: personId });
    },
  );
  await endSessions(room, { personId }, 'lost-device');
}
