/** Takes the next call to be made, and with it its leg. */
import { nextRings, takeRingParts, type ClaimedEffect } from '../effects/claims.ts';
import { ringKinds } from '../effects/kinds.ts';
import type { Store } from '../platform/store.ts';

/**
 * Takes the most urgent call to be made, if the account may make one now; otherwise says when to ask again. `waitMs`
 * null: nothing to ring. Its leg is `dialling` from now on, so that nobody takes it for one that was never dialled while
 * the carrier is asked. A leg that is being written this instant is passed over: waiting for it could wait for each other.
 */
export async function claimNextRing(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  callsPerSecond: number,
): Promise<{ effect: ClaimedEffect | null; waitMs: number | null }> {
  const nowMs = clock.nowMs();
  const { rows } = await pool.query<{ effect: ClaimedEffect | null; more: boolean; next_at: Date }>({
    name: 'claim-ring',
    text: `WITH next AS (${nextRings}), ${takeRingParts},
      dialling AS (UPDATE legs SET state = 'dialling', dialled_at = $1 WHERE id = (SELECT "legId" FROM taken) AND state = 'planned')
      SELECT (SELECT to_jsonb(taken) FROM taken) AS effect, (SELECT count(*) FROM next) > (SELECT count(*) FROM taken) AS more,
        coalesce((SELECT next_at FROM gate), (SELECT next_at FROM carrier_gate WHERE id = 1)) AS next_at`,
    values: [new Date(nowMs), 1000 / callsPerSecond, clock.aheadMs(), ringKinds],
  });
  const [row] = rows;
  return { effect: row?.effect ?? null, waitMs: row?.more ? Math.max(0, row.next_at.getTime() - nowMs) : null };
}
