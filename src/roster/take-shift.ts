/** Takes an open shift, and takes back what somebody did to a shift in the last ten minutes (T4). */
import { attentionSettled } from '../attention/need-attention.ts';
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import type { EffectRow } from '../effects/write.ts';
import type { Store } from '../platform/store.ts';
import { addTexts } from '../conversations/texts.ts';
import type { Directory } from '../organisation/directory.ts';
import { whereNow } from '../planning/follow.ts';
import { foundSays, noticeOf, takenBackSays, tellsHolder } from '../planning/notices.ts';
import {
  isUp,
  stateAgain,
  takenOf,
  timeOf,
  whatTakingDoes,
  whatUndoingDoes,
  type Consent,
  type Given,
  type OpenShift,
  type Scheduled,
  type ShiftName,
  type ShiftTime,
  type Take,
  type TakeStep,
  type TakingFacts,
  type Undo,
} from '../planning/open-shifts.ts';
import type { Occurrence } from '../schedule/model.ts';
import { assignedTo } from '../schedule/named-occurrence.ts';
import { dropUnsaid } from './notices-sql.ts';
import { askForYes, callOffMove } from './ask-move.ts';
import { wantsYes } from './line-approvals.ts';
import { endWaiting } from './moves-sql.ts';
import { addNotices, coverOpen, textTo } from './notices.ts';
import { nobodyMoved } from './put-up.ts';
import { lockedDirectory, openShiftChosen, undoMs, whyNot, withRoster } from './open-shifts.ts';
import { openShiftNumbered, openShiftOfStep, openShiftWithId, setOpenShift } from './open-shifts-sql.ts';
import { insertStep, lastStep, setStepUndone, stepToUndo, type Step } from './shift-steps-sql.ts';
import {
  noteChange,
  noteStep,
  readPeople,
  samePeople,
  writePeople,
  type StoredPeople,
} from '../organisation/occurrence-people.ts';

type Done<Result> = { result: Result; effects: EffectRow[] };

/** Which open shift: by the number that a text names, or as chosen from `offeredShifts`. */
export type Chosen = number | (ShiftName & { id: string | null });

/** `asksToAllow`: where it would break a cap, a coordinator is asked whether it may be all the same. */
export type Taking = { chosen: Chosen; asksToAllow: boolean };

/**
 * Gives the person an open shift in its holder's place: exactly one of many gets it. Where the line wants a coordinator's
 * yes, it waits for that first. Done twice for one `stepId` it is done once.
 */
export async function takeShift(
  room: Records,
  personId: string,
  chosen: Chosen,
  stepId: string,
  asksToAllow = false,
): Promise<Take> {
  return told(room, await withRoster(room, (client) => take(client, room, personId, { chosen, asksToAllow }, stepId)));
}

/** What the person could take back at this moment, and until when; null where there is nothing. */
export async function undoable(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  personId: string,
): Promise<(ShiftTime & { kind: Step['kind']; offeredTo: string | null; untilMs: number }) | null> {
  const step = await lastStep(pool, personId, clock.nowMs() - undoMs);
  const up = step && (await openShiftWithId(pool, step.openShiftId, personId));
  if (!step || !up) return null;
  const canBe = step.kind === 'cover' ? isUp(up) || up.state === 'waiting' : true;
  if (!canBe || (step.kind === 'ask' && up.state !== 'waiting')) return null;
  return { kind: step.kind, offeredTo: up.offeredTo, ...timeOf(up), untilMs: step.atMs + undoMs };
}

/** Takes back the person's latest COVER, offer, TAKE or swap. */
export async function undoStep(room: Records, personId: string, undoId: string): Promise<Undo> {
  return told(room, await withRoster(room, (client) => undo(client, room, personId, undoId)));
}

function told<Result>(room: Records, { result, effects }: Done<Result>): Result {
  room.afterCommit({ effects, wakes: [], route: true, organisation: true });
  return result;
}

const answer = <Result>(result: Result, effects: EffectRow[] = []): Done<Result> => ({ result, effects });

