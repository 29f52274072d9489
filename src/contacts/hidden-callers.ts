/** In a raid hidden callers go to shift leaders only, for a while: one leader's word, kept in the audit (V9). */
import { writeAudit } from '../audit/write-audit.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { hiddenToLeadersEnd, lockHiddenToLeaders, saveHiddenToLeaders } from './lines-sql.ts';

/** Until when a line's hidden callers go to shift leaders only; null when they are answered as everybody is. */
export async function hiddenToLeadersUntil(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  lineId: string,
): Promise<number | null> {
  return hiddenToLeadersEnd(pool, lineId, clock.nowMs());
}

/** How a line's hidden callers are answered; `changed`: it was not as the asker saw it, and nothing was done. */
export type HiddenCallers = { untilMs: number | null; changed: boolean };

/** How a line stands, in a word that two askers can compare: `everybody`, or until when they go to leaders. */
export const toEverybody = 'everybody';

/**
 * Sends a line's hidden callers to shift leaders only until `untilMs`, or to everybody again (null), at the word of `by`;
 * `seen`: how it stood when it was decided, null where they don't say.
 */
export async function sendHiddenToLeaders(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  lineId: string,
  untilMs: number | null,
  by: string,
  seen: string | null = null,
): Promise<HiddenCallers> {
  const now = new Date(clock.nowMs());
  return inTransaction(
    pool,
    () => '',
    async (client) => {
      const before = await lockHiddenToLeaders(client, lineId, now.getTime());
      if (seen !== null && seen !== (before === null ? toEverybody : new Date(before).toISOString()))
        return { untilMs: before, changed: true };
      await saveHiddenToLeaders(client, lineId, untilMs);
      const action = untilMs === null ? 'line.hidden-to-everybody' : 'line.hidden-to-leaders';
      await writeAudit(client, { atMs: now.getTime(), by, action, subject: lineId });
      return { untilMs, changed: false };
    },
  );
}
