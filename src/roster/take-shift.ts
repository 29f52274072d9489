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
import { addNotices, coverOpen, foundText, noticeOf, textTo } from './notices.ts';
import { isStillOpen, lockedDirectory, missingOf, openShiftChosen, undoMs, whyNot, withRoster } from './open-shifts.ts';
import {
  openShiftNumbered,
  openShiftOfStep,
  openShiftWithId,
  setOpenShift,
  type OpenShift,
  type ShiftName,
  type ShiftTime,
} from './open-shifts-sql.ts';
import { insertStep, lastStep, setStepUndone, stepToUndo, type Step } from './shift-steps-sql.ts';
import {
  noteChange,
  noteStep,
  readPeople,
  samePeople,
  writePeople,
  type StoredPeople,
} from '../organisation/occurrence-people.ts';

export type Take =
  | ({ kind: 'taken'; inExchange: ShiftTime | null } & ShiftTime)
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
): Promise<(ShiftTime & { kind: Step['kind']; offeredTo: string | null; untilMs: number }) | null> {
  const step = await lastStep(pool, personId, clock.nowMs() - undoMs);
  const up = step && (await openShiftWithId(pool, step.openShiftId));
  if (!step || !up || (step.kind === 'cover' && !isUp(up))) return null;
  return { kind: step.kind, offeredTo: up.offeredTo, ...timeOf(up), untilMs: step.atMs + undoMs };
}

/** Takes back the person's latest COVER, offer, TAKE or swap. */
export async function undoStep(room: Records, personId: string, undoId: string): Promise<Undo> {
  return told(room, await withRoster(room, (client) => undo(client, room, personId, undoId)));
}

function told<Result>(room: Records, { result, effects }: Done<Result>): Result {
  room.afterCommit({ effects, wakes: [], route: true });
  return result;
}

const answer = <Result>(result: Result, effects: EffectRow[] = []): Done<Result> => ({ result, effects });
const isUp = ({ state }: OpenShift): boolean => state === 'open' || state === 'offered';
const taken = (time: ShiftTime, { inExchange }: OpenShift): Done<Take> =>
  answer({ kind: 'taken', ...timeOf(time), inExchange: inExchange && timeOf(inExchange) });
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
  if (earlier) return taken(earlier, earlier);
  const directory = await lockedDirectory(client, room);
  const up =
    typeof chosen === 'number'
      ? await openShiftNumbered(client, chosen)
      : directory && (await openShiftChosen(client, directory, chosen, nowMs));
  const person = directory?.people.get(personId);
  if (!up || !directory || !person || up.holderId === personId) return answer({ kind: 'unknown' });
  if (up.offeredTo !== null && up.offeredTo !== personId) return answer({ kind: 'unknown' });
  const occurrence = occurrenceNamed(directory.schedule, up);
  // Whoever asks twice is not told that somebody else has it.
  if (up.state === 'taken' && occurrence?.people.some((one) => one.person === personId)) return taken(occurrence, up);
  if (!isUp(up) || (up.expiresAtMs ?? Infinity) <= nowMs)
    return answer({ kind: up.state === 'taken' ? 'meanwhile' : 'unknown' });
  if (!occurrence || occurrence.startMs <= nowMs || !isStillOpen(up, occurrence)) {
    await setOpenShift(client, up.id, 'over', nowMs);
    return answer({ kind: occurrence && occurrence.startMs > nowMs ? 'meanwhile' : 'unknown' });
  }
  const theirs = up.inExchange && exchanged(directory, up, up.inExchange, personId, nowMs);
  if (up.inExchange && !theirs) {
    await setOpenShift(client, up.id, 'over', nowMs);
    return answer({ kind: 'unknown' });
  }
  const why = whyNot(directory, person, occurrence, theirs ?? undefined);
  if (why) return answer({ kind: 'not-possible', line: occurrence.line, why });
  const { before, after } = await give(client, directory, occurrence, up.holderId, personId);
  const wantsMore = up.holderId === '' && missingOf(occurrence) > 1;
  if (!wantsMore) await setOpenShift(client, up.id, 'taken', nowMs);
  const other = theirs && (await give(client, directory, theirs, personId, up.holderId));
  const step = { id: stepId, kind: other ? ('swap' as const) : ('take' as const), openShiftId: up.id, before, after };
  const others = { otherBefore: other?.before ?? null, otherAfter: other?.after ?? null };
  await insertStep(client, { ...step, ...others }, personId, nowMs);
  await dropUnsaid(client, up, ['offer-made', 'offer-open']);
  await coverSettled(client, up, personId, nowMs);
  const subject = [up, ...(theirs ? [theirs] : [])].map((one) => `${one.shift} ${one.occurrence}`).join(', ');
  await noteChange(client, personId, other ? 'shift.swapped' : 'shift.taken', subject, nowMs);
  return { ...taken(occurrence, up), effects: await tellHolder(client, directory, up, occurrence, nowMs) };
}

