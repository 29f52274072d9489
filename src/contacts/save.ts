/** Writes everything a decision changed, what it means for people and the effects included, in one statement of one transaction. */
import type pg from 'pg';
import type { Effect } from '../calls/answers.ts';
import type { Contact, Leg } from '../calls/model.ts';
import { newCallbackUrgency, type Payload } from '../effects/kinds.ts';
import { dropRingsPart, effectsPart, newEffect, type EffectRow } from '../effects/write.ts';
import { peopleParts, type PeopleChanges } from '../people/save-people.ts';
import { toRow } from '../platform/rows.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { Prepared } from '../platform/prepared.ts';
import { partsWritten, writeParts, type Part } from '../platform/statement.ts';

export type Changes = PeopleChanges & {
  contacts?: readonly Readonly<Contact>[];
  legs?: readonly Readonly<Leg>[];
  effects?: EffectRow[];
  feltHeard?: { lineId: string; date: string; heard: boolean }[];
  refusedPairs?: { lastingKey: string; personId: string; atMs: number }[];
  decisions?: DecisionRecord[];
};

/** The row of an effect on a contact that follows from what happened at `atMs`; `isNewCallback` where its caller has not been dialled. */
export function effectRow(effect: Effect, contactId: string | null, atMs: number, isNewCallback = false): EffectRow {
  const { kind, legId, ...payload } = effect as Effect & { legId?: string };
  return newEffect(kind, payload as Payload<typeof kind>, {
    contactId,
    legId: legId ?? null,
    dueAtMs: atMs,
    ...(isNewCallback && kind === 'RingVolunteer' ? { urgency: newCallbackUrgency } : {}),
  });
}

/** Writes `changes` on `client`'s transaction (or as one of its own). */
export async function save(client: pg.ClientBase | pg.Pool, changes: Changes): Promise<void> {
  await writeParts(client, parts, changes);
}

/** The statement that writes `changes`; none where nothing changed. */
export function saving(changes: Changes): Prepared[] {
  return partsWritten(parts, changes);
}

const contactColumns =
  `id line_id channel state told told_until crisis_from outcome met call_sid caller_key lasting_key number_sealed hidden language wish
  script hold_round quiet last_in_line arrived_at waiting_since rank_at person_id conference talking_since talked_seconds warned preferred_person_id
  ladder_step partner_step choices_at decided callback_id seen_at next_at ended_at`.split(/\s+/);
const legColumns =
  `id contact_id line_id purpose person_id role state outcome answered_by call_sid created_at dialled_at ringing_at answered_at accepted_at joined_at ended_at`.split(
    /\s+/,
  );
/** All columns of contacts, for statements that insert one. */
export const contactColumnList = contactColumns.join(', ');

/** A leg that was taken to the carrier while it was decided that it is over, undialled, is over only once it is known what became of its call. */
const dialledMeanwhile = {
  state: `CASE WHEN EXCLUDED.state = 'ended' AND EXCLUDED.dialled_at IS NULL AND legs.state = 'dialling' THEN 'ending' ELSE EXCLUDED.state END`,
  dialled_at: 'coalesce(EXCLUDED.dialled_at, legs.dialled_at)',
};

const parts: Part<keyof Changes>[] = [
  { name: 'contacts', sql: `saved_contacts AS (${upsert('contacts', contactColumns)})`, row: toRow },
  {
    name: 'legs',
    sql: `saved_legs AS (${upsert('legs', legColumns, dialledMeanwhile)}), ${dropRingsPart}`,
    row: toRow,
  },
  effectsPart,
  ...peopleParts,
  {
    name: 'feltHeard',
    sql: `saved_answers AS (INSERT INTO felt_heard (line_id, date, heard, not_heard)
      SELECT a->>'line_id', a->>'date', CASE WHEN (a->>'heard')::boolean THEN 1 ELSE 0 END, CASE WHEN (a->>'heard')::boolean THEN 0 ELSE 1 END
      FROM jsonb_array_elements($1::jsonb->'feltHeard') a
      ON CONFLICT (line_id, date) DO UPDATE SET heard = felt_heard.heard + EXCLUDED.heard, not_heard = felt_heard.not_heard + EXCLUDED.not_heard)`,
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
    sql: `saved_decisions AS (INSERT INTO decisions (id, at, contact_ids, version, world, answer)
      SELECT id, at, contact_ids, version, world, answer FROM jsonb_populate_recordset(NULL::decisions, $1::jsonb->'decisions'))`,
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
