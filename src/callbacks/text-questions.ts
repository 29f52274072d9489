/** Asks a texter what a caller is asked: the promise stands already, and every answer makes it fit better (C1). */
import type pg from 'pg';
import { advance } from '../contacts/advance.ts';
import type { ContactsRoom } from '../contacts/room.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { callerKeys, lastingKeys } from '../platform/caller-key.ts';
import { inTransaction } from '../platform/transaction.ts';
import { digitIn } from '../reading/plain-text.ts';
import { nextTimeOfDay, quietUntil } from '../promises/rules.ts';
import { readTextAnswer } from '../promises/text.ts';
import { isOpen } from '../schedule/opening.ts';
import { lockPromise, promiseOf, untilOf, type StoredPromise } from './promises.ts';

/** The first call waits this long for the answers; whoever gives none is called all the same, and no message is left. */
const answersWithinMs = 120_000;
/** Later a `1` is more likely meant for the peer, where the texter writes with one. */
const answerableMs = 60 * 60_000;
/** So long after a promise a digit alone is taken for a late answer. */
const rememberedMs = 24 * 3_600_000;

/** What a texter hears next: a question, or what has become of their promise. */
export type TextTurn =
  | { kind: 'asks-when' }
  | { kind: 'unclear' }
  | { kind: 'quiet' }
  | { kind: 'closed' }
  /** The question is over; `untilMs`: how long the promise holds, null where it is settled. */
  | { kind: 'over'; untilMs: number | null }
  | { kind: 'promised'; atMs: number | null; untilMs: number };

/** Holds a new promise back a little while its texter is asked the first question. */
export async function askByText(room: ContactsRoom, promiseId: string): Promise<void> {
  const nowMs = room.clock.nowMs();
  await room.pool.query({
    name: 'ask-by-text',
    text: `WITH held AS (UPDATE callbacks SET next_at = $2 WHERE id = $1 AND state = 'open' AND contact_id IS NULL AND attempts = 0 RETURNING id)
      INSERT INTO callback_drafts (contact_id, step, round, message_ok, text_ok) SELECT id, 'message', 0, false, true FROM held ON CONFLICT DO NOTHING`,
    values: [promiseId, new Date(nowMs + answersWithinMs)],
  });
}

/** Takes a texter's answer, if their text is one; null where they were asked nothing, or said something else. */
export async function answerByText(
  room: ContactsRoom,
  directory: Directory,
  line: DirectoryLine,
  number: string,
  body: string,
): Promise<TextTurn | null> {
  const asked = await questionOf(room, line.id, number);
  const answer = asked && readTextAnswer(asked.step, body);
  if (!asked) return digitIn(body) === null ? null : questionMissed(room, line.id, number);
  if (!answer) return null;
  const { promise } = asked;
  const nowMs = room.clock.nowMs();
  if (answer.kind === 'safe') {
    await room.pool.query({
      name: 'message-is-safe',
      text: `WITH said AS (UPDATE callbacks SET message_ok = $2, next_at = CASE WHEN attempts = 0 THEN greatest(next_at, $3) ELSE next_at END WHERE id = $1 AND state = 'open')
        UPDATE callback_drafts SET step = 'when' WHERE contact_id = $1`,
      values: [promise.id, answer.messageOk, new Date(nowMs + answersWithinMs)],
    });
    return { kind: 'asks-when' };
  }
  if (answer.kind === 'unclear') return answer;
  const atMs = answer.kind === 'time' ? nextTimeOfDay(answer.hour, answer.minute, line.timeZone, nowMs) : null;
  if (atMs !== null && quietUntil(line.policy.callback.quietHours, line.timeZone, atMs) > atMs)
    return { kind: 'quiet' };
  if (atMs !== null && !isOpen(directory.schedule, line.id, atMs)) return { kind: 'closed' };
  // One that waits in line already waits for its time instead.
  if (atMs !== null && promise.contactId !== null)
    await advance(room, promise.contactId, { kind: 'CallbackWithdrawn' });
  return inTransaction(
    room.pool,
    () => '',
    (client) => chooseTime(client, directory, line, promise, atMs, nowMs),
  );
}

async function chooseTime(
  client: pg.ClientBase,
  directory: Directory,
  line: DirectoryLine,
  { id, untilAtMs }: StoredPromise,
  atMs: number | null,
  nowMs: number,
): Promise<TextTurn> {
  await client.query({
    name: 'drop-text-question',
    text: 'DELETE FROM callback_drafts WHERE contact_id = $1',
    values: [id],
  });
  const promise = await lockPromise(client, id);
  if (promise?.state !== 'open' || promise.contactId !== null)
    return { kind: 'promised', atMs: null, untilMs: untilAtMs };
  const untilMs = atMs === null ? untilAtMs : untilOf(directory, line, atMs);
  const nextAtMs = atMs ?? (promise.attempts === 0 ? nowMs : (promise.nextAtMs ?? nowMs));
  await client.query({
    name: 'choose-time',
    text: 'UPDATE callbacks SET timed = $2, due_at = CASE WHEN $2 THEN $3 ELSE due_at END, next_at = $3, until_at = $4 WHERE id = $1',
    values: [id, atMs !== null, new Date(nextAtMs), new Date(untilMs)],
  });
  return { kind: 'promised', atMs, untilMs };
}

/** Whether the texter writes with us at this moment: then a digit may be said to a peer. */
const writingSql = `EXISTS (SELECT 1 FROM conversations v WHERE v.line_id = $1 AND v.lasting_key = ANY($3) AND v.state <> 'closed')`;

/** The question that waits for the texter's answer. */
async function questionOf(
  room: ContactsRoom,
  lineId: string,
  number: string,
): Promise<{ promise: StoredPromise; step: 'message' | 'when' } | null> {
  const { rows } = await room.pool.query<{ promise: unknown; step: 'message' | 'when' }>({
    name: 'text-question-of',
    text: `SELECT to_jsonb(c) AS promise, d.step FROM callbacks c JOIN callback_drafts d ON d.contact_id = c.id
      WHERE c.line_id = $1 AND c.number_key = ANY($2) AND c.state = 'open' AND (c.promised_at > $4 OR NOT ${writingSql})`,
    values: [
      lineId,
      lastingKeys(room.secrets, '', number),
      lastingKeys(room.secrets, lineId, number),
      new Date(room.clock.nowMs() - answerableMs),
    ],
  });
  return rows[0] ? { promise: promiseOf(rows[0].promise), step: rows[0].step } : null;
}

/** What a digit that comes too late was the answer to: a promise of the last day, asked for by text, about which nothing is asked any more. */
async function questionMissed(room: ContactsRoom, lineId: string, number: string): Promise<TextTurn | null> {
  const nowMs = room.clock.nowMs();
  const { rows } = await room.pool.query<{ until_at: Date | null }>({
    name: 'text-question-missed',
    text: `SELECT CASE WHEN c.state = 'open' THEN c.until_at END AS until_at FROM callbacks c
      WHERE c.line_id = $1 AND c.caller_key = ANY($2) AND c.via IN ('text', 'whatsapp') AND c.promised_at > $4 AND NOT ${writingSql}
      AND NOT EXISTS (SELECT 1 FROM callback_drafts d WHERE d.contact_id = c.id) ORDER BY c.promised_at DESC LIMIT 1`,
    values: [
      lineId,
      callerKeys(room.secrets, nowMs, lineId, number),
      lastingKeys(room.secrets, lineId, number),
      new Date(nowMs - rememberedMs),
    ],
  });
  return rows[0] ? { kind: 'over', untilMs: rows[0].until_at?.getTime() ?? null } : null;
}
