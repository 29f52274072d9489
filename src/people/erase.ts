/** What is held of a person is handed to them, and erased once they have left (O2, P7). */
import { eraseAttention } from '../attention/hand-over.ts';
import { eraseAccess } from '../access/erase-access.ts';
import { renameInAudit } from '../audit/rename-in-audit.ts';
import { writeAudit, writeAuditAll } from '../audit/write-audit.ts';
import { eraseNotes } from '../board/erase-notes.ts';
import { eraseBulletins } from '../bulletins/hand-over.ts';
import { callsOf, eraseRefusals, handOverContacts } from '../contacts/hand-over.ts';
import { conversationsWith, handOverConversations } from '../conversations/hand-over.ts';
import { eraseOperations } from '../operations/erase-operations.ts';
import type { Editing } from '../organisation/edit-organisation.ts';
import { eraseEntry, peopleRetired, standingOf } from '../organisation/hand-over.ts';
import { lockOrganisation } from '../organisation/stored-organisation.ts';
import type { Store } from '../platform/store.ts';
import { eraseReplays } from '../replays/erase-replays.ts';
import { eraseRoster } from '../roster/hand-over.ts';
import { eraseCare } from './hand-over.ts';

/** Notes that somebody took along what is held of a person. */
export async function noteHeldTaken(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  personId: string,
  by: string,
): Promise<void> {
  const entry = { atMs: clock.nowMs(), by: `person:${by}`, action: 'person.held-taken' as const, subject: personId };
  await writeAudit(pool, entry);
}

/** Those who were let go and are still named here. */
export function peopleWhoLeft({ database }: Pick<Editing, 'database'>): ReturnType<typeof peopleRetired> {
  return peopleRetired(database);
}

/** `here`: they are to be let go first. `live`: they talk or text at this moment. */
export type Erased = 'done' | 'unknown' | 'here' | 'live';

/**
 * Erases somebody who was let go: name, tags, courses, what weighed on them, calendars, sessions and keys. Contacts, rings and
 * the audit go on to say that somebody was there, under a new id that leads to nobody.
 */
export async function erasePerson({ room, database }: Editing, id: string, by: string): Promise<Erased> {
  const [calls, conversations] = await Promise.all([callsOf(room, id), conversationsWith(room, id)]);
  const nobody = room.draw();
  return database.prisma.$transaction(
    async (transaction): Promise<Erased> => {
      await lockOrganisation(transaction);
      const standing = await standingOf(transaction, id);
      if (standing !== 'left') return standing;
      if (calls.isLive || conversations.isLive) return 'live';
      await eraseCare(transaction, id);
      await eraseRoster(transaction, id, nobody);
      await eraseNotes(transaction, id);
      await eraseAccess(transaction, id, nobody);
      await handOverContacts(transaction, id, nobody);
      await eraseRefusals(transaction, id);
      await handOverConversations(transaction, id, nobody);
      await eraseAttention(transaction, id, nobody);
      await eraseBulletins(transaction, id, nobody);
      await eraseReplays(transaction, id, nobody);
      await eraseOperations(transaction, id, nobody);
      await eraseEntry(transaction, id, nobody);
      await renameInAudit(transaction, id, nobody);
      const done = { atMs: room.clock.nowMs(), by: `person:${by}`, action: 'person.erased' as const, subject: nobody };
      await writeAuditAll(transaction, [done]);
      return 'done';
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}
