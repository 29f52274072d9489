/** What somebody wrote to the next shift is gone with them. */
import type { Prisma } from '../../prisma/generated/client.ts';

/** Their notes of the last seven days. */
export async function eraseNotes(transaction: Prisma.TransactionClient, personId: string): Promise<void> {
  await transaction.handoverNote.deleteMany({ where: { personId } });
}
