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
      await client.query(
        'INSERT INTO line_states (line_id, hidden_to_leaders_until) VALUES ($1, $2) ON CONFLICT (line_id) DO UPDATE SET hidden_to_leaders_until = EXCLUDED.hidden_to_leaders_until',
        [lineId, untilMs === null ? null : new Date(untilMs)],
      );
      const action = untilMs === null ? 'line.hidden-to-everybody' : 'line.hidden-to-leaders';
      await writeAudit(client, { atMs: clock.nowMs(), by, action, subject: lineId });
    },
  );
}