/** The shift that the taker gives in exchange, where they still have it and its new holder may take it; null else. */
function exchanged(
  directory: Directory,
  { holderId, line, shift, occurrence }: OpenShift,
  inExchange: ShiftName & ShiftTime,
  takerId: string,
  nowMs: number,
): Occurrence | null {
  const theirs = occurrenceNamed(directory.schedule, inExchange);
  const given = occurrenceNamed(directory.schedule, { line, shift, occurrence });
  const holder = directory.people.get(holderId);
  if (!theirs || !given || !holder || theirs.startMs <= nowMs) return null;
  const isTakers = theirs.people.some(({ person }) => person === takerId);
  return isTakers && whyNot(directory, holder, theirs, given) === null ? theirs : null;
}

/** Puts `toId` where `fromId` stands; who was on it before, and after. */
async function give(
  client: pg.ClientBase,
  { schedule }: Directory,
  occurrence: Occurrence,
  fromId: string,
  toId: string,
): Promise<{ before: StoredPeople; after: StoredPeople }> {
  const before = await readPeople(client, occurrence);
  const after = { changed: true, people: withTaker(assignedTo(schedule, occurrence), fromId, toId) };
  await writePeople(client, occurrence, after);
  return { before, after };
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
    return addTexts(client, [foundText({ ...occurrence, personId: up.holderId }, up)], nowMs);
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
  if (step.kind === 'cover' && !isUp(up)) return answer({ kind: 'too-late' });
  const effects: EffectRow[] = [];
  if (step.kind !== 'cover') {
    const other = step.kind === 'swap' ? up.inExchange : null;
    const isAsLeft = async (name: ShiftName, left: StoredPeople | null) =>
      left !== null && samePeople(await readPeople(client, name), left);
    if (!step.before || !(await isAsLeft(up, step.after))) return answer({ kind: 'too-late' });
    if (other && !(await isAsLeft(other, step.otherAfter))) return answer({ kind: 'too-late' });
    await writePeople(client, up, step.before);
    if (other && step.otherBefore) await writePeople(client, other, step.otherBefore);
    await setOpenShift(client, up.id, up.offeredTo === null ? 'open' : 'offered', nowMs);
    await noteChange(client, personId, 'shift.taking-undone', `${up.shift} ${up.occurrence}`, nowMs);
    effects.push(...(await tellHolderAgain(client, up, nowMs)));
  } else {
    await setOpenShift(client, up.id, 'withdrawn', nowMs);
    await noteStep(client, personId, 'shift.put-up-undone', `${up.shift} ${up.occurrence}`, nowMs);
    await coverSettled(client, up, personId, nowMs);
    await dropUnsaid(client, up, ['cover-wanted', 'cover-open', 'offer-made', 'offer-open']);
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
  if (up.offeredTo !== null) {
    await dropUnsaid(client, up, ['cover-found']);
    return addTexts(client, [textTo({ ...up, personId: up.holderId }, 'offerNotTaken')], nowMs);
  }
  await needAttention(client, coverOpen(aboutOf(up)), nowMs);
  const unsaid = await dropUnsaid(client, up, ['cover-found']);
  return unsaid ? [] : addTexts(client, [textTo({ ...up, personId: up.holderId }, 'coverOpenStill')], nowMs);
}
