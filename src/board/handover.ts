/** Notes from shift to shift: kept sealed for seven days, read by leaders and coordinators (L3). */
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/write-audit.ts';
import type { Records } from '../organisation/records.ts';
import { seal, unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import { handoverFault } from '../reading/handover.ts';
import { plainText } from '../reading/plain-text.ts';

export type HandoverNote = { id: string; atMs: number; personId: string; words: string };

/** What is kept is not shown longer than this, whenever it is erased. */
const shownMs = 7 * 24 * 3_600_000;

/** The notes of the last seven days, the newest first. */
export async function handoverNotes(room: Records): Promise<HandoverNote[]> {
  const { rows } = await room.pool.query<{ id: string; at: Date; person_id: string; words_sealed: string }>({
    name: 'handover-notes',
    text: 'SELECT id, at, person_id, words_sealed FROM handover_notes WHERE at > $1 ORDER BY at DESC, id DESC',
    values: [new Date(room.clock.nowMs() - shownMs)],
  });
  return rows.map((row) => ({
    id: row.id,
    atMs: row.at.getTime(),
    personId: row.person_id,
    words: unseal(room.secrets.sealingKey, row.words_sealed),
  }));
}

export type HandoverKept = { kind: 'kept'; id: string } | { kind: 'refused'; fault: 'empty' | 'too-long' | 'digits' };

/** Keeps a note of `personId`; one with digits, or longer than 280 characters, is refused. */
export async function keepHandover(room: Records, personId: string, text: string): Promise<HandoverKept> {
  const fault = handoverFault(text);
  if (fault !== null) return { kind: 'refused', fault };
  const id = randomUUID();
  const atMs = room.clock.nowMs();
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      await client.query('INSERT INTO handover_notes (id, at, person_id, words_sealed) VALUES ($1, $2, $3, $4)', [
        id,
        new Date(atMs),
        personId,
        seal(room.secrets.sealingKey, plainText(text)),
      ]);
      await writeAudit(client, { atMs, by: `person:${personId}`, action: 'handover.written', subject: id });
    },
  );
  return { kind: 'kept', id };
}

/** Takes back a note of one's own; false where there is no such note of theirs. */
export async function takeBackHandover(room: Records, personId: string, id: string): Promise<boolean> {
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rowCount } = await client.query('DELETE FROM handover_notes WHERE id = $1 AND person_id = $2', [
        id,
        personId,
      ]);
      if (rowCount !== 1) return false;
      const atMs = room.clock.nowMs();
      await writeAudit(client, { atMs, by: `person:${personId}`, action: 'handover.taken-back', subject: id });
      return true;
    },
  );
}
