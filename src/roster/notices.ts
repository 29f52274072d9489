/** What people are told of single shifts: one row each with its time, written ahead, said once, dropped where it no longer holds. */
import type pg from 'pg';
import { needAttention, type Attention } from '../attention/need-attention.ts';
import type { ContactsRoom } from '../contacts/room.ts';
import type { EffectRow } from '../contacts/save.ts';
import { addTexts, laneOfPerson, type NewText } from '../conversations/texts.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { eachAlone } from '../platform/culprits.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { isClosedThroughout } from '../schedule/opening.ts';
import { afterNight, isNight, remindersOf, type ReminderKind } from '../schedule/reminder-times.ts';
import { resolve } from '../schedule/resolve.ts';

/**
 * `unconfirmed`: a coordinator hears that nobody answered the reminder. `cover-wanted`: a shift is up, told to others.
 * `cover-open`: nobody took it yet. `cover-found`: somebody took it, told to its holder after the night.
 */
export type NoticeKind = ReminderKind | 'unconfirmed' | 'cover-wanted' | 'cover-open' | 'cover-found';

export type Notice = {
  personId: string;
  shift: string;
  occurrence: string;
  line: string;
  kind: NoticeKind;
  startMs: number;
  endMs: number;
  dueMs: number;
};

const hourMs = 3_600_000;
/** Reminders are written down as long ahead as this; what is due already when a shift is first seen is let be. */
const aheadMs = 72 * hourMs;
/** So long before a shift a coordinator still has time to ask somebody else. */
export const coordinatorLeadMs = 4 * hourMs;
const atOnce = 200;

/** A notice about `occurrence`. */
export function noticeOf(occurrence: Occurrence, personId: string, kind: NoticeKind, dueMs: number): Notice {
  const { shift, line, startMs, endMs } = occurrence;
  return { personId, shift, occurrence: occurrence.occurrence, line, kind, startMs, endMs, dueMs };
}

