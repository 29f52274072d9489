/** What callbacks know of callers who are on the phone with us, written where callers are. */
import type pg from 'pg';

/** Whoever answers questions is on the phone: nobody has to ask the carrier about them. On `client`'s transaction. */
export async function callerSeen(client: pg.ClientBase, contactId: string, nowMs: number): Promise<void> {
  await client.query({
    name: 'asker-seen',
    text: 'UPDATE contacts SET seen_at = $2 WHERE id = $1',
    values: [contactId, new Date(nowMs)],
  });
}

/** Gives whoever phones in while we owe them a call the place in line that they were promised (C1); true where somebody moved up. */
export async function keepPromisedPlaces(client: pg.ClientBase | pg.Pool, nowMs: number): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'keep-places',
    text: `UPDATE contacts c SET rank_at = cb.rank_at, last_in_line = cb.last_in_line FROM callbacks cb
      WHERE cb.state = 'open' AND (NOT cb.timed OR cb.due_at <= $1) AND c.callback_id IS NULL AND c.rank_at > cb.rank_at
        AND c.state IN ('choosing-language', 'choosing-unstaffed', 'waiting', 'choosing-overflow') AND c.lasting_key IN (cb.lasting_key, cb.asker_key)`,
    values: [new Date(nowMs)],
  });
  return (rowCount ?? 0) > 0;
}
