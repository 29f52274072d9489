/** What somebody began to write in the inbox and has not sent: kept here, sealed, so that no browser has to keep a word (P6). */
import type { Records } from '../organisation/records.ts';
import { seal, unseal } from '../platform/sealing.ts';
import { isTheirConversation } from './conversations-sql.ts';
import { deleteDraft, readDraft, saveDraft } from './inbox-sql.ts';

type DraftRoom = Pick<Records, 'pool' | 'clock' | 'secrets'>;

/** Keeps the latest of it in the place of what was kept before, nothing where it is empty; false unless the conversation is theirs now. */
export async function keepDraft(
  room: DraftRoom,
  draft: { conversationId: string; personId: string; body: string },
): Promise<boolean> {
  const { conversationId, personId, body } = draft;
  if (body === '') {
    await dropDraft(room, conversationId, personId);
    return isTheirConversation(room.pool, conversationId, personId);
  }
  const bodySealed = seal(room.secrets.sealingKey, body);
  return saveDraft(room.pool, { conversationId, personId, bodySealed }, room.clock.nowMs());
}

/** What somebody has begun to write in a conversation; empty where nothing is. */
export async function draftIn(room: DraftRoom, conversationId: string, personId: string): Promise<string> {
  const sealed = await readDraft(room.pool, conversationId, personId);
  return sealed === null ? '' : unseal(room.secrets.sealingKey, sealed);
}

/** It was sent, or is not wanted any more. */
export async function dropDraft(room: DraftRoom, conversationId: string, personId: string): Promise<void> {
  await deleteDraft(room.pool, conversationId, personId);
}
