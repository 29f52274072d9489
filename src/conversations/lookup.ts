/** Small questions about conversations that doors ask. */
import type { Store } from '../platform/store.ts';
import { conversationByPhoneOf } from './conversations-sql.ts';

export type OwnConversation = { id: string; lineId: string };

/** The conversation somebody has by phone now; there is never more than one (T5). */
export async function conversationByPhone(
  room: Pick<Store, 'pool'>,
  personId: string,
): Promise<OwnConversation | null> {
  return conversationByPhoneOf(room.pool, personId);
}