async function take(
  client: pg.ClientBase,
  room: Records,
  personId: string,
  { chosen, asksToAllow }: Taking,
  stepId: string,
): Promise<Done<Take>> {
  const nowMs = room.clock.nowMs();
  const earlier = await openShiftOfStep(client, stepId, personId);
  if (earlier) return answer(takenOf(earlier, earlier));
  const directory = await lockedDirectory(client, room);
  const up =
    typeof chosen === 'number'
      ? await openShiftNumbered(client, chosen, personId)
      : directory && (await openShiftChosen(client, directory, chosen, personId, nowMs));
  const person = directory?.people.get(personId);
  if (!up || !directory || !person) return answer({ kind: 'unknown' });
  const wantsApproval = await wantsYes(client, [up.line, up.inExchange?.line ?? up.line]);
  const consent = { of: 'own' as const, wantsApproval, asksToAllow };
  const step = whatTakingDoes(up, personId, takingFacts(directory, up, consent, nowMs));
  if (step.kind === 'over') await setOpenShift(client, up.id, 'over', nowMs);
  if (step.kind === 'ask') {
    await insertStep(client, { id: stepId, kind: 'ask', openShiftId: up.id, ...nobodyMoved }, personId, nowMs);
    await askForYes(client, directory, up, personId, step, nowMs);
  }
  if (step.kind !== 'give') return answer(step.take);
  const { effects, subject } = await carryOut(client, directory, up, personId, step, stepId, nowMs);
  await noteChange(client, personId, step.other ? 'shift.swapped' : 'shift.taken', subject, nowMs);
  return answer(step.take, effects);
}

/** What is known to whoever would take `up` at this moment. */
export function takingFacts(directory: Directory, up: OpenShift, consent: Consent, nowMs: number): TakingFacts {
  const scheduled = (name: ShiftName & ShiftTime, personId: string): Scheduled => {
    const occurrence = whereNow(directory.schedule, name, personId);
    return { occurrence, assigned: occurrence ? assignedTo(directory.schedule, occurrence) : [] };
  };
  return {
    shift: scheduled(up, up.holderId),
    exchange: up.inExchange && scheduled(up.inExchange, up.offeredTo ?? ''),
    against: (id, occurrence, given, holder) => whyNot(directory, id, occurrence, given, holder),
    people: directory.people,
    consent,
    nowMs,
  };
}

/** Gives the shifts to whom they go, and tells the one who held it; whoever calls notes the change. */
export async function carryOut(
  client: pg.ClientBase,
  directory: Directory,
  up: OpenShift,
  personId: string,
  step: Extract<TakeStep, { kind: 'give' }>,
  stepId: string,
  nowMs: number,
): Promise<{ effects: EffectRow[]; subject: string }> {
  const { before, after } = await give(client, step);
  const other = step.other && (await give(client, step.other));
  if (!step.staysOpen) await setOpenShift(client, up.id, 'taken', nowMs, personId);
  const moved = { before, after, otherBefore: other?.before ?? null, otherAfter: other?.after ?? null };
  const done = { id: stepId, kind: other ? ('swap' as const) : ('take' as const), openShiftId: up.id };
  await insertStep(client, { ...done, ...moved }, personId, nowMs);
  await dropUnsaid(client, up, ['offer-made', 'offer-open', 'move-asked']);
  await coverSettled(client, up, personId, nowMs);
  const subject = [up, ...(step.other ? [step.other.occurrence] : [])]
    .map((one) => `${one.shift} ${one.occurrence}`)
    .join(', ');
  return { subject, effects: await tellHolder(client, directory, up, step.occurrence, nowMs) };
}

/** Writes who works it now; who was on it before, and after. */
async function give(
  client: pg.ClientBase,
  { occurrence, people }: Given,
): Promise<{ before: StoredPeople; after: StoredPeople }> {
  const before = await readPeople(client, occurrence);
  const after = { changed: true, people };
  await writePeople(client, occurrence, after);
  return { before, after };
}

