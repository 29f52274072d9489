/** Statements about calls on their way to the carrier: which is the next one to make, and which pairs of numbers are being dialled. */
import type pg from 'pg';
import { nextRings, takeRingParts, type ClaimedEffect } from '../effects/claims.ts';
import { ringKinds } from '../effects/kinds.ts';

type Client = pg.ClientBase | pg.Pool;

/** Claims the most urgent call to be made and marks its leg `dialling`, where the account may make one now; `nextMs`: when it may make the next, null where no call is left to make. */
export async function claimRing(
  client: Client,
  { nowMs, aheadMs, betweenMs }: { nowMs: number; aheadMs: number; betweenMs: number },
): Promise<{ effect: ClaimedEffect | null; nextMs: number | null }> {
  const { rows } = await client.query<{ effect: ClaimedEffect | null; more: boolean; next_at: Date }>({
    name: 'claim-ring',
    text: `WITH next AS (${nextRings}), ${takeRingParts},
      dialling AS (UPDATE legs SET state = 'dialling', dialled_at = $1 WHERE id = (SELECT "legId" FROM taken) AND state = 'planned')
      SELECT (SELECT to_jsonb(taken) FROM taken) AS effect, (SELECT count(*) FROM next) > (SELECT count(*) FROM taken) AS more,
        coalesce((SELECT next_at FROM gate), (SELECT next_at FROM carrier_gate WHERE id = 1)) AS next_at`,
    values: [new Date(nowMs), betweenMs, aheadMs, ringKinds],
  });
  const [row] = rows;
  return { effect: row?.effect ?? null, nextMs: row?.more ? row.next_at.getTime() : null };
}

/** Takes a pair of numbers for a leg; false while another leg is being dialled between them. What was taken before `forgottenMs` is forgotten. */
export async function takeDial(
  client: Client,
  { key, legId }: { key: string; legId: string },
  { nowMs, forgottenMs }: { nowMs: number; forgottenMs: number },
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'take-number',
    text: `WITH forgotten AS (DELETE FROM dials WHERE at < $4 AND key <> $1)
      INSERT INTO dials (key, leg_id, at) VALUES ($1, $2, $3) ON CONFLICT (key) DO UPDATE SET leg_id = EXCLUDED.leg_id, at = EXCLUDED.at
      WHERE dials.leg_id = EXCLUDED.leg_id OR NOT EXISTS (SELECT 1 FROM legs l JOIN effects e ON e.leg_id = l.id
        WHERE l.id = dials.leg_id AND l.call_sid IS NULL AND e.kind LIKE 'Ring%' AND e.state IN ('pending', 'running'))`,
    values: [key, legId, new Date(nowMs), new Date(forgottenMs)],
  });
  return rowCount === 1;
}

/** Gives a pair of numbers free, where this leg has it. */
export async function freeDial(client: Client, { key, legId }: { key: string; legId: string }): Promise<void> {
  await client.query({
    name: 'give-number-back',
    text: 'DELETE FROM dials WHERE key = $1 AND leg_id = $2',
    values: [key, legId],
  });
}
