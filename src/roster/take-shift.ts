/** Takes an open shift, and takes back what somebody did to a shift in the last ten minutes (T4). */
import { attentionSettled } from '../attention/need-attention.ts';
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import type { EffectRow } from '../effects/write.ts';
import type { Store } from '../platform/store.ts';
import { addTexts } from '../conversations/texts.ts';
import type { Directory } from '../organisation/directory.ts';
import type { NotTaken } from '../planning/take.ts';
import type { Assignment, Occurrence } from '../schedule/model.ts';
import { assignedTo, occurrenceNamed } from '../schedule/named-occurrence.ts';
import { afterNight } from '../schedule/reminder-times.ts';
import { dropUnsaid } from './notices-sql.ts';
import { addNotices, coverOpen, noticeOf, textTo } from './notices.ts';
import { isStillOpen, lockedDirectory, missingOf, openShiftChosen, undoMs, whyNot, withRoster } from './open-shifts.ts';
import {
  insertStep,
  lastStep,
  openShiftNumbered,
  openShiftOfStep,
  openShiftWithId,
  setOpenShift,
  setStepUndone,
  stepToUndo,
  type OpenShift,
  type ShiftName,
  type ShiftTime,
  type Step,
} from './open-shifts-sql.ts';
import { noteChange, noteStep, readPeople, samePeople, writePeople } from '../organisation/occurrence-people.ts';

export type Take =
  | ({ kind: 'taken' } & ShiftTime)
  | { kind: 'meanwhile' }
  | { kind: 'unknown' }
  | { kind: 'not-possible'; line: string; why: NotTaken };
export type Undo = ({ kind: 'undone' } & ShiftTime) | { kind: 'too-late' } | { kind: 'taken-meanwhile' };

type Done<Result> = { result: Result; effects: EffectRow[] };

/** Which open shift: by the number that a text names, or as chosen from `offeredShifts`. */
export type Chosen = number | (ShiftName & { id: string | null });

/** Gives the person an open shift in its holder's place: exactly one of many gets it. Done twice for one `stepId` it is done once. */
export async function takeShift(room: Records, personId: string, chosen: Chosen, stepId: string): Promise<Take> {
  return told(room, await withRoster(room, (client) => take(client, room, personId, chosen, stepId)));
}

/** What the person could take back at this moment, and until when; null where there is nothing. */
export async function undoable(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  personId: string,
): Promise<(ShiftTime & { kind: Step['kind']; untilMs: number }) | null> {
  const step = await lastStep(pool, personId, clock.nowMs() - undoMs);
  const up = step && (await openShiftWithId(pool, step.openShiftId));
  if (!step || !up || (step.kind === 'cover' && up.state !== 'open')) return null;
  return { kind: step.kind, ...timeOf(up), untilMs: step.atMs + undoMs };
}

/** Takes back the person's latest COVER or TAKE. */
export async function undoStep(room: Records, personId: string, undoId: string): Promise<Undo> {
  return told(room, await withRoster(room, (client) => undo(client, room, personId, undoId)));
}

function told<Result>(room: Records, { result, effects }: Done<Result>): Result {
  room.afterCommit({ effects, wakes: [], route: true });
  return result;
}

const answer = <Result>(result: Result, effects: EffectRow[] = []): Done<Result> => ({ result, effects });
const timeOf = ({ line, startMs, endMs }: ShiftTime): ShiftTime => ({ line, startMs, endMs });

async function take(
  client: pg.ClientBase,
  room: Records,
  personId: string,
  chosen: Chosen,
  stepId: string,
): Promise<Done<Take>> {
  const nowMs = room.clock.nowMs();
  const earlier = await openShiftOfStep(client, stepId);
  if (earlier) return answer({ kind: 'taken', ...timeOf(earlier) });
  const directory = await lockedDirectory(client, room);
  const up =
    typeof chosen === 'number'
      ? await openShiftNumbered(client, chosen)
      : directory && (await openShiftChosen(client, directory, chosen, nowMs));
  const person = directory?.people.get(personId);
  if (!up || !directory || !person || up.holderId === personId) return answer({ kind: 'unknown' });
  const occurrence = occurrenceNamed(directory.schedule, up);
  // Whoever asks twice is not told that somebody else has it.
  if (up.state === 'taken' && occurrence?.people.some((one) => one.person === personId))
    return answer({ kind: 'taken', ...timeOf(occurrence) });
  if (up.state !== 'open') return answer({ kind: up.state === 'taken' ? 'meanwhile' : 'unknown' });
  if (!occurrence || occurrence.startMs <= nowMs || !isStillOpen(up, occurrence)) {
    await setOpenShift(client, up.id, 'over', nowMs);
    return answer({ kind: occurrence && occurrence.startMs > nowMs ? 'meanwhile' : 'unknown' });
  }
  const why = whyNot(directory, person, occurrence);
  if (why) return answer({ kind: 'not-possible', line: occurrence.line, why });
  const before = await readPeople(client, up);
  const after = { changed: true, people: withTaker(assignedTo(directory.schedule, up), up.holderId, personId) };
  await writePeople(client, up, after);
  const wantsMore = up.holderId === '' && missingOf(occurrence) > 1;
  if (!wantsMore) await setOpenShift(client, up.id, 'taken', nowMs);
  await insertStep(client, { id: stepId, kind: 'take', openShiftId: up.id, before, after }, personId, nowMs);
  await coverSettled(client, up, personId, nowMs);
  await noteChange(client, personId, 'shift.taken', `${up.shift} ${up.occurrence}`, nowMs);
  return answer({ kind: 'taken', ...timeOf(occurrence) }, await tellHolder(client, directory, up, occurrence, nowMs));
}

