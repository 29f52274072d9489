/** The contacts of a person are those of another record of the same person. */
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Store } from '../platform/store.ts';

/** Contacts and rings of `from` are those of `to`. */
export async function handOverContacts(transaction: Prisma.TransactionClient, from: string, to: string): Promise<void> {
  await transaction.contact.updateMany({ where: { personId: from }, data: { personId: to } });
  await transaction.contact.updateMany({ where: { preferredPersonId: from }, data: { preferredPersonId: to } });
  await transaction.leg.updateMany({ where: { personId: from }, data: { personId: to } });
}

/** Whom `from` must never be matched with again, `to` must not (V5). */
export async function handOverRefusals(transaction: Prisma.TransactionClient, from: string, to: string): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO refused_pairs (lasting_key, person_id, at) SELECT lasting_key, ${to}, at FROM refused_pairs WHERE person_id = ${from} ON CONFLICT DO NOTHING`;
  await eraseRefusals(transaction, from);
}

/** Whom somebody must not be matched with is nobody's business once they are gone. */
export async function eraseRefusals(transaction: Prisma.TransactionClient, personId: string): Promise<void> {
  await transaction.refusedPair.deleteMany({ where: { personId } });
}

/** Whether somebody talks or is being rung, and how many calls they have had. */
export async function callsOf(
  { pool }: Pick<Store, 'pool'>,
  personId: string,
): Promise<{ isLive: boolean; count: number }> {
  const { rows } = await pool.query<{ live: boolean; count: number }>(
    `SELECT EXISTS (SELECT 1 FROM legs l WHERE l.person_id = $1 AND l.ended_at IS NULL) OR EXISTS (SELECT 1 FROM contacts c WHERE c.person_id = $1 AND c.state <> 'ended') AS live,
      (SELECT count(*)::int FROM contacts c WHERE c.person_id = $1 AND c.talked_seconds > 0) AS count`,
    [personId],
  );
  return { isLive: rows[0]?.live ?? false, count: rows[0]?.count ?? 0 };
}
