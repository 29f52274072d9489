/**
 * Between two numbers only one leg at a time is dialled. Where the carrier's answer to dialling is lost, its list of
 * calls says only who called whom, so this is how a call is matched to its leg. A pair is free again with the end of the
 * effect that took it (`endOfErrand`).
 */
import type { ClaimedEffect } from '../effects/claims.ts';
import { doneText } from '../effects/claims.ts';
import type { Store } from '../platform/store.ts';
import { freeDialText, takeDial } from './dialling-sql.ts';

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

/** The statements that mark an effect done and give free the pair of numbers that it took, to be put into the transaction of what came of it. */
export function endOfErrand(effect: Pick<ClaimedEffect, 'id' | 'kind' | 'legId'>, nowMs: number): string {
  const done = doneText(effect, nowMs);
  return effect.legId !== null && effect.kind.startsWith('Ring') ? `${done}; ${freeDialText(effect.legId)}` : done;
}
