/** Every statement about those of several to whom a shift is offered. */
import type pg from 'pg';
import type { Offer } from '../planning/open-shifts.ts';

type Client = pg.ClientBase | pg.Pool;

/** Those to whom it is offered, each with the shift of theirs that comes back for it. */
export async function insertAsks(client: Client, id: string, asks: Offer['asks']): Promise<void> {
  for (const { to, inExchange } of asks)
    await client.query(
      `INSERT INTO offer_asks (open_shift_id, person_id, for_shift_id, for_occurrence, for_line_id, for_start_at, for_end_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        to,
        inExchange.shift,
        inExchange.occurrence,
        inExchange.line,
        new Date(inExchange.startMs),
        new Date(inExchange.endMs),
      ],
    );
}

/** How many others are asked besides the person, and have not left it alone. */
export async function othersAsked(client: Client, id: string, personId: string): Promise<number> {
  return (await stillAsked(client, id)).filter((one) => one !== personId).length;
}

/** Those of several to whom it is offered who have not left it alone. */
export async function stillAsked(client: Client, id: string): Promise<string[]> {
  const { rows } = await client.query<{ person: string }>(
    'SELECT person_id AS person FROM offer_asks WHERE open_shift_id = $1 AND left_at IS NULL ORDER BY person_id',
    [id],
  );
  return rows.map(({ person }) => person);
}

/** The person leaves it alone; others may still take it. */
export async function setAskLeft(client: Client, id: string, personId: string, nowMs: number): Promise<void> {
  await client.query('UPDATE offer_asks SET left_at = $3 WHERE open_shift_id = $1 AND person_id = $2', [
    id,
    personId,
    new Date(nowMs),
  ]);
}

/** The shift of a person that would come back is at another time by now, or has another name. */
export async function setAskShift(
  client: Client,
  id: string,
  personId: string,
  back: Offer['asks'][number]['inExchange'],
): Promise<void> {
  await client.query(
    `UPDATE offer_asks SET for_shift_id = $3, for_occurrence = $4, for_start_at = $5, for_end_at = $6 WHERE open_shift_id = $1 AND person_id = $2`,
    [id, personId, back.shift, back.occurrence, new Date(back.startMs), new Date(back.endMs)],
  );
}

/** Everybody to whom it is offered, each with the shift of theirs that comes back, and whether they have left it alone. */
export async function asksOf(client: Client, id: string): Promise<(Offer['asks'][number] & { left: boolean })[]> {
  const { rows } = await client.query<AskOf>(
    `SELECT person_id AS "to", for_shift_id AS shift, for_occurrence AS occurrence, for_line_id AS line, for_start_at AS start, for_end_at AS "end", left_at IS NOT NULL AS left
      FROM offer_asks WHERE open_shift_id = $1 ORDER BY person_id`,
    [id],
  );
  return rows.map(({ to, left, start, end, ...inExchange }) => ({
    to,
    left,
    inExchange: { ...inExchange, startMs: start.getTime(), endMs: end.getTime() },
  }));
}
type AskOf = { to: string; shift: string; occurrence: string; line: string; start: Date; end: Date; left: boolean };
