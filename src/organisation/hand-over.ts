/** What the organisation has said of a person beside their entry goes on under another record of the same person. */
import type { Prisma } from '../../prisma/generated/client.ts';

/** Days away, single dates and own tags of `from` are those of `to` from now on; what both have said, `to` has said. */
export async function handOverTimes(transaction: Prisma.TransactionClient, from: string, to: string): Promise<void> {
  await transaction.$executeRaw`
    UPDATE time_off t SET person_id = ${to} WHERE person_id = ${from}
      AND NOT EXISTS (SELECT 1 FROM time_off o WHERE o.person_id = ${to} AND o.from_date = t.from_date AND o.to_date = t.to_date)`;
  await transaction.timeOff.deleteMany({ where: { personId: from } });
  await transaction.$executeRaw`
    INSERT INTO date_wishes (person_id, on_date, wish) SELECT ${to}, on_date, wish FROM date_wishes WHERE person_id = ${from} ON CONFLICT DO NOTHING`;
  await transaction.dateWish.deleteMany({ where: { personId: from } });
  await transaction.$executeRaw`
    INSERT INTO added_tags (person_id, tag, added_at) SELECT ${to}, tag, added_at FROM added_tags WHERE person_id = ${from} ON CONFLICT DO NOTHING`;
  await transaction.addedTag.deleteMany({ where: { personId: from } });
}
