/** Takes the next call to be made, and with it its leg. */
import type { ClaimedEffect } from '../effects/claims.ts';
import type { Store } from '../platform/store.ts';
import { claimRing } from './dialling-sql.ts';

/**
 * Takes the most urgent call to be made, if the account may make one now; otherwise says when to ask again. `waitMs`
 * null: nothing to ring. Its leg is `dialling` from now on, so that nobody takes it for one that was never dialled
 * while the carrier is asked. A leg that another transaction is writing now is skipped: waiting for it could end in a
 * deadlock.
 */
export async function claimNextRing(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  callsPerSecond: number,
): Promise<{ effect: ClaimedEffect | null; waitMs: number | null }> {
  const nowMs = clock.nowMs();
  const { effect, nextMs } = await claimRing(pool, {
    nowMs,
    aheadMs: clock.aheadMs(),
    betweenMs: 1000 / callsPerSecond,
  });
  return { effect, waitMs: nextMs === null ? null : Math.max(0, nextMs - nowMs) };
}
