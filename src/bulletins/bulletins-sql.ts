/** Every statement about words to volunteers; what is read is checked. */
import type pg from 'pg';
import { amount, instant, maybe, oneOf, rowReader, text } from '../platform/rows.ts';
import type { BulletinChoice } from '../planning/bulletins.ts';

type Client = pg.ClientBase | pg.Pool;

/** One of those it goes to, as they are written down. `gone`: they are not with us any more. */
export type Told = {
  bulletinId: string;
  personId: string;
  lineId: string;
  parts: number;
  state: 'waiting' | 'handed' | 'cancelled' | 'gone';
  slotAtMs: number | null;
  textId: string | null;
};

const toldOf = rowReader<Told>('bulletin_people', {
  bulletinId: text,
  personId: text,
  lineId: text,
  parts: amount,
  state: oneOf<Told['state']>({ waiting: true, handed: true, cancelled: true, gone: true }),
  slotAtMs: maybe(instant),
  textId: maybe(text),
});

/** How it stands with one of them: `sent`, the carrier has it and has not said more; `dropped`, it was not sent after all. */
export type Outcome = 'waiting' | 'sent' | 'delivered' | 'failed' | 'dropped' | 'cancelled';
export const outcomes: readonly Outcome[] = ['waiting', 'sent', 'delivered', 'failed', 'dropped', 'cancelled'];

/** Of one of them as `p`, with their text as `t`. */
const outcomeSql = `CASE WHEN p.state IN ('waiting', 'cancelled') THEN p.state WHEN p.state = 'gone' OR t.state = 'dropped' THEN 'dropped'
    WHEN t.state IN ('pending', 'running') THEN 'waiting' WHEN t.state IN ('undelivered', 'failed') THEN 'failed' ELSE coalesce(t.state, 'sent') END`;

export type BulletinRow = {
  id: string;
  by: string;
  at: Date;
  wordsSealed: string | null;
  choice: BulletinChoice;
  cancelledAt: Date | null;
  parts: number;
  counts: Partial<Record<Outcome, number>>;
};

/** The latest words before the one that the cursor names, the newest first; or the one with this id alone. */
export async function readBulletins(
  client: Client,
  { id, before, limit }: { id?: string; before?: { atMs: number; id: string } | null; limit: number },
): Promise<BulletinRow[]> {
  const { rows } = await client.query<BulletinRow>({
    name: 'read-bulletins',
    text: `SELECT b.id, b.by_whom AS by, b.at, b.words_sealed AS "wordsSealed", b.choice, b.cancelled_at AS "cancelledAt",
        (SELECT coalesce(sum(p.parts), 0)::int FROM bulletin_people p WHERE p.bulletin_id = b.id) AS parts,
        (SELECT coalesce(jsonb_object_agg(outcome, count), '{}') FROM (SELECT ${outcomeSql} AS outcome, count(*)::int AS count
          FROM bulletin_people p LEFT JOIN texts t ON t.id = p.text_id WHERE p.bulletin_id = b.id GROUP BY 1) o) AS counts
      FROM bulletins b WHERE ($1::text IS NULL OR b.id = $1) AND ($2::timestamptz IS NULL OR (b.at, b.id) < ($2, $3))
      ORDER BY b.at DESC, b.id DESC LIMIT $4`,
    values: [id ?? null, before ? new Date(before.atMs) : null, before?.id ?? null, limit],
  });
  return rows;
}

/** `problem` is the carrier's code; `wasHanded`: there was a text for them. */
type NotToldRow = { personId: string; outcome: Outcome; problem: string | null; wasHanded: boolean };

/** Those of a word who were not told or not yet, by id. */
export async function readNotTold(client: Client, id: string): Promise<NotToldRow[]> {
  const { rows } = await client.query<NotToldRow>({
    name: 'bulletin-not-told',
    text: `SELECT * FROM (SELECT p.person_id AS "personId", ${outcomeSql} AS outcome, t.problem, p.text_id IS NOT NULL AS "wasHanded" FROM bulletin_people p LEFT JOIN texts t ON t.id = p.text_id
      WHERE p.bulletin_id = $1) o WHERE outcome IN ('failed', 'dropped', 'waiting') ORDER BY "personId"`,
    values: [id],
  });
  return rows;
}

