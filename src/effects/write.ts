/** Effects are written down before they are done, in the transaction of what they follow from. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { toRow } from '../platform/rows.ts';
import { traceNow } from '../platform/traces.ts';
import { effects, payloadOf, type EffectKind, type Payload, type QueueName } from './kinds.ts';

export type EffectRow = {
  id: string;
  contactId: string | null;
  legId: string | null;
  kind: EffectKind;
  queue: QueueName;
  payload: Record<string, unknown>;
  priority: number;
  key: string | null;
  dueAtMs: number;
};

type Wanted = {
  /** When it is due, before the delay of its kind is added. */
  dueAtMs: number;
  contactId?: string | null;
  legId?: string | null;
  /** A second effect with the same key is dropped by the database. */
  key?: string | null;
  /** Only where it differs from that of its kind. */
  urgency?: number;
};

/** A new effect of `kind`, its payload checked; throws `PayloadRefused`. */
export function newEffect<Kind extends EffectKind>(kind: Kind, payload: Payload<Kind>, wanted: Wanted): EffectRow {
  const { delayMs } = effects[kind] as { delayMs: (payload: Payload<Kind>) => number };
  return {
    id: randomUUID(),
    contactId: wanted.contactId ?? null,
    legId: wanted.legId ?? null,
    kind,
    queue: effects[kind].queue,
    payload: payloadOf(kind, payload),
    priority: wanted.urgency ?? effects[kind].urgency,
    key: wanted.key ?? null,
    dueAtMs: wanted.dueAtMs + delayMs(payload),
  };
}

/** Writes the effects of `$1::jsonb->'effects'`, as part of a statement that writes more. */
export const effectsPart = {
  name: 'effects',
  sql: `saved_effects AS (INSERT INTO effects (id, contact_id, leg_id, kind, queue, payload, priority, key, due_at, trace)
      SELECT id, contact_id, leg_id, kind, queue, payload, priority, key, due_at, trace
      FROM jsonb_populate_recordset(NULL::effects, $1::jsonb->'effects') ON CONFLICT (key) DO NOTHING)`,
  row: (effect: EffectRow) => toRow({ ...effect, trace: traceNow() }),
} as const;

/** Drops calls of the legs in `$1::jsonb->'legs'` that are over; one that was tried is kept, since it is not known what became of its call. */
export const dropRingsPart = `dropped AS (UPDATE effects SET state = 'dropped' WHERE state = 'pending' AND attempts = 0 AND kind LIKE 'Ring%' AND leg_id IN
    (SELECT l->>'id' FROM jsonb_array_elements($1::jsonb->'legs') l WHERE l->>'state' IN ('ending', 'ended')))`;

const writeSql = `WITH ${effectsPart.sql} SELECT 1`;
const written = (rows: readonly EffectRow[]) => JSON.stringify({ effects: rows.map(effectsPart.row) });

/** Writes effects on `client`'s transaction; hand those that are due to `afterCommit`. */
export async function writeEffects(client: pg.ClientBase | pg.Pool, rows: readonly EffectRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: 'write-effects',
    text: writeSql,
    values: [written(rows)],
  });
}

/** The same on a transaction of Prisma's; the sweep takes up those that are due. */
export async function writeEffectsAll(
  transaction: { $queryRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<unknown> },
  rows: readonly EffectRow[],
): Promise<void> {
  if (rows.length > 0) await transaction.$queryRawUnsafe(writeSql, written(rows));
}