/** The taker stands where the holder stood; where there was none, they come as one more primary. */
function withTaker(assigned: readonly Assignment[], holderId: string, takerId: string): Assignment[] {
  const others = assigned.filter(({ person }) => person !== takerId);
  if (holderId === '') return [...others, { person: takerId, as: 'primary' }];
  return others.map((one) => (one.person === holderId ? { ...one, person: takerId } : one));
}

/** The holder hears that it is no longer theirs: at once, or after the night where that is soon enough. */
async function tellHolder(
  client: pg.ClientBase,
  directory: Directory,
  up: OpenShift,
  occurrence: Occurrence,
  nowMs: number,
): Promise<EffectRow[]> {
  const zone = directory.people.get(up.holderId)?.timeZone;
  if (zone === undefined) return [];
  const dueMs = afterNight(nowMs, zone);
  if (dueMs <= nowMs || dueMs >= occurrence.startMs)
    return addTexts(client, [textTo({ ...occurrence, personId: up.holderId }, 'coverFound')], nowMs);
  await addNotices(client, [noticeOf(occurrence, up.holderId, 'cover-found', dueMs)]);
  return [];
}

async function undo(client: pg.ClientBase, room: Records, personId: string, undoId: string): Promise<Done<Undo>> {
  const nowMs = room.clock.nowMs();
  const step = await stepToUndo(client, personId, undoId, nowMs - undoMs);
  const up = step && (await openShiftWithId(client, step.openShiftId));
  if (!step || !up) return answer({ kind: 'too-late' });
  if (step.undoneAtMs !== null) return answer({ kind: 'undone', ...timeOf(up) });
  if (step.kind === 'cover' && up.state === 'taken') return answer({ kind: 'taken-meanwhile' });
  if (step.kind === 'cover' && up.state !== 'open') return answer({ kind: 'too-late' });
  const effects: EffectRow[] = [];
  if (step.kind === 'take') {
    if (!step.before || !step.after || !samePeople(await readPeople(client, up), step.after))
      return answer({ kind: 'too-late' });
    await writePeople(client, up, step.before);
    await setOpenShift(client, up.id, 'open', nowMs);
    await noteChange(client, personId, 'shift.taking-undone', `${up.shift} ${up.occurrence}`, nowMs);
    effects.push(...(await tellHolderAgain(client, up, nowMs)));
  } else {
    await setOpenShift(client, up.id, 'withdrawn', nowMs);
    await noteStep(client, personId, 'shift.put-up-undone', `${up.shift} ${up.occurrence}`, nowMs);
    await coverSettled(client, up, personId, nowMs);
    await dropUnsaid(client, up, ['cover-wanted', 'cover-open']);
  }
  await setStepUndone(client, step.id, undoId, nowMs);
  return answer({ kind: 'undone', ...timeOf(up) }, effects);
}

const aboutOf = (up: OpenShift) => ({
  lineId: up.line,
  personId: up.holderId,
  subject: `${up.shift} ${up.occurrence}`,
});

/** No coordinator has to look for somebody any more. */
async function coverSettled(client: pg.ClientBase, up: OpenShift, by: string, nowMs: number): Promise<void> {
  await attentionSettled(client, coverOpen(aboutOf(up)).key, `person:${by}`, nowMs);
}

/** Who was told that somebody takes it hears that nobody does; a coordinator sees it too. */
async function tellHolderAgain(client: pg.ClientBase, up: OpenShift, nowMs: number): Promise<EffectRow[]> {
  if (up.holderId === '') return [];
  await needAttention(client, coverOpen(aboutOf(up)), nowMs);
  const unsaid = await dropUnsaid(client, up, ['cover-found']);
  return unsaid ? [] : addTexts(client, [textTo({ ...up, personId: up.holderId }, 'coverOpenStill')], nowMs);
}
