/** Shifts that somebody may take: put up by whoever holds them, or short of people; each has a number to be taken by (T4). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { lockOrganisationSql } from '../organisation/stored-organisation.ts';
import { offeredInTurn, shortAheadMs, type OfferedShift } from '../planning/offered.ts';
import { isShort, type Offer, type OpenShift, type ShiftName } from '../planning/open-shifts.ts';
import { whyNotTake, type NotTaken } from '../planning/take.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Occurrence } from '../schedule/model.ts';
import { resolve } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { movesAskedBy } from './moves-sql.ts';
import {
  closeShiftsBegun,
  insertOpenShift,
  offersAround,
  openShiftShort,
  openShiftsAfter,
  openShiftWithId,
} from './open-shifts-sql.ts';

const minuteMs = 60_000;
/** A step may be undone for so long. */
export const undoMs = 10 * minuteMs;
/** A number is given again only when nobody is likely to answer the text that named it. */
const numberRestsMs = 2 * dayMs;

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

/** Opens an occurrence under the lowest number that is free, to everybody or to one; `holderId` is empty where it is short of people. */
export async function openShift(
  client: pg.ClientBase,
  { shift, occurrence, line, startMs, endMs }: Occurrence,
  holderId: string,
  nowMs: number,
  offer?: Offer,
): Promise<OpenShift> {
  const up = { id: randomUUID(), shift, occurrence, line, holderId, startMs, endMs, ...(offer ? { offer } : {}) };
  return insertOpenShift(client, up, nowMs, nowMs - numberRestsMs);
}

/**
 * Why the person should not take the occurrence in the place of `holderId` (empty: in nobody's), giving `given` away for it;
 * null where they may. Whoever has left takes nothing.
 */
export function whyNot(
  directory: Directory,
  personId: string,
  occurrence: Occurrence,
  given: Occurrence | undefined,
  holderId: string,
): NotTaken | null {
  return whyNotTake(directory, personId, occurrence, { given, insteadOf: holderId });
}

/** The shifts that this person could take, what is offered to them alone first, else soonest first, each with its number; shifts short of people get theirs now. */
export async function takeableShifts(room: Records, person: Person, count: number): Promise<OpenShift[]> {
  const nowMs = room.clock.nowMs();
  return withRoster(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    if (!directory) return [];
    const offers = await offersAround(client, person.id, nowMs);
    const found: OpenShift[] = offers.filter(({ offeredTo }) => offeredTo === person.id);
    for (const one of await offeredTo(client, directory, person, nowMs)) {
      if (found.length >= count) break;
      if (one.why() === null) found.push(one.up ?? (await openShift(client, one.occurrence, '', nowMs)));
    }
    return found.slice(0, count);
  });
}

/** Every shift that is open to somebody, soonest first, and what speaks against this person's taking it. Changes nothing. */
export async function offeredShifts(
  room: Pick<Store, 'pool' | 'clock'>,
  directory: Directory,
  person: Person,
): Promise<Iterable<OfferedShift>> {
  return offeredTo(room.pool, directory, person, room.clock.nowMs());
}

async function offeredTo(
  client: pg.ClientBase | pg.Pool,
  directory: Directory,
  person: Person,
  nowMs: number,
): Promise<Iterable<OfferedShift>> {
  const up = await openShiftsAfter(client, nowMs);
  const asked = await movesAskedBy(client, person.id);
  return offeredInTurn(directory, person.id, { up, asked }, nowMs);
}

/** The open shift somebody chose from `offeredShifts`: one short of people that has no number gets it now; null where there is none, or no more. */
export async function openShiftChosen(
  client: pg.ClientBase,
  directory: Directory,
  { id, shift, occurrence }: ShiftName & { id: string | null },
  personId: string,
  nowMs: number,
): Promise<OpenShift | null> {
  if (id !== null) return openShiftWithId(client, id, personId);
  const known = await openShiftShort(client, { shift, occurrence });
  if (known?.state === 'open') return known;
  const found = resolve(directory.schedule, nowMs, nowMs + shortAheadMs).find(
    (one) => one.shift === shift && one.occurrence === occurrence,
  );
  return found && found.startMs > nowMs && isShort(found, directory.people)
    ? openShift(client, found, '', nowMs)
    : known;
}
