/** When one person can and when they are away, as the tables hold it: written where the organisation is locked (P4). */
import type pg from 'pg';
import type { Person } from './organisation-file.ts';
import type { DateWish } from './stored-organisation.ts';

/** Puts `week` in the place of the person's availability. */
export async function writeWeek(client: pg.ClientBase, personId: string, week: Person['availability']): Promise<void> {
  await client.query('UPDATE people SET availability = $2 WHERE id = $1', [personId, JSON.stringify(week)]);
}

/** Adds time off: local dates of the person, both included. */
export async function addTimeOff(
  client: pg.ClientBase,
  personId: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await client.query(
    'INSERT INTO time_off (position, person_id, from_date, to_date) SELECT coalesce(max(position) + 1, 0), $1, $2, $3 FROM time_off',
    [personId, from, to],
  );
}

/** Takes that time off away again; false where there was none. */
export async function removeTimeOff(
  client: pg.ClientBase,
  personId: string,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    'DELETE FROM time_off WHERE person_id = $1 AND from_date = $2 AND to_date = $3',
    [personId, from, to],
  );
  return rowCount !== 0;
}

/** Puts `dates` in the place of what the person has said of the dates from `from` to `to`, both included. */
export async function writeDates(
  client: pg.ClientBase,
  personId: string,
  { from, to }: { from: string; to: string },
  dates: readonly Omit<DateWish, 'person'>[],
): Promise<void> {
  await client.query('DELETE FROM date_wishes WHERE person_id = $1 AND on_date BETWEEN $2 AND $3', [
    personId,
    from,
    to,
  ]);
  await client.query(
    `INSERT INTO date_wishes (person_id, on_date, wish) SELECT $1, one ->> 'date', one ->> 'wish' FROM jsonb_array_elements($2::jsonb) one`,
    [personId, JSON.stringify(dates)],
  );
}
