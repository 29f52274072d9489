/** Gives a conversation to another peer at a shift leader's word, by the rules that hold for whoever gets one by turn (L2, T1). */
import type pg from 'pg';
import { writeAudit } from '../audit/write-audit.ts';
import { lineOf, type Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { lockNumbers } from '../platform/advisory-locks.ts';
import { inTransaction } from '../platform/transaction.ts';
import { couldTake, giveConversation, type OpenConversation } from '../texts/tending.ts';
import type { TextLine } from '../texts/peers.ts';
import { lockConversationSql, openConversation } from './conversations-sql.ts';
import { storeAnswers } from './store.ts';
import { textingNow, textLine } from './world.ts';

/** Who could be given the conversation now; null where it is not open any more. */
export async function peersFor(room: Records, directory: Directory, conversationId: string): Promise<string[] | null> {
  const found = await openAndLine(room, room.pool, directory, conversationId);
  return found && couldTake(found.open, found.line, room.clock.nowMs()).map(({ personId }) => personId);
}

/** `cannot`: whoever is chosen may not be given it now. `with`: somebody else has it by now than was seen, null while nobody has; nothing was done. */
export type Given = 'given' | 'over' | 'cannot' | { with: string | null };

/** What is seen of a conversation that nobody has yet. */
const withNobody = 'nobody';

/** Does it, in the name of `by`; `seen`: with whom it was when that was decided, null where they don't say. */
export async function giveTo(
  room: Records,
  directory: Directory,
  given: { conversationId: string; personId: string; by: string; seen?: string | null },
): Promise<Given> {
  const done = await inTransaction(
    room.pool,
    (client) =>
      `SELECT pg_advisory_xact_lock(${lockNumbers.routing}); ${lockConversationSql(client, given.conversationId)}`,
    async (client) => {
      const found = await openAndLine(room, client, directory, given.conversationId);
      if (!found) return 'over' as const;
      const { personId } = found.open.conversation;
      const { seen = null } = given;
      if (seen !== null && seen !== (personId ?? withNobody)) return { with: personId };
      const answer = giveConversation(found.open, found.line, given.personId, room.clock.nowMs());
      if (!answer) return 'cannot' as const;
      const effects = await storeAnswers(room, client, [answer]);
      const atMs = room.clock.nowMs();
      await writeAudit(client, { atMs, by: given.by, action: 'conversation.given', subject: given.personId });
      return effects;
    },
  );
  if (!Array.isArray(done)) return done;
  room.afterCommit({ effects: done, wakes: [], route: true });
  return 'given';
}

async function openAndLine(
  room: Records,
  client: pg.ClientBase | pg.Pool,
  directory: Directory,
  conversationId: string,
): Promise<{ open: OpenConversation; line: TextLine } | null> {
  const open = await openConversation(client, conversationId);
  if (!open) return null;
  const line = textLine(
    room,
    directory,
    lineOf(directory, open.conversation.lineId),
    await textingNow(room, client, await room.loads()),
  );
  return { open, line };
}
