/** Takes an open shift, and takes back what somebody did to a shift in the last ten minutes (T4). */
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { ContactsRoom } from '../contacts/room.ts';
import type { EffectRow } from '../contacts/save.ts';
import { addTexts } from '../conversations/texts.ts';
import type { Directory } from '../organisation/directory.ts';
import type { NotTaken } from '../planning/take.ts';
import type { Assignment, Occurrence } from '../schedule/model.ts';
import { assignedTo, occurrenceNamed } from '../schedule/named-occurrence.ts';
import { afterNight } from '../schedule/reminder-times.ts';
import { addNotices, coverOpen, noticeOf, textTo, type NoticeKind } from './notices.ts';
import {
  isStillOpen,
  lockedDirectory,
  missingOf,
  openShiftChosen,
  openShiftNumbered,
  openShiftWithId,
  setOpenShift,
  undoMs,
  whyNot,
  withRoster,
  type OpenShift,
  type ShiftName,
  type ShiftTime,
} from './open-shifts.ts';
import { noteChange, noteStep, readPeople, samePeople, writePeople, type StoredPeople } from './stored-people.ts';

export type Take =
  | ({ kind: 'taken' } & ShiftTime)
  | { kind: 'meanwhile' }
  | { kind: 'unknown' }
  | { kind: 'not-possible'; line: string; why: NotTaken };
export type Undo = ({ kind: 'undone' } & ShiftTime) | { kind: 'too-late' } | { kind: 'taken-meanwhile' };

type Done<Result> = { result: Result; effects: EffectRow[] };
type Step = {
  id: string;
  kind: 'cover' | 'take';
  openShiftId: string;
  before: StoredPeople | null;
  after: StoredPeople | null;
};

/** Which open shift: by the number that a text names, or as chosen from `offeredShifts`. */
export type Chosen = number | (ShiftName & { id: string | null });

/** Gives the person an open shift in its holder's place: exactly one of many gets it. Done twice for one `stepId` it is done once. */
export async function takeShift(room: ContactsRoom, personId: string, chosen: Chosen, stepId: string): Promise<Take> {
  return told(room, await withRoster(room, (client) => take(client, room, personId, chosen, stepId)));
}

/** What the person could take back at this moment, and until when; null where there is nothing. */
export async function undoable(
  room: ContactsRoom,
  personId: string,
): Promise<(ShiftTime & { kind: Step['kind']; untilMs: number }) | null> {
  const nowMs = room.clock.nowMs();
  const { rows } = await room.pool.query<ShiftTime & { kind: Step['kind']; state: OpenShift['state']; atMs: number }>(
    `SELECT s.kind, o.state, o.line_id AS line, (extract(epoch FROM o.start_at) * 1000)::float8 AS "startMs",
      (extract(epoch FROM o.end_at) * 1000)::float8 AS "endMs", (extract(epoch FROM s.at) * 1000)::float8 AS "atMs"
      FROM shift_steps s JOIN open_shifts o ON o.id = s.open_shift_id
      WHERE s.person_id = $1 AND s.undone_at IS NULL AND s.at > $2 ORDER BY s.at DESC, s.id LIMIT 1`,
    [personId, new Date(nowMs - undoMs)],
  );
  const [step] = rows;
  if (!step || (step.kind === 'cover' && step.state !== 'open')) return null;
  return { kind: step.kind, ...timeOf(step), untilMs: step.atMs + undoMs };
}

/** Takes back the person's latest COVER or TAKE. */
export async function undoStep(room: ContactsRoom, personId: string, undoId: string): Promise<Undo> {
  return told(room, await withRoster(room, (client) => undo(client, room, personId, undoId)));
}

function told<Result>(room: ContactsRoom, { result, effects }: Done<Result>): Result {
  room.afterCommit({ effects, wakes: [], route: true });
  return result;
}

const answer = <Result>(result: Result, effects: EffectRow[] = []): Done<Result> => ({ result, effects });
const timeOf = ({ line, startMs, endMs }: ShiftTime): ShiftTime => ({ line, startMs, endMs });

async function take(
  client: pg.ClientBase,
  room: ContactsRoom,
  personId: string,
  chosen: Chosen,
  stepId: string,
): Promise<Done<Take>> {
  const nowMs = room.clock.nowMs();
  const done = await client.query<{ open_shift_id: string }>('SELECT open_shift_id FROM shift_steps WHERE id = $1', [
    stepId,
  ]);
  const earlier = done.rows[0] && (await openShiftWithId(client, done.rows[0].open_shift_id));
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
  await client.query(
    `INSERT INTO shift_steps (id, kind, person_id, open_shift_id, at, before, after) VALUES ($1, 'take', $2, $3, $4, $5, $6)`,
    [stepId, personId, up.id, new Date(nowMs), JSON.stringify(before), JSON.stringify(after)],
  );
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

async function undo(client: pg.ClientBase, room: ContactsRoom, personId: string, undoId: string): Promise<Done<Undo>> {
  const nowMs = room.clock.nowMs();
  const { rows } = await client.query<Step & { undone: boolean }>(
    `SELECT id, kind, open_shift_id AS "openShiftId", before, after, undone_at IS NOT NULL AS undone FROM shift_steps
      WHERE person_id = $1 AND (undone_by = $2 OR (undone_at IS NULL AND at > $3)) ORDER BY (undone_by = $2) IS TRUE DESC, at DESC, id LIMIT 1`,
    [personId, undoId, new Date(nowMs - undoMs)],
  );
  const step = rows[0];
  const up = step && (await openShiftWithId(client, step.openShiftId));
  if (!step || !up) return answer({ kind: 'too-late' });
  if (step.undone) return answer({ kind: 'undone', ...timeOf(up) });
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
  await client.query('UPDATE shift_steps SET undone_at = $2, undone_by = $3 WHERE id = $1', [
    step.id,
    new Date(nowMs),
    undoId,
  ]);
  return answer({ kind: 'undone', ...timeOf(up) }, effects);
}

const aboutOf = (up: OpenShift) => ({
  lineId: up.line,
  personId: up.holderId,
  subject: `${up.shift} ${up.occurrence}`,
});

/** No coordinator has to look for somebody any more. */
async function coverSettled(client: pg.ClientBase, up: OpenShift, by: string, nowMs: number): Promise<void> {
  await client.query(`UPDATE attention SET done_at = $2, done_by = $3 WHERE key = $1 AND done_at IS NULL`, [
    coverOpen(aboutOf(up)).key,
    new Date(nowMs),
    `person:${by}`,
  ]);
}

/** What has not been said yet is not said any more; true where there was something. */
async function dropUnsaid(
  client: pg.ClientBase,
  { shift, occurrence }: OpenShift,
  kinds: NoticeKind[],
): Promise<boolean> {
  const { rowCount } = await client.query(
    'DELETE FROM shift_notices WHERE shift_id = $1 AND occurrence = $2 AND kind = ANY($3) AND done_at IS NULL',
    [shift, occurrence, kinds],
  );
  return rowCount !== 0;
}

/** Who was told that somebody takes it hears that nobody does; a coordinator sees it too. */
async function tellHolderAgain(client: pg.ClientBase, up: OpenShift, nowMs: number): Promise<EffectRow[]> {
  if (up.holderId === '') return [];
  await needAttention(client, coverOpen(aboutOf(up)), nowMs);
  const unsaid = await dropUnsaid(client, up, ['cover-found']);
  return unsaid ? [] : addTexts(client, [textTo({ ...up, personId: up.holderId }, 'coverOpenStill')], nowMs);
}
