/** In a raid hidden callers go to shift leaders only, for a while: one leader's word, kept in the audit (V9). */
import { writeAudit } from '../audit/write-audit.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { hiddenToLeadersEnd, saveHiddenToLeaders } from './lines-sql.ts';

/** Until when a line's hidden callers go to shift leaders only; null when they are answered as everybody is. */
export async function hiddenToLeadersUntil(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  lineId: string,
): Promise<number | null> {
  return hiddenToLeadersEnd(pool, lineId, clock.nowMs());
}

/** Sends a line's hidden callers to shift leaders only until `untilMs`, or to everybody again (null), at the word of `by`. */
export async function sendHiddenToLeaders(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  lineId: string,
  untilMs: number | null,
  by: string,
): Promise<void> {
  await inTransaction(
    pool,
    () => '',
    async (client) => {
      await saveHiddenToLeaders(client, lineId, untilMs);
      const action = untilMs === null ? 'line.hidden-to-everybody' : 'line.hidden-to-leaders';
      await writeAudit(client, { atMs: clock.nowMs(), by, action, subject: lineId });
    },
  );
}
