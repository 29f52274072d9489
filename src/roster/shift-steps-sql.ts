/** Every statement about the steps taken with open shifts; what is read is checked. */
import type pg from 'pg';
import { z } from 'zod';
import { instant, json, maybe, oneOf, rowReader, text } from '../platform/rows.ts';
import type { StoredPeople } from '../organisation/occurrence-people.ts';

type Client = pg.ClientBase | pg.Pool;

/**
 * What somebody did to a shift as it can be undone: a COVER or an offer, a TAKE, a TAKE in exchange for a shift of theirs,
 * or a TAKE that waits for a coordinator's yes (`ask`); with the people of the occurrence, and of the one exchanged for it, before and after.
 */
export type Step = {
  id: string;
  kind: 'cover' | 'take' | 'swap' | 'ask';
  openShiftId: string;
  atMs: number;
  before: StoredPeople | null;
  after: StoredPeople | null;
  otherBefore: StoredPeople | null;
  otherAfter: StoredPeople | null;
  undoneAtMs: number | null;
};

const people = json<StoredPeople>(
  z.object({
    changed: z.boolean(),
    people: z.array(z.object({ person: z.string(), as: z.enum(['primary', 'backup']) })).nullable(),
  }),
);

const stepOf = rowReader<Step>('shift_steps', {
  id: text,
  kind: oneOf<Step['kind']>({ cover: true, take: true, swap: true, ask: true }),
  openShiftId: text,
  atMs: instant,
  before: maybe(people),
  after: maybe(people),
  otherBefore: maybe(people),
  otherAfter: maybe(people),
  undoneAtMs: maybe(instant),
});

export async function insertStep(
  client: Client,
  { id, kind, openShiftId, before, after, otherBefore, otherAfter }: Omit<Step, 'atMs' | 'undoneAtMs'>,
  personId: string,
  nowMs: number,
): Promise<void> {
  const stored = [before, after, otherBefore, otherAfter].map((one) => (one === null ? null : JSON.stringify(one)));
  await client.query(
    `INSERT INTO shift_steps (id, kind, person_id, open_shift_id, at, before, after, other_before, other_after)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, kind, personId, openShiftId, new Date(nowMs), ...stored],
  );
}

/** The step that `undoId` has undone, or else the person's latest since `sinceMs` that may be undone. */
export async function stepToUndo(
  client: Client,
  personId: string,
  undoId: string,
  sinceMs: number,
): Promise<Step | null> {
  const { rows } = await client.query<{ step: unknown }>(
    `SELECT to_jsonb(s) AS step FROM shift_steps s
      WHERE person_id = $1 AND (undone_by = $2 OR (undone_at IS NULL AND at > $3)) ORDER BY (undone_by = $2) IS TRUE DESC, at DESC, id LIMIT 1`,
    [personId, undoId, new Date(sinceMs)],
  );
  return rows[0] ? stepOf(rows[0].step) : null;
}

/** The person's latest step since `sinceMs` that they have not undone; null where there is none. */
export async function lastStep(client: Client, personId: string, sinceMs: number): Promise<Step | null> {
  const { rows } = await client.query<{ step: unknown }>(
    `SELECT to_jsonb(s) AS step FROM shift_steps s
      WHERE person_id = $1 AND undone_at IS NULL AND at > $2 ORDER BY at DESC, id LIMIT 1`,
    [personId, new Date(sinceMs)],
  );
  return rows[0] ? stepOf(rows[0].step) : null;
}

export async function setStepUndone(client: Client, id: string, undoId: string, nowMs: number): Promise<void> {
  await client.query('UPDATE shift_steps SET undone_at = $2, undone_by = $3 WHERE id = $1', [
    id,
    new Date(nowMs),
    undoId,
  ]);
}
