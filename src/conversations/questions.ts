/** What a person was asked by text and may answer with a digit: one question at a time, for ten minutes unless told otherwise. */
import type pg from 'pg';
import type { ContactsRoom } from '../contacts/room.ts';

/** `kind` names who asked (see messaging/questions); `payload` holds ids only. */
export type Question = { kind: string; payload: Record<string, string | number | null>; forMs?: number };

const answerableMs = 10 * 60_000;

/** The question that waits for somebody's answer at this moment. */
export async function questionFor(
  room: Pick<ContactsRoom, 'pool' | 'clock'>,
  personId: string,
): Promise<Question | null> {
  const { rows } = await room.pool.query<{ kind: string; payload: Question['payload'] }>({
    name: 'question-for',
    text: 'SELECT kind, payload FROM text_questions WHERE person_id = $1 AND expires_at > $2',
    values: [personId, new Date(room.clock.nowMs())],
  });
  return rows[0] ?? null;
}

/** Asks a person something on `client`'s transaction, in the place of whatever they were asked before; null takes the question back. */
export async function putQuestion(
  client: pg.ClientBase | pg.Pool,
  personId: string,
  question: Question | null,
  nowMs: number,
): Promise<void> {
  if (question === null) {
    await client.query({
      name: 'drop-question',
      text: 'DELETE FROM text_questions WHERE person_id = $1',
      values: [personId],
    });
    return;
  }
  await client.query({
    name: 'put-question',
    text: `INSERT INTO text_questions (person_id, kind, payload, asked_at, expires_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (person_id) DO UPDATE SET kind = EXCLUDED.kind, payload = EXCLUDED.payload, asked_at = EXCLUDED.asked_at, expires_at = EXCLUDED.expires_at`,
    values: [
      personId,
      question.kind,
      JSON.stringify(question.payload),
      new Date(nowMs),
      new Date(nowMs + (question.forMs ?? answerableMs)),
    ],
  });
}

/** Takes a question of this kind back: with the conversation it was about gone, a digit would be taken for its answer. */
export async function dropQuestion(client: pg.ClientBase, personId: string, kind: string): Promise<void> {
  await client.query({
    name: 'drop-question-of-kind',
    text: 'DELETE FROM text_questions WHERE person_id = $1 AND kind = $2',
    values: [personId, kind],
  });
}
