/** What the sweep asks about contacts: whose time has come, whether anybody waits, and what may have been missed. */
import { overdue } from '../effects/claims.ts';
import { newEffect, writeEffects } from '../effects/write.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';

/** What the sweep may find, each with the question whether there is any; of effects asks `overdue`, `$5` is when contacts are looked for that come due soon. */
const questions = {
  // Asked for the soonest, the index answers, however many contacts Postgres expects to be due.
  contacts: 'FROM (SELECT min(next_at) AS soonest FROM contacts) c WHERE soonest <= $5',
  waiting: `FROM contacts WHERE state IN ('waiting', 'choosing-overflow')`,
  paused: `FROM contacts c JOIN line_states s ON s.line_id = c.line_id AND s.paused_at IS NOT NULL WHERE c.state IN ('waiting', 'choosing-overflow', 'choosing-unstaffed')`,
  promises: `FROM callbacks WHERE state = 'open' OR contact_id IS NOT NULL`,
  conversations: `FROM conversations WHERE state <> 'closed'`,
  fills: `FROM roster_fills WHERE state IN ('queued', 'running')`,
};

export type Found = Record<keyof typeof questions | 'effects', boolean>;

/** One look at whether there is anything for the sweep at all, so that a quiet second costs one statement; `soonMs` is how far ahead contacts are looked for. */
export async function whatIsThere(
  store: Pick<Store, 'pool' | 'clock'>,
  { graceMs, soonMs }: { graceMs: number; soonMs: number },
): Promise<Found | undefined> {
  const { condition, values } = overdue(store, graceMs);
  const asked = Object.entries({ ...questions, effects: `FROM effects WHERE ${condition}` });
  const { rows } = await store.pool.query<Found>({
    name: 'what-is-there',
    text: `SELECT ${asked.map(([what, from]) => `EXISTS (SELECT 1 ${from}) AS ${what}`).join(', ')}`,
    values: [...values, new Date(store.clock.nowMs() + soonMs)],
  });
  return rows[0];
}

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
