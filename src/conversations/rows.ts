/** Carries conversations between the thinking room and their table. */
import type pg from 'pg';
import { fromRow, toRow } from '../platform/rows.ts';
import type { Conversation } from '../texts/conversation.ts';

const columns =
  `id line_id channel state outcome language caller_key lasting_key number_sealed last_in_line opened_at waiting_since assigned_at answered_at
  last_at person_id via not_with peers peer_wrote_at crisis_at silence told told_at closed_at erase_after`.split(/\s+/);
const columnList = columns.join(', ');

/** A conversation from `to_jsonb(row)`. */
export function conversationOf(row: unknown): Conversation {
  const { eraseAfter, ...rest } = fromRow<Conversation & { eraseAfter: string | null }>(row as Record<string, unknown>);
  return { ...rest, eraseAfterMs: eraseAfter === null ? null : Date.parse(eraseAfter) };
}

/** Writes conversations, new and changed ones. */
export async function saveConversations(client: pg.ClientBase, conversations: Conversation[]): Promise<void> {
  if (conversations.length === 0) return;
  const sets = columns.filter((column) => column !== 'id').map((column) => `${column} = EXCLUDED.${column}`);
  await client.query({
    name: 'save-conversations',
    text: `INSERT INTO conversations (${columnList}) SELECT ${columnList} FROM jsonb_populate_recordset(NULL::conversations, $1::jsonb)
      ON CONFLICT (id) DO UPDATE SET ${sets.join(', ')}`,
    values: [JSON.stringify(conversations.map(toRow))],
  });
}

/** Marks every text of conversations that are closed to be erased with them. */
export async function eraseWithConversations(client: pg.ClientBase, conversations: Conversation[]): Promise<void> {
  const closed = conversations.filter((conversation) => conversation.state === 'closed');
  if (closed.length === 0) return;
  await client.query({
    name: 'erase-with-conversations',
    text: 'UPDATE texts t SET erase_after = c.erase_after FROM conversations c WHERE c.id = ANY($1) AND t.conversation_id = c.id',
    values: [closed.map((conversation) => conversation.id)],
  });
}
