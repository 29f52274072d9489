/** What the sweep asks about contacts: whose time has come, whether anybody waits, and what may have been missed. */
import { newEffect, writeEffects } from '../effects/write.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';

/** Contacts whose time to be thought about comes before `beforeMs`, soonest first. */
export async function dueContacts(
  { pool }: Pick<Store, 'pool'>,
  beforeMs: number,
): Promise<{ id: string; nextAtMs: number }[]> {
  // The driver gives a number, not a date, for a time that is no moment.
  const { rows } = await pool.query<{ id: string; next_at: Date | number }>({
    name: 'due-contacts',
    text: 'SELECT id, next_at FROM contacts WHERE next_at <= $1 ORDER BY next_at LIMIT 200',
    values: [new Date(beforeMs)],
  });
  return rows.map((row) => ({ id: row.id, nextAtMs: Number(row.next_at) }));
}

/** Whether anybody waits for a peer. */
export async function anybodyWaits({ pool }: Pick<Store, 'pool'>): Promise<boolean> {
  const { rows } = await pool.query({
    name: 'anybody-waits',
    text: `SELECT 1 FROM contacts WHERE state IN ('waiting', 'choosing-overflow') LIMIT 1`,
  });
  return rows.length > 0;
}

/**
 * Writes down that everything at the carrier is to be looked at: what was missed while nobody answered, or nobody
 * worked, is learnt now. A look that has not begun yet serves every process that starts before it does.
 */
export async function lookAtEverything({ pool }: Pick<Store, 'pool'>, dueAtMs: number): Promise<void> {
  await inTransaction(
    pool,
    () => '',
    async (client) => {
      // Said in two halves, "not ended" is found in the index of states: years of calls are over.
      const { rows } = await client.query<{ contactId: string; legId: string | null }>(
        `WITH looks AS (SELECT contact_id, id AS leg_id, 'LookAtLeg' AS kind FROM legs WHERE state NOT IN ('planned', 'ended')
            UNION ALL SELECT id, NULL, 'LookAtCaller' FROM contacts WHERE (state < 'ended' OR state > 'ended') AND call_sid IS NOT NULL)
          SELECT contact_id AS "contactId", leg_id AS "legId" FROM looks l WHERE NOT EXISTS
            (SELECT 1 FROM effects e WHERE e.contact_id = l.contact_id AND e.leg_id IS NOT DISTINCT FROM l.leg_id AND e.kind = l.kind AND e.state = 'pending' AND e.due_at <= $1)`,
        [new Date(dueAtMs)],
      );
      await writeEffects(
        client,
        rows.map((look) => newEffect(look.legId === null ? 'LookAtCaller' : 'LookAtLeg', {}, { ...look, dueAtMs })),
      );
    },
  );
}
