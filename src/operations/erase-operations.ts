/** Going live, where somebody is erased who saw to it. */
import type { Prisma } from '../../prisma/generated/client.ts';

/** Their test call is gone; what they ticked was ticked by `as`. */
export async function eraseOperations(transaction: Prisma.TransactionClient, id: string, as: string): Promise<void> {
  await transaction.testCall.deleteMany({ where: { personId: id } });
  await transaction.goLiveTick.updateMany({ where: { by: `person:${id}` }, data: { by: `person:${as}` } });
}
