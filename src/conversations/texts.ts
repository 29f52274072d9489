/** Keeps every text in the order of its lane: who it is from, or who it goes to; each is handled or sent once. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { newEffect, writeEffects, type EffectRow } from '../effects/write.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { StoredText } from './stored-text.ts';
import {
  claimFirstText,
  finishText,
  insertTexts,
  laneOfText,
  putTextBack,
  readText,
  renewTextClaim,
  type FirstInLane,
} from './texts-sql.ts';

export type NewText = Pick<StoredText, 'direction' | 'lane' | 'lineId' | 'channel'> & Partial<StoredText>;

/** Words that belong to no conversation are kept this long. */
const keepWordsMs = 24 * 3_600_000;

/** Where texts to a person wait, on whatever line. */
export const laneOfPerson = (personId: string) => `person-${personId}`;
/** Where texts to the one who writes in a conversation wait. */
export const laneOfConversation = (conversationId: string) => `conversation-${conversationId}`;

/** Writes texts and the effect that sees to each lane, on `client`'s transaction; hand the effects to `afterCommit`. */
export async function addTexts(client: pg.ClientBase, texts: NewText[], nowMs: number): Promise<EffectRow[]> {
  if (texts.length === 0) return [];
  const written = texts.map((text) => ({
    id: randomUUID(),
    words: false,
    part: 0,
    media: 0,
    createdAtMs: nowMs,
    ...text,
    dueAtMs: nowMs,
    eraseAfterMs: text.conversationId ? null : nowMs + keepWordsMs,
  }));
  const inserted = await insertTexts(client, written);
  const lanes = new Map(inserted.map((text) => [text.lane, text]));
  const effects = [...lanes.values()].map((text) => seeToLane(text, nowMs));
  await writeEffects(client, effects);
  return effects;
}

/** The effect that handles or sends what waits in the lane of a text. */
function seeToLane(text: Pick<StoredText, 'id' | 'direction'>, dueAtMs: number): EffectRow {
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

/** The lane a text waits in; null where there is no such text. */
export async function laneOf({ pool }: Pick<Store, 'pool'>, textId: string): Promise<string | null> {
  return laneOfText(pool, textId);
}

/** Takes the first text of a lane that is not over yet, where it may be had. */
export async function claimFirst({ pool, clock }: Pick<Store, 'pool' | 'clock'>, lane: string): Promise<FirstInLane> {
  return claimFirstText(pool, lane, { nowMs: clock.nowMs(), aheadMs: clock.aheadMs() });
}

/** Begins the claim of a text anew, so that nobody takes it while the carrier is asked; false where another process has it by now, or it is over. */
export async function renewClaim(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  text: Pick<StoredText, 'id' | 'attempts'>,
): Promise<boolean> {
  return renewTextClaim(pool, text, clock.aheadMs());
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
      if (await putTextBack(client, text.id, effect.dueAtMs)) await writeEffects(client, [effect]);
    },
  );
  // Where this process is gone by then, the sweep finds the effect.
  room.clock.after(delayMs, () => room.afterCommit({ effects: [effect], wakes: [], route: false }));
}

/** Leaves a text that nobody can do anything with, so that those behind it are not. */
export async function leaveText({ pool, clock }: Pick<Store, 'pool' | 'clock'>, id: string): Promise<void> {
  await finishText(pool, id, 'failed', clock.nowMs());
}

/** A stored text; null when there is none. */
export async function textWithId({ pool }: Pick<Store, 'pool'>, id: string): Promise<StoredText | null> {
  return readText(pool, id);
}
