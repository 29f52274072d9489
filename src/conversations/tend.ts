/** Looks after all open conversations: one pass at a time in the whole service, whichever process makes it, Redis or not. */
import type pg from 'pg';
import { lineOf } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { toRow } from '../platform/rows.ts';
import type { EffectRow } from '../effects/write.ts';
import { lockNumbers } from '../platform/advisory-locks.ts';
import { decideWithout, eachAlone } from '../platform/culprits.ts';
import { inTransaction } from '../platform/transaction.ts';
import { tendConversations, type OpenConversation } from '../texts/tending.ts';
import {
  conversationOf,
  idOfRow,
  lockOpenConversationsSql,
  openConversationRows,
  whatIsOpen,
} from './conversations-sql.ts';
import { storeAnswers } from './store.ts';
import { textingNow, textLine } from './world.ts';

/** Where nobody waits, peers who went away are looked for this often; a text to one of them looks at once (T6). */
const restingMs = 5_000;
const opening = `SELECT pg_advisory_xact_lock(${lockNumbers.routing}); ${lockOpenConversationsSql}`;

/** One pass; answers whether any conversation changed. */
export async function tend(room: Records): Promise<boolean> {
  const loads = await room.loads();
  const effects = await inTransaction(
    room.pool,
    () => opening,
    (client) => tendLocked(room, client, loads),
  );
  if (!effects) return false;
  room.afterCommit({ effects, wakes: [], route: true });
  return true;
}

async function tendLocked(
  room: Records,
  client: pg.ClientBase,
  loads: Map<string, number>,
): Promise<EffectRow[] | null> {
  const rows = await openConversationRows(client);
  if (rows.length === 0) return null;
  const now = await textingNow(room, client, loads);
  const directory = await room.directories.at(now.version);
  if (!directory) return null;
  const read = eachAlone(rows, ({ conversation: stored, refused, unread }): OpenConversation => {
    const conversation = conversationOf(stored);
    lineOf(directory, conversation.lineId);
    toRow(conversation);
    return { conversation, refused, unread };
  });
  const conversations = read.answer.map(({ answer }) => answer);
  const lineIds = new Set(conversations.map(({ conversation }) => conversation.lineId));
  const lines = eachAlone([...lineIds], (lineId) => textLine(room, directory, lineOf(directory, lineId), now));
  const tended = decideWithout(conversations, (some) =>
    tendConversations({
      nowMs: room.clock.nowMs(),
      seed: room.draw(),
      lines: lines.answer.map(({ answer }) => answer),
      conversations: [...some],
    }),
  );
  room.aside.noteAll(read.culprits, ({ conversation }) => ({ record: 'conversation', id: idOfRow(conversation) }));
  room.aside.noteAll(lines.culprits, (id) => ({ record: 'line', id }));
  room.aside.noteAll(tended.culprits, ({ conversation: { id } }) => ({ record: 'conversation', id }));
  const answers = tended.answer;
  if (answers.length === 0) return null;
  return storeAnswers(room, client, answers);
}

/** Makes passes as often as they are needed: at every look while somebody waits, every few seconds while any conversation is open. */
export function startTending(room: Records): () => Promise<void> {
  let lastMs = -Infinity;
  return async () => {
    const { isAnyOpen, waits } = await whatIsOpen(room.pool);
    if (!isAnyOpen || (!waits && room.clock.nowMs() - lastMs < restingMs)) return;
    lastMs = room.clock.nowMs();
    await tend(room);
  };
}
