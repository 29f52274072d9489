/** Every statement about texts on their way in and out; what is read is checked. What was said in them is in `words-sql`. */
import type pg from 'pg';
import { instantOfDatabase } from '../platform/clock.ts';
import { toRow } from '../platform/rows.ts';
import { staleClaim, staleClaimMs } from '../platform/stale-claim.ts';
import { textOf, type Finished, type StoredText } from './stored-text.ts';

type Client = pg.ClientBase | pg.Pool;

/** A text that nothing waits for any more, in SQL. */
export const isOver = `state NOT IN ('pending', 'running')`;
const askedAboutAtOnce = 50;
const erasedAtOnce = 200;

const columns =
  `id direction lane line_id channel conversation_id person_id words passes_on part sentence slots body_sealed number_sealed media carrier_sid
  created_at due_at erase_after`
    .split(/\s+/)
    .join(', ');

/** A text that is written down now: tried from `dueAtMs` on, erased after `eraseAfterMs` or, with null, with its conversation. */
export type TextToWrite = Pick<
  StoredText,
  'id' | 'direction' | 'lane' | 'lineId' | 'channel' | 'words' | 'part' | 'media' | 'createdAtMs'
> &
  Partial<StoredText> & { dueAtMs: number; eraseAfterMs: number | null };

/** Writes texts down; answers those that were not there already. */
export async function insertTexts(
  client: Client,
  texts: TextToWrite[],
): Promise<Pick<StoredText, 'id' | 'direction' | 'lane'>[]> {
  const { rows } = await client.query<Pick<StoredText, 'id' | 'direction' | 'lane'>>({
    name: 'add-texts',
    text: `INSERT INTO texts (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::texts, $1::jsonb)
      ON CONFLICT DO NOTHING RETURNING id, direction, lane`,
    values: [JSON.stringify(texts.map(toRow))],
  });
  return rows;
}

/** A stored text; null where there is none. */
export async function readText(client: Client, id: string): Promise<StoredText | null> {
  const { rows } = await client.query<{ text: unknown }>({
    name: 'read-text',
    text: 'SELECT to_json(t) AS text FROM texts t WHERE id = $1',
    values: [id],
  });
  return rows[0] ? textOf(rows[0].text) : null;
}

/** The lane a text waits in; null where there is no such text. */
export async function laneOfText(client: Client, id: string): Promise<string | null> {
  const { rows } = await client.query<{ lane: string }>({
    name: 'lane-of-text',
    text: 'SELECT lane FROM texts WHERE id = $1',
    values: [id],
  });
  return rows[0]?.lane ?? null;
}

/**
 * The first text of a lane that is not over yet. `claimed`: it is this process's now. `held`: another process has it, which may be
 * gone by `untilMs` (since the epoch). `nothing`: none is left, or it is to be tried later by an effect of its own.
 */
export type FirstInLane =
  | { kind: 'claimed'; text: StoredText }
  | { kind: 'held'; untilMs: number }
  | { kind: 'nothing' };

/** Claims the first text of a lane that is not over yet, where it may be had. */
export async function claimFirstText(
  client: Client,
  lane: string,
  { nowMs, aheadMs }: { nowMs: number; aheadMs: number },
): Promise<FirstInLane> {
  const now = instantOfDatabase('$3');
  const { rows } = await client.query<{ text: unknown; heldSince: Date | null }>({
    name: 'claim-first-text',
    text: `WITH first AS (SELECT id, state, claimed_at FROM texts WHERE lane = $1 AND state IN ('pending', 'running') ORDER BY seq LIMIT 1 FOR UPDATE),
      taken AS (UPDATE texts t SET state = 'running', claimed_at = ${now}, attempts = attempts + 1 WHERE id = (SELECT id FROM first)
        AND ((state = 'pending' AND due_at <= $2) OR (state = 'running' AND claimed_at < ${now} - ${staleClaim})) RETURNING to_json(t) AS text)
      SELECT taken.text, CASE WHEN first.state = 'running' THEN first.claimed_at END AS "heldSince" FROM first LEFT JOIN taken ON true`,
    values: [lane, new Date(nowMs), aheadMs],
  });
  const [first] = rows;
  if (first?.text) return { kind: 'claimed', text: textOf(first.text) };
  return first?.heldSince ? { kind: 'held', untilMs: first.heldSince.getTime() + staleClaimMs } : { kind: 'nothing' };
}

/** Begins a claim anew; false where another process has the text by now, or it is over. */
export async function renewTextClaim(
  client: Client,
  { id, attempts }: Pick<StoredText, 'id' | 'attempts'>,
  aheadMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'renew-claim-of-text',
    text: `UPDATE texts SET claimed_at = ${instantOfDatabase('$3')} WHERE id = $1 AND state = 'running' AND attempts = $2`,
    values: [id, attempts, aheadMs],
  });
  return rowCount === 1;
}

