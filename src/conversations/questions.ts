/** What a person was asked by text and may answer with a digit: one question at a time, for ten minutes unless told otherwise; one that is over is remembered for late answers. */
import type pg from 'pg';
import type { Store } from '../platform/store.ts';
import {
  closeQuestion,
  deleteQuestion,
  openQuestion,
  questionEnded,
  saveQuestion,
  wasSentSince,
  type StoredQuestion,
} from './inbox-sql.ts';

/** A question that is asked; `forMs`: how long it may be answered. */
export type Question = StoredQuestion & { forMs?: number };

const answerableMs = 10 * 60_000;

/** The question that waits for somebody's answer at this moment. */
export async function questionFor(room: Pick<Store, 'pool' | 'clock'>, personId: string): Promise<Question | null> {
  return openQuestion(room.pool, personId, room.clock.nowMs());
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
  const ended = await questionEnded(room.pool, personId, { nowMs, sinceMs: nowMs - rememberedMs, sentences: checkIns });
  if (!ended || (ended.sentSince !== null && nowMs - ended.endedAtMs > crossingMs)) return null;
  return { kind: ended.kind, payload: ended.payload, checkIn: ended.sentSince };
}

/** Whether the person was asked how heavy it was, or how they are, since `sinceMs`: then a digit rather answers that. */
export async function wasAskedHowSince(room: Pick<Store, 'pool'>, personId: string, sinceMs: number): Promise<boolean> {
  return wasSentSince(room.pool, personId, checkIns, sinceMs);
}

/** Asks a person something on `client`'s transaction, in the place of whatever they were asked before; null takes the question back. */
export async function putQuestion(
  client: pg.ClientBase | pg.Pool,
  personId: string,
  question: Question | null,
  nowMs: number,
): Promise<void> {
  if (question === null) return deleteQuestion(client, personId);
  const { forMs = answerableMs, ...asked } = question;
  await saveQuestion(client, personId, asked, { askedAtMs: nowMs, expiresAtMs: nowMs + forMs });
}

/** Ends a question of this kind, since what it was about is gone; answers what was asked, null where nothing was. */
export async function endQuestion(
  client: pg.ClientBase,
  personId: string,
  kind: string,
  nowMs: number,
): Promise<Question['payload'] | null> {
  return closeQuestion(client, personId, kind, nowMs);
}
