/** Looks after all open conversations: one pass at a time in the whole service, whichever process makes it, Redis or not. */
import type pg from 'pg';
import { lineOf } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { toRow } from '../platform/rows.ts';
import type { EffectRow } from '../effects/write.ts';
import { lockNumbers } from '../platform/advisory-locks.ts';
import { decideWithout, eachAlone } from '../platform/culprits.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { ConversationAnswer } from '../texts/model.ts';
import { tendConversations, type OpenConversation } from '../texts/tending.ts';
import {
  conversationOf,
  findOpenConversations,
  idOfRow,
  lockOpenConversationsSql,
  type OpenRow,
} from './conversations-sql.ts';
import { storeAnswers } from './store.ts';
import {
  findTextingNow,
  lookAtTextingNow,
  textingFound,
  textLine,
  type FoundTexting,
  type TextingNow,
} from './world.ts';

/** Where nobody waits, peers who went away are looked for this often; a text to one of them looks at once (T6). */
const restingMs = 5_000;
const locks = `SELECT pg_advisory_xact_lock(${lockNumbers.routing}); ${lockOpenConversationsSql}`;

/** One pass; answers whether any conversation changed. */
export async function tend(room: Records): Promise<boolean> {
  const loads = await room.loads();
  let asked = room.said.asked();
  const effects = await inTransaction(
    room.pool,
    () => {
      asked = room.said.asked();
      return [locks, findOpenConversations, findTextingNow(room, asked)];
    },
    async (client, _commitWith, opened) => {
      const [open, texting] = opened.slice(-2) as [pg.QueryResult<OpenRow>, pg.QueryResult<FoundTexting>];
      const [row] = texting.rows;
      return row ? tendLocked(room, client, open.rows, textingFound(room, asked, row, loads)) : null;
    },
  );
  if (!effects) return false;
  room.afterCommit({ effects, wakes: [], route: true });
  return true;
}

async function tendLocked(
  room: Records,
  client: pg.ClientBase,
  rows: readonly OpenRow[],
  now: TextingNow,
): Promise<EffectRow[] | null> {
  const answers = await answersFor(room, rows, now, room.draw);
  return answers.length === 0 ? null : storeAnswers(room, client, answers);
}

/** What is to happen in these conversations; `draw` is the chance that decides between peers who are equally near. */
async function answersFor(
  room: Records,
  rows: readonly OpenRow[],
  now: TextingNow,
  draw: () => string,
): Promise<ConversationAnswer[]> {
  if (rows.length === 0) return [];
  const directory = await room.directories.at(now.version);
  if (!directory) return [];
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
      seed: draw(),
      lines: lines.answer.map(({ answer }) => answer),
      conversations: [...some],
    }),
  );
  room.aside.noteAll(read.culprits, ({ conversation }) => ({ record: 'conversation', id: idOfRow(conversation) }));
  room.aside.noteAll(lines.culprits, (id) => ({ record: 'line', id }));
  room.aside.noteAll(tended.culprits, ({ conversation: { id } }) => ({ record: 'conversation', id }));
  return tended.answer;
}

/**
 * Whether a pass would change anything now, whichever way chance decides: most passes would not, while somebody waits for hours or
 * a conversation is silent, and a look keeps nobody else waiting and writes nothing. What is missed by a moment is seen by the next.
 */
async function wouldChange(room: Records): Promise<boolean> {
  const loads = await room.loads();
  const asked = room.said.asked();
  const row = await lookAtTextingNow(room, asked);
  return (
    row !== null &&
    (await answersFor(room, row.conversations, textingFound(room, asked, row, loads), () => '')).length > 0
  );
}

/** Gives what makes a pass where it is needed, while any conversation is open: at every look while somebody waits, else every few seconds. */
export function startTending(room: Records): (waits: boolean) => Promise<void> {
  let lastMs = -Infinity;
  return async (waits) => {
    if (!waits && room.clock.nowMs() - lastMs < restingMs) return;
    lastMs = room.clock.nowMs();
    if (await wouldChange(room)) await tend(room);
  };
}
