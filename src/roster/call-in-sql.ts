/** Every statement about calling people in; what is read is checked. */
import type pg from 'pg';
import { amount, instant, maybe, oneOf, rowReader, text } from '../platform/rows.ts';

type Client = pg.ClientBase | pg.Pool;

/** `personId`: who came. */
export type CallIn = {
  id: string;
  lineId: string;
  askedAtMs: number;
  expiresAtMs: number;
  untilAtMs: number;
  state: 'open' | 'answered' | 'taken-back';
  personId: string | null;
  closedAtMs: number | null;
};

const shape = {
  id: text,
  lineId: text,
  askedAtMs: instant,
  expiresAtMs: instant,
  untilAtMs: instant,
  state: oneOf<CallIn['state']>({ open: true, answered: true, 'taken-back': true }),
  personId: maybe(text),
  closedAtMs: maybe(instant),
};
const callInOf = rowReader<CallIn>('call_ins', shape);

/** How it stands with the latest one of a line: how many were asked, and said no. */
export type CallInCount = CallIn & { asked: number; declined: number };
export const callInCountOf = rowReader<CallInCount>('call_ins', { ...shape, asked: amount, declined: amount });

/** SQL that gives the latest of each line as one JSON value, for use inside a bigger question. */
export const callInsSql = `(SELECT coalesce(jsonb_agg(to_jsonb(c) ||
    (SELECT jsonb_build_object('asked', count(*), 'declined', count(a.declined_at)) FROM call_in_asks a WHERE a.call_in_id = c.id) ORDER BY c.line_id), '[]')
  FROM (SELECT DISTINCT ON (line_id) * FROM call_ins ORDER BY line_id, asked_at DESC, id) c)`;

async function findOne(client: Client, where: string, values: unknown[]): Promise<CallIn | null> {
  const { rows } = await client.query<{ one: unknown }>(`SELECT to_jsonb(c) AS one FROM call_ins c ${where}`, values);
  return rows[0] ? callInOf(rows[0].one) : null;
}

export const callInWithId = (client: Client, id: string) => findOne(client, 'WHERE id = $1', [id]);

/** The one that waits for an answer on the line; null where none does. */
export const openCallIn = (client: Client, lineId: string, nowMs: number) =>
  findOne(client, `WHERE line_id = $1 AND state = 'open' AND expires_at > $2 ORDER BY asked_at DESC LIMIT 1`, [
    lineId,
    new Date(nowMs),
  ]);

/** The one that waits for this person's answer; null where none does. */
export const callInFor = (client: Client, personId: string, nowMs: number) =>
  findOne(
    client,
    `JOIN call_in_asks a ON a.call_in_id = c.id WHERE a.person_id = $1 AND a.declined_at IS NULL AND c.state = 'open' AND c.expires_at > $2
      ORDER BY c.asked_at DESC LIMIT 1`,
    [personId, new Date(nowMs)],
  );

/** Whether this person was asked in it. */
export async function wasAsked(client: Client, id: string, personId: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM call_in_asks WHERE call_in_id = $1 AND person_id = $2', [
    id,
    personId,
  ]);
  return rowCount === 1;
}

/** When each person was last asked to come in, of those asked since `sinceMs`. */
export async function lastAsked(client: Client, sinceMs: number): Promise<Map<string, number>> {
  const { rows } = await client.query<{ person_id: string; at: Date }>(
    'SELECT person_id, max(asked_at) AS at FROM call_in_asks WHERE asked_at > $1 GROUP BY person_id',
    [new Date(sinceMs)],
  );
  return new Map(rows.map((row) => [row.person_id, row.at.getTime()]));
}

/** Writes down that these people are asked; one that waits on the line already goes on, with more people. */
export async function insertCallIn(
  client: Client,
  callIn: Pick<CallIn, 'id' | 'lineId' | 'askedAtMs' | 'expiresAtMs' | 'untilAtMs'>,
  by: string,
  people: readonly string[],
): Promise<void> {
  const [asked, expires, until] = [callIn.askedAtMs, callIn.expiresAtMs, callIn.untilAtMs].map((ms) => new Date(ms));
  await client.query(
    `INSERT INTO call_ins (id, line_id, asked_by, asked_at, expires_at, until_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (id) DO UPDATE SET expires_at = EXCLUDED.expires_at`,
    [callIn.id, callIn.lineId, by, asked, expires, until],
  );
  await client.query(
    `INSERT INTO call_in_asks (call_in_id, person_id, asked_at) SELECT $1, person, $3 FROM unnest($2::text[]) AS each(person) ON CONFLICT DO NOTHING`,
    [callIn.id, people, asked],
  );
}

/** Ends one that waits; false where somebody was quicker. */
export async function closeCallIn(
  client: Client,
  id: string,
  state: 'answered' | 'taken-back',
  personId: string | null,
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE call_ins SET state = $2, person_id = $3, closed_at = $4 WHERE id = $1 AND state = 'open' AND expires_at > $4`,
    [id, state, personId, new Date(nowMs)],
  );
  return rowCount === 1;
}

export async function declineCallIn(client: Client, id: string, personId: string, nowMs: number): Promise<void> {
  await client.query(
    'UPDATE call_in_asks SET declined_at = coalesce(declined_at, $3) WHERE call_in_id = $1 AND person_id = $2',
    [id, personId, new Date(nowMs)],
  );
}

/** Who was asked and has not said no. */
export async function askedStill(client: Client, id: string): Promise<string[]> {
  const { rows } = await client.query<{ person_id: string }>(
    'SELECT person_id FROM call_in_asks WHERE call_in_id = $1 AND declined_at IS NULL ORDER BY person_id',
    [id],
  );
  return rows.map((row) => row.person_id);
}