/** Writes a word down; false where it is there already. */
export async function insertBulletin(
  client: pg.ClientBase,
  bulletin: { id: string; by: string; atMs: number; wordsSealed: string; choice: BulletinChoice },
  people: readonly Pick<Told, 'personId' | 'lineId' | 'parts'>[],
): Promise<boolean> {
  const { id, by, atMs, wordsSealed, choice } = bulletin;
  const { rowCount } = await client.query(
    'INSERT INTO bulletins (id, by_whom, at, words_sealed, choice) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [id, by, new Date(atMs), wordsSealed, JSON.stringify(choice)],
  );
  if (rowCount !== 1) return false;
  await client.query(
    `INSERT INTO bulletin_people (bulletin_id, person_id, line_id, parts)
      SELECT $1, p->>'personId', p->>'lineId', (p->>'parts')::int FROM jsonb_array_elements($2::jsonb) p`,
    [id, JSON.stringify(people)],
  );
  return true;
}

/** One who waits for their turn, locked, with the words; null where nobody does any more. */
export async function lockWaiting(
  client: pg.ClientBase,
  { bulletinId, personId }: Pick<Told, 'bulletinId' | 'personId'>,
): Promise<(Told & { wordsSealed: string | null }) | null> {
  const { rows } = await client.query<{ told: unknown; words: string | null }>({
    name: 'lock-bulletin-person',
    text: `SELECT to_jsonb(p) AS told, b.words_sealed AS words FROM bulletin_people p JOIN bulletins b ON b.id = p.bulletin_id
      WHERE p.bulletin_id = $1 AND p.person_id = $2 AND p.state = 'waiting' FOR UPDATE OF p`,
    values: [bulletinId, personId],
  });
  return rows[0] ? { ...toldOf(rows[0].told), wordsSealed: rows[0].words } : null;
}

/** Keeps the line busy for so long, after whatever keeps it busy already; gives when that begins. */
export async function takeTurn(
  client: pg.ClientBase,
  lineId: string,
  { nowMs, forMs }: { nowMs: number; forMs: number },
): Promise<number> {
  const { rows } = await client.query<{ next_at: Date }>({
    name: 'take-turn',
    text: `INSERT INTO bulletin_gates (line_id, next_at) VALUES ($1, $2::timestamptz + $3 * interval '1 millisecond')
      ON CONFLICT (line_id) DO UPDATE SET next_at = greatest(bulletin_gates.next_at, $2) + $3 * interval '1 millisecond' RETURNING next_at`,
    values: [lineId, new Date(nowMs), forMs],
  });
  return (rows[0]?.next_at.getTime() ?? nowMs + forMs) - forMs;
}

/** What became of somebody's turn. */
export async function noteTold(
  client: pg.ClientBase,
  told: Pick<Told, 'bulletinId' | 'personId' | 'state' | 'slotAtMs' | 'textId'>,
): Promise<void> {
  const { bulletinId, personId, state, slotAtMs, textId } = told;
  await client.query({
    name: 'note-bulletin-person',
    text: 'UPDATE bulletin_people SET state = $3, slot_at = $4, text_id = $5 WHERE bulletin_id = $1 AND person_id = $2',
    values: [bulletinId, personId, state, slotAtMs === null ? null : new Date(slotAtMs), textId],
  });
}

/** Cancels whoever waits still; false where there is no such word. Gives the texts that were handed on too. */
export async function cancelWaiting(
  client: pg.ClientBase,
  id: string,
  nowMs: number,
): Promise<{ cancelled: number; handed: string[] } | null> {
  const { rowCount } = await client.query(
    'UPDATE bulletins SET cancelled_at = coalesce(cancelled_at, $2) WHERE id = $1',
    [id, new Date(nowMs)],
  );
  if (rowCount !== 1) return null;
  const waiting = await client.query(
    `UPDATE bulletin_people SET state = 'cancelled' WHERE bulletin_id = $1 AND state = 'waiting'`,
    [id],
  );
  const { rows } = await client.query<{ text: string }>(
    `SELECT text_id AS text FROM bulletin_people WHERE bulletin_id = $1 AND state = 'handed'`,
    [id],
  );
  return { cancelled: waiting.rowCount ?? 0, handed: rows.map((row) => row.text) };
}

/** Those whose text was dropped before it went. */
export async function cancelHanded(client: pg.ClientBase, id: string, textIds: readonly string[]): Promise<void> {
  await client.query(`UPDATE bulletin_people SET state = 'cancelled' WHERE bulletin_id = $1 AND text_id = ANY($2)`, [
    id,
    textIds,
  ]);
}
