/** Keeps every text in the order of its lane: who it is from, or who it goes to; each is handled or sent once. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { instantOfDatabase } from '../platform/clock.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { newEffect, writeEffects, type EffectRow } from '../effects/write.ts';
import { z } from 'zod';
import { amount, flag, instant, json, maybe, oneOf, rowReader, text, toRow } from '../platform/rows.ts';
import { inTransaction } from '../platform/transaction.ts';

export type TextChannel = 'sms' | 'whatsapp';

/** What a sentence is filled with: plain values, instants under names ending in `Ms`, and ids of people and languages (see messaging/compose); `readIn` is the language of a reader without a conversation. */
export type Slots = Record<string, string | number | null>;

/** A text as it is stored. An inbound one ends `done` or `failed`; an outgoing one goes through `sent`. */
export type StoredText = {
  id: string;
  direction: 'in' | 'out';
  lane: string;
  lineId: string;
  channel: TextChannel;
  conversationId: string | null;
  personId: string | null;
  words: boolean;
  passesOn: string | null;
  part: number;
  sentence: string | null;
  slots: Slots | null;
  bodySealed: string | null;
  numberSealed: string | null;
  media: number;
  state: 'pending' | 'running' | 'done' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'dropped';
  attempts: number;
  carrierSid: string | null;
  createdAtMs: number;
};

export type NewText = Pick<StoredText, 'direction' | 'lane' | 'lineId' | 'channel'> & Partial<StoredText>;

/** A text from `to_jsonb(row)`. Throws `NewerThanThis` where only a newer release knows what it is in. */
export const textOf = rowReader<StoredText>('texts', {
  id: text,
  direction: oneOf<StoredText['direction']>({ in: true, out: true }),
  lane: text,
  lineId: text,
  channel: oneOf<TextChannel>({ sms: true, whatsapp: true }),
  conversationId: maybe(text),
  personId: maybe(text),
  words: flag,
  passesOn: maybe(text),
  part: amount,
  sentence: maybe(text),
  slots: maybe(json(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))),
  bodySealed: maybe(text),
  numberSealed: maybe(text),
  media: amount,
  state: oneOf<StoredText['state']>({
    pending: true,
    running: true,
    done: true,
    sent: true,
    delivered: true,
    undelivered: true,
    failed: true,
    dropped: true,
  }),
  attempts: amount,
  carrierSid: maybe(text),
  createdAtMs: instant,
});

/** A claim older than this belongs to a process that is gone. */
const staleClaim = `interval '10 seconds'`;
/** Words that belong to no conversation are kept this long. */
const keepWordsMs = 24 * 3_600_000;

const columns =
  'id direction lane line_id channel conversation_id person_id words passes_on part sentence slots body_sealed number_sealed media carrier_sid created_at due_at erase_after'.split(
    ' ',
  );
const columnList = columns.join(', ');

/** Where texts to a person wait, on whatever line. */
export const laneOfPerson = (personId: string) => `person-${personId}`;
/** Where texts to the one who writes in a conversation wait. */
export const laneOfConversation = (conversationId: string) => `conversation-${conversationId}`;

/** Writes texts and the effect that sees to each lane, on `client`'s transaction; hand the effects to `afterCommit`. */
export async function addTexts(client: pg.ClientBase, texts: NewText[], nowMs: number): Promise<EffectRow[]> {
  if (texts.length === 0) return [];
  const rows = texts.map((text) => {
    const plain = { id: randomUUID(), words: false, part: 0, media: 0, createdAtMs: nowMs, ...text };
    return {
      ...toRow(plain),
      due_at: new Date(nowMs).toISOString(),
      erase_after: text.conversationId ? null : new Date(nowMs + keepWordsMs).toISOString(),
    };
  });
  const { rows: inserted } = await client.query<{ id: string; direction: string; lane: string }>({
    name: 'add-texts',
    text: `INSERT INTO texts (${columnList}) SELECT ${columnList} FROM jsonb_populate_recordset(NULL::texts, $1::jsonb)
      ON CONFLICT DO NOTHING RETURNING id, direction, lane`,
    values: [JSON.stringify(rows)],
  });
  const lanes = new Map(inserted.map((text) => [text.lane, text]));
  const effects = [...lanes.values()].map((text) => seeToLane(text, nowMs));
  await writeEffects(client, effects);
  return effects;
}

/** The effect that handles or sends what waits in the lane of a text. */
function seeToLane(text: { id: string; direction: string }, dueAtMs: number): EffectRow {
  return newEffect(text.direction === 'in' ? 'HandleTexts' : 'SendTexts', { textId: text.id }, { dueAtMs });
}

/** `addTexts` as a transaction of its own. */
export async function writeTexts(room: Records, texts: NewText[]): Promise<void> {
  const effects = await inTransaction(
    room.pool,
    () => '',
    (client) => addTexts(client, texts, room.clock.nowMs()),
  );
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}

