/** Opens the number of a live call for a shift leader where a life is in danger, on a line that announces this beforehand, and always with an entry in the audit (V13). */
import { writeAudit } from '../audit/write-audit.ts';
import { lineOf, type Directory } from '../organisation/directory.ts';
import type { Store } from '../platform/store.ts';
import { unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import { holdNumber, type LiveNumber } from './contacts-sql.ts';

/** Why a number stays sealed: the line promises consent, the person does not lead, no reason was given, the call is over, or no number is known. */
export type Refusal = 'consent-only' | 'no-leader' | 'no-reason' | 'over' | 'no-number';

export type Unsealing = { kind: 'number'; number: string } | { kind: 'refused'; why: Refusal };

/** Opens the number of a live call for `personId`, who gives a `reason`; the audit has the entry before anybody sees the number. */
export async function unsealLiveNumber(
  room: Pick<Store, 'pool' | 'secrets' | 'clock'>,
  directory: Directory,
  contactId: string,
  personId: string,
  reason: string,
): Promise<Unsealing> {
  return inTransaction(
    room.pool,
    () => '',
    async (client): Promise<Unsealing> => {
      const contact = await holdNumber(client, contactId);
      const why = refusalOf(directory, contact, personId, reason);
      if (why !== null || !contact?.numberSealed) return { kind: 'refused', why: why ?? 'no-number' };
      await writeAudit(client, {
        atMs: room.clock.nowMs(),
        by: `person:${personId}`,
        action: 'number.unsealed',
        subject: contactId,
        reason: reason.trim(),
      });
      return { kind: 'number', number: unseal(room.secrets.sealingKey, contact.numberSealed) };
    },
  );
}

function refusalOf(directory: Directory, contact: LiveNumber | null, personId: string, reason: string): Refusal | null {
  if (!directory.people.get(personId)?.roles.includes('shift-leader')) return 'no-leader';
  if (reason.trim() === '') return 'no-reason';
  if (!contact || contact.isOver) return 'over';
  if (lineOf(directory, contact.lineId).policy.escalation !== 'imminent-risk') return 'consent-only';
  return contact.numberSealed === null ? 'no-number' : null;
}
