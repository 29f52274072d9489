/** Shifts that somebody may take: put up by whoever holds them, or short of people; each has a number to be taken by (T4). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { ContactsRoom } from '../contacts/room.ts';
import { lineOf } from '../contacts/room.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { lockOrganisationSql } from '../organisation/stored-organisation.ts';
import { whyNotTake, type NotTaken } from '../planning/take.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { resolve } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';

/** When and on which line a shift is. */
export type ShiftTime = { line: string; startMs: number; endMs: number };

/** One occurrence of a shift, by the shift and the rule's own wall-clock start. */
export type ShiftName = { shift: string; occurrence: string };

export type OpenShift = ShiftTime & {
  id: string;
  number: number;
  shift: string;
  occurrence: string;
  holderId: string;
  state: 'open' | 'taken' | 'withdrawn' | 'over';
  closedAtMs: number | null;
};

const minuteMs = 60_000;
/** A step may be undone for so long. */
export const undoMs = 10 * minuteMs;
/** A number is given again only when nobody is likely to answer the text that named it. */
const numberRestsMs = 2 * dayMs;
const shortAheadMs = 14 * dayMs;

/** What the organisation is at this moment, within a transaction that has locked it. */
export async function lockedDirectory(
  client: pg.ClientBase,
  room: Pick<ContactsRoom, 'directories'>,
): Promise<Directory | null> {
  const { rows } = await client.query<{ version: number }>('SELECT version FROM organisation');
  return rows[0] ? room.directories.at(rows[0].version) : null;
}

/** Runs `work` with the organisation locked, so that what it reads of the roster holds until it is done. */
export function withRoster<Result>(
  room: ContactsRoom,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  return inTransaction(room.pool, () => lockOrganisationSql, work);
}

const columns = `id, number, shift_id AS shift, occurrence, line_id AS line, holder_id AS "holderId", state,
  (extract(epoch FROM start_at) * 1000)::float8 AS "startMs", (extract(epoch FROM end_at) * 1000)::float8 AS "endMs", (extract(epoch FROM closed_at) * 1000)::float8 AS "closedAtMs"`;

/** The latest shift with this number. */
export async function openShiftNumbered(client: pg.ClientBase, number: number): Promise<OpenShift | null> {
  const { rows } = await client.query<OpenShift>(
    `SELECT ${columns} FROM open_shifts WHERE number = $1 ORDER BY state = 'open' DESC, opened_at DESC LIMIT 1`,
    [number],
  );
  return rows[0] ?? null;
}

