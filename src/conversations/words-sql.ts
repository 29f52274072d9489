/** Every statement about what was said in conversations; bodies stay sealed here. */
import type pg from 'pg';
import { relayLooksAt } from '../texts/exchange.ts';

type Client = pg.ClientBase | pg.Pool;

/** The words of a text, sealed; null where there are none, or none any more. */
export async function sealedBodyOf(client: Client, textId: string): Promise<string | null> {
  const { rows } = await client.query<{ body_sealed: string | null }>({
    name: 'body-of-text',
    text: 'SELECT body_sealed FROM texts WHERE id = $1',
    values: [textId],
  });
  return rows[0]?.body_sealed ?? null;
}

/** Words of a conversation; `isPeers` where a peer wrote them. */
export type SealedWords = {
  id: string;
  isPeers: boolean;
  atMs: number;
  bodySealed: string | null;
  media: number;
  /** They did not reach the texter. */
  isLost: boolean;
};

/** The latest `count` things said in a conversation before the one at `beforeSeq` (null: of all), pictures included, oldest first. */
export async function wordsOf(
  client: Client,
  conversationId: string,
  { count, beforeSeq }: { count: number; beforeSeq: bigint | null },
): Promise<(SealedWords & { seq: bigint })[]> {
  const { rows } = await client.query<Omit<SealedWords, 'atMs'> & { at: Date; seq: string }>({
    name: 'words-in',
    text: `SELECT t.id, t.seq, t.person_id IS NOT NULL AS "isPeers", t.created_at AS at, t.body_sealed AS "bodySealed", t.media,
        EXISTS (SELECT 1 FROM texts o WHERE o.passes_on = t.id AND o.person_id IS NULL AND o.state IN ('failed', 'undelivered')) AS "isLost"
      FROM texts t WHERE t.conversation_id = $1 AND t.direction = 'in' AND (t.words OR t.media > 0)
        AND ($2::bigint IS NULL OR t.seq < $2) ORDER BY t.seq DESC LIMIT $3`,
    values: [conversationId, beforeSeq, count],
  });
  return rows.toReversed().map(({ at, seq, ...words }) => ({ ...words, seq: BigInt(seq), atMs: at.getTime() }));
}

/** As many of the latest words of a conversation as show whether two machines write them, newest first. */
export async function latestWords(
  client: Client,
  conversationId: string,
): Promise<Pick<SealedWords, 'isPeers' | 'bodySealed' | 'atMs'>[]> {
  const { rows } = await client.query<Pick<SealedWords, 'isPeers' | 'bodySealed'> & { at: Date }>({
    name: 'latest-words',
    text: `SELECT person_id IS NOT NULL AS "isPeers", body_sealed AS "bodySealed", created_at AS at FROM texts
      WHERE conversation_id = $1 AND direction = 'in' AND words ORDER BY seq DESC LIMIT ${relayLooksAt}`,
    values: [conversationId],
  });
  return rows.map(({ at, ...words }) => ({ ...words, atMs: at.getTime() }));
}

/** When words went to and fro in a conversation since `sinceMs`, in order. */
export async function timesOfWords(client: Client, conversationId: string, sinceMs: number): Promise<number[]> {
  const { rows } = await client.query<{ created_at: Date }>({
    name: 'times-of-words',
    text: `SELECT created_at FROM texts WHERE conversation_id = $1 AND direction = 'in' AND words AND created_at >= $2 ORDER BY created_at`,
    values: [conversationId, new Date(sinceMs)],
  });
  return rows.map((row) => row.created_at.getTime());
}

/** What a person has said in a conversation later than their words `afterTextId` (null: at all), sealed. */
export async function saidSince(
  client: Client,
  { conversationId, personId, afterTextId }: { conversationId: string; personId: string; afterTextId: string | null },
): Promise<string[]> {
  const { rows } = await client.query<{ body_sealed: string }>({
    name: 'said-since',
    text: `SELECT body_sealed FROM texts WHERE conversation_id = $1 AND person_id = $2 AND direction = 'in' AND words
        AND body_sealed IS NOT NULL AND seq > (CASE WHEN $3::text IS NULL THEN 0 ELSE (SELECT seq FROM texts WHERE id::text = $3) END)`,
    values: [conversationId, personId, afterTextId],
  });
  return rows.map((row) => row.body_sealed);
}

/** Writes down what a person said in the inbox, in `parts` texts; false unless the conversation is theirs and the id a new one. */
export async function insertInboxWords(
  client: pg.ClientBase,
  said: { id: string; conversationId: string; personId: string; parts: number; bodySealed: string; atMs: number },
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'write-in-inbox',
    text: `INSERT INTO texts (id, direction, lane, line_id, channel, conversation_id, person_id, words, part, body_sealed, state, created_at, due_at, done_at)
      SELECT $1, 'in', 'inbox', c.line_id, c.channel, c.id, $3, true, $4, $5, 'done', $6, $6, $6 FROM conversations c
      WHERE c.id = $2 AND c.person_id = $3 AND c.state = 'active' ON CONFLICT DO NOTHING`,
    values: [said.id, said.conversationId, said.personId, said.parts, said.bodySealed, new Date(said.atMs)],
  });
  return rowCount === 1;
}

/** Whether the person wrote this text. */
export async function isTextOf(client: Client, textId: string, personId: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM texts WHERE id = $1 AND person_id = $2', [textId, personId]);
  return rowCount === 1;
}

/** Makes an earlier text words of a conversation, in so many parts: it was meant for its texter. */
export async function makeWords(
  client: pg.ClientBase,
  textId: string,
  conversationId: string,
  parts: number,
): Promise<void> {
  await client.query({
    name: 'words-after-all',
    text: 'UPDATE texts SET words = true, conversation_id = $2, part = $3, erase_after = NULL WHERE id = $1',
    values: [textId, conversationId, parts],
  });
}
