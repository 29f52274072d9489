/** Replays that somebody asked for who is erased. */
import type { Prisma } from '../../prisma/generated/client.ts';

/** What they asked for was asked for by `as`. */
export async function eraseReplays(transaction: Prisma.TransactionClient, id: string, as: string): Promise<void> {
  await transaction.replay.updateMany({ where: { askedBy: id }, data: { askedBy: as } });
}
