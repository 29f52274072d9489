/** What somebody began to write in the inbox and has not sent: kept here, sealed, so that no browser has to keep a word (P6). */
import type { Records } from '../organisation/records.ts';
import { seal, unseal } from '../platform/sealing.ts';

type DraftRoom = Pick<Records, 'pool' | 'clock' | 'secrets'>;

/** Keeps the latest of it in the place of what was kept before, nothing where it is empty; false unless the conversation is theirs now. */
export async function keepDraft(
  room: DraftRoom,
  draft: { conversationId: string; personId: string; body: string },
): Promise<boolean> {
  const { conversationId, personId, body } = draft;
  const own = `SELECT 1 FROM conversations WHERE id = $1 AND person_id = $2 AND state = 'active'`;
  if (body === '') {
    await dropDraft(room, conversationId, personId);
    return (await room.pool.query(own, [conversationId, personId])).rowCount === 1;
  }
  const { rowCount } = await room.pool.query({
    name: 'keep-draft',
    text: `INSERT INTO text_drafts (conversation_id, person_id, body_sealed, at)
      SELECT $1, $2, $3, $4 WHERE EXISTS (${own})
      ON CONFLICT (conversation_id, person_id) DO UPDATE SET body_sealed = EXCLUDED.body_sealed, at = EXCLUDED.at`,
    values: [conversationId, personId, seal(room.secrets.sealingKey, body), new Date(room.clock.nowMs())],
  });
  return rowCount === 1;
}

/** What somebody has begun to write in a conversation; empty where nothing is. */
export async function draftIn(room: DraftRoom, conversationId: string, personId: string): Promise<string> {
  const { rows } = await room.pool.query<{ body_sealed: string }>({
    name: 'draft-in',
    text: 'SELECT body_sealed FROM text_drafts WHERE conversation_id = $1 AND person_id = $2',
    values: [conversationId, personId],
  });
  return rows[0] ? unseal(room.secrets.sealingKey, rows[0].body_sealed) : '';
}

/** It was sent, or is not wanted any more. */
export async function dropDraft(room: DraftRoom, conversationId: string, personId: string): Promise<void> {
  await room.pool.query('DELETE FROM text_drafts WHERE conversation_id = $1 AND person_id = $2', [
    conversationId,
    personId,
  ]);
}
