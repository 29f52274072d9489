/** Statements about whoever waits: the world of a routing pass, the pass on record, and what the sweep looks for. */
import pg from 'pg';
import type { Contact } from '../calls/model.ts';
import type { Prepared } from '../platform/prepared.ts';
import type { AskedSince } from '../people/said.ts';
import { hasNotPromisedPlace } from './contacts-sql.ts';
import { presentSqlSince, type PresentSinceRow } from './present.ts';
import type { Group } from './routing-groups.ts';

type Client = pg.ClientBase | pg.Pool;

/** A contact, as far as its place in line goes by it. */
type PlacedOnLine = Pick<Contact, 'id' | 'lineId' | 'lastInLine' | 'rankAtMs' | 'arrivedAtMs'>;

const waits = `state IN ('waiting', 'choosing-overflow')`;

const onLines = (group: Group, column: string) =>
  group === null ? '' : ` AND ${column} IN (${group.map((id) => pg.escapeLiteral(id)).join(', ')})`;

/** The order of `byPlaceInLine`, of contacts called `c`. */
const placeInLineSql = 'c.last_in_line, c.rank_at, c.arrived_at, c.id COLLATE "C"';

/** Locks every contact that waits on the lines of the group, always in the same order. */
export function lockWaitingSql(group: Group): string {
  return `SELECT id FROM contacts WHERE ${waits}${onLines(group, 'line_id')} ORDER BY id FOR UPDATE`;
}

/** Where more wait than this, a pass looks at some of them. */
export const mostLookedAt = 64;
/** So many of them by chance, so that everybody's turn comes; the others first in line. */
const lookedAtByChance = 16;

/**
 * Locks some of those who wait on the lines of the group: of those for whom no phone rings the first in line, each line in turn,
 * and some of all by the chance of `seed`. Whoever is being written of this moment is left out, and waited for by nobody.
 */
export function lockSomeWaitingSql(group: Group, seed: string): string {
  const first = mostLookedAt - lookedAtByChance;
  return `WITH waiting AS MATERIALIZED (SELECT c.id, l.contact_id IS NOT NULL AS rings, row_number() OVER (
        PARTITION BY c.line_id, l.contact_id IS NOT NULL ORDER BY ${placeInLineSql}) AS place
      FROM contacts c LEFT JOIN (SELECT DISTINCT contact_id FROM legs WHERE state <> 'ended') l ON l.contact_id = c.id
      WHERE c.${waits}${onLines(group, 'c.line_id')})
    SELECT id FROM contacts WHERE ${waits} AND id IN (
      (SELECT id FROM waiting ORDER BY rings, place LIMIT ${first}) UNION
      (SELECT id FROM waiting ORDER BY hashtext(id || ${pg.escapeLiteral(seed)}) LIMIT ${lookedAtByChance}))
    ORDER BY id FOR UPDATE SKIP LOCKED`;
}

const linesWaitedOnSql = `SELECT DISTINCT line_id FROM contacts WHERE ${waits}`;

/** The lines on which somebody waits. */
export async function linesWaitedOn(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ line_id: string }>({ name: 'lines-waited-on', text: linesWaitedOnSql });
  return rows.map((row) => row.line_id);
}

const lastPassSql = '(SELECT succeeded_at FROM routing_passes WHERE id = 1)';

/** As `json`, which is written down as it is read: of three hundred who wait, a third of what `jsonb` takes of the processor. */
const worldSql = `SELECT (SELECT version FROM organisation) AS version, ${lastPassSql} AS "lastPass", ${presentSqlSince('$2', '$3')} AS present,
  (SELECT coalesce(json_agg(w), '[]') FROM (SELECT c.*,
      (SELECT coalesce(json_agg(l), '[]') FROM legs l WHERE l.contact_id = c.id) AS asks,
      (SELECT coalesce(json_agg(p.person_id), '[]') FROM refused_pairs p WHERE p.lasting_key = c.lasting_key) AS "notWith"
    FROM contacts c WHERE c.${waits} AND ($1::text[] IS NULL OR c.line_id = ANY($1)) AND ($4::text[] IS NULL OR c.id = ANY($4))) w) AS waiting,
  (SELECT count(*)::int FROM contacts c WHERE c.${waits} AND ($1::text[] IS NULL OR c.line_id = ANY($1))) AS many`;

/** What a pass is decided from, and how many wait in all; each row of `waiting` is read alone, so that a damaged one keeps none of the others back. */
export type RoutingRow = {
  version: number;
  lastPass: Date | null;
  present: PresentSinceRow;
  waiting: (Record<string, unknown> & { asks: unknown[]; notWith: string[] })[];
  many: number;
};

