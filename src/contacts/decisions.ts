/** The recorded answers to "why did this contact go there?" (glossary.md). */
import type pg from 'pg';
import type { MatchAnswer, MatchWorld } from '../matching/match.ts';

/** One decision about a contact: the values it was made from, and what it answered for this contact. */
export type Decision = { atMs: number; world: MatchWorld; answer: MatchAnswer };

/** Every routing decision about the contact, oldest first; null when there is no such contact. */
export async function decisionsOf(
  pool: pg.Pool,
  contactId: string,
): Promise<{ lineId: string; decisions: Decision[] } | null> {
  const contact = await pool.query<{ line_id: string }>('SELECT line_id FROM contacts WHERE id = $1', [contactId]);
  const lineId = contact.rows[0]?.line_id;
  if (lineId === undefined) return null;
  const { rows } = await pool.query<{ at: Date; world: MatchWorld; answer: MatchAnswer[] }>(
    'SELECT at, world, answer FROM decisions WHERE $1 = ANY(contact_ids) ORDER BY at, id',
    [contactId],
  );
  const decisions = rows.flatMap(({ at, world, answer }) =>
    answer.filter((one) => one.contactId === contactId).map((one) => ({ atMs: at.getTime(), world, answer: one })),
  );
  return { lineId, decisions };
}

/** A contact without anything of its caller. */
export type ContactEntry = { id: string; lineId: string; arrivedAt: Date; state: string; outcome: string | null };

/** The latest `count` contacts, newest first: where to find the id of one. */
export async function latestContacts(pool: pg.Pool, count: number): Promise<ContactEntry[]> {
  const { rows } = await pool.query<ContactEntry>(
    'SELECT id, line_id AS "lineId", arrived_at AS "arrivedAt", state, outcome FROM contacts ORDER BY arrived_at DESC, id LIMIT $1',
    [count],
  );
  return rows;
}