/** Puts a claimed text back until `dueAtMs`; false where nobody has it claimed. */
export async function putTextBack(client: pg.ClientBase, id: string, dueAtMs: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE texts SET state = 'pending', due_at = $2 WHERE id = $1 AND state = 'running'`,
    [id, new Date(dueAtMs)],
  );
  return rowCount === 1;
}

/** Marks a claimed text as over; false when somebody else did so first, and then nothing may follow from it. */
export async function finishText(
  client: Client,
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

/** Locks the conversation a text belongs to; to be put before a transaction's own statements. */
export function lockConversationOfTextSql(client: pg.ClientBase, textId: string): string {
  return `SELECT 1 FROM conversations WHERE id = (SELECT conversation_id FROM texts WHERE id = ${client.escapeLiteral(textId)}) FOR UPDATE`;
}

/** Notes what the carrier says of a text that went out; null where it was over already, so that nothing may follow from the news. */
export async function noteTextNews(
  client: pg.ClientBase,
  id: string,
  news: { state: StoredText['state']; code: number | null; carrierSid: string | null },
  nowMs: number,
): Promise<StoredText | null> {
  const { rows } = await client.query<{ text: unknown }>({
    name: 'text-news',
    text: `UPDATE texts t SET state = $2, problem = $3, carrier_sid = coalesce(carrier_sid, $4), done_at = coalesce(done_at, $5), number_sealed = NULL
      WHERE id = $1 AND direction = 'out' AND state IN ('pending', 'running', 'sent') RETURNING to_json(t) AS text`,
    values: [id, news.state, news.code === null ? null : String(news.code), news.carrierSid, new Date(nowMs)],
  });
  return rows[0] ? textOf(rows[0].text) : null;
}

/** Some of the texts that were sent after `awaitedMs` and last asked about before `lateMs`, now asked about at `nowMs`. */
export async function takeTextsUnheardOf(
  client: pg.ClientBase,
  { nowMs, lateMs, awaitedMs }: { nowMs: number; lateMs: number; awaitedMs: number },
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'texts-unheard-of',
    text: `UPDATE texts SET claimed_at = $1 WHERE id IN
      (SELECT id FROM texts WHERE state = 'sent' AND claimed_at <= $2 AND done_at > $3 ORDER BY claimed_at LIMIT ${askedAboutAtOnce} FOR UPDATE SKIP LOCKED) RETURNING id`,
    values: [new Date(nowMs), new Date(lateMs), new Date(awaitedMs)],
  });
  return rows.map((row) => row.id);
}

/** Which of the carrier's messages are texts of ours. */
export async function sidsOfTexts(client: Client, sids: string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ carrier_sid: string }>({
    name: 'known-sids',
    text: 'SELECT carrier_sid FROM texts WHERE carrier_sid = ANY($1)',
    values: [sids],
  });
  return new Set(rows.map((row) => row.carrier_sid));
}

/** Has every text of these closed conversations erased when they are. */
export async function eraseTextsOf(client: pg.ClientBase, conversationIds: string[]): Promise<void> {
  await client.query({
    name: 'erase-with-conversations',
    text: 'UPDATE texts t SET erase_after = c.erase_after FROM conversations c WHERE c.id = ANY($1) AND t.conversation_id = c.id',
    values: [conversationIds],
  });
}

/** Some of the texts that are over, due to be erased and known to the carrier, longest due first. */
export async function textsToEraseAtCarrier(
  client: Client,
  nowMs: number,
): Promise<{ id: string; carrierSid: string }[]> {
  const { rows } = await client.query<{ id: string; carrierSid: string }>({
    name: 'texts-to-erase',
    text: `SELECT id, carrier_sid AS "carrierSid" FROM texts WHERE erase_after <= $1 AND carrier_sid IS NOT NULL AND ${isOver} ORDER BY erase_after LIMIT ${erasedAtOnce}`,
    values: [new Date(nowMs)],
  });
  return rows;
}

/** When a text is to be erased; null: nothing of it is left to erase. */
export async function setEraseAfter(client: Client, id: string, atMs: number | null): Promise<void> {
  await client.query({
    name: 'set-erase-after',
    text: 'UPDATE texts SET erase_after = $2 WHERE id = $1',
    values: [id, atMs === null ? null : new Date(atMs)],
  });
}

/** What the carrier says of a number that takes no texts: none of a mobile, a landline (carrier.md). */
const takesNone = ['21614', '30006'];

/** Whose number took no text the last time one of ours went to it, of those since `sinceMs`. */
export async function peopleNotReached(client: Client, sinceMs: number): Promise<string[]> {
  const { rows } = await client.query<{ person: string; problem: string | null }>({
    name: 'people-not-reached',
    text: `SELECT DISTINCT ON (person_id) person_id AS person, problem FROM texts WHERE created_at > $1 AND direction = 'out' AND channel = 'sms'
      AND person_id IS NOT NULL AND state IN ('sent', 'delivered', 'undelivered', 'failed') ORDER BY person_id, seq DESC`,
    values: [new Date(sinceMs)],
  });
  return rows.filter(({ problem }) => problem !== null && takesNone.includes(problem)).map(({ person }) => person);
}

/** Drops those of these texts that nobody has begun to send. */
export async function dropUnsent(client: pg.ClientBase, ids: readonly string[], nowMs: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'drop-unsent-texts',
    text: `UPDATE texts SET state = 'dropped', done_at = $2 WHERE id = ANY($1) AND direction = 'out' AND state = 'pending' AND attempts = 0 RETURNING id`,
    values: [ids, new Date(nowMs)],
  });
  return rows.map(({ id }) => id);
}

/** After a restore, on `client`'s transaction: whatever was going out may have gone since the backup, so the carrier is asked first. */
export async function textsMayHaveGone(client: pg.ClientBase): Promise<void> {
  await client.query(`UPDATE texts SET attempts = attempts + 1 WHERE direction = 'out' AND state = 'pending'`);
}
