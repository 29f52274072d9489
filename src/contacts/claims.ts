/** Takes what is to be done about contacts, and with the next calls to be made their legs. */
import type { Store } from '../platform/store.ts';
import { claimOne, claimRings, type Claimed, type ClaimedRing } from './dialling-sql.ts';

export type { Claimed, ClaimedRing };

/** Takes an effect for this process, and reads the contact it acts on; null when it is done, taken, dropped, not yet due, or of a kind that only a newer release knows. Calls going out are taken by `claimNextRings`. */
export async function claimEffect({ pool, clock }: Pick<Store, 'pool' | 'clock'>, id: string): Promise<Claimed | null> {
  return claimOne(pool, { id, nowMs: clock.nowMs(), aheadMs: clock.aheadMs() });
}

/**
 * Takes the most urgent calls to be made, as many as the account may make now and `atMost`; says when to ask again, with
 * `waitMs` null where nothing is left to ring. Their legs are `dialling` from now on, so that nobody takes them for legs
 * that were never dialled while the carrier is asked. A leg that another transaction is writing now is skipped: waiting
 * for it could end in a deadlock.
 */
export async function claimNextRings(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  callsPerSecond: number,
  atMost: number,
): Promise<{ claimed: ClaimedRing[]; waitMs: number | null }> {
  const nowMs = clock.nowMs();
  const { claimed, nextMs } = await claimRings(pool, {
    nowMs,
    aheadMs: clock.aheadMs(),
    betweenMs: 1000 / callsPerSecond,
    atMost,
  });
  return { claimed, waitMs: nextMs === null ? null : Math.max(0, nextMs - nowMs) };
}
