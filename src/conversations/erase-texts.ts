/** Erases texts at the carrier, whose copy may take longer than ours. */
import type { Store } from '../platform/store.ts';
import { setEraseAfter, textsToEraseAtCarrier } from './texts-sql.ts';

/** What the carrier would not erase is tried again so much later, behind everything else. */
const askCarrierAgainMs = 3_600_000;

/** Texts whose words are erased here and still to be erased at the carrier (24 h after their conversation closed). */
export async function textsToErase(room: Pick<Store, 'pool' | 'clock'>): Promise<{ id: string; carrierSid: string }[]> {
  return textsToEraseAtCarrier(room.pool, room.clock.nowMs());
}

/** Notes that a text's words are gone everywhere; the row itself stays for a while, so that a late delivery is still known. */
export async function textErased(room: Pick<Store, 'pool'>, id: string): Promise<void> {
  await setEraseAfter(room.pool, id, null);
}

/** Notes that the carrier still has a text's words. */
export async function textKeptByCarrier(room: Pick<Store, 'pool' | 'clock'>, id: string): Promise<void> {
  await setEraseAfter(room.pool, id, room.clock.nowMs() + askCarrierAgainMs);
}
