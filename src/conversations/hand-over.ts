/** The text conversations of a person are those of another record of the same person. */
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Store } from '../platform/store.ts';

/** Conversations and texts of `from` are those of `to`; what `from` was asked by text is asked no more. */
export async function handOverConversations(
  transaction: Prisma.TransactionClient,
  from: string,
  to: string,
): Promise<void> {
  await transaction.conversation.updateMany({ where: { personId: from }, data: { personId: to } });
  await transaction.$executeRaw`
    UPDATE conversations SET not_with = array_replace(not_with, ${from}, ${to}) WHERE not_with @> ARRAY[${from}]::text[]`;
  await transaction.text.updateMany({ where: { personId: from }, data: { personId: to } });
  await forgetQuestions(transaction, from);
}

/** What somebody was asked by text, or had begun to write. */
async function forgetQuestions(transaction: Prisma.TransactionClient, personId: string): Promise<void> {
  await transaction.textQuestion.deleteMany({ where: { personId } });
  await transaction.textInbox.deleteMany({ where: { personId } });
  await transaction.textDraft.deleteMany({ where: { personId } });
}

/** Whether somebody is in a conversation now, and how many they have had. */
export async function conversationsWith(
  { pool }: Pick<Store, 'pool'>,
  personId: string,
): Promise<{ isLive: boolean; count: number }> {
  const { rows } = await pool.query<{ live: boolean; count: number }>(
    `SELECT coalesce(bool_or(state <> 'closed'), false) AS live, count(*)::int AS count FROM conversations WHERE person_id = $1`,
    [personId],
  );
  return { isLive: rows[0]?.live ?? false, count: rows[0]?.count ?? 0 };
}
