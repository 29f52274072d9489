/** A life in danger on a line that says so beforehand: a shift leader may see the number of a live call, never unrecorded (V13). */
import { writeAudit } from '../audit/write-audit.ts';
import { lineOf, type Directory } from '../organisation/directory.ts';
import type { Store } from '../platform/store.ts';
import { unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';

/** Why a number stays sealed: the line promises consent, the person does not lead, no reason was given, the call is over, or no number is known. */
export type Refusal = 'consent-only' | 'no-leader' | 'no-reason' | 'over' | 'no-number';

export type Unsealing = { kind: 'number'; number: string } | { kind: 'refused'; why: Refusal };

type Row = { line_id: string; state: string; number_sealed: string | null };

/** Opens the number of a live call for `personId`, who gives a `reason`; the audit has it before anybody does. */
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
      const { rows } = await client.query<Row>(
        'SELECT line_id, state, number_sealed FROM contacts WHERE id = $1 FOR SHARE',
        [contactId],
      );
      const [contact] = rows;
      const why = refusalOf(directory, contact, personId, reason);
      if (why !== null || !contact?.number_sealed) return { kind: 'refused', why: why ?? 'no-number' };
      await writeAudit(client, {
        atMs: room.clock.nowMs(),
        by: `person:${personId}`,
        action: 'number.unsealed',
        subject: contactId,
        reason: reason.trim(),
      });
      return { kind: 'number', number: unseal(room.secrets.sealingKey, contact.number_sealed) };
    },
  );
}

function refusalOf(directory: Directory, contact: Row | undefined, personId: string, reason: string): Refusal | null {
  if (!directory.people.get(personId)?.roles.includes('shift-leader')) return 'no-leader';
  if (reason.trim() === '') return 'no-reason';
  if (!contact || contact.state === 'ended') return 'over';
  if (lineOf(directory, contact.line_id).policy.escalation !== 'imminent-risk') return 'consent-only';
  return contact.number_sealed === null ? 'no-number' : null;
}