export async function openShiftWithId(client: pg.ClientBase, id: string): Promise<OpenShift | null> {
  const { rows } = await client.query<OpenShift>(`SELECT ${columns} FROM open_shifts WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** The shift as it is up in the name of whoever holds it. */
export async function openShiftHeld(
  client: pg.ClientBase,
  { shift, occurrence }: ShiftName,
  holderId: string,
): Promise<OpenShift | null> {
  const { rows } = await client.query<OpenShift>(
    `SELECT ${columns} FROM open_shifts WHERE shift_id = $1 AND occurrence = $2 AND holder_id = $3 AND state = 'open'`,
    [shift, occurrence, holderId],
  );
  return rows[0] ?? null;
}

/** What is open again stays closed where the same shift got another number meanwhile. */
export async function setOpenShift(
  client: pg.ClientBase,
  id: string,
  state: OpenShift['state'],
  nowMs: number,
): Promise<void> {
  if (state !== 'open') {
    await client.query('UPDATE open_shifts SET state = $2, closed_at = $3 WHERE id = $1', [id, state, new Date(nowMs)]);
    return;
  }
  await client.query(
    `UPDATE open_shifts mine SET state = 'open', closed_at = NULL WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM open_shifts other
      WHERE other.id <> mine.id AND other.state = 'open' AND other.shift_id = mine.shift_id AND other.occurrence = mine.occurrence AND other.holder_id = mine.holder_id)`,
    [id],
  );
}

/** What has begun cannot be taken any more. */
export async function closeBegunShifts({ pool, clock }: Pick<ContactsRoom, 'pool' | 'clock'>): Promise<void> {
  await pool.query({
    name: 'close-begun-shifts',
    text: `UPDATE open_shifts SET state = 'over', closed_at = $1 WHERE state = 'open' AND start_at <= $1`,
    values: [new Date(clock.nowMs())],
  });
}

/** Opens an occurrence under the lowest number that is free; `holderId` is empty where it is short of people. */
export async function openShift(
  client: pg.ClientBase,
  { shift, occurrence, line, startMs, endMs }: Occurrence,
  holderId: string,
  nowMs: number,
): Promise<OpenShift> {
  const { rows } = await client.query<OpenShift>(
    `INSERT INTO open_shifts (id, number, shift_id, occurrence, line_id, holder_id, start_at, end_at, opened_at)
      SELECT $1, min(free), $2, $3, $4, $5, $6, $7, $8 FROM generate_series(1, (SELECT count(*) + 1 FROM open_shifts WHERE closed_at IS NULL OR closed_at > $9)) free
      WHERE NOT EXISTS (SELECT 1 FROM open_shifts used WHERE used.number = free AND (used.closed_at IS NULL OR used.closed_at > $9))
      RETURNING ${columns}`,
    [
      randomUUID(),
      shift,
      occurrence,
      line,
      holderId,
      new Date(startMs),
      new Date(endMs),
      new Date(nowMs),
      new Date(nowMs - numberRestsMs),
    ],
  );
  return rows[0] as OpenShift;
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
export async function takeableShifts(room: ContactsRoom, person: Person, count: number): Promise<OpenShift[]> {
  const nowMs = room.clock.nowMs();
  return withRoster(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    if (!directory) return [];
    const found: OpenShift[] = [];
    for (const one of await offeredTo(client, directory, person, nowMs)) {
      if (found.length >= count) break;
      if (one.why === null) found.push(one.up ?? (await openShift(client, one.occurrence, '', nowMs)));
    }
    return found;
  });
}

/** An open shift as one person sees it: `up` where it has a number already, `why` where it is not one for them. */
export type OfferedShift = { occurrence: Occurrence; up: OpenShift | null; why: NotTaken | null };

/** Every shift that is open to somebody, soonest first, with what speaks against this person's taking it. Changes nothing. */
export async function offeredShifts(room: ContactsRoom, directory: Directory, person: Person): Promise<OfferedShift[]> {
  return offeredTo(room.pool, directory, person, room.clock.nowMs());
}

async function offeredTo(
  client: pg.ClientBase | pg.Pool,
  directory: Directory,
  person: Person,
  nowMs: number,
): Promise<OfferedShift[]> {
  const { rows } = await client.query<OpenShift>(
    `SELECT ${columns} FROM open_shifts WHERE state = 'open' AND start_at > $1 ORDER BY start_at, number`,
    [new Date(nowMs)],
  );
  const known = new Set(rows.map(({ shift, occurrence }) => `${shift} ${occurrence}`));
  const judged = (occurrence: Occurrence, up: OpenShift | null): OfferedShift => ({
    occurrence,
    up,
    why: whyNot(directory, person, occurrence),
  });
  const up = rows
    .filter(({ holderId }) => holderId !== person.id)
    .flatMap((row) => {
      const occurrence = occurrenceNamed(directory.schedule, row);
      return occurrence !== null && isStillOpen(row, occurrence) ? [judged(occurrence, row)] : [];
    });
  const short = resolve(directory.schedule, nowMs, nowMs + shortAheadMs)
    .filter((one) => one.startMs > nowMs && isShort(one) && !known.has(`${one.shift} ${one.occurrence}`))
    .map((one) => judged(one, null));
  return [...up, ...short].sort((a, b) => a.occurrence.startMs - b.occurrence.startMs);
}

/** The open shift somebody chose from `offeredShifts`: one short of people that has no number gets it now; null where there is none, or no more. */
export async function openShiftChosen(
  client: pg.ClientBase,
  directory: Directory,
  { id, shift, occurrence }: ShiftName & { id: string | null },
  nowMs: number,
): Promise<OpenShift | null> {
  if (id !== null) return openShiftWithId(client, id);
  const { rows } = await client.query<OpenShift>(
    `SELECT ${columns} FROM open_shifts WHERE shift_id = $1 AND occurrence = $2 AND holder_id = '' ORDER BY state = 'open' DESC, opened_at DESC LIMIT 1`,
    [shift, occurrence],
  );
  if (rows[0]?.state === 'open') return rows[0];
  const found = resolve(directory.schedule, nowMs, nowMs + shortAheadMs).find(
    (one) => one.shift === shift && one.occurrence === occurrence,
  );
  return found && found.startMs > nowMs && isShort(found) ? openShift(client, found, '', nowMs) : (rows[0] ?? null);
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
