/**
 * Between two numbers only one leg at a time is dialled. Where the carrier's answer to dialling is lost, its list of
 * calls says only who called whom, so this is how a call is matched to its leg.
 */
import type { Store } from '../platform/store.ts';
import { freeDial, takeDial } from './dialling-sql.ts';

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

/** Gives the pair of numbers free again, where the leg still has it. */
export async function giveNumberBack(room: Pick<Store, 'pool'>, key: string, legId: string): Promise<void> {
  await freeDial(room.pool, { key, legId });
}
