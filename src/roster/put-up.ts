/** Puts a shift up for somebody else to take; whoever holds it answers for it until then (T4). */
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { Directory } from '../organisation/directory.ts';
import { noteStep } from '../organisation/occurrence-people.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Records } from '../organisation/records.ts';
import { invitationsTo, noticesOfPutUp, type Notice } from '../planning/notices.ts';
import { timeOf, type OpenShift, type ShiftName, type ShiftTime } from '../planning/open-shifts.ts';
import { nextShifts } from '../schedule/duties.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { addNotices, coverOpen } from './notices.ts';
import { openShiftOfHolder, openShiftOfStep } from './open-shifts-sql.ts';
import { insertStep } from './shift-steps-sql.ts';
import { lockedDirectory, openShift, undoMs, whyNot, withRoster } from './open-shifts.ts';

export type PutUp = { kind: 'nothing' } | ({ kind: 'up'; number: number } & ShiftTime);

const invited = 40;

/**
 * Puts a shift of the person up, their next one unless another is `chosen`; they stay responsible until somebody takes it.
 * Done twice for one `stepId` it is done once.
 */
export async function putUp(room: Records, personId: string, stepId: string, chosen?: ShiftName): Promise<PutUp> {
  const nowMs = room.clock.nowMs();
  return withRoster(room, async (client): Promise<PutUp> => {
    const done = await openShiftOfStep(client, stepId, personId);
    if (done) return upOf(done);
    const directory = await lockedDirectory(client, room);
    const next =
      directory &&
      (chosen
        ? shiftToCome(directory, personId, chosen, nowMs)
        : nextShifts(directory.schedule, personId, nowMs, 1)[0]);
    if (!directory || !next) return { kind: 'nothing' };
    const already = await openShiftOfHolder(client, next, personId);
    if (already) return upOf(already);
    const up = await openShift(client, next, personId, nowMs);
    await insertStep(client, { id: stepId, kind: 'cover', openShiftId: up.id, ...nobodyMoved }, personId, nowMs);
    await noteStep(client, personId, 'shift.put-up', `${next.shift} ${next.occurrence}`, nowMs);
    await tellOthers(client, directory, next, personId, nowMs);
    return upOf(up);
  });
}

/** Of a step that changes nobody's shift yet. */
export const nobodyMoved = { before: null, after: null, otherBefore: null, otherAfter: null };

/** The chosen shift where it is the person's and has not begun. */
export function shiftToCome(
  { schedule, lines }: Directory,
  personId: string,
  chosen: ShiftName,
  nowMs: number,
): Occurrence | null {
  const found = [...lines.keys()]
    .map((line) => occurrenceNamed(schedule, { line, ...chosen }))
    .find((occurrence) => occurrence !== null);
  return found && found.startMs > nowMs && found.people.some(({ person }) => person === personId) ? found : null;
}

function upOf(up: OpenShift): PutUp {
  return { kind: 'up', number: up.number, ...timeOf(up) };
}

/** Who hears of an occurrence that somebody else may take. */
function othersFor(directory: Directory, next: Occurrence, holderId: string): Person[] {
  return [...directory.people.values()]
    .filter((person) => person.id !== holderId && whyNot(directory, person.id, next, undefined, holderId) === null)
    .slice(0, invited);
}

/** What everybody who could take it hears once, never at night. */
export function invitations(directory: Directory, next: Occurrence, holderId: string, nowMs: number): Notice[] {
  return invitationsTo(next, othersFor(directory, next, holderId), undoMs, nowMs);
}

/** Others are told; a coordinator where it is still up shortly before. */
async function tellOthers(
  client: pg.ClientBase,
  directory: Directory,
  next: Occurrence,
  holderId: string,
  nowMs: number,
): Promise<void> {
  const others = othersFor(directory, next, holderId);
  const holder = { id: holderId, timeZone: directory.people.get(holderId)?.timeZone ?? 'UTC' };
  const { notices, isUrgent } = noticesOfPutUp(next, holder, others, undoMs, nowMs);
  if (isUrgent)
    await needAttention(
      client,
      coverOpen({ lineId: next.line, personId: holderId, subject: `${next.shift} ${next.occurrence}` }),
      nowMs,
    );
  await addNotices(client, notices);
}