/** Finds what a pass over the group is decided from, a `RoutingRow`; of what people said, what was written since. */
export function findRouting(group: Group, { source, since }: AskedSince): Prepared {
  return { text: worldSql, types: ['text[]', 'text', 'text', 'text[]'], values: [group, source, since, null] };
}

/** The same later in its transaction, of those who wait these (null: all). */
export async function readRouting(
  client: pg.ClientBase,
  group: Group,
  { source, since }: AskedSince,
  ids: readonly string[] | null,
): Promise<RoutingRow | null> {
  const values = [group, source, since, ids];
  const { rows } = await client.query<RoutingRow>({ name: 'routing-world', text: worldSql, values });
  return rows[0] ?? null;
}

/** The statement that puts a pass that succeeded at `nowMs` on record. */
export function notePassSql(nowMs: number): string {
  const at = `'${new Date(nowMs).toISOString()}'`;
  return `INSERT INTO routing_passes (id, succeeded_at) VALUES (1, ${at}) ON CONFLICT (id) DO UPDATE SET succeeded_at = EXCLUDED.succeeded_at`;
}

/** Whether somebody has waited since before `beforeMs` and no pass has succeeded since then. */
export async function isRoutingStuck(client: Client, beforeMs: number): Promise<boolean> {
  const { rows } = await client.query<{ stuck: boolean }>({
    name: 'can-take-calls',
    text: `SELECT coalesce(${lastPassSql} < $1, true) AND EXISTS
      (SELECT 1 FROM contacts WHERE state IN ('waiting', 'choosing-overflow') AND coalesce(waiting_since, arrived_at) < $1) AS stuck`,
    values: [new Date(beforeMs)],
  });
  return rows[0]?.stuck !== false;
}

/** How many wait for a peer on a line: callers, promised calls whose turn has come, and conversations that nobody has taken. */
export async function countWaiting(client: Client, lineId: string): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>({
    name: 'waiting-on-line',
    text: `SELECT (SELECT count(*) FROM contacts WHERE line_id = $1 AND state IN ('waiting', 'choosing-overflow'))::int
      + (SELECT count(*) FROM conversations WHERE line_id = $1 AND state = 'waiting')::int AS waiting`,
    values: [lineId],
  });
  return rows[0]?.waiting ?? 0;
}

/** How many of those who wait on a line are before this caller, who may or may not be among them. */
export async function countBefore(client: Client, caller: PlacedOnLine): Promise<number> {
  const { rows } = await client.query<{ before: number }>({
    name: 'before-in-line',
    text: `SELECT count(*)::int AS before FROM contacts c
      WHERE ${waits} AND line_id = $1 AND (${placeInLineSql}) < ($2, $3, $4, $5)`,
    values: [caller.lineId, caller.lastInLine, new Date(caller.rankAtMs), new Date(caller.arrivedAtMs), caller.id],
  });
  return rows[0]?.before ?? 0;
}

const any = (from: string) => `EXISTS (SELECT 1 FROM ${from})`;

/**
 * What the sweep may find, each with the question whether there is any; of effects the caller says which. `$5` is when contacts
 * are looked for that come due soon, `$6` is now.
 */
const questions = {
  // Asked for the soonest, the index answers, however many contacts Postgres expects to be due.
  contacts: any('(SELECT min(next_at) AS soonest FROM contacts) c WHERE soonest <= $5'),
  paused: any(
    `contacts c JOIN line_states s ON s.line_id = c.line_id AND s.paused_at IS NOT NULL WHERE c.state IN ('waiting', 'choosing-overflow', 'choosing-unstaffed')`,
  ),
  // A promise for later needs nobody; one that is due does, one that is being kept, and one whose caller phones in meanwhile.
  promises: [
    `callbacks WHERE state = 'open' AND contact_id IS NULL AND next_at <= $6`,
    'callbacks WHERE contact_id IS NOT NULL',
    `callbacks cb, contacts c WHERE ${hasNotPromisedPlace('$6')}`,
  ]
    .map(any)
    .join(' OR '),
  conversations: any(`conversations WHERE state <> 'closed'`),
  texters: any(`conversations WHERE state <> 'closed' AND state = 'waiting'`),
  fills: any(`roster_fills WHERE state IN ('queued', 'running')`),
  replays: any(`replays WHERE state IN ('queued', 'running')`),
};

/** What there is for the sweep: `waiting` are the lines on which callers wait, `texters` whether an open conversation waits for a peer. */
export type Found = Record<keyof typeof questions | 'effects', boolean> & { waiting: string[] };

/**
 * Whether there is anything for the sweep at `nowMs`; `effects` is the condition of overdue ones with the values of `$1` to `$4`,
 * `soonMs` the instant before which contacts count as due.
 */
