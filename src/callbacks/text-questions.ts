/** Asks a texter what a caller is asked: the promise stands already, and every answer makes it fit better (C1). */
import type pg from 'pg';
import { advance } from '../contacts/advance.ts';
import type { Records } from '../organisation/records.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { callerKeys, lastingKeys } from '../platform/caller-key.ts';
import { oneOf } from '../platform/rows.ts';
import { inTransaction } from '../platform/transaction.ts';
import { digitIn } from '../reading/plain-text.ts';
import type { PromiseLine } from '../promises/due.ts';
import type { PromisedCall } from '../promises/model.ts';
import { chosenTime, heldForAnswerMs, readTextAnswer, whatAnswerLeadsTo, type TextTurn } from '../promises/text.ts';
import { changeTime, lockPromise, promiseOf } from './callbacks-sql.ts';
import { worldOf } from './promises.ts';

/** After this a `1` is more likely meant for the peer whom the texter writes with. */
const answerableMs = 60 * 60_000;
/** For this long after a promise a digit alone is taken for a late answer. */
const rememberedMs = 24 * 3_600_000;

/** A texter is asked two of the questions only. */
const stepOf = oneOf<'message' | 'when'>({ message: true, when: true });

/** Holds a new promise back a little while its texter is asked the first question. */
export async function askByText(room: Records, promiseId: string): Promise<void> {
  const nowMs = room.clock.nowMs();
  await room.pool.query({
    name: 'ask-by-text',
    text: `WITH held AS (UPDATE callbacks SET next_at = $2 WHERE id = $1 AND state = 'open' AND contact_id IS NULL AND attempts = 0 RETURNING id)
      INSERT INTO callback_drafts (contact_id, step, round, message_ok, text_ok) SELECT id, 'message', 0, false, true FROM held ON CONFLICT DO NOTHING`,
    values: [promiseId, new Date(heldForAnswerMs(nowMs))],
  });
}

/** Takes a texter's answer, if their text is one; null where they were asked nothing, or said something else. */
export async function answerByText(
  room: Records,
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
  const step = whatAnswerLeadsTo(answer, promise, worldOf(directory, line), nowMs);
  switch (step.kind) {
    case 'say':
      return step.turn;
    case 'keep-safety':
      await room.pool.query({
        name: 'message-is-safe',
        text: `WITH said AS (UPDATE callbacks SET message_ok = $2, next_at = CASE WHEN attempts = 0 THEN greatest(next_at, $3) ELSE next_at END WHERE id = $1 AND state = 'open')
          UPDATE callback_drafts SET step = 'when' WHERE contact_id = $1`,
        values: [promise.id, step.messageOk, new Date(step.heldUntilMs)],
      });
      return { kind: 'asks-when' };
    case 'choose':
      if (step.takesBack && promise.contactId !== null)
        await advance(room, promise.contactId, { kind: 'CallbackWithdrawn' });
      return inTransaction(
        room.pool,
        () => '',
        (client) => choose(client, promise, step.atMs, worldOf(directory, line), nowMs),
      );
  }
}

async function choose(
  client: pg.ClientBase,
  known: PromisedCall,
  atMs: number | null,
  line: PromiseLine,
  nowMs: number,
): Promise<TextTurn> {
  await client.query({
    name: 'drop-text-question',
    text: 'DELETE FROM callback_drafts WHERE contact_id = $1',
    values: [known.id],
  });
  const { change, turn } = chosenTime(await lockPromise(client, known.id), known, atMs, line, nowMs);
  if (change) await changeTime(client, known.id, change);
  return turn;
}

/** Whether the texter writes with us at this moment: then a digit may be said to a peer. */
const writingSql = `EXISTS (SELECT 1 FROM conversations v WHERE v.line_id = $1 AND v.lasting_key = ANY($3) AND v.state <> 'closed')`;

/** The question that waits for the texter's answer. */
async function questionOf(
  room: Records,
  lineId: string,
  number: string,
): Promise<{ promise: PromisedCall; step: 'message' | 'when' } | null> {
  const { rows } = await room.pool.query<{ promise: unknown; step: unknown }>({
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
  return rows[0] ? { promise: promiseOf(rows[0].promise), step: stepOf(rows[0].step, 'callback_drafts.step') } : null;
}

/** What a digit that comes too late was the answer to: a promise of the last day, asked for by text, about which nothing is asked any more. */
async function questionMissed(room: Records, lineId: string, number: string): Promise<TextTurn | null> {
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
