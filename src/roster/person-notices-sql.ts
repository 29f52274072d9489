/** Every statement about notices to people that are about no single shift; what is read is checked. */
import type pg from 'pg';
import type { DaysAway } from '../planning/time-off.ts';
import { instant, maybe, oneOf, rowReader, text } from '../platform/rows.ts';

type Client = pg.ClientBase | pg.Pool;

/**
 * `time-off-answered` is about days that somebody asked for, `time-off-set` and `time-off-ended` about `days` that somebody
 * else wrote down for them; the others are about a round of wishes.
 */
export type PersonNoticeKind =
  | 'time-off-answered'
  | 'time-off-set'
  | 'time-off-ended'
  | 'wishes-asked'
  | 'wishes-reminder';

/** One thing to say to a person, once. */
export type PersonNotice = {
  personId: string;
  kind: PersonNoticeKind;
  aboutId: string;
  lineId: string;
  days: DaysAway | null;
  dueMs: number;
};

type Row = Omit<PersonNotice, 'dueMs' | 'days'> & {
  dueAtMs: number;
  fromDate: string | null;
  toDate: string | null;
};
const row = rowReader<Row>('person_notices', {
  personId: text,
  kind: oneOf<PersonNoticeKind>({
    'time-off-answered': true,
    'time-off-set': true,
    'time-off-ended': true,
    'wishes-asked': true,
    'wishes-reminder': true,
  }),
  aboutId: text,
  lineId: text,
  fromDate: maybe(text),
  toDate: maybe(text),
  dueAtMs: instant,
});

/** Writes it down; one that is there already stays as it is. */
export async function addPersonNotice(
  client: Client,
  { personId, kind, aboutId, lineId, days = null, dueMs }: Omit<PersonNotice, 'days'> & { days?: DaysAway | null },
): Promise<void> {
  await client.query({
    name: 'add-person-notice',
    text: 'INSERT INTO person_notices (person_id, kind, about_id, line_id, from_date, to_date, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING',
    values: [personId, kind, aboutId, lineId, days?.from ?? null, days?.to ?? null, new Date(dueMs)],
  });
}

/** What was not said yet of these days is not said any more; false where there was nothing. */
export async function dropUnsaidOfDays(
  client: Client,
  { personId, kind, days }: Pick<PersonNotice, 'personId' | 'kind'> & { days: DaysAway },
): Promise<boolean> {
  const { rowCount } = await client.query(
    'DELETE FROM person_notices WHERE person_id = $1 AND kind = $2 AND from_date = $3 AND to_date = $4 AND done_at IS NULL',
    [personId, kind, days.from, days.to],
  );
  return rowCount !== 0;
}

/** What is due, each with its name and read by itself, so that a damaged one keeps none back. */
export async function duePersonNotices(
  client: Client,
  nowMs: number,
  atMost: number,
): Promise<{ name: string; read: () => PersonNotice }[]> {
  const { rows } = await client.query<{ name: string; notice: unknown }>({
    name: 'due-person-notices',
    text: `SELECT concat_ws(' ', kind, person_id, about_id) AS name, to_jsonb(n) AS notice FROM person_notices n
      WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2`,
    values: [new Date(nowMs), atMost],
  });
  return rows.map(({ name, notice }) => ({
    name,
    read: () => {
      const { dueAtMs: dueMs, fromDate: from, toDate: to, ...rest } = row(notice);
      return { ...rest, dueMs, days: from === null || to === null ? null : { from, to } };
    },
  }));
}

const isNotice = 'person_id = $1 AND kind = $2 AND about_id = $3 AND done_at IS NULL';
const keyOf = ({ personId, kind, aboutId }: PersonNotice) => [personId, kind, aboutId];

export async function postponePersonNotice(client: Client, notice: PersonNotice, dueMs: number): Promise<void> {
  await client.query(`UPDATE person_notices SET due_at = $4 WHERE ${isNotice}`, [...keyOf(notice), new Date(dueMs)]);
}

/** False when somebody else said it first. */
export async function finishPersonNotice(client: Client, notice: PersonNotice, nowMs: number): Promise<boolean> {
  const { rowCount } = await client.query(`UPDATE person_notices SET done_at = $4 WHERE ${isNotice}`, [
    ...keyOf(notice),
    new Date(nowMs),
  ]);
  return rowCount === 1;
}
