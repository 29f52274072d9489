/** What is said and done about single shifts goes on under another record of the same person. */
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Store } from '../platform/store.ts';

/** What `from` has put up or asked for is `to`'s; what `from` was still to hear is not said, as it is planned anew for `to`. */
export async function handOverRoster(transaction: Prisma.TransactionClient, from: string, to: string): Promise<void> {
  await transaction.openShift.updateMany({ where: { holderId: from }, data: { holderId: to } });
  await transaction.timeOffAsk.updateMany({ where: { personId: from }, data: { personId: to } });
  await transaction.$executeRaw`
    INSERT INTO wish_asks SELECT (jsonb_populate_record(w, jsonb_build_object('person_id', ${to}::text))).* FROM wish_asks w WHERE person_id = ${from} ON CONFLICT DO NOTHING`;
  await transaction.wishAsk.deleteMany({ where: { personId: from } });
  await transaction.$executeRaw`
    INSERT INTO reminder_times (person_id, ask_hours, again_minutes, set_at) SELECT ${to}, ask_hours, again_minutes, set_at FROM reminder_times WHERE person_id = ${from}
      ON CONFLICT DO NOTHING`;
  await transaction.reminderTimes.deleteMany({ where: { personId: from } });
  await transaction.shiftNotice.deleteMany({ where: { personId: from, doneAt: null } });
  await transaction.personNotice.deleteMany({ where: { personId: from, doneAt: null } });
  await transaction.rosterNews.deleteMany({ where: { personId: from } });
  await transaction.calendarFeed.deleteMany({ where: { ownerId: from } });
}

/** Whether a shift is being offered, asked for or decided on that somebody is part of, or they are asked to come in now. */
export async function isDealing({ pool, clock }: Pick<Store, 'pool' | 'clock'>, personId: string): Promise<boolean> {
  const { rows } = await pool.query<{ dealing: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM open_shifts o WHERE o.state IN ('offered', 'waiting') AND o.start_at > $2
        AND ($1 IN (o.holder_id, o.offered_to, o.taken_by)
          OR EXISTS (SELECT 1 FROM offer_asks a WHERE a.open_shift_id = o.id AND a.person_id = $1 AND a.left_at IS NULL)))
      OR EXISTS (SELECT 1 FROM call_in_asks a JOIN call_ins c ON c.id = a.call_in_id WHERE a.person_id = $1 AND a.declined_at IS NULL AND c.state = 'open' AND c.expires_at > $2)
      AS dealing`,
    [personId, new Date(clock.nowMs())],
  );
  return rows[0]?.dealing ?? false;
}

/** What was said to somebody and asked of them is gone; what they did with shifts was done by `as`. */
export async function eraseRoster(transaction: Prisma.TransactionClient, id: string, as: string): Promise<void> {
  const theirs = { where: { personId: id } };
  await transaction.shiftNotice.deleteMany(theirs);
  await transaction.personNotice.deleteMany(theirs);
  await transaction.rosterNews.deleteMany(theirs);
  await transaction.reminderTimes.deleteMany(theirs);
  await transaction.timeOffAsk.deleteMany(theirs);
  await transaction.wishAsk.deleteMany(theirs);
  await transaction.callInAsk.deleteMany(theirs);
  await transaction.offerAsk.deleteMany(theirs);
  await transaction.shiftStep.deleteMany(theirs);
  await transaction.calendarFeed.deleteMany({ where: { ownerId: id } });
  await transaction.shiftMove.updateMany({ ...theirs, data: { personId: as } });
  await transaction.callIn.updateMany({ ...theirs, data: { personId: as } });
  await transaction.callIn.updateMany({ where: { askedBy: id }, data: { askedBy: as } });
  await transaction.openShift.updateMany({ where: { holderId: id }, data: { holderId: as } });
  await transaction.openShift.updateMany({ where: { takenBy: id }, data: { takenBy: as } });
  await transaction.openShift.updateMany({ where: { offeredTo: id }, data: { offeredTo: as } });
  await transaction.rosterDraft.updateMany({ where: { madeBy: id }, data: { madeBy: as } });
  await transaction.rosterDraft.updateMany({ where: { closedBy: id }, data: { closedBy: as } });
  await transaction.rosterDraftEntry.updateMany({ where: { by: id }, data: { by: as } });
  await transaction.rosterFill.updateMany({ where: { askedBy: id }, data: { askedBy: as } });
  const decided = { where: { decidedBy: id }, data: { decidedBy: as } };
  await transaction.shiftMove.updateMany(decided);
  await transaction.timeOffAsk.updateMany(decided);
  await transaction.lineApprovals.updateMany({ where: { setBy: id }, data: { setBy: as } });
  await transaction.wishRound.updateMany({ where: { openedBy: id }, data: { openedBy: as } });
}
