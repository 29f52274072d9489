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
import { conversationOf } from './rows.ts';
import { storeAnswers } from './store.ts';
import { textingNow, textLine } from './world.ts';

/** Where nobody waits, peers who went away are looked for this often; a text to one of them looks at once (T6). */
const restingMs = 5_000;
/** Of what a new peer has not seen, the latest texts are passed on. */
const unreadShown = 30;

const opening = `SELECT pg_advisory_xact_lock(${lockNumbers.routing}); SELECT id FROM conversations WHERE state <> 'closed' ORDER BY id FOR UPDATE`;

export const openSql = `SELECT to_jsonb(c) AS conversation,
  (SELECT coalesce(jsonb_agg(p.person_id), '[]') FROM refused_pairs p WHERE p.lasting_key = c.lasting_key) AS refused,
  (SELECT coalesce(jsonb_agg(u ORDER BY u.seq), '[]') FROM (SELECT t.seq, t.id AS "textId", CASE WHEN t.words THEN t.part ELSE 0 END AS parts, t.media > 0 AS media,
      (extract(epoch FROM t.created_at) * 1000)::float8 AS "atMs"
    FROM texts t WHERE t.conversation_id = c.id AND t.direction = 'in' AND t.person_id IS NULL AND (t.words OR t.media > 0)
      AND t.seq > coalesce((SELECT max(p.seq) FROM texts p WHERE p.conversation_id = c.id AND p.direction = 'in' AND p.person_id IS NOT NULL AND p.words), 0)
    ORDER BY t.seq DESC LIMIT ${unreadShown}) u) AS unread
  FROM conversations c WHERE c.state <> 'closed'`;

export type OpenRow = { conversation: unknown; refused: string[]; unread: OpenConversation['unread'] };

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
  const { rows } = await client.query<OpenRow>({ name: 'open-conversations', text: openSql });
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
  room.aside.noteAll(read.culprits, ({ conversation }) => ({
    record: 'conversation',
    id: String((conversation as { id?: unknown }).id),
  }));
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
    const { rows } = await room.pool.query<{ state: string }>({
      name: 'any-conversation',
      text: `SELECT DISTINCT state FROM conversations WHERE state <> 'closed'`,
    });
    const waits = rows.some((row) => row.state === 'waiting');
    if (rows.length === 0 || (!waits && room.clock.nowMs() - lastMs < restingMs)) return;
    lastMs = room.clock.nowMs();
    await tend(room);
  };
}
