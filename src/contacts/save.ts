/** Writes everything a decision changed, effects included, in one statement of one transaction. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Answer, Effect, LoadNote } from '../calls/answers.ts';
import type { Contact, Leg } from '../calls/model.ts';
import { queueOf, type QueueName } from '../effects/kinds.ts';
import { toRow } from '../platform/rows.ts';

export type EffectRow = {
  id: string;
  contactId: string | null;
  legId: string | null;
  kind: string;
  queue: QueueName;
  payload: Record<string, unknown>;
  priority: number;
  key: string | null;
  dueAtMs: number;
};

export type Changes = {
  contacts?: Contact[];
  legs?: Leg[];
  effects?: EffectRow[];
  people?: Answer['people'];
  load?: (LoadNote & { contactId: string })[];
  /** Breaks that begin (`untilMs`) or end early (null), for the load. */
  breaks?: { personId: string; atMs: number; untilMs: number | null }[];
  feltHeard?: { lineId: string; date: string; heard: boolean }[];
  thankYous?: { personId: string; atMs: number }[];
  refusedPairs?: { lastingKey: string; personId: string; atMs: number }[];
  decisions?: { id: string; atMs: number; contactIds: string[]; world: unknown; answer: unknown }[];
};

/** The order in which outgoing calls share the account's one call per second (carrier.md). */
const priorities: Partial<Record<Effect['kind'], number>> = {
  RingCrisisLine: 0,
  RingCaller: 1,
  RingVolunteer: 2,
  RingPartner: 2,
  RingLeader: 3,
};
/** Asking a volunteer for a promised call comes after everybody who is on the phone already. */
const newCallbackPriority = 4;

/** A message is taken, and told of, well within this time; only what got lost is found by looking. */
const findVoicemailAfterMs = 600_000;

const delayMsOf = (effect: Effect) => (effect.kind === 'FindVoicemail' && !effect.soon ? findVoicemailAfterMs : 0);

/** The row of an effect on a contact, due at `dueAtMs`; `isNewCallback` where its caller has not been dialled. */
export function effectRow(effect: Effect, contactId: string | null, dueAtMs: number, isNewCallback = false): EffectRow {
  const { kind, ...rest } = effect as Effect & { legId?: string };
  const { legId, ...payload } = rest;
  return {
    id: randomUUID(),
    contactId,
    legId: legId ?? null,
    kind,
    queue: queueOf(kind),
    payload,
    priority: isNewCallback && kind === 'RingVolunteer' ? newCallbackPriority : (priorities[kind] ?? 9),
    key: null,
    dueAtMs: dueAtMs + delayMsOf(effect),
  };
}

/** What changes of people mean for their breaks. */
export function breaksOf(people: Answer['people'], nowMs: number): NonNullable<Changes['breaks']> {
  return people.flatMap(({ personId, breakUntilMs }) =>
    breakUntilMs === undefined ? [] : [{ personId, atMs: nowMs, untilMs: breakUntilMs }],
  );
}

/** Writes `changes` on `client`'s transaction (or as one of its own). */
export async function save(client: pg.ClientBase | pg.Pool, changes: Changes): Promise<void> {
  const statement = statementOf(changes);
  if (statement) await client.query({ name: statement.name, text: statement.text, values: [statement.rows] });
}

/** The statement that writes `changes`, with its values escaped in place; empty where nothing changed. */
export function saveText(changes: Changes): string {
  const statement = statementOf(changes);
  return statement
    ? statement.text
        .replaceAll('$1::jsonb', () => '(SELECT rows FROM given)')
        .replace('WITH ', () => `WITH given AS (SELECT ${literal(statement.rows)}::jsonb AS rows), `)
    : '';
}

