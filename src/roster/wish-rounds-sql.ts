/** Every statement about rounds of wishes; what is read is checked. */
import type pg from 'pg';
import type { WishRound } from '../planning/wishes.ts';
import { instant, rowReader, text } from '../platform/rows.ts';

type Client = pg.ClientBase | pg.Pool;

type Row = Pick<WishRound, 'id' | 'lineId' | 'month' | 'openedAtMs'> & { untilAtMs: number };
const row = rowReader<Row>('wish_rounds', {
  id: text,
  lineId: text,
  month: text,
  openedAtMs: instant,
  untilAtMs: instant,
});

function roundOf({ round }: { round: unknown }): WishRound {
  const { untilAtMs: untilMs, ...rest } = row(round);
  return { ...rest, untilMs };
}

/** False where the line has asked for that month already. */
export async function insertRound(
  client: Client,
  { id, lineId, month, openedAtMs, untilMs }: WishRound,
  by: string,
  people: readonly string[],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO wish_rounds (id, line_id, month, opened_by, opened_at, until_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (line_id, month) DO NOTHING`,
    [id, lineId, month, by, new Date(openedAtMs), new Date(untilMs)],
  );
  if (rowCount !== 1) return false;
  await client.query('INSERT INTO wish_asks (round_id, person_id) SELECT $1, unnest($2::text[])', [id, people]);
  return true;
}

export async function wishRoundWithId(client: Client, id: string): Promise<WishRound | null> {
  const { rows } = await client.query<{ round: unknown }>(
    'SELECT to_jsonb(r) AS round FROM wish_rounds r WHERE id = $1',
    [id],
  );
  return rows[0] ? roundOf(rows[0]) : null;
}

/** The rounds of all lines, with how many were asked and how many have answered; the latest first. */
export async function roundsWithCounts(
  client: Client,
): Promise<{ round: WishRound; asked: number; answered: number }[]> {
  const { rows } = await client.query<{ round: unknown; asked: number; answered: number }>({
    name: 'wish-rounds',
    text: `SELECT to_jsonb(r) AS round, (SELECT count(*)::int FROM wish_asks a WHERE a.round_id = r.id) AS asked,
        (SELECT count(answered_at)::int FROM wish_asks a WHERE a.round_id = r.id) AS answered
      FROM wish_rounds r ORDER BY r.opened_at DESC, r.id DESC`,
  });
  return rows.map(({ asked, answered, ...rest }) => ({ round: roundOf(rest), asked, answered }));
}

/** The rounds in which the person is asked, for months from `month` on, soonest first. */
export async function roundsOfPerson(
  client: Client,
  personId: string,
  month: string,
): Promise<{ round: WishRound; hasAnswered: boolean }[]> {
  const { rows } = await client.query<{ round: unknown; answered: boolean }>({
    name: 'wish-rounds-of-person',
    text: `SELECT to_jsonb(r) AS round, a.answered_at IS NOT NULL AS answered FROM wish_asks a JOIN wish_rounds r ON r.id = a.round_id
      WHERE a.person_id = $1 AND r.month >= $2 ORDER BY r.month, r.until_at, r.id`,
    values: [personId, month],
  });
  return rows.map(({ answered, ...rest }) => ({ round: roundOf(rest), hasAnswered: answered }));
}

export async function hasAnswered(client: Client, roundId: string, personId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM wish_asks WHERE round_id = $1 AND person_id = $2 AND answered_at IS NOT NULL',
    [roundId, personId],
  );
  return rowCount !== 0;
}

/** The person has answered the rounds for this month that are not over. */
export async function setAnswered(client: Client, personId: string, month: string, nowMs: number): Promise<void> {
  await client.query(
    `UPDATE wish_asks a SET answered_at = $3 FROM wish_rounds r WHERE r.id = a.round_id AND a.person_id = $1 AND r.month = $2 AND r.until_at > $3 AND a.answered_at IS NULL`,
    [personId, month, new Date(nowMs)],
  );
}

/** The round ends at `nowMs`; false where there is none, or it is over already. */
export async function endRound(client: Client, id: string, nowMs: number): Promise<boolean> {
  const { rowCount } = await client.query('UPDATE wish_rounds SET until_at = $2 WHERE id = $1 AND until_at > $2', [
    id,
    new Date(nowMs),
  ]);
  return rowCount === 1;
}