export async function findForSweep(
  client: Client,
  effects: { condition: string; values: unknown[] },
  { nowMs, soonMs }: { nowMs: number; soonMs: number },
): Promise<Found | undefined> {
  const asked = Object.entries({ ...questions, effects: any(`effects WHERE ${effects.condition}`) });
  const { rows } = await client.query<Found>({
    name: 'what-is-there',
    text: `SELECT ${asked.map(([what, question]) => `${question} AS ${what}`).join(', ')}, ARRAY(${linesWaitedOnSql}) AS waiting`,
    values: [...effects.values, new Date(soonMs), new Date(nowMs)],
  });
  return rows[0];
}

/** A contact that time changes something for, and when; `waits` of a caller in line, on the phone. */
export type DueContact = { id: string; nextAtMs: number; waits: boolean };

const waitsOnPhone = `${waits} AND callback_id IS NULL`;

/** Some of the contacts that are due before `beforeMs`, soonest first. */
export async function contactsDue(client: Client, beforeMs: number): Promise<DueContact[]> {
  // For `infinity` the driver gives a number, not a date.
  const { rows } = await client.query<{ id: string; next_at: Date | number; waits: boolean }>({
    name: 'due-contacts',
    text: `SELECT id, next_at, ${waitsOnPhone} AS waits FROM contacts WHERE next_at <= $1 ORDER BY next_at LIMIT 200`,
    values: [new Date(beforeMs)],
  });
  return rows.map(({ id, next_at, waits: isWaiting }) => ({ id, nextAtMs: Number(next_at), waits: isWaiting }));
}

/** Locks those of `ids` who wait, on the phone, and are due at `nowMs`. Whoever is being written of this moment is left out, and waited for by nobody. */
export function lockDueWaiters(ids: readonly string[], nowMs: number): Prepared {
  return {
    text: `SELECT id FROM contacts WHERE id = ANY($1) AND ${waitsOnPhone} AND next_at <= $2::timestamptz ORDER BY id FOR UPDATE SKIP LOCKED`,
    types: ['text[]', 'text'],
    values: [ids, new Date(nowMs).toISOString()],
  };
}

/** Those of the contacts `ids` for whom no phone rings, as they are stored, and the organisation's version; null where there is no organisation. */
export async function waitersWithoutRinging(
  client: pg.ClientBase,
  ids: readonly string[],
): Promise<{ version: number; contacts: unknown[] } | null> {
  const { rows } = await client.query<{ version: number; contacts: unknown[] }>({
    name: 'waiters-without-ringing',
    text: `SELECT version, (SELECT coalesce(json_agg(c), '[]') FROM contacts c WHERE c.id = ANY($1)
        AND NOT EXISTS (SELECT 1 FROM legs l WHERE l.contact_id = c.id AND l.state <> 'ended')) AS contacts
      FROM organisation`,
    values: [ids],
  });
  return rows[0] ?? null;
}

/** So many callers are looked at in a second: many fewer than a process can take beside its calls. */
const callersASecond = 40;

/**
 * The calls for which no look at the carrier is planned by then already: those of legs at `dueAtMs` and, with `legId` null,
 * those of callers, each so many seconds later (`waitSeconds`) that there are not too many at once, whoever is first in line first.
 */
export async function callsToLookAt(
  client: pg.ClientBase,
  dueAtMs: number,
): Promise<{ contactId: string; legId: string | null; waitSeconds: number }[]> {
  // In two halves, "not ended" is found through the index of states: almost all calls are over.
  const { rows } = await client.query<{ contactId: string; legId: string | null; waitSeconds: number }>(
    `WITH looks AS (SELECT contact_id, id AS leg_id, 'LookAtLeg' AS kind, 0 AS wait FROM legs WHERE state NOT IN ('planned', 'ended')
        UNION ALL SELECT id, NULL, 'LookAtCaller', (row_number() OVER (ORDER BY ${placeInLineSql}) - 1)::int / ${callersASecond}
          FROM contacts c WHERE (state < 'ended' OR state > 'ended') AND call_sid IS NOT NULL)
      SELECT contact_id AS "contactId", leg_id AS "legId", wait AS "waitSeconds" FROM looks l WHERE NOT EXISTS
        (SELECT 1 FROM effects e WHERE e.contact_id = l.contact_id AND e.leg_id IS NOT DISTINCT FROM l.leg_id AND e.kind = l.kind AND e.state = 'pending'
          AND e.due_at <= $1::timestamptz + wait * interval '1 second')`,
    [new Date(dueAtMs)],
  );
  return rows;
}
