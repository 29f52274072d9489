/** Shifts that somebody may take: put up by whoever holds them, or short of people; each has a number to be taken by (T4). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { lineOf, type Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { lockOrganisationSql } from '../organisation/stored-organisation.ts';
import { whyNotTake, type NotTaken } from '../planning/take.ts';
import { inTransaction } from '../platform/transaction.ts';
import { nextShifts } from '../schedule/duties.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { afterNight, beforeNight } from '../schedule/reminder-times.ts';
import { resolve } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import type { Notice } from './notices-sql.ts';
import { addNotices, coordinatorLeadMs, coverOpen, noticeOf } from './notices.ts';
import {
  closeShiftsBegun,
  insertOpenShift,
  insertStep,
  openShiftOfHolder,
  openShiftOfStep,
  openShiftsFor,
  type OpenShift,
  type ShiftTime,
} from './open-shifts-sql.ts';
import { noteStep } from '../organisation/occurrence-people.ts';

export type PutUp = { kind: 'nothing' } | ({ kind: 'up'; number: number } & ShiftTime);

const minuteMs = 60_000;
/** While it may be undone nobody else hears of it, unless the shift is near. */
export const undoMs = 10 * minuteMs;
const nearMs = 6 * 60 * minuteMs;
/** A number is given again only when nobody is likely to answer the text that named it. */
const numberRestsMs = 2 * dayMs;
const shortAheadMs = 14 * dayMs;
const invited = 40;

/** What the organisation is at this moment, within a transaction that has locked it. */
export async function lockedDirectory(
  client: pg.ClientBase,
  room: Pick<Records, 'directories'>,
): Promise<Directory | null> {
  const { rows } = await client.query<{ version: number }>('SELECT version FROM organisation');
  return rows[0] ? room.directories.at(rows[0].version) : null;
}

/** Runs `work` with the organisation locked, so that what it reads of the roster holds until it is done. */
export function withRoster<Result>(room: Records, work: (client: pg.ClientBase) => Promise<Result>): Promise<Result> {
  return inTransaction(room.pool, () => lockOrganisationSql, work);
}

/** What has begun cannot be taken any more. */
export async function closeBegunShifts({ pool, clock }: Pick<Store, 'pool' | 'clock'>): Promise<void> {
  await closeShiftsBegun(pool, clock.nowMs());
}

/** Puts the person's next shift up; they stay responsible until somebody takes it. Done twice for one `stepId` it is done once. */
export async function putUp(room: Records, personId: string, stepId: string): Promise<PutUp> {
  const nowMs = room.clock.nowMs();
  return withRoster(room, async (client): Promise<PutUp> => {
    const done = await openShiftOfStep(client, stepId);
    if (done) return upOf(done);
    const directory = await lockedDirectory(client, room);
    const next = directory && nextShifts(directory.schedule, personId, nowMs, 1)[0];
    if (!directory || !next) return { kind: 'nothing' };
    const known = await openShiftOfHolder(client, next, personId);
    if (known) return upOf(known);
    const up = await open(client, next, personId, nowMs);
    const step = { id: stepId, kind: 'cover' as const, openShiftId: up.id, before: null, after: null };
    await insertStep(client, step, personId, nowMs);
    await noteStep(client, personId, 'shift.put-up', `${next.shift} ${next.occurrence}`, nowMs);
    await tellOthers(client, directory, next, personId, nowMs);
    return upOf(up);
  });
}

function upOf(up: OpenShift | null): PutUp {
  return up
    ? { kind: 'up', number: up.number, line: up.line, startMs: up.startMs, endMs: up.endMs }
    : { kind: 'nothing' };
}

async function open(
  client: pg.ClientBase,
  { shift, occurrence, line, startMs, endMs }: Occurrence,
  holderId: string,
  nowMs: number,
): Promise<OpenShift> {
  const up = { id: randomUUID(), shift, occurrence, line, holderId, startMs, endMs };
  return insertOpenShift(client, up, nowMs, nowMs - numberRestsMs);
}

/** Everybody who could take it hears of it once, never at night; a coordinator where it is still up shortly before. */
async function tellOthers(
  client: pg.ClientBase,
  directory: Directory,
  next: Occurrence,
  holderId: string,
  nowMs: number,
): Promise<void> {
  const isNear = next.startMs - nowMs < nearMs;
  const others = [...directory.people.values()]
    .filter((person) => person.id !== holderId && whyNot(directory, person, next) === null)
    .slice(0, invited);
  const notices: Notice[] = others.map((person) =>
    noticeOf(next, person.id, 'cover-wanted', afterNight(isNear ? nowMs : nowMs + undoMs, person.timeZone)),
  );
  const zone = directory.people.get(holderId)?.timeZone ?? 'UTC';
  const remindMs = beforeNight(next.startMs - coordinatorLeadMs, zone);
  if (remindMs > nowMs) notices.push(noticeOf(next, holderId, 'cover-open', remindMs));
  else
    await needAttention(
      client,
      coverOpen({ lineId: next.line, personId: holderId, subject: `${next.shift} ${next.occurrence}` }),
      nowMs,
    );
  await addNotices(client, notices);
}

/** Why the person should not take the occurrence; null where they may. */
export function whyNot(directory: Directory, person: Person, occurrence: Occurrence): NotTaken | null {
  const { policy, languages, timeZone } = lineOf(directory, occurrence.line);
  return whyNotTake(
    directory.schedule,
    person,
    { languages, timeZone, training: policy.training, limits: policy.limits },
    occurrence,
  );
}

/** The shifts that this person could take, soonest first, each with its number; shifts short of people get theirs now. */
export async function takeableShifts(room: Records, person: Person, count: number): Promise<OpenShift[]> {
  const nowMs = room.clock.nowMs();
  return withRoster(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    if (!directory) return [];
    const standing = await openShiftsFor(client, person.id, nowMs);
    const known = new Set(standing.map(({ shift, occurrence }) => `${shift} ${occurrence}`));
    const found = standing.filter((up) => {
      const occurrence = occurrenceNamed(directory.schedule, up);
      return occurrence !== null && isStillOpen(up, occurrence) && whyNot(directory, person, occurrence) === null;
    });
    for (const occurrence of resolve(directory.schedule, nowMs, nowMs + shortAheadMs)) {
      if (found.length >= count) break;
      if (
        occurrence.startMs <= nowMs ||
        !isShort(occurrence) ||
        known.has(`${occurrence.shift} ${occurrence.occurrence}`)
      )
        continue;
      if (whyNot(directory, person, occurrence) === null) found.push(await open(client, occurrence, '', nowMs));
    }
    return found.sort((a, b) => a.startMs - b.startMs).slice(0, count);
  });
}

/** Whether it can be taken: its holder still has it, or people are still missing. */
export function isStillOpen(up: OpenShift, occurrence: Occurrence): boolean {
  return up.holderId === '' ? isShort(occurrence) : occurrence.people.some(({ person }) => person === up.holderId);
}

function isShort({ need, people }: Occurrence): boolean {
  return missingOf({ need, people }) > 0;
}

/** How many primaries an occurrence is short of. */
export function missingOf({ need, people }: Pick<Occurrence, 'need' | 'people'>): number {
  return need - people.filter(({ as }) => as === 'primary').length;
}
