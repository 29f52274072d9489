/** Small questions about contacts that doors and workers ask. */
import type { ContactsRoom } from './room.ts';
import type { Contact, Leg } from '../calls/model.ts';
import { contactOf, legOf } from '../platform/rows.ts';

/** The contact of a caller's call; null when the call is not known. */
export async function contactIdOfCall(room: Pick<ContactsRoom, 'pool'>, callSid: string): Promise<string | null> {
  const { rows } = await room.pool.query<{ id: string }>({
    name: 'contact-of-call',
    text: 'SELECT id FROM contacts WHERE call_sid = $1',
    values: [callSid],
  });
  return rows[0]?.id ?? null;
}

/** The leg whose call this is, by the carrier's name for it or, before that name is known, by its id. */
export async function legOfCall(
  room: Pick<ContactsRoom, 'pool'>,
  callSid: string,
): Promise<{ contactId: string; legId: string } | null> {
  const { rows } = await room.pool.query<{ contactId: string; legId: string }>({
    name: 'leg-of-call',
    text: 'SELECT contact_id AS "contactId", id AS "legId" FROM legs WHERE call_sid = $1',
    values: [callSid],
  });
  return rows[0] ?? null;
}

/** A contact with its legs, as they stand. */
export async function readContact(
  room: Pick<ContactsRoom, 'pool'>,
  contactId: string,
): Promise<{ contact: Contact; legs: Leg[]; version: number } | null> {
  const { rows } = await room.pool.query<{ contact: unknown; legs: unknown[]; version: number }>({
    name: 'read-contact',
    text: `SELECT to_jsonb(c) AS contact, (SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.created_at, l.id), '[]') FROM legs l WHERE l.contact_id = c.id) AS legs,
      (SELECT version FROM organisation) AS version FROM contacts c WHERE c.id = $1`,
    values: [contactId],
  });
  return rows[0]
    ? { contact: contactOf(rows[0].contact), legs: rows[0].legs.map(legOf), version: rows[0].version }
    : null;
}

/** The caller's place among those who wait on their line, from 1. */
export async function placeInLine(room: Pick<ContactsRoom, 'pool'>, contact: Contact): Promise<number> {
  const { rows } = await room.pool.query<{ ahead: number }>({
    name: 'place-in-line',
    text: `SELECT count(*)::int AS ahead FROM contacts WHERE state IN ('waiting', 'choosing-overflow') AND line_id = $1 AND id <> $2
      AND (last_in_line, rank_at, arrived_at, id) < ($3, $4, $5, $2)`,
    values: [contact.lineId, contact.id, contact.lastInLine, new Date(contact.rankAtMs), new Date(contact.arrivedAtMs)],
  });
  return (rows[0]?.ahead ?? 0) + 1;
}

/** The contact in which somebody is being asked or talking now. */
export async function openLegsOfPerson(room: Pick<ContactsRoom, 'pool'>, personId: string): Promise<Leg[]> {
  const { rows } = await room.pool.query<{ leg: unknown }>({
    name: 'open-legs-of-person',
    text: `SELECT to_jsonb(l) AS leg FROM legs l WHERE person_id = $1 AND state <> 'ended'`,
    values: [personId],
  });
  return rows.map((row) => legOf(row.leg));
}