async function tellHolder(
  client: pg.ClientBase,
  directory: Directory,
  up: OpenShift,
  occurrence: Occurrence,
  nowMs: number,
): Promise<EffectRow[]> {
  const zone = directory.people.get(up.holderId)?.timeZone;
  if (zone === undefined) return [];
  const when = tellsHolder(occurrence.startMs, zone, nowMs);
  if (when === 'at-once') {
    const { sentence, slots } = foundSays(up.inExchange);
    return addTexts(client, [textTo({ ...occurrence, personId: up.holderId }, sentence, slots)], nowMs);
  }
  await addNotices(client, [noticeOf(occurrence, up.holderId, 'cover-found', when.dueMs)]);
  return [];
}

async function undo(client: pg.ClientBase, room: Records, personId: string, undoId: string): Promise<Done<Undo>> {
  const nowMs = room.clock.nowMs();
  const step = await stepToUndo(client, personId, undoId, nowMs - undoMs);
  const up = step && (await openShiftWithId(client, step.openShiftId, personId));
  const before = step && up && (await peopleBefore(client, step, up));
  const { kind, undo: heard } = whatUndoingDoes(step, up, before !== null);
  if (kind === 'answer' || !step || !up) return answer(heard);
  const effects: EffectRow[] = [];
  if (kind === 'give-back' && before) {
    await writePeople(client, up, before.own);
    if (before.other) await writePeople(client, before.other.name, before.other.people);
    await setOpenShift(client, up.id, stateAgain(up), nowMs);
    await noteChange(client, personId, 'shift.taking-undone', `${up.shift} ${up.occurrence}`, nowMs);
    effects.push(...(await tellHolderAgain(client, up, nowMs)));
  }
  if (kind === 'take-back-asking') {
    await endWaiting(client, up, 'withdrawn', `person:${personId}`, nowMs);
    await setOpenShift(client, up.id, stateAgain(up), nowMs);
    await dropUnsaid(client, up, ['move-asked']);
    await noteStep(client, personId, 'move.taken-back', `${up.shift} ${up.occurrence}`, nowMs);
  }
  if (kind === 'withdraw') {
    const directory = await lockedDirectory(client, room);
    if (up.state === 'waiting' && directory)
      effects.push(...(await callOffMove(client, directory, up, personId, nowMs)));
    await setOpenShift(client, up.id, 'withdrawn', nowMs);
    await noteStep(client, personId, 'shift.put-up-undone', `${up.shift} ${up.occurrence}`, nowMs);
    await coverSettled(client, up, personId, nowMs);
    await dropUnsaid(client, up, ['cover-wanted', 'cover-open', 'offer-made', 'offer-open', 'move-asked']);
  }
  await setStepUndone(client, step.id, undoId, nowMs);
  return answer(heard, effects);
}

type Before = { own: StoredPeople; other: { name: ShiftName; people: StoredPeople } | null };

/** The people from before a taking, of both shifts of a swap; null where either no longer has those that the taking gave it. */
async function peopleBefore(
  client: pg.ClientBase,
  { kind, before, after, otherBefore, otherAfter }: Step,
  up: OpenShift,
): Promise<Before | null> {
  const isAsLeft = async (name: ShiftName, left: StoredPeople | null) =>
    left !== null && samePeople(await readPeople(client, name), left);
  if (kind === 'cover' || kind === 'ask' || !before || !(await isAsLeft(up, after))) return null;
  if (kind === 'take') return { own: before, other: null };
  if (!up.inExchange || !otherBefore || !(await isAsLeft(up.inExchange, otherAfter))) return null;
  return { own: before, other: { name: up.inExchange, people: otherBefore } };
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
  const unsaid = await dropUnsaid(client, up, ['cover-found']);
  const { text, attention, notices } = takenBackSays(up, !unsaid);
  if (attention) await needAttention(client, coverOpen(aboutOf(up)), nowMs);
  await addNotices(client, notices);
  return text ? addTexts(client, [textTo({ ...up, personId: up.holderId }, text.sentence, text.slots)], nowMs) : [];
}
