/** Shifts that somebody may take: put up by whoever holds them, or short of people; each has a number to be taken by (T4). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { ContactsRoom } from '../contacts/room.ts';
import { lineOf } from '../contacts/room.ts';
import type { Directory } from '../organisation/directory.ts';
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
import { addNotices, coordinatorLeadMs, coverOpen, noticeOf, type Notice } from './notices.ts';
import { noteStep } from './stored-people.ts';

/** When and on which line a shift is. */
export type ShiftTime = { line: string; startMs: number; endMs: number };

export type OpenShift = ShiftTime & {
  id: string;
  number: number;
  shift: string;
  occurrence: string;
  holderId: string;
  state: 'open' | 'taken' | 'withdrawn' | 'over';
  closedAtMs: number | null;
};

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

/** Puts the person's next shift up; they stay responsible until somebody takes it. Done twice for one `stepId` it is done once. */
export async function putUp(room: ContactsRoom, personId: string, stepId: string): Promise<PutUp> {
  const nowMs = room.clock.nowMs();
  return withRoster(room, async (client): Promise<PutUp> => {
    const done = await client.query<{ open_shift_id: string }>('SELECT open_shift_id FROM shift_steps WHERE id = $1', [
      stepId,
    ]);
    if (done.rows[0]) return upOf(await openShiftWithId(client, done.rows[0].open_shift_id));
    const directory = await lockedDirectory(client, room);
    const next = directory && nextShifts(directory.schedule, personId, nowMs, 1)[0];
    if (!directory || !next) return { kind: 'nothing' };
    const { rows } = await client.query<OpenShift>(
      `SELECT ${columns} FROM open_shifts WHERE shift_id = $1 AND occurrence = $2 AND holder_id = $3 AND state = 'open'`,
      [next.shift, next.occurrence, personId],
    );
    if (rows[0]) return upOf(rows[0]);
    const up = await open(client, next, personId, nowMs);
    await client.query(
      `INSERT INTO shift_steps (id, kind, person_id, open_shift_id, at) VALUES ($1, 'cover', $2, $3, $4)`,
      [stepId, personId, up.id, new Date(nowMs)],
    );
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
export async function takeableShifts(room: ContactsRoom, person: Person, count: number): Promise<OpenShift[]> {
  const nowMs = room.clock.nowMs();
  return withRoster(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    if (!directory) return [];
    const { rows } = await client.query<OpenShift>(
      `SELECT ${columns} FROM open_shifts WHERE state = 'open' AND start_at > $1 AND holder_id <> $2 ORDER BY start_at, number`,
      [new Date(nowMs), person.id],
    );
    const known = new Set(rows.map(({ shift, occurrence }) => `${shift} ${occurrence}`));
    const found = rows.filter((up) => {
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
