/** Statements about contacts, their legs and the decisions about them; what is read is checked. `save` writes what a decision changed. */
import type pg from 'pg';
import { availabilityOf } from '../people/availability-row.ts';
import type { Availability, Contact, Leg } from '../calls/model.ts';
import type { Prepared } from '../platform/prepared.ts';
import type { Opened } from '../platform/transaction.ts';
import type { AskedSince } from '../people/said.ts';
import { presentSqlSince, type PresentSinceRow } from './present.ts';
import { contactOf, legOf } from './rows.ts';

type Client = pg.ClientBase | pg.Pool;

/** Whose contact is meant: by its id, or by the call of its caller. */
export type Whose = { contactId: string } | { callSid: string };

/**
 * Locks a contact and reads what its events are decided from; to be put before a transaction's own statements, which
 * give its results to `loadedContact`; `said`: with who is there, and of what people said what was written since. Each statement sees what was committed before the lock was had.
 */
export function openContact(whose: Whose, said: AskedSince | null): Prepared[] {
  const [isIt, value] = 'contactId' in whose ? ['c.id = $1', whose.contactId] : ['c.call_sid = $1', whose.callSid];
  const ofContact = (text: string): Prepared => ({ text, types: ['text'], values: [value] });
  return [
    ofContact(`SELECT to_json(c) AS contact FROM contacts c WHERE ${isIt} FOR UPDATE`),
    ofContact(`SELECT to_json(l) AS leg, to_json(a) AS said FROM contacts c JOIN legs l ON l.contact_id = c.id LEFT JOIN availability a ON a.person_id = l.person_id
      WHERE ${isIt} ORDER BY l.created_at, l.id`),
    said
      ? {
          text: `SELECT version, ${presentSqlSince('$1', '$2')} AS present FROM organisation`,
          types: ['text', 'text'],
          values: [said.source, said.since],
        }
      : { text: 'SELECT version FROM organisation', types: [], values: [] },
  ];
}

const legsSql = `(SELECT coalesce(json_agg(to_json(l) ORDER BY l.created_at, l.id), '[]') FROM legs l WHERE l.contact_id = c.id)`;

/** A contact with its legs, what their people said, and the organisation's version; `present` null where it was not asked for. */
export type LoadedContact = {
  contact: Contact;
  legs: Leg[];
  availability: Availability[];
  version: number;
  present: PresentSinceRow | null;
};

/** What an event of a contact is decided from; null where there is no such contact, or no organisation. Throws `NewerThanThis` where only a newer release knows its state. */
export function loadedContact(opened: Opened): LoadedContact | null {
  const [contacts, legs, organisation] = opened as [
    pg.QueryResult<{ contact: unknown }>,
    pg.QueryResult<{ leg: unknown; said: unknown }>,
    pg.QueryResult<{ version: number; present?: PresentSinceRow }>,
  ];
  const [row] = contacts.rows;
  const [now] = organisation.rows;
  if (!row || !now) return null;
  const said = legs.rows.flatMap((one) => (one.said === null ? [] : [availabilityOf(one.said)]));
  return {
    contact: contactOf(row.contact),
    legs: legs.rows.map(({ leg }) => legOf(leg)),
    availability: [...new Map(said.map((one) => [one.personId, one])).values()],
    version: now.version,
    present: now.present ?? null,
  };
}

/** A contact with its legs and the version of the organisation, as it is stored. */
export type StoredContact = { contact: unknown; legs: unknown[]; version: number };

/** A contact with its legs, as they stand. */
export type ContactAsItStands = { contact: Contact; legs: Leg[]; version: number };

/** The values of a stored contact. Throws `NewerThanThis` where only a newer release knows its state. */
export function asItStands({ contact, legs, version }: StoredContact): ContactAsItStands {
  return { contact: contactOf(contact), legs: legs.map(legOf), version };
}

/** A contact with its legs, as they stand; null where there is none. */
export async function contactWithLegs(client: Client, id: string): Promise<ContactAsItStands | null> {
  const { rows } = await client.query<StoredContact>({
    name: 'read-contact',
    text: `SELECT to_json(c) AS contact, ${legsSql} AS legs, (SELECT version FROM organisation) AS version FROM contacts c WHERE c.id = $1`,
    values: [id],
  });
  const [row] = rows;
  return row ? asItStands(row) : null;
}

/** The contact of the caller's call with this sid; null where there is none. */
export async function contactIdWithCall(client: Client, callSid: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>({
    name: 'contact-of-call',
    text: 'SELECT id FROM contacts WHERE call_sid = $1',
    values: [callSid],
  });
  return rows[0]?.id ?? null;
}

