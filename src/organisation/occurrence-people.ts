/** Who is on one occurrence as the tables hold it: read, and replaced by others as a change of that occurrence (S1). */
import type { AuditAction } from '../audit/actions.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type pg from 'pg';
import type { Assignment } from '../schedule/model.ts';

/** The people an occurrence has of its own; null: those of its shift. `changed`: whether it differs from its shift in anything. */
export type StoredPeople = { changed: boolean; people: Assignment[] | null };

type Named = { shift: string; occurrence: string };

/** Reads what is stored; the organisation is locked, so nobody else changes it meanwhile. */
export async function readPeople(client: pg.ClientBase, { shift, occurrence }: Named): Promise<StoredPeople> {
  const { rows } = await client.query<{ reassigned: boolean; people: Assignment[] }>(
    `SELECT reassigned, (SELECT coalesce(json_agg(json_build_object('person', person_id, 'as', duty) ORDER BY position), '[]') FROM assignments a
      WHERE a.shift_id = c.shift_id AND a.occurrence = c.occurrence) AS people FROM shift_changes c WHERE shift_id = $1 AND occurrence = $2`,
    [shift, occurrence],
  );
  const row = rows[0];
  return { changed: row !== undefined, people: row?.reassigned ? row.people : null };
}

/** Puts `stored` in the place of what the occurrence has now. */
export async function writePeople(
  client: pg.ClientBase,
  { shift, occurrence }: Named,
  stored: StoredPeople,
): Promise<void> {
  await client.query('DELETE FROM assignments WHERE shift_id = $1 AND occurrence = $2', [shift, occurrence]);
  if (!stored.changed) {
    await client.query('DELETE FROM shift_changes WHERE shift_id = $1 AND occurrence = $2', [shift, occurrence]);
    return;
  }
  await client.query(
    `INSERT INTO shift_changes (shift_id, occurrence, position, reassigned)
      VALUES ($1, $2, (SELECT coalesce(max(position), -1) + 1 FROM shift_changes WHERE shift_id = $1), $3)
      ON CONFLICT (shift_id, occurrence) DO UPDATE SET reassigned = EXCLUDED.reassigned`,
    [shift, occurrence, stored.people !== null],
  );
  await client.query(
    `INSERT INTO assignments (shift_id, occurrence, person_id, position, duty)
      SELECT $1, $2, one ->> 'person', place - 1, one ->> 'as' FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS each(one, place)`,
    [shift, occurrence, JSON.stringify(stored.people ?? [])],
  );
}

/** Whether both have the same people in the same order. */
export function samePeople(one: StoredPeople, other: StoredPeople): boolean {
  const said = ({ people }: StoredPeople) => people?.map(({ person, as }) => `${person} ${as}`).join() ?? null;
  return said(one) === said(other);
}

/** Raises the organisation's version, so that every process reads it anew, and notes who did what. */
export async function noteChange(
  client: pg.ClientBase,
  by: string,
  action: AuditAction,
  subject: string,
  nowMs: number,
): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    'UPDATE organisation SET version = version + 1, changed_at = $1 RETURNING version',
    [new Date(nowMs)],
  );
  const made = rows[0] && { organisationVersion: rows[0].version };
  await writeAudit(client, { atMs: nowMs, by: `person:${by}`, action, subject, ...made });
}

/** Notes who did what that changes nothing of the organisation yet. */
export async function noteStep(
  client: pg.ClientBase,
  by: string,
  action: AuditAction,
  subject: string,
  nowMs: number,
): Promise<void> {
  await writeAudit(client, { atMs: nowMs, by: `person:${by}`, action, subject });
}
