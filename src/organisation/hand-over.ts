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

/** Those who were let go and have a name here still. */
export async function peopleRetired({
  prisma,
}: {
  prisma: Pick<Prisma.TransactionClient, 'person'>;
}): Promise<{ id: string; name: string; leftAtMs: number }[]> {
  const rows = await prisma.person.findMany({
    where: { retiredAt: { not: null }, name: { not: '' } },
    select: { id: true, name: true, retiredAt: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, name, retiredAt }) => ({ id, name, leftAtMs: retiredAt?.getTime() ?? 0 }));
}

/** Where somebody stands: `here`, `left` with a name still, or `unknown`. */
export async function standingOf(
  transaction: Prisma.TransactionClient,
  id: string,
): Promise<'here' | 'left' | 'unknown'> {
  const row = await transaction.person.findUnique({ where: { id }, select: { retiredAt: true, name: true } });
  if (!row || row.name === '') return 'unknown';
  return row.retiredAt === null ? 'here' : 'left';
}

/** Of somebody who was let go a record without a name is left, under the id `as`, for shifts that are over. */
export async function eraseEntry(transaction: Prisma.TransactionClient, id: string, as: string): Promise<void> {
  const theirs = { where: { personId: id } };
  await transaction.training.deleteMany(theirs);
  await transaction.timeOff.deleteMany(theirs);
  await transaction.dateWish.deleteMany(theirs);
  await transaction.droppedTag.deleteMany(theirs);
  await transaction.addedTag.deleteMany(theirs);
  const nothing = { phoneSealed: null, phoneKey: null, emailSealed: null, phoneName: null };
  const none = { roles: [], languages: [], tags: [], channels: [], limits: {}, availability: [] };
  await transaction.person.update({
    where: { id },
    data: { id: as, name: '', ...nothing, ...none, trainee: false, reserve: false },
  });
  const [they, nobody] = [`person:${id}`, `person:${as}`];
  await transaction.earlierState.updateMany({ where: { by: they }, data: { by: nobody } });
  await transaction.block.updateMany({ where: { setBy: they }, data: { setBy: nobody } });
  await transaction.block.updateMany({ where: { objectionBy: they }, data: { objectionBy: nobody } });
  await transaction.organisationChange.deleteMany({ where: { record: 'person', subject: id } });
}
