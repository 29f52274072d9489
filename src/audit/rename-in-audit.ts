/** The audit goes on to say what somebody did who is erased, under an id that means nothing. */
import type { Prisma } from '../../prisma/generated/client.ts';

/** What `id` did, and what was done to them, is `as`'s. Ids of lines and shifts are other things, whatever they are called. */
export async function renameInAudit(transaction: Prisma.TransactionClient, id: string, as: string): Promise<void> {
  await transaction.$executeRaw`UPDATE audit SET by_whom = ${`person:${as}`} WHERE by_whom = ${`person:${id}`}`;
  await transaction.$executeRaw`
    UPDATE audit SET subject = array_to_string(array_replace(string_to_array(subject, ' '), ${id}, ${as}), ' ')
      WHERE position(${id} IN subject) > 0 AND action !~ '^(line|shift|roster)[.]'`;
}