/** The lane a text waits in. */
export async function laneOf(room: Pick<Store, 'pool'>, textId: string): Promise<string | null> {
  const { rows } = await room.pool.query<{ lane: string }>({
    name: 'lane-of-text',
    text: 'SELECT lane FROM texts WHERE id = $1',
    values: [textId],
  });
  return rows[0]?.lane ?? null;
}

/** Takes the first text of a lane that is not over yet; null while another process has it, or it is to be tried later, or none is left. */
export async function claimFirst(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  lane: string,
): Promise<StoredText | null> {
  const now = instantOfDatabase('$3');
  const { rows } = await pool.query<{ text: unknown }>({
    name: 'claim-first-text',
    text: `UPDATE texts t SET state = 'running', claimed_at = ${now}, attempts = attempts + 1
      WHERE id = (SELECT id FROM texts WHERE lane = $1 AND state IN ('pending', 'running') ORDER BY seq LIMIT 1 FOR UPDATE)
        AND ((state = 'pending' AND due_at <= $2) OR (state = 'running' AND claimed_at < ${now} - ${staleClaim}))
      RETURNING to_jsonb(t) AS text`,
    values: [lane, new Date(clock.nowMs()), clock.aheadMs()],
  });
  return rows[0] ? textOf(rows[0].text) : null;
}

/** Begins the claim of a text anew, so that nobody takes it while the carrier is asked; false where another process has it by now, or it is over. */
export async function renewClaim(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  text: Pick<StoredText, 'id' | 'attempts'>,
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'renew-claim-of-text',
    text: `UPDATE texts SET claimed_at = ${instantOfDatabase('$3')} WHERE id = $1 AND state = 'running' AND attempts = $2`,
    values: [text.id, text.attempts, clock.aheadMs()],
  });
  return rowCount === 1;
}

/** Puts a text back, to be tried again after `delayMs`; the rest of its lane waits behind it. */
export async function postponeText(
  room: Records,
  text: Pick<StoredText, 'id' | 'direction'>,
  delayMs: number,
): Promise<void> {
  const effect = seeToLane(text, room.clock.nowMs() + delayMs);
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rowCount } = await client.query(
        `UPDATE texts SET state = 'pending', due_at = $2 WHERE id = $1 AND state = 'running'`,
        [text.id, new Date(effect.dueAtMs)],
      );
      if (rowCount === 1) await writeEffects(client, [effect]);
    },
  );
  // Where this process is gone by then, the sweep finds the effect.
  room.clock.after(delayMs, () => room.afterCommit({ effects: [effect], wakes: [], route: false }));
}

/** What is known of a text once it is over: what the carrier calls it, or which conversation its words belong to, in how many parts. */
export type Finished = {
  carrierSid?: string;
  conversationId?: string;
  personId?: string;
  words?: boolean;
  parts?: number;
};

/** After a restore, on `client`'s transaction: whatever was going out may have gone since the backup, so the carrier is asked first. */
export async function textsMayHaveGone(client: pg.ClientBase): Promise<void> {
  await client.query(`UPDATE texts SET attempts = attempts + 1 WHERE direction = 'out' AND state = 'pending'`);
}

/** Marks a text as over on `client`'s transaction; false when somebody else did so first, and then nothing may follow from it. */
export async function finishText(
  client: pg.ClientBase | pg.Pool,
  id: string,
  state: StoredText['state'],
  nowMs: number,
  extra: Finished = {},
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'finish-text',
    text: `UPDATE texts SET state = $2, done_at = $3, number_sealed = NULL, carrier_sid = coalesce($4, carrier_sid), person_id = coalesce($5, person_id),
      conversation_id = coalesce($6, conversation_id), words = coalesce($7, words), part = coalesce($8, part), erase_after = CASE WHEN $6::text IS NULL THEN erase_after END
      WHERE id = $1 AND state = 'running'`,
    values: [
      id,
      state,
      new Date(nowMs),
      extra.carrierSid ?? null,
      extra.personId ?? null,
      extra.conversationId ?? null,
      extra.words ?? null,
      extra.parts ?? null,
    ],
  });
  return rowCount === 1;
}

/** Leaves a text that nobody can do anything with, so that those behind it are not. */
export async function leaveText({ pool, clock }: Pick<Store, 'pool' | 'clock'>, id: string): Promise<void> {
  await finishText(pool, id, 'failed', clock.nowMs());
}

/** A stored text; null when there is none. */
export async function textWithId({ pool }: Pick<Store, 'pool'>, id: string): Promise<StoredText | null> {
  return readText(pool, id);
}

/** The same on `client`'s transaction. */
export async function readText(client: pg.ClientBase | pg.Pool, id: string): Promise<StoredText | null> {
  const { rows } = await client.query<{ text: unknown }>({
    name: 'read-text',
    text: 'SELECT to_jsonb(t) AS text FROM texts t WHERE id = $1',
    values: [id],
  });
  return rows[0] ? textOf(rows[0].text) : null;
}
