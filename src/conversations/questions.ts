/** What a person was asked by text and may answer with a digit: one question at a time, for ten minutes unless told otherwise; one that is over is remembered for late answers. */
import type pg from 'pg';
import type { Store } from '../platform/store.ts';
import { z } from 'zod';
import { json } from '../platform/rows.ts';

/** `kind` names who asked (see messaging/questions); `payload` holds ids only. */
export type Question = { kind: string; payload: Record<string, string | number | null>; forMs?: number };

const payloadOf = json<Question['payload']>(z.record(z.string(), z.union([z.string(), z.number(), z.null()])));
const payloadIn = (stored: unknown) => payloadOf(stored, 'text_questions.payload');

const answerableMs = 10 * 60_000;

/** The question that waits for somebody's answer at this moment. */
export async function questionFor(room: Pick<Store, 'pool' | 'clock'>, personId: string): Promise<Question | null> {
  const { rows } = await room.pool.query<{ kind: string; payload: unknown }>({
    name: 'question-for',
    text: 'SELECT kind, payload FROM text_questions WHERE person_id = $1 AND expires_at > $2',
    values: [personId, new Date(room.clock.nowMs())],
  });
  return rows[0] ? { kind: rows[0].kind, payload: payloadIn(rows[0].payload) } : null;
}

/** A late answer is known for one as long as the words that were asked about are kept. */
const rememberedMs = 24 * 3_600_000;
/** So long after a question ended, a digit may have been written before its end was read. */
const crossingMs = 2 * 60_000;
const checkIns = ['checkIn', 'howAreYou'];

/**
 * The question that somebody's digit comes too late for; null where there is none, or where the digit rather answers a
 * check-in they were asked since. `checkIn`: the check-in that waits for a digit too.
 */
export async function questionMissed(
  room: Pick<Store, 'pool' | 'clock'>,
  personId: string,
): Promise<(Question & { checkIn: string | null }) | null> {
  const nowMs = room.clock.nowMs();
  const { rows } = await room.pool.query<{
    kind: string;
    payload: unknown;
    over_at: Date;
    check_in: string | null;
  }>({
    name: 'question-missed',
    text: `SELECT q.kind, q.payload, q.expires_at AS over_at, (SELECT t.sentence FROM texts t WHERE t.person_id = q.person_id AND t.direction = 'out'
        AND t.sentence = ANY($4) AND t.created_at >= q.expires_at ORDER BY t.seq DESC LIMIT 1) AS check_in
      FROM text_questions q WHERE q.person_id = $1 AND q.expires_at <= $2 AND q.expires_at > $3`,
    values: [personId, new Date(nowMs), new Date(nowMs - rememberedMs), checkIns],
  });
  const [row] = rows;
  if (!row || (row.check_in !== null && nowMs - row.over_at.getTime() > crossingMs)) return null;
  return { kind: row.kind, payload: payloadIn(row.payload), checkIn: row.check_in };
}

/** Whether the person was asked how heavy it was, or how they are, since `sinceMs`: then a digit rather answers that. */
export async function wasAskedHowSince(room: Pick<Store, 'pool'>, personId: string, sinceMs: number): Promise<boolean> {
  const { rowCount } = await room.pool.query({
    name: 'asked-how-since',
    text: `SELECT 1 FROM texts WHERE person_id = $1 AND direction = 'out' AND sentence = ANY($2) AND created_at > $3 LIMIT 1`,
    values: [personId, checkIns, new Date(sinceMs)],
  });
  return rowCount === 1;
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

/** Ends a question of this kind, since what it was about is gone; answers what was asked, null where nothing was. */
export async function endQuestion(
  client: pg.ClientBase,
  personId: string,
  kind: string,
  nowMs: number,
): Promise<Question['payload'] | null> {
  const { rows } = await client.query<{ payload: unknown }>({
    name: 'end-question',
    text: 'UPDATE text_questions SET expires_at = $3 WHERE person_id = $1 AND kind = $2 AND expires_at > $3 RETURNING payload',
    values: [personId, kind, new Date(nowMs)],
  });
  return rows[0] ? payloadIn(rows[0].payload) : null;
}
