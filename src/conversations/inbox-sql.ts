/** Every statement about what our own people have by text beside conversations: open inboxes, answers begun, questions asked of them. */
import type pg from 'pg';
import { z } from 'zod';
import { json } from '../platform/rows.ts';
import { ownConversationSql } from './conversations-sql.ts';

type Client = pg.ClientBase | pg.Pool;

/** The person's inbox was open at this moment. */
export async function noteInbox(client: Client, personId: string, nowMs: number): Promise<void> {
  await client.query({
    name: 'inbox-seen',
    text: 'INSERT INTO text_inboxes (person_id, seen_at) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET seen_at = EXCLUDED.seen_at',
    values: [personId, new Date(nowMs)],
  });
}

/** Writes down what was begun, in the place of what was before; false unless the conversation is the person's now. */
export async function saveDraft(
  client: Client,
  draft: { conversationId: string; personId: string; bodySealed: string },
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'keep-draft',
    text: `INSERT INTO text_drafts (conversation_id, person_id, body_sealed, at)
      SELECT $1, $2, $3, $4 WHERE EXISTS (${ownConversationSql})
      ON CONFLICT (conversation_id, person_id) DO UPDATE SET body_sealed = EXCLUDED.body_sealed, at = EXCLUDED.at`,
    values: [draft.conversationId, draft.personId, draft.bodySealed, new Date(nowMs)],
  });
  return rowCount === 1;
}

/** What the person has begun to write in a conversation, sealed; null where nothing is. */
export async function readDraft(client: Client, conversationId: string, personId: string): Promise<string | null> {
  const { rows } = await client.query<{ body_sealed: string }>({
    name: 'draft-in',
    text: 'SELECT body_sealed FROM text_drafts WHERE conversation_id = $1 AND person_id = $2',
    values: [conversationId, personId],
  });
  return rows[0]?.body_sealed ?? null;
}

/** Deletes what the person has begun to write in a conversation. */
export async function deleteDraft(client: Client, conversationId: string, personId: string): Promise<void> {
  await client.query('DELETE FROM text_drafts WHERE conversation_id = $1 AND person_id = $2', [
    conversationId,
    personId,
  ]);
}

/** `kind` names who asked (see messaging/questions); `payload` holds ids only. */
export type StoredQuestion = { kind: string; payload: Record<string, string | number | null> };

const payloadOf = json<StoredQuestion['payload']>(z.record(z.string(), z.union([z.string(), z.number(), z.null()])));

const questionOf = ({ kind, payload }: { kind: string; payload: unknown }): StoredQuestion => ({
  kind,
  payload: payloadOf(payload, 'text_questions.payload'),
});

/** The question that waits for the person's answer at `nowMs`; null where none does. */
export async function openQuestion(client: Client, personId: string, nowMs: number): Promise<StoredQuestion | null> {
  const { rows } = await client.query<{ kind: string; payload: unknown }>({
    name: 'question-for',
    text: 'SELECT kind, payload FROM text_questions WHERE person_id = $1 AND expires_at > $2',
    values: [personId, new Date(nowMs)],
  });
  return rows[0] ? questionOf(rows[0]) : null;
}

/** The person's question that ended between `sinceMs` and `nowMs`, with the latest of `sentences` they have been sent since; null where none did. */
export async function questionEnded(
  client: Client,
  personId: string,
  { nowMs, sinceMs, sentences }: { nowMs: number; sinceMs: number; sentences: readonly string[] },
): Promise<(StoredQuestion & { endedAtMs: number; sentSince: string | null }) | null> {
  const { rows } = await client.query<{ kind: string; payload: unknown; over_at: Date; sent_since: string | null }>({
    name: 'question-missed',
    text: `SELECT q.kind, q.payload, q.expires_at AS over_at, (SELECT t.sentence FROM texts t WHERE t.person_id = q.person_id AND t.direction = 'out'
        AND t.sentence = ANY($4) AND t.created_at >= q.expires_at ORDER BY t.seq DESC LIMIT 1) AS sent_since
      FROM text_questions q WHERE q.person_id = $1 AND q.expires_at <= $2 AND q.expires_at > $3`,
    values: [personId, new Date(nowMs), new Date(sinceMs), sentences],
  });
  const [row] = rows;
  return row ? { ...questionOf(row), endedAtMs: row.over_at.getTime(), sentSince: row.sent_since } : null;
}

/** Whether the person has been sent one of `sentences` since `sinceMs`. */
export async function wasSentSince(
  client: Client,
  personId: string,
  sentences: readonly string[],
  sinceMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'asked-how-since',
    text: `SELECT 1 FROM texts WHERE person_id = $1 AND direction = 'out' AND sentence = ANY($2) AND created_at > $3 LIMIT 1`,
    values: [personId, sentences, new Date(sinceMs)],
  });
  return rowCount === 1;
}

/** Writes a question down in the place of whatever the person was asked before. */
export async function saveQuestion(
  client: Client,
  personId: string,
  { kind, payload }: StoredQuestion,
  { askedAtMs, expiresAtMs }: { askedAtMs: number; expiresAtMs: number },
): Promise<void> {
  await client.query({
    name: 'put-question',
    text: `INSERT INTO text_questions (person_id, kind, payload, asked_at, expires_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (person_id) DO UPDATE SET kind = EXCLUDED.kind, payload = EXCLUDED.payload, asked_at = EXCLUDED.asked_at, expires_at = EXCLUDED.expires_at`,
    values: [personId, kind, JSON.stringify(payload), new Date(askedAtMs), new Date(expiresAtMs)],
  });
}

/** Deletes whatever the person was asked. */
export async function deleteQuestion(client: Client, personId: string): Promise<void> {
  await client.query({
    name: 'drop-question',
    text: 'DELETE FROM text_questions WHERE person_id = $1',
    values: [personId],
  });
}

/** Ends a question of this kind; gives what was asked, null where nothing was. */
export async function closeQuestion(
  client: pg.ClientBase,
  personId: string,
  kind: string,
  nowMs: number,
): Promise<StoredQuestion['payload'] | null> {
  const { rows } = await client.query<{ kind: string; payload: unknown }>({
    name: 'end-question',
    text: 'UPDATE text_questions SET expires_at = $3 WHERE person_id = $1 AND kind = $2 AND expires_at > $3 RETURNING kind, payload',
    values: [personId, kind, new Date(nowMs)],
  });
  return rows[0] ? questionOf(rows[0]).payload : null;
}
