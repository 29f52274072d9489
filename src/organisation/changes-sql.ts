/** What was written of the organisation since a process last looked, as the triggers of its tables noted it. */
import type pg from 'pg';
import type { Prisma } from '../../prisma/generated/client.ts';
import { amount, flag, list, maybe, oneOf, rowReader, text, type Reader } from '../platform/rows.ts';
import type { Closure, TimeOff } from './organisation-file.ts';
import type { DateWish } from './stored-organisation.ts';
import type { HeadRow, LineRow, PersonRow, ShiftRow } from './stored-rows.ts';
import type { OwnTag } from './tags.ts';

/** Up to which change something is known. */
export type ChangesSeen = bigint;

/** Ids of records of which something was written. */
export type Written = { lines: string[]; people: string[]; shifts: string[] };

/** The records that were written as they are now: whoever is not among the rows is there no more. */
export type RowsWritten = {
  head: HeadRow;
  written: Written;
  lines: LineRow[];
  people: PersonRow[];
  shifts: ShiftRow[];
  timeOff: TimeOff[];
  droppedTags: OwnTag[];
  dateWishes: DateWish[];
};

export type ChangesRead = { seen: ChangesSeen; rows: RowsWritten };

/** Where so much was written, everything is read faster. */
const mostNotes = 2_000;

/** Notes are erased after a day; where the last one seen is younger, none of those after it were. */
const surelyThereHours = 22;

const ofRecord = (record: 'line' | 'person' | 'shift') => `(SELECT subject FROM written WHERE record = '${record}')`;
const listed = (rows: string) => `coalesce((SELECT json_agg(row_to_json(one)) FROM (${rows}) AS one), '[]')`;
/** Of two kinds of thing that people say or have, those of the people written. */
const ofPeople = (columns: string, table: string, order: string) =>
  listed(
    `SELECT person_id AS person, ${columns} FROM ${table} WHERE person_id IN ${ofRecord('person')} ORDER BY ${order}`,
  );

/** JSON of the kind that keeps the order of its keys, as the columns do. */
const changesSql = `WITH notes AS (SELECT record, subject, seq FROM organisation_changes WHERE seq > $1 ORDER BY seq LIMIT ${mostNotes}),
  written AS (SELECT DISTINCT record, subject FROM notes)
SELECT json_build_object(
  'head', (SELECT row_to_json(o) FROM organisation o WHERE o.id = 1),
  'known', EXISTS (SELECT 1 FROM organisation_changes WHERE seq = $1 AND at > now() - interval '${surelyThereHours} hours'),
  'notes', (SELECT count(*) FROM notes), 'first', (SELECT min(seq) FROM notes)::text, 'last', (SELECT max(seq) FROM notes)::text,
  'written', ${listed('SELECT record, subject FROM written')},
  'lines', ${listed(`SELECT l.*, coalesce((SELECT json_agg(json_build_object('from', from_date, 'to', to_date, 'reason', reason) ORDER BY position)
      FROM closures WHERE line_id = l.id), '[]') AS closures FROM lines l WHERE l.id IN ${ofRecord('line')}`)},
  'people', ${listed(`SELECT p.*, coalesce((SELECT json_agg(json_build_object('course', course, 'until', until_date) ORDER BY position)
      FROM training WHERE person_id = p.id), '[]') AS training FROM people p WHERE p.id IN ${ofRecord('person')} ORDER BY p.position`)},
  'shifts', ${listed(`SELECT s.*, s.start_local AS start, s.end_local AS "end", s.repeat_rule AS repeat,
      coalesce((SELECT json_agg(json_build_object('occurrence', occurrence, 'start', start_local, 'end', end_local, 'need', need, 'requires', requires,
        'cancelled', cancelled, 'reassigned', reassigned) ORDER BY position) FROM shift_changes WHERE shift_id = s.id), '[]') AS changes,
      coalesce((SELECT json_agg(json_build_object('occurrence', occurrence, 'person_id', person_id, 'duty', duty) ORDER BY position)
        FROM assignments WHERE shift_id = s.id), '[]') AS assignments
      FROM shifts s WHERE s.retired_at IS NULL AND s.id IN ${ofRecord('shift')} ORDER BY s.position`)},
  'time_off', ${ofPeople('from_date AS from, to_date AS to', 'time_off', 'position')},
  'dropped_tags', ${ofPeople('tag', 'dropped_tags', 'person_id, tag')},
  'date_wishes', ${ofPeople('on_date AS date, wish', 'date_wishes', 'person_id, on_date')}) AS changes`;

