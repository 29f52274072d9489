/** A volunteer's yes to those who asked them to take calls in spite of something: written down with the word itself, and audited. */
import type pg from 'pg';
import type { GuardKind } from '../wellbeing/guards.ts';

/** A yes that comes later than this answers something else. */
const askedForMs = 2 * 3_600_000;

/** Takes a person's `MORE` at `nowMs` for their yes, on `client`'s transaction; answers which guards they were asked about. */
export async function acceptOverrides(client: pg.ClientBase, personId: string, nowMs: number): Promise<GuardKind[]> {
  const { rows } = await client.query<{ guards: GuardKind[] }>({
    name: 'accept-overrides',
    text: `WITH accepted AS (UPDATE overrides SET accepted_at = $2 WHERE person_id = $1 AND accepted_at IS NULL AND asked_at > $3 RETURNING guards),
      audited AS (INSERT INTO audit (at, by_whom, action, subject) SELECT $2, $1, 'override accepted', $1 FROM accepted)
      SELECT guards FROM accepted`,
    values: [personId, new Date(nowMs), new Date(nowMs - askedForMs)],
  });
  return [...new Set(rows.flatMap((row) => row.guards))];
}
