/** Erases texts at the carrier, whose copy may take longer than ours. */
import type { Store } from '../platform/store.ts';

/** A text that nothing waits for any more, in SQL. */
export const isOver = `state NOT IN ('pending', 'running')`;
/** What the carrier would not erase is tried again so much later, behind everything else. */
const askCarrierAgainMs = 3_600_000;

/** Texts whose words are erased here and still to be erased at the carrier (24 h after their conversation closed). */
export async function textsToErase(room: Pick<Store, 'pool' | 'clock'>): Promise<{ id: string; carrierSid: string }[]> {
  const { rows } = await room.pool.query<{ id: string; carrierSid: string }>({
    name: 'texts-to-erase',
    text: `SELECT id, carrier_sid AS "carrierSid" FROM texts WHERE erase_after <= $1 AND carrier_sid IS NOT NULL AND ${isOver} ORDER BY erase_after LIMIT 200`,
    values: [new Date(room.clock.nowMs())],
  });
  return rows;
}

/** Notes that a text's words are gone everywhere; the row itself stays for a while, so that a late delivery is still known. */
export async function textErased(room: Pick<Store, 'pool'>, id: string): Promise<void> {
  await room.pool.query({
    name: 'text-erased',
    text: `UPDATE texts SET erase_after = NULL WHERE id = $1`,
    values: [id],
  });
}

/** Notes that the carrier still has a text's words. */
export async function textKeptByCarrier(room: Pick<Store, 'pool' | 'clock'>, id: string): Promise<void> {
  await room.pool.query({
    name: 'text-kept-by-carrier',
    text: 'UPDATE texts SET erase_after = $2 WHERE id = $1',
    values: [id, new Date(room.clock.nowMs() + askCarrierAgainMs)],
  });
}
