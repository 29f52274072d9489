/** What needs attention about a person is about another record of the same person. */
import type { Prisma } from '../../prisma/generated/client.ts';

/** Each entry about `from` is about `to`. */
export async function handOverAttention(
  transaction: Prisma.TransactionClient,
  from: string,
  to: string,
): Promise<void> {
  await transaction.attentionItem.updateMany({ where: { personId: from }, data: { personId: to } });
}
