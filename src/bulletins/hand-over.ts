/** Words to volunteers, where a record of a person goes: what they were still to be told, and what they sent. */
import type { Prisma } from '../../prisma/generated/client.ts';
import { newEffect, writeEffectsAll } from '../effects/write.ts';

/** What `from` was still to be told, `to` is told, unless it is told them anyway. */
export async function handOverBulletins(
  transaction: Prisma.TransactionClient,
  [from, to]: readonly [string, string],
  nowMs: number,
): Promise<void> {
  const words = await transaction.$queryRaw<{ id: string }[]>`
    UPDATE bulletin_people p SET person_id = ${to}, slot_at = NULL WHERE person_id = ${from} AND state = 'waiting'
      AND NOT EXISTS (SELECT 1 FROM bulletin_people o WHERE o.bulletin_id = p.bulletin_id AND o.person_id = ${to}) RETURNING bulletin_id AS id`;
  await writeEffectsAll(
    transaction,
    words.map(({ id }) => newEffect('TellPerson', { bulletinId: id, personId: to }, { dueAtMs: nowMs })),
  );
}

/** What somebody was told is gone; what they sent was sent by `as`. */
export async function eraseBulletins(transaction: Prisma.TransactionClient, id: string, as: string): Promise<void> {
  await transaction.bulletinPerson.deleteMany({ where: { personId: id } });
  await transaction.bulletin.updateMany({ where: { byWhom: id }, data: { byWhom: as } });
}
