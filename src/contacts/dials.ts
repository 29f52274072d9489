/**
 * Between two numbers only one leg at a time is dialled. Where the carrier's answer to dialling is lost, its list of
 * calls says only who called whom, so this is how a call is matched to its leg. A pair is free again with the end of the
 * effect that took it (`endOfErrand`).
 */
import { overText, type ClaimedEffect } from '../effects/claims.ts';
import type { Store } from '../platform/store.ts';
import { freeDialText, takeDial } from './dialling-sql.ts';

/** An effect that comes to its end. */
export type Errand = Pick<ClaimedEffect, 'id' | 'kind' | 'legId'>;

/** A pair that nobody gave back is free again after an hour. */
const forgetAfterMs = 3_600_000;

/**
 * Takes the pair of numbers behind `key` (`dialKey`) for a leg. False while another leg's dial is under way: not while
 * its call has a name, or nobody is going to ask the carrier for it any more.
 */
export async function takeNumber(
  room: Pick<Store, 'pool'>,
  key: string,
  legId: string,
  nowMs: number,
): Promise<boolean> {
  return takeDial(room.pool, { key, legId }, { nowMs, forgottenMs: nowMs - forgetAfterMs });
}

/** The statements that mark an effect done, or given up, and give free the pair of numbers that it took: for the transaction of what came of it. */
export function endOfErrand(errand: Errand, nowMs: number, problem: string | null = null): string {
  const over = overText(errand, nowMs, problem);
  return errand.legId !== null && errand.kind.startsWith('Ring') ? `${over}; ${freeDialText(errand.legId)}` : over;
}

/** Marks an effect done of which nothing came that its contact is told, or given up with a problem that names no one. */
export async function finishErrand(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  errand: Errand,
  problem: string | null = null,
): Promise<void> {
  await pool.query(endOfErrand(errand, clock.nowMs(), problem));
}
