/** What the sweep asks about contacts: which are due, whether anybody waits, and what may have been missed. */
import { overdue } from '../effects/claims.ts';
import { newEffect, writeEffects } from '../effects/write.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { callsToLookAt, contactsDue, findForSweep, type DueContact, type Found } from './routing-sql.ts';

/** One look at whether there is anything for the sweep at all, so that a quiet second costs one statement; `soonMs` is how far ahead contacts are looked for. */
export async function whatIsThere(
  store: Pick<Store, 'pool' | 'clock'>,
  { graceMs, soonMs }: { graceMs: number; soonMs: number },
): Promise<Found | undefined> {
  const nowMs = store.clock.nowMs();
  return findForSweep(store.pool, overdue(store, graceMs), { nowMs, soonMs: nowMs + soonMs });
}

/** Contacts that are due before `beforeMs`, soonest first. */
export async function dueContacts({ pool }: Pick<Store, 'pool'>, beforeMs: number): Promise<DueContact[]> {
  return contactsDue(pool, beforeMs);
}

/**
 * Writes down that every call is to be looked at at the carrier, to find what was missed while no process answered or
 * worked. A look that has not begun yet serves every process that starts before it does. Of a crowd not all are looked at
 * at once: whoever starts in the middle of it has enough to do.
 */
export async function lookAtEverything({ pool }: Pick<Store, 'pool'>, dueAtMs: number): Promise<void> {
  await inTransaction(
    pool,
    () => '',
    async (client) => {
      const calls = await callsToLookAt(client, dueAtMs);
      await writeEffects(
        client,
        calls.map(({ waitSeconds, ...look }) =>
          newEffect(
            look.legId === null ? 'LookAtCaller' : 'LookAtLeg',
            {},
            { ...look, dueAtMs: dueAtMs + 1_000 * waitSeconds },
          ),
        ),
      );
    },
  );
}
