/** Adds a shift of its own to the organisation as it is stored, on the caller's transaction that has locked it. */
import type pg from 'pg';
import { DateTime } from 'luxon';

/** A shift that is once: `people` as primaries, nobody needed besides. Instants in whole minutes, `zone` the line's. */
export async function addShift(
  client: pg.ClientBase,
  shift: { id: string; line: string; startMs: number; endMs: number; zone: string; people: readonly string[] },
): Promise<void> {
  const wall = (atMs: number) => DateTime.fromMillis(atMs, { zone: shift.zone }).toFormat("yyyy-MM-dd'T'HH:mm");
  await client.query(
    `INSERT INTO shifts (id, position, line_id, start_local, end_local, also, "except", need, requires)
      VALUES ($1, (SELECT coalesce(max(position), -1) + 1 FROM shifts), $2, $3, $4, '{}', '{}', 0, '[]')`,
    [shift.id, shift.line, wall(shift.startMs), wall(shift.endMs)],
  );
  await client.query(
    `INSERT INTO assignments (shift_id, occurrence, person_id, position, duty)
      SELECT $1, '', person, place - 1, 'primary' FROM unnest($2::text[]) WITH ORDINALITY AS each(person, place)`,
    [shift.id, shift.people],
  );
}
