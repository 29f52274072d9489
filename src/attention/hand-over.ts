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

/** What was about somebody is about nobody; what they saw to was seen to by `as`. */
export async function eraseAttention(transaction: Prisma.TransactionClient, id: string, as: string): Promise<void> {
  await handOverAttention(transaction, id, as);
  await transaction.attentionItem.updateMany({ where: { doneBy: `person:${id}` }, data: { doneBy: `person:${as}` } });
}
