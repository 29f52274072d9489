/** Writes what is decided about people: what holds for them, what weighed on them, their breaks, and thanks that wait for them. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Answer, LoadNote } from '../calls/answers.ts';
import { toRow } from '../platform/rows.ts';
import { writeParts, type Part } from '../platform/statement.ts';

export type PeopleChanges = {
  people?: Answer['people'];
  load?: (LoadNote & { contactId: string })[];
  /** Breaks that begin (`untilMs`) or end early (null), for the load. */
  breaks?: { personId: string; atMs: number; untilMs: number | null }[];
  thankYous?: { personId: string; atMs: number }[];
};

/** What changes of people mean for their breaks. */
export function breaksOf(people: Answer['people'], nowMs: number): NonNullable<PeopleChanges['breaks']> {
  return people.flatMap(({ personId, breakUntilMs }) =>
    breakUntilMs === undefined ? [] : [{ personId, atMs: nowMs, untilMs: breakUntilMs }],
  );
}

/** Writes `changes` on `client`'s transaction. */
export async function savePeople(client: pg.ClientBase | pg.Pool, changes: PeopleChanges): Promise<void> {
  await writeParts(client, peopleParts, changes);
}

const personColumns =
  `person_id setting setting_at break_until break_reason wrap_up_until rest_until rest_reason rest_asked_at rest_asked_until rest_extended_until rest_more_until
  waived waived_until missed_in_row idle_since`.split(/\s+/);

/** A rest that holds is never made shorter by one that begins in it, only ended: `laterRest` (wellbeing/rests.ts) of two that came at once. */
const laterRest = {
  rest_until:
    'CASE WHEN EXCLUDED.rest_until IS NOT NULL THEN greatest(availability.rest_until, EXCLUDED.rest_until) END',
  rest_reason:
    'CASE WHEN availability.rest_until >= EXCLUDED.rest_until THEN availability.rest_reason ELSE EXCLUDED.rest_reason END',
};

/** As parts of a statement that writes more. */
export const peopleParts: Part<keyof PeopleChanges>[] = [
  { name: 'people', sql: `saved_people AS (${patchPeople()})`, row: toRow },
  {
    name: 'load',
    sql: `saved_load AS (INSERT INTO load_events (id, person_id, kind, contact_id, start_at, end_at, heavy, abusive, crisis)
      SELECT id, person_id, 'contact', contact_id, start_at, end_at, false, abusive, crisis
      FROM jsonb_populate_recordset(NULL::load_events, $1::jsonb->'load'))`,
    row: ({ startMs, endMs, ...rest }: LoadNote & { contactId: string }) =>
      toRow({ id: randomUUID(), ...rest, startAtMs: startMs, endAtMs: endMs }),
  },
  {
    // A break that begins while another runs replaces it.
    name: 'breaks',
    sql: `ended_breaks AS (UPDATE load_events e SET end_at = greatest(e.start_at, (b->>'at')::timestamptz) FROM jsonb_array_elements($1::jsonb->'breaks') b
        WHERE e.person_id = b->>'person_id' AND e.kind = 'break' AND e.end_at > (b->>'at')::timestamptz),
      begun_breaks AS (INSERT INTO load_events (id, person_id, kind, start_at, end_at)
        SELECT gen_random_uuid()::text, b->>'person_id', 'break', (b->>'at')::timestamptz, (b->>'until')::timestamptz
        FROM jsonb_array_elements($1::jsonb->'breaks') b WHERE b->>'until' IS NOT NULL)`,
    row: toRow,
  },
  {
    name: 'thankYous',
    sql: `saved_thanks AS (INSERT INTO thank_yous (id, person_id, at) SELECT gen_random_uuid()::text, t->>'person_id', (t->>'at')::timestamptz
      FROM jsonb_array_elements($1::jsonb->'thankYous') t)`,
    row: toRow,
  },
];

function patchPeople(): string {
  const values = personColumns.map((column) =>
    column === 'missed_in_row' ? 'coalesce(r.missed_in_row, 0)' : `r.${column}`,
  );
  const sets = personColumns
    .slice(1)
    .map((column) => `${column} = ${laterRest[column as keyof typeof laterRest] ?? `EXCLUDED.${column}`}`);
  return `INSERT INTO availability (${personColumns.join(', ')}) SELECT ${values.join(', ')}
    FROM jsonb_array_elements($1::jsonb->'people') p LEFT JOIN availability a ON a.person_id = p->>'person_id',
    LATERAL jsonb_populate_record(a, p) r ON CONFLICT (person_id) DO UPDATE SET ${sets.join(', ')}`;
}