/**
 * What was written after `seen`; null where everything is to be read anew: there was too much of it, the order of things is
 * another, or notes may have been erased meanwhile. A number missing among them is no sign of that:
 * a transaction that came to nothing had taken it.
 */
export async function readChanges(pool: pg.Pool, seen: ChangesSeen): Promise<ChangesRead | null> {
  const { rows } = await pool.query<{ changes: Found }>({
    name: 'organisation-changes',
    text: changesSql,
    values: [seen],
  });
  const found = rows[0]?.changes;
  if (!found?.head) return null;
  const { first, last, notes, written } = found;
  const isCut = notes >= mostNotes || first === null || (!found.known && BigInt(first) !== seen + 1n);
  if (isCut || last === null || written.some(({ record }) => record === 'order')) return null;
  const idsOf = (kind: string) => written.filter(({ record }) => record === kind).map(({ subject }) => subject);
  return {
    seen: BigInt(last),
    rows: {
      head: headOf(found.head),
      written: { lines: idsOf('line'), people: idsOf('person'), shifts: idsOf('shift') },
      lines: found.lines.map(lineRow),
      people: found.people.map(personRow),
      shifts: found.shifts.map(shiftRow),
      timeOff: found.time_off.map(timeOffRow),
      droppedTags: found.dropped_tags.map(tagRow),
      dateWishes: found.date_wishes.map(wishRow),
    },
  };
}

/** The last change of which the snapshot of `transaction` knows. */
export async function newestChange(transaction: Prisma.TransactionClient): Promise<ChangesSeen> {
  const rows = await transaction.$queryRaw<
    { last: bigint }[]
  >`SELECT coalesce(max(seq), 0) AS last FROM organisation_changes`;
  return rows[0]?.last ?? 0n;
}

type Found = Record<'lines' | 'people' | 'shifts' | 'time_off' | 'dropped_tags' | 'date_wishes', unknown[]> & {
  head: unknown;
  known: boolean;
  notes: number;
  first: string | null;
  last: string | null;
  written: { record: string; subject: string }[];
};

const texts = list(text);
/** JSON is judged where it is understood. */
const anything: Reader<never> = (stored) => stored as never;
const day: Reader<Date> = (stored, place) => new Date(text(stored, place));
const rowsOf = <Row>(read: (row: unknown) => Row): Reader<Row[]> => list((row) => read(row));

const headOf = rowReader<HeadRow>('organisation', {
  version: amount,
  name: text,
  timeZone: text,
  crisisNumber: text,
  crisisName: maybe(text),
  policy: anything,
});
const closureRow = rowReader<Closure>('closures', { from: text, to: text, reason: text });
const lineRow = rowReader<LineRow>('lines', {
  id: text,
  name: text,
  phoneNumber: text,
  timeZone: text,
  languages: texts,
  wishes: anything,
  openingHours: anything,
  closures: rowsOf(closureRow),
  greeting: maybe(text),
  wording: anything,
  automaticAvailability: flag,
  callbackNumberSealed: maybe(text),
  policy: anything,
  retiredAt: maybe(day),
});
const personRow = rowReader<PersonRow>('people', {
  id: text,
  name: text,
  phoneSealed: maybe(text),
  emailSealed: maybe(text),
  roles: texts,
  phoneName: maybe(text),
  languages: texts,
  tags: texts,
  channels: texts,
  timeZone: text,
  trainee: flag,
  reserve: flag,
  limits: anything,
  availability: anything,
  retiredAt: maybe(day),
  training: rowsOf(rowReader('training', { course: text, until: maybe(text) })),
});
const shiftRow = rowReader<ShiftRow>('shifts', {
  id: text,
  lineId: text,
  start: text,
  end: text,
  repeat: maybe(text),
  also: texts,
  except: texts,
  need: amount,
  requires: anything,
  changes: rowsOf(
    rowReader('shift_changes', {
      occurrence: text,
      start: maybe(text),
      end: maybe(text),
      need: maybe(amount),
      requires: maybe(anything),
      cancelled: maybe(flag),
      reassigned: flag,
    }),
  ),
  assignments: rowsOf(rowReader('assignments', { occurrence: text, personId: text, duty: text })),
});
const timeOffRow = rowReader<TimeOff>('time_off', { person: text, from: text, to: text });
const tagRow = rowReader<OwnTag>('dropped_tags', { person: text, tag: text });
const wishRow = rowReader<DateWish>('date_wishes', {
  person: text,
  date: text,
  wish: oneOf<DateWish['wish']>({ preferred: true, fine: true, reluctant: true, not: true }),
});
