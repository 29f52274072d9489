/** What weighs on a person, and what holds for them, goes on under another record of the same person. */
import type { Prisma } from '../../prisma/generated/client.ts';
import { nobody } from './said.ts';

/** Load, thanks and what they said yes to of `from` are those of `to`; of both rests, breaks and wrap-ups the longer holds. */
export async function handOverCare(transaction: Prisma.TransactionClient, from: string, to: string): Promise<void> {
  await transaction.loadEvent.updateMany({ where: { personId: from }, data: { personId: to } });
  await transaction.thankYou.updateMany({ where: { personId: from }, data: { personId: to } });
  await transaction.override.updateMany({ where: { personId: from }, data: { personId: to } });
  await transaction.$executeRaw`
    INSERT INTO availability AS stays (person_id, break_until, break_reason, wrap_up_until, rest_until, rest_reason, waived)
      SELECT ${to}, break_until, break_reason, wrap_up_until, rest_until, rest_reason, '{}' FROM availability WHERE person_id = ${from}
      ON CONFLICT (person_id) DO UPDATE SET
        break_reason = CASE WHEN EXCLUDED.break_until > coalesce(stays.break_until, '-infinity') THEN EXCLUDED.break_reason ELSE stays.break_reason END,
        break_until = greatest(stays.break_until, EXCLUDED.break_until),
        wrap_up_until = greatest(stays.wrap_up_until, EXCLUDED.wrap_up_until),
        rest_reason = CASE WHEN EXCLUDED.rest_until > coalesce(stays.rest_until, '-infinity') THEN EXCLUDED.rest_reason ELSE stays.rest_reason END,
        rest_until = greatest(stays.rest_until, EXCLUDED.rest_until)`;
  await forgetSaid(transaction, from);
  await transaction.personPin.deleteMany({ where: { personId: from } });
}

/** What weighed on somebody, and what held for them, is gone. */
export async function eraseCare(transaction: Prisma.TransactionClient, personId: string): Promise<void> {
  const theirs = { where: { personId } };
  await transaction.loadEvent.deleteMany(theirs);
  await transaction.thankYou.deleteMany(theirs);
  await transaction.override.deleteMany(theirs);
  await forgetSaid(transaction, personId);
  await transaction.personPin.deleteMany(theirs);
}

/** What somebody said of being available is gone, and that they said anything; every process reads anew what all others said. */
async function forgetSaid(transaction: Prisma.TransactionClient, personId: string): Promise<void> {
  await transaction.availability.deleteMany({ where: { personId } });
  await transaction.availabilityChange.deleteMany({ where: { personId } });
  await transaction.$executeRaw`INSERT INTO availability_changes (person_id, changed_in) VALUES (${nobody}, pg_current_xact_id()::text::bigint)
    ON CONFLICT (person_id) DO UPDATE SET changed_in = EXCLUDED.changed_in`;
}