/** Writes notices down; one that is there already stays as it is. */
export async function addNotices(client: pg.ClientBase | pg.Pool, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(({ personId, shift, occurrence, line, kind, startMs, endMs, dueMs }) => ({
    person_id: personId,
    shift_id: shift,
    occurrence,
    line_id: line,
    kind,
    start_at: new Date(startMs),
    end_at: new Date(endMs),
    due_at: new Date(dueMs),
  }));
  await client.query({
    name: 'add-notices',
    text: `INSERT INTO shift_notices (person_id, shift_id, occurrence, line_id, kind, start_at, end_at, due_at)
      SELECT person_id, shift_id, occurrence, line_id, kind, start_at, end_at, due_at FROM jsonb_populate_recordset(NULL::shift_notices, $1::jsonb) ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(rows)],
  });
}

/** Writes down the reminders of the shifts to come. */
export async function planReminders(
  room: Pick<ContactsRoom, 'pool' | 'clock' | 'aside'>,
  directory: Directory,
): Promise<void> {
  const nowMs = room.clock.nowMs();
  const occurrences = resolve(directory.schedule, nowMs, nowMs + aheadMs);
  const planned = eachAlone(occurrences, (occurrence) =>
    occurrence.people.flatMap(({ person }): Notice[] => {
      const zone = directory.people.get(person)?.timeZone;
      if (zone === undefined) return [];
      const reminders = remindersOf(occurrence.startMs, zone)
        .filter(({ dueMs }) => dueMs > nowMs)
        .map(({ kind, dueMs }) => noticeOf(occurrence, person, kind, dueMs));
      const asks = reminders.some(({ kind }) => kind === 'day-before');
      return asks
        ? [...reminders, noticeOf(occurrence, person, 'unconfirmed', occurrence.startMs - coordinatorLeadMs)]
        : reminders;
    }),
  );
  room.aside.noteAll(planned.culprits, ({ shift }) => ({ record: 'shift', id: shift }));
  await addNotices(
    room.pool,
    planned.answer.flatMap(({ answer }) => answer),
  );
}

/** Says what is due. */
export async function sendNotices(room: ContactsRoom, directory: Directory): Promise<void> {
  const { rows } = await room.pool.query<NoticeRow>({
    name: 'due-notices',
    text: `SELECT person_id AS "personId", shift_id AS shift, occurrence, line_id AS line, kind, start_at AS start, end_at AS "end", due_at AS due
      FROM shift_notices WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT ${atOnce}`,
    values: [new Date(room.clock.nowMs())],
  });
  for (const { start, end, due, ...row } of rows) {
    const notice = { ...row, startMs: +start, endMs: +end, dueMs: +due };
    const id = `${row.kind} ${row.personId} ${row.shift} ${row.occurrence}`;
    await room.aside.attempt({ record: 'notice', id }, () => sendNotice(room, directory, notice));
  }
}

type NoticeRow = Omit<Notice, 'startMs' | 'endMs' | 'dueMs'> & { start: Date; end: Date; due: Date };

async function sendNotice(room: ContactsRoom, directory: Directory, notice: Notice): Promise<void> {
  const nowMs = room.clock.nowMs();
  const person = directory.people.get(notice.personId);
  if (person && notice.kind !== 'unconfirmed' && isNight(nowMs, person.timeZone)) {
    await room.pool.query(`UPDATE shift_notices SET due_at = $6 WHERE ${isNotice} AND done_at IS NULL`, [
      ...keyOf(notice),
      new Date(afterNight(nowMs, person.timeZone)),
    ]);
    return;
  }
  const effects = await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rowCount } = await client.query(
        `UPDATE shift_notices SET done_at = $6 WHERE ${isNotice} AND done_at IS NULL`,
        [...keyOf(notice), new Date(nowMs)],
      );
      return rowCount === 1 && person ? say(client, directory, notice, person, nowMs) : [];
    },
  );
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}

const isNotice = 'person_id = $1 AND shift_id = $2 AND occurrence = $3 AND start_at = $4 AND kind = $5';
const keyOf = ({ personId, shift, occurrence, startMs, kind }: Notice) => [
  personId,
  shift,
  occurrence,
  new Date(startMs),
  kind,
];

/** Says it where it still holds: the shift is there, at that time, and theirs. */
async function say(
  client: pg.ClientBase,
  directory: Directory,
  notice: Notice,
  person: Person,
  nowMs: number,
): Promise<EffectRow[]> {
  const { kind, shift, occurrence, line, startMs, endMs } = notice;
  const found = occurrenceNamed(directory.schedule, notice);
  if (!found || found.startMs !== startMs || startMs <= nowMs) return [];
  const isTheirs = found.people.some((one) => one.person === person.id);
  if (kind === 'cover-found') return isTheirs ? [] : addTexts(client, [textTo(notice, 'coverFound')], nowMs);
  if (isClosedThroughout(directory.schedule, line, startMs, endMs)) return [];
  if (kind === 'cover-wanted') {
    const { rows } = await client.query<{ number: number }>(
      `SELECT number FROM open_shifts WHERE shift_id = $1 AND occurrence = $2 AND state = 'open' LIMIT 1`,
      [shift, occurrence],
    );
    if (!rows[0] || isTheirs) return [];
    return addTexts(client, [textTo(notice, 'coverWanted', { number: rows[0].number })], nowMs);
  }
  if (!isTheirs) return [];
  const { rowCount: up } = await client.query(
    `SELECT 1 FROM open_shifts WHERE shift_id = $1 AND occurrence = $2 AND holder_id = $3 AND state = 'open'`,
    [shift, occurrence, person.id],
  );
  const about = { lineId: line, personId: person.id, subject: `${shift} ${occurrence}` };
  switch (kind) {
    case 'day-before': {
      const [, hourBefore] = remindersOf(startMs, person.timeZone);
      const isLate = hourBefore !== undefined && hourBefore.dueMs <= nowMs;
      return up || isLate ? [] : addTexts(client, [textTo(notice, 'shiftReminderAsk')], nowMs);
    }
    case 'hour-before':
      return addTexts(client, [textTo(notice, 'shiftReminder')], nowMs);
    case 'unconfirmed': {
      const { rowCount: waits } = await client.query(
        `SELECT 1 FROM shift_notices WHERE person_id = $1 AND shift_id = $2 AND occurrence = $3 AND start_at = $4 AND kind = 'day-before' AND done_at IS NOT NULL AND confirmed_at IS NULL`,
        [person.id, shift, occurrence, new Date(startMs)],
      );
      if (waits && !up)
        await needAttention(
          client,
          {
            kind: 'shift-unconfirmed',
            ...about,
            key: `shift-unconfirmed ${person.id} ${shift} ${occurrence} ${startMs}`,
          },
          nowMs,
        );
      return [];
    }
    case 'cover-open':
      if (!up) return [];
      await needAttention(client, coverOpen(about), nowMs);
      return addTexts(client, [textTo({ ...notice, endMs }, 'coverOpenStill')], nowMs);
  }
}

/** A shift that is up and still its holder's, for the coordinators' list. */
export function coverOpen(about: { lineId: string; personId: string; subject: string }): Attention & { key: string } {
  return { kind: 'cover-open', ...about, key: `cover-open ${about.personId} ${about.subject}` };
}

/** A sentence about a shift to one of our people, from the shift's line. */
export function textTo(
  notice: Pick<Notice, 'personId' | 'line' | 'startMs' | 'endMs'>,
  sentence: string,
  slots: Record<string, string | number> = {},
): NewText {
  const { personId, line, startMs, endMs } = notice;
  return {
    direction: 'out',
    lane: laneOfPerson(personId),
    lineId: line,
    channel: 'sms',
    personId,
    sentence,
    slots: { ...slots, shiftOf: `${startMs}/${endMs}` },
  };
}

/** The person says that they will be there, for every shift of theirs that they were reminded of; the next one, or null where none waits for it. */
export async function confirmShifts(
  room: Pick<ContactsRoom, 'pool' | 'clock'>,
  directory: Directory,
  personId: string,
): Promise<{ startMs: number; endMs: number } | null> {
  const { rows } = await room.pool.query<{ line: string; shift: string; occurrence: string }>({
    name: 'confirm-shifts',
    text: `UPDATE shift_notices SET confirmed_at = coalesce(confirmed_at, $2) WHERE person_id = $1 AND kind = 'day-before' AND done_at IS NOT NULL AND start_at > $2
      RETURNING line_id AS line, shift_id AS shift, occurrence`,
    values: [personId, new Date(room.clock.nowMs())],
  });
  const theirs = rows
    .map((row) => occurrenceNamed(directory.schedule, row))
    .filter((found) => found?.people.some(({ person }) => person === personId));
  return theirs.sort((a, b) => (a?.startMs ?? 0) - (b?.startMs ?? 0))[0] ?? null;
}