/** The leg of the call with this sid; null where there is none. */
export async function legIdWithCall(
  client: Client,
  callSid: string,
): Promise<{ contactId: string; legId: string } | null> {
  const { rows } = await client.query<{ contactId: string; legId: string }>({
    name: 'leg-of-call',
    text: 'SELECT contact_id AS "contactId", id AS "legId" FROM legs WHERE call_sid = $1',
    values: [callSid],
  });
  return rows[0] ?? null;
}

/** The legs of a person that are not over. */
export async function openLegsOf(client: Client, personId: string): Promise<Leg[]> {
  const { rows } = await client.query<{ leg: unknown }>({
    name: 'open-legs-of-person',
    text: `SELECT to_json(l) AS leg FROM legs l WHERE person_id = $1 AND state <> 'ended'`,
    values: [personId],
  });
  return rows.map((row) => legOf(row.leg));
}

/** The sealed number of a contact, on which line, and whether it is over. */
export type LiveNumber = Pick<Contact, 'lineId' | 'numberSealed'> & { isOver: boolean };

/** The sealed number of a contact, held as it is until the transaction ends; null where there is no such contact. */
export async function holdNumber(client: pg.ClientBase, id: string): Promise<LiveNumber | null> {
  const { rows } = await client.query<LiveNumber>(
    `SELECT line_id AS "lineId", state = 'ended' AS "isOver", number_sealed AS "numberSealed" FROM contacts WHERE id = $1 FOR SHARE`,
    [id],
  );
  return rows[0] ?? null;
}

/** The caller was heard from at `atMs`, so nobody has to ask the carrier whether they are still there. */
export async function noteSeen(client: pg.ClientBase, id: string, atMs: number): Promise<void> {
  await client.query({
    name: 'asker-seen',
    text: 'UPDATE contacts SET seen_at = $2 WHERE id = $1',
    values: [id, new Date(atMs)],
  });
}

/** Of contacts `c` and promises `cb`: that a caller whom we owe a call phones in, and has not the place in line that they were promised. */
export const hasNotPromisedPlace = (now: `$${number}`) =>
  `cb.state = 'open' AND (NOT cb.timed OR cb.due_at <= ${now}) AND c.callback_id IS NULL AND c.rank_at > cb.rank_at
        AND c.state IN ('choosing-language', 'choosing-unstaffed', 'waiting', 'choosing-overflow') AND c.lasting_key IN (cb.lasting_key, cb.asker_key)`;

/** Gives whoever phones in while we owe them a call the place in line that they were promised (C1); true where somebody moved up. */
export async function takePromisedPlaces(client: Client, nowMs: number): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'keep-places',
    text: `UPDATE contacts c SET rank_at = cb.rank_at, last_in_line = cb.last_in_line FROM callbacks cb WHERE ${hasNotPromisedPlace('$1')}`,
    values: [new Date(nowMs)],
  });
  return (rowCount ?? 0) > 0;
}

/** The line of a contact; null where there is no such contact. */
export async function lineIdOfContact(client: Client, id: string): Promise<string | null> {
  const { rows } = await client.query<{ line_id: string }>('SELECT line_id FROM contacts WHERE id = $1', [id]);
  return rows[0]?.line_id ?? null;
}

/** A contact without anything of its caller. */
export type ContactEntry = { id: string; lineId: string; arrivedAt: Date; state: string; outcome: string | null };

/** The latest `count` contacts, newest first. */
export async function newestContacts(client: Client, count: number): Promise<ContactEntry[]> {
  const { rows } = await client.query<ContactEntry>(
    'SELECT id, line_id AS "lineId", arrived_at AS "arrivedAt", state, outcome FROM contacts ORDER BY arrived_at DESC, id LIMIT $1',
    [count],
  );
  return rows;
}

/** A decision as it was written down, in the form of its version. */
export type DecisionRow = { at: Date; version: number; world: unknown; answer: unknown };

/** The decisions in which a contact was part, oldest first; looked for in its time alone, give or take what clocks differ by. */
export async function decisionRows(client: Client, contactId: string): Promise<DecisionRow[]> {
  const { rows } = await client.query<DecisionRow>(
    `SELECT d.at, d.version, d.world, d.answer FROM contacts c JOIN decisions d ON d.at >= c.arrived_at - interval '1 minute'
        AND d.at <= coalesce(c.ended_at, 'infinity') + interval '1 minute' AND c.id = ANY(d.contact_ids)
      WHERE c.id = $1 ORDER BY d.at, d.id`,
    [contactId],
  );
  return rows;
}

/** What these decisions were made from, by their ids. */
export async function worldsOfDecisions(client: Client, ids: readonly string[]): Promise<Map<string, unknown>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; world: unknown }>(
    'SELECT id, world FROM decisions WHERE id = ANY($1)',
    [ids],
  );
  return new Map(rows.map(({ id, world }) => [id, world]));
}
