/** In a raid hidden callers go to shift leaders only, for a while: one leader's word, kept in the audit (V9). */
import { writeAudit } from '../audit/write-audit.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';

/** Until when a line's hidden callers go to shift leaders only; null when they are answered as everybody is. */
export async function hiddenToLeadersUntil(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  lineId: string,
): Promise<number | null> {
  const { rows } = await pool.query<{ until: Date }>({
    name: 'hidden-to-leaders',
    text: 'SELECT hidden_to_leaders_until AS until FROM line_states WHERE line_id = $1 AND hidden_to_leaders_until > $2',
    values: [lineId, new Date(clock.nowMs())],
  });
  return rows[0]?.until.getTime() ?? null;
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
      await client.query('INSERT INTO line_states (line_id) VALUES ($1) ON CONFLICT DO NOTHING', [lineId]);
      const { rows } = await client.query<{ until: Date | null }>(
        'SELECT CASE WHEN hidden_to_leaders_until > $2 THEN hidden_to_leaders_until END AS until FROM line_states WHERE line_id = $1 FOR UPDATE',
        [lineId, now],
      );
      const before = rows[0]?.until ?? null;
      if (seen !== null && seen !== (before?.toISOString() ?? toEverybody))
        return { untilMs: before?.getTime() ?? null, changed: true };
      await client.query('UPDATE line_states SET hidden_to_leaders_until = $2 WHERE line_id = $1', [
        lineId,
        untilMs === null ? null : new Date(untilMs),
      ]);
      const action = untilMs === null ? 'line.hidden-to-everybody' : 'line.hidden-to-leaders';
      await writeAudit(client, { atMs: now.getTime(), by, action, subject: lineId });
      return { untilMs, changed: false };
    },
  );
}
