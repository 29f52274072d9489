/** Conversations as the web inbox shows them: a volunteer's own, with their words, and the answers written there (T1, T5). */
import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Records } from '../organisation/records.ts';
import type { Directory } from '../organisation/directory.ts';
import { eachAlone } from '../platform/culprits.ts';
import { seal, unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import { advanceLocked, lockOf } from './advance.ts';
import { conversationOf } from './rows.ts';

export type InboxConversation = {
  id: string;
  lineId: string;
  language: string;
  channel: 'sms' | 'whatsapp';
  via: 'phone' | 'inbox';
  openedAtMs: number;
  lastAtMs: number;
  lastFrom: 'texter' | 'peer';
};

export type InboxWords = {
  id: string;
  from: 'texter' | 'peer';
  atMs: number;
  /** Null once erased. */
  body: string | null;
  media: boolean;
  /** Of a peer's words: false when they did not reach the texter. */
  reached: boolean;
  /** Their place among all texts: later ones have a greater one. */
  seq: bigint;
};

/** What was said, as far as it was asked for, and the latest of the peer's own words whether they are among it or not. */
export type InboxReading = { words: InboxWords[]; lastOwn: string | null };

/** Says that somebody's inbox is open now, so that they may be given more than one conversation (T5); to be said every half a minute. */
export async function inboxSeen(room: Records, personId: string): Promise<void> {
  await room.pool.query({
    name: 'inbox-seen',
    text: 'INSERT INTO text_inboxes (person_id, seen_at) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET seen_at = EXCLUDED.seen_at',
    values: [personId, new Date(room.clock.nowMs())],
  });
}

/** The conversations a person has now, the latest words first. */
export async function conversationsOf(room: Records, personId: string): Promise<InboxConversation[]> {
  const { rows } = await room.pool.query<{ conversation: unknown }>({
    name: 'conversations-of',
    text: `SELECT to_jsonb(c) AS conversation FROM conversations c WHERE person_id = $1 AND state = 'active' ORDER BY last_at DESC, id`,
    values: [personId],
  });
  const read = eachAlone(rows, (row) => {
    const { id, lineId, language, channel, via, openedAtMs, lastAtMs, peerWroteAtMs } = conversationOf(
      row.conversation,
    );
    return {
      id,
      lineId,
      language,
      channel,
      via: via ?? 'phone',
      openedAtMs,
      lastAtMs,
      lastFrom: peerWroteAtMs === lastAtMs ? ('peer' as const) : ('texter' as const),
    };
  });
  // One that cannot be read keeps none of the others from its peer.
  room.aside.noteAll(read.culprits, ({ conversation }) => ({
    record: 'conversation',
    id: String((conversation as { id?: unknown }).id),
  }));
  return read.answer.map(({ answer }) => answer);
}

type WordsRow = {
  id: string;
  seq: string;
  person_id: string | null;
  created_at: Date;
  body_sealed: string | null;
  media: number;
  lost: boolean;
};

/** The latest `count` things said in a conversation before the one at `beforeSeq` (null: of all), oldest first; null unless it is the person's at this moment (T6). */
export async function wordsIn(
  room: Records,
  { conversationId, personId }: { conversationId: string; personId: string },
  { count, beforeSeq }: { count: number; beforeSeq: bigint | null },
): Promise<InboxReading | null> {
  const own = await room.pool.query<{ last_own: string | null }>({
    name: 'own-conversation',
    text: `SELECT (SELECT t.id FROM texts t WHERE t.conversation_id = c.id AND t.direction = 'in' AND t.words AND t.person_id IS NOT NULL
        ORDER BY t.seq DESC LIMIT 1) AS last_own FROM conversations c WHERE c.id = $1 AND c.person_id = $2 AND c.state = 'active'`,
    values: [conversationId, personId],
  });
  const [conversation] = own.rows;
  if (!conversation) return null;
  const { rows } = await room.pool.query<WordsRow>({
    name: 'words-in',
    text: `SELECT t.id, t.seq, t.person_id, t.created_at, t.body_sealed, t.media,
        EXISTS (SELECT 1 FROM texts o WHERE o.passes_on = t.id AND o.person_id IS NULL AND o.state IN ('failed', 'undelivered')) AS lost
      FROM texts t WHERE t.conversation_id = $1 AND t.direction = 'in' AND (t.words OR t.media > 0)
        AND ($2::bigint IS NULL OR t.seq < $2) ORDER BY t.seq DESC LIMIT $3`,
    values: [conversationId, beforeSeq, count],
  });
  const words = rows.toReversed().map((row) => ({
    id: row.id,
    seq: BigInt(row.seq),
    from: row.person_id === null ? ('texter' as const) : ('peer' as const),
    atMs: row.created_at.getTime(),
    body: row.body_sealed === null ? null : unseal(room.secrets.sealingKey, row.body_sealed),
    media: row.media > 0,
    reached: !row.lost,
  }));
  return { words, lastOwn: conversation.last_own };
}

/**
 * Sends what a peer wrote in the inbox, in `parts` texts; false when the conversation is not theirs any more. The same
 * `id` twice is sent once, and so are the same words from two windows: those of theirs later than `after`, the last they
 * had seen of their own (null: none).
 */
export async function writeInInbox(
  room: Records,
  directory: Directory,
  written: {
    id?: string;
    conversationId: string;
    personId: string;
    body: string;
    parts: number;
    after?: string | null;
  },
): Promise<boolean> {
  const { id = randomUUID(), conversationId, personId, body, parts, after } = written;
  const effects = await inTransaction(room.pool, lockOf(conversationId), async (client) => {
    if (after !== undefined && (await hasSaidSince(room, client, { conversationId, personId, body, after }))) return [];
    const { rowCount } = await client.query({
      name: 'write-in-inbox',
      text: `INSERT INTO texts (id, direction, lane, line_id, channel, conversation_id, person_id, words, part, body_sealed, state, created_at, due_at, done_at)
        SELECT $1, 'in', 'inbox', c.line_id, c.channel, c.id, $3, true, $4, $5, 'done', $6, $6, $6 FROM conversations c
        WHERE c.id = $2 AND c.person_id = $3 AND c.state = 'active' ON CONFLICT DO NOTHING`,
      values: [id, conversationId, personId, parts, seal(room.secrets.sealingKey, body), new Date(room.clock.nowMs())],
    });
    if (rowCount !== 1)
      return (await client.query('SELECT 1 FROM texts WHERE id = $1 AND person_id = $2', [id, personId])).rowCount === 1
        ? []
        : null;
    return (
      await advanceLocked(room, client, directory, conversationId, { kind: 'PeerWrote', personId, textId: id, parts })
    ).effects;
  });
  if (effects) room.afterCommit({ effects, wakes: [], route: false });
  return effects !== null;
}

/** Whether these very words of theirs came after those they had seen. */
async function hasSaidSince(
  room: Records,
  client: ClientBase,
  said: { conversationId: string; personId: string; body: string; after: string | null },
): Promise<boolean> {
  const { rows } = await client.query<{ body_sealed: string }>({
    name: 'said-since',
    text: `SELECT body_sealed FROM texts WHERE conversation_id = $1 AND person_id = $2 AND direction = 'in' AND words
        AND body_sealed IS NOT NULL AND seq > (CASE WHEN $3::text IS NULL THEN 0 ELSE (SELECT seq FROM texts WHERE id::text = $3) END)`,
    values: [said.conversationId, said.personId, said.after],
  });
  return rows.some((row) => unseal(room.secrets.sealingKey, row.body_sealed) === said.body);
}

/** What a peer can do in a conversation beside writing; each is a word by text too (T4). */
export type InboxAct = 'PeerGaveCrisisNumber' | 'PeerAskedForLeader' | 'PeerPassed' | 'PeerDone' | 'PeerReportedAbuse';

/** Does what a peer pressed; false when the conversation is not theirs any more, and then nothing happened. */
export async function actInInbox(
  room: Records,
  directory: Directory,
  act: { conversationId: string; personId: string; kind: InboxAct },
): Promise<boolean> {
  const { conversationId, personId, kind } = act;
  const done = await inTransaction(room.pool, lockOf(conversationId), async (client) => {
    const own = await client.query(
      `SELECT 1 FROM conversations WHERE id = $1 AND person_id = $2 AND state = 'active'`,
      [conversationId, personId],
    );
    return own.rowCount === 1 ? advanceLocked(room, client, directory, conversationId, { kind, personId }) : null;
  });
  if (done) room.afterCommit({ effects: done.effects, wakes: [], route: done.tend });
  return done !== null;
}