/** `text` as an escape string literal: what the driver's own function does letter by letter, on decisions of many kilobytes. */
function literal(text: string): string {
  return ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function statementOf(changes: Changes): { name: string; text: string; rows: string } | null {
  const tables = parts.filter((part) => (changes[part.name]?.length ?? 0) > 0);
  if (tables.length === 0) return null;
  const rows = Object.fromEntries(
    tables.map((part) => [part.name, (changes[part.name] ?? []).map((row) => part.row(row as never))]),
  );
  return {
    name: `save-${tables.map((part) => part.name).join('-')}`,
    text: `WITH ${tables.map((part) => part.sql).join(', ')} SELECT 1`,
    rows: JSON.stringify(rows),
  };
}

type Part = { name: keyof Changes; sql: string; row: (value: never) => object };

const contactColumns =
  `id line_id channel state told told_until crisis_from outcome call_sid caller_key lasting_key number_sealed hidden language wish
  script hold_round quiet last_in_line arrived_at waiting_since rank_at person_id conference talking_since talked_seconds warned preferred_person_id
  ladder_step partner_step choices_at decided callback_id seen_at next_at ended_at`.split(/\s+/);
const legColumns =
  `id contact_id line_id purpose person_id role state outcome answered_by call_sid created_at dialled_at ringing_at answered_at accepted_at joined_at ended_at`.split(
    /\s+/,
  );
const personColumns =
  `person_id setting setting_at break_until break_reason wrap_up_until rest_until rest_reason rest_asked_at rest_asked_until rest_extended_until rest_more_until
  waived waived_until missed_in_row idle_since`.split(/\s+/);

/** All columns of contacts, for statements that insert one. */
export const contactColumnList = contactColumns.join(', ');

/** A leg that was taken to the carrier while it was decided that it is over, undialled, is over only once it is known what became of its call. */
const dialledMeanwhile = {
  state: `CASE WHEN EXCLUDED.state = 'ended' AND EXCLUDED.dialled_at IS NULL AND legs.state = 'dialling' THEN 'ending' ELSE EXCLUDED.state END`,
  dialled_at: 'coalesce(EXCLUDED.dialled_at, legs.dialled_at)',
};

/** A rest that holds is never made shorter by one that begins in it; only ended. */
const longerRest =
  'CASE WHEN EXCLUDED.rest_until IS NOT NULL THEN greatest(availability.rest_until, EXCLUDED.rest_until) END';

const parts: Part[] = [
  { name: 'contacts', sql: `saved_contacts AS (${upsert('contacts', contactColumns)})`, row: toRow },
  {
    name: 'legs',
    sql: `saved_legs AS (${upsert('legs', legColumns, dialledMeanwhile)}), dropped AS (${dropRings()})`,
    row: toRow,
  },
  {
    name: 'effects',
    sql: `saved_effects AS (INSERT INTO effects (id, contact_id, leg_id, kind, queue, payload, priority, key, due_at)
      SELECT id, contact_id, leg_id, kind, queue, payload, priority, key, due_at
      FROM jsonb_populate_recordset(NULL::effects, $1::jsonb->'effects') ON CONFLICT (key) DO NOTHING)`,
    row: toRow,
  },
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
    // A break that begins while one runs takes its place.
    name: 'breaks',
    sql: `ended_breaks AS (UPDATE load_events e SET end_at = greatest(e.start_at, (b->>'at')::timestamptz) FROM jsonb_array_elements($1::jsonb->'breaks') b
        WHERE e.person_id = b->>'person_id' AND e.kind = 'break' AND e.end_at > (b->>'at')::timestamptz),
      begun_breaks AS (INSERT INTO load_events (id, person_id, kind, start_at, end_at)
        SELECT gen_random_uuid()::text, b->>'person_id', 'break', (b->>'at')::timestamptz, (b->>'until')::timestamptz
        FROM jsonb_array_elements($1::jsonb->'breaks') b WHERE b->>'until' IS NOT NULL)`,
    row: toRow,
  },
  {
    name: 'feltHeard',
    sql: `saved_answers AS (INSERT INTO felt_heard (line_id, date, heard, not_heard)
      SELECT a->>'line_id', a->>'date', CASE WHEN (a->>'heard')::boolean THEN 1 ELSE 0 END, CASE WHEN (a->>'heard')::boolean THEN 0 ELSE 1 END
      FROM jsonb_array_elements($1::jsonb->'feltHeard') a
      ON CONFLICT (line_id, date) DO UPDATE SET heard = felt_heard.heard + EXCLUDED.heard, not_heard = felt_heard.not_heard + EXCLUDED.not_heard)`,
    row: toRow,
  },
  {
    name: 'thankYous',
    sql: `saved_thanks AS (INSERT INTO thank_yous (id, person_id, at) SELECT gen_random_uuid()::text, t->>'person_id', (t->>'at')::timestamptz
      FROM jsonb_array_elements($1::jsonb->'thankYous') t)`,
    row: toRow,
  },
  {
    name: 'refusedPairs',
    sql: `saved_pairs AS (INSERT INTO refused_pairs (lasting_key, person_id, at) SELECT r->>'lasting_key', r->>'person_id', (r->>'at')::timestamptz
      FROM jsonb_array_elements($1::jsonb->'refusedPairs') r ON CONFLICT DO NOTHING)`,
    row: toRow,
  },
  {
    name: 'decisions',
    sql: `saved_decisions AS (INSERT INTO decisions (id, at, contact_ids, world, answer)
      SELECT id, at, contact_ids, world, answer FROM jsonb_populate_recordset(NULL::decisions, $1::jsonb->'decisions'))`,
    row: toRow,
  },
];

function upsert(table: string, columns: string[], instead: Record<string, string> = {}): string {
  const sets = columns
    .filter((column) => column !== 'id')
    .map((column) => `${column} = ${instead[column] ?? `EXCLUDED.${column}`}`);
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb->'${table}')
    ON CONFLICT (id) DO UPDATE SET ${sets.join(', ')}`;
}

/** A call never tried for a leg that is over would waste the account's one call per second; of one that was tried it has to be learnt what became of it. */
function dropRings(): string {
  return `UPDATE effects SET state = 'dropped' WHERE state = 'pending' AND attempts = 0 AND kind LIKE 'Ring%' AND leg_id IN
    (SELECT l->>'id' FROM jsonb_array_elements($1::jsonb->'legs') l WHERE l->>'state' IN ('ending', 'ended'))`;
}

function patchPeople(): string {
  const values = personColumns.map((column) =>
    column === 'missed_in_row' ? 'coalesce(r.missed_in_row, 0)' : `r.${column}`,
  );
  const sets = personColumns
    .slice(1)
    .map((column) => `${column} = ${column === 'rest_until' ? longerRest : `EXCLUDED.${column}`}`);
  return `INSERT INTO availability (${personColumns.join(', ')}) SELECT ${values.join(', ')}
    FROM jsonb_array_elements($1::jsonb->'people') p LEFT JOIN availability a ON a.person_id = p->>'person_id',
    LATERAL jsonb_populate_record(a, p) r ON CONFLICT (person_id) DO UPDATE SET ${sets.join(', ')}`;
}
