/** Statements about what people said of being available, and about the rests that hold; everything else of it is saved by `save-people`. */
import type pg from 'pg';
import type { Availability } from '../calls/model.ts';
import { availabilityOf } from './availability-row.ts';

type Client = pg.ClientBase | pg.Pool;

/** What the person said, locked until the transaction ends; null where they never said anything. */
export async function lockAvailability(client: pg.ClientBase, personId: string): Promise<Availability | null> {
  const { rows } = await client.query<{ said: unknown }>({
    name: 'own-availability',
    text: 'SELECT to_json(a) AS said FROM availability a WHERE person_id = $1 FOR UPDATE',
    values: [personId],
  });
  return rows[0] ? availabilityOf(rows[0].said) : null;
}

/** When the break of a person ends; null when none holds at `nowMs`. */
export async function breakEnd(client: Client, personId: string, nowMs: number): Promise<number | null> {
  const { rows } = await client.query<{ break_until: Date }>({
    name: 'break-until',
    text: 'SELECT break_until FROM availability WHERE person_id = $1 AND break_until > $2',
    values: [personId, new Date(nowMs)],
  });
  return rows[0]?.break_until.getTime() ?? null;
}

/** When the latest rest of a person ends or ended; null where they had none. */
export async function restEnd(client: Client, personId: string): Promise<number | null> {
  const { rows } = await client.query<{ rest_until: Date | null }>({
    name: 'rest-until',
    text: 'SELECT rest_until FROM availability WHERE person_id = $1',
    values: [personId],
  });
  return rows[0]?.rest_until?.getTime() ?? null;
}

/** When the wrap-up ends that alone keeps calls from a person, so that their word ends it; null where none does. */
export async function wrapUpEnd(client: Client, personId: string, nowMs: number): Promise<number | null> {
  const { rows } = await client.query<{ wrap_up_until: Date | null }>({
    name: 'wrap-up-until',
    text: `SELECT wrap_up_until FROM availability WHERE person_id = $1 AND wrap_up_until > $2
      AND coalesce(rest_until, $2) <= $2 AND coalesce(break_until, $2) <= $2`,
    values: [personId, new Date(nowMs)],
  });
  return rows[0]?.wrap_up_until?.getTime() ?? null;
}

/** Notes that the person is asked about the rest that ends at `untilMs`; false where it is another by now, or they have said already that they want calls after it. */
export async function noteRestAsked(
  client: pg.ClientBase,
  personId: string,
  untilMs: number,
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'ask-about-rest',
    text: 'UPDATE availability SET rest_asked_at = $3, rest_asked_until = $2 WHERE person_id = $1 AND rest_until = $2 AND rest_more_until IS DISTINCT FROM rest_until',
    values: [personId, new Date(untilMs), new Date(nowMs)],
  });
  return rowCount === 1;
}

/** Makes the rest that ends at `fromMs` last until `untilMs`; false where it is another by now, or they have answered. */
export async function extendRest(
  client: pg.ClientBase,
  personId: string,
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'extend-rest',
    text: `UPDATE availability SET rest_until = $3, rest_extended_until = $3
      WHERE person_id = $1 AND rest_until = $2 AND rest_asked_until = $2 AND (setting_at IS NULL OR setting_at < rest_asked_at)`,
    values: [personId, new Date(fromMs), new Date(untilMs)],
  });
  return rowCount === 1;
}
