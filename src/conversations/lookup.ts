/** Small questions about conversations that doors ask. */
import type { Store } from '../platform/store.ts';

export type OwnConversation = { id: string; lineId: string };

/** The conversation somebody has by phone now; there is never more than one (T5). */
export async function conversationByPhone(
  room: Pick<Store, 'pool'>,
  personId: string,
): Promise<OwnConversation | null> {
  const { rows } = await room.pool.query<OwnConversation>({
    name: 'conversation-by-phone',
    text: `SELECT id, line_id AS "lineId" FROM conversations WHERE person_id = $1 AND state = 'active' AND via = 'phone'`,
    values: [personId],
  });
  return rows[0] ?? null;
}
