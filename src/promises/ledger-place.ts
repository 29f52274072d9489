/** Where a promise stands in the ledger: what is owed comes before what is settled (C5). */
import type { PromisedCall } from './model.ts';

type Placed = Pick<PromisedCall, 'id' | 'state' | 'dueAtMs' | 'promisedAtMs' | 'settledAtMs'>;

/** The last instant that a date can be, so that the newest of two times has the smaller key. */
const lastMs = 8.64e15;

/**
 * A key that puts promises in order as text: what was owed at `asOfMs`, the soonest due first, then what was settled by
 * then, the one promised last first.
 */
export function placeInLedger({ id, state, dueAtMs, promisedAtMs, settledAtMs }: Placed, asOfMs: number): string {
  const wasOwed = state === 'open' || (settledAtMs !== null && settledAtMs > asOfMs);
  const placeMs = wasOwed ? dueAtMs : lastMs - promisedAtMs;
  return `${wasOwed ? 'owed' : 'settled'} ${String(placeMs).padStart(16, '0')} ${id}`;
}
