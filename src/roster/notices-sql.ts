/** Every statement about notices; what is read is checked. */
import type pg from 'pg';
import { instant, oneOf, rowReader, text } from '../platform/rows.ts';
import type { Notice, NoticeKind } from '../planning/notices.ts';

type Client = pg.ClientBase | pg.Pool;
type Named = { shift: string; occurrence: string };

/** Writes notices down; one that is there already stays as it is. */
export async function insertNotices(client: Client, notices: readonly Notice[]): Promise<void> {
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

const noticeRow = rowReader<NoticeRow>('shift_notices', {
  personId: text,
  shiftId: text,
  occurrence: text,
  lineId: text,
  kind: oneOf<NoticeKind>({
    'day-before': true,
    'hour-before': true,
    unconfirmed: true,
    'cover-wanted': true,
    'cover-open': true,
    'cover-found': true,
    'offer-made': true,
    'offer-open': true,
    'move-asked': true,
    'move-decided': true,
  }),
  startAtMs: instant,
  endAtMs: instant,
  dueAtMs: instant,
});

type NoticeRow = Pick<Notice, 'personId' | 'occurrence' | 'kind'> & {
  shiftId: string;
  lineId: string;
  startAtMs: number;
  endAtMs: number;
  dueAtMs: number;
};

/** Up to `atMost` notices that are due, soonest first: each with its name, and read by itself, so that a damaged one keeps none back. */
export async function dueNotices(
  client: Client,
  nowMs: number,
  atMost: number,
): Promise<{ name: string; read: () => Notice }[]> {
  const { rows } = await client.query<{ name: string; notice: unknown }>({
    name: 'due-notices',
    text: `SELECT concat_ws(' ', kind, person_id, shift_id, occurrence) AS name, to_jsonb(n) AS notice
      FROM shift_notices n WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2`,
    values: [new Date(nowMs), atMost],
  });
  return rows.map(({ name, notice }) => ({
    name,
    read: () => readNotice(notice),
  }));
}

function readNotice(row: unknown): Notice {
  const { shiftId, lineId, startAtMs, endAtMs, dueAtMs, ...rest } = noticeRow(row);
  return { ...rest, shift: shiftId, line: lineId, startMs: startAtMs, endMs: endAtMs, dueMs: dueAtMs };
}

/** The reminders of a person's shifts that are still to be said, each at its time. */
export async function remindersToCome(client: Client, personId: string, nowMs: number): Promise<Notice[]> {
  const { rows } = await client.query<{ notice: unknown }>(
    `SELECT to_jsonb(n) AS notice FROM shift_notices n
      WHERE person_id = $1 AND kind IN ('day-before', 'hour-before') AND done_at IS NULL AND start_at > $2`,
    [personId, new Date(nowMs)],
  );
  return rows.map(({ notice }) => readNotice(notice));
}

const isNotice = 'person_id = $1 AND shift_id = $2 AND occurrence = $3 AND start_at = $4 AND kind = $5';
const keyOf = ({ personId, shift, occurrence, startMs, kind }: Notice) => [
  personId,
  shift,
  occurrence,
  new Date(startMs),
  kind,
];

export async function postponeNotice(client: Client, notice: Notice, dueMs: number): Promise<void> {
  await client.query(`UPDATE shift_notices SET due_at = $6 WHERE ${isNotice} AND done_at IS NULL`, [
    ...keyOf(notice),
    new Date(dueMs),
  ]);
}

/** A reminder that nobody wants any more. */
export async function dropReminder(client: Client, notice: Notice): Promise<void> {
  await client.query(`DELETE FROM shift_notices WHERE ${isNotice} AND done_at IS NULL`, keyOf(notice));
}

/** False when somebody else said it first. */
export async function finishNotice(client: Client, notice: Notice, nowMs: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE shift_notices SET done_at = $6 WHERE ${isNotice} AND done_at IS NULL`,
    [...keyOf(notice), new Date(nowMs)],
  );
  return rowCount === 1;
}

/** Whether the reminder a day before a shift was said, and its person has not answered it. */
export async function waitsForYes(client: Client, notice: Notice): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM shift_notices WHERE ${isNotice} AND done_at IS NOT NULL AND confirmed_at IS NULL`,
    keyOf({ ...notice, kind: 'day-before' }),
  );
  return rowCount !== 0;
}

/** The shifts to come that a person was asked about, each with whether they said yes. */
export async function askedShifts(
  client: Client,
  personId: string,
  nowMs: number,
): Promise<(Named & { confirmed: boolean })[]> {
  const { rows } = await client.query<Named & { confirmed: boolean }>({
    name: 'asked-shifts',
    text: `SELECT shift_id AS shift, occurrence, confirmed_at IS NOT NULL AS confirmed FROM shift_notices
      WHERE person_id = $1 AND kind = 'day-before' AND done_at IS NOT NULL AND start_at > $2`,
    values: [personId, new Date(nowMs)],
  });
  return rows;
}

/** A person's yes to every shift to come that they were reminded of; gives these shifts. */
export async function confirmNotices(
  client: Client,
  personId: string,
  nowMs: number,
): Promise<(Named & { line: string })[]> {
  const { rows } = await client.query<Named & { line: string }>({
    name: 'confirm-shifts',
    text: `UPDATE shift_notices SET confirmed_at = coalesce(confirmed_at, $2) WHERE person_id = $1 AND kind = 'day-before' AND done_at IS NOT NULL AND start_at > $2
      RETURNING line_id AS line, shift_id AS shift, occurrence`,
    values: [personId, new Date(nowMs)],
  });
  return rows;
}

/** Forgets what was said, or would have been, so that it can be said anew. */
export async function forgetNotices(client: Client, { shift, occurrence }: Named, kinds: NoticeKind[]): Promise<void> {
  await client.query('DELETE FROM shift_notices WHERE shift_id = $1 AND occurrence = $2 AND kind = ANY($3)', [
    shift,
    occurrence,
    kinds,
  ]);
}

/** The same of one person alone. */
export async function forgetNoticeTo(
  client: Client,
  { shift, occurrence }: Named,
  personId: string,
  kind: NoticeKind,
): Promise<void> {
  await client.query(
    'DELETE FROM shift_notices WHERE person_id = $1 AND shift_id = $2 AND occurrence = $3 AND kind = $4',
    [personId, shift, occurrence, kind],
  );
}

/** What has not been said yet is not said any more; true where there was something. */
export async function dropUnsaid(client: Client, { shift, occurrence }: Named, kinds: NoticeKind[]): Promise<boolean> {
  const { rowCount } = await client.query(
    'DELETE FROM shift_notices WHERE shift_id = $1 AND occurrence = $2 AND kind = ANY($3) AND done_at IS NULL',
    [shift, occurrence, kinds],
  );
  return rowCount !== 0;
}
