/** What becomes of a text once it has left: who it goes to, that the carrier took it, that it arrived or did not (T2). */
import type pg from 'pg';
import type { TextState } from '../carrier/carrier.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { newEffect, writeEffects, type EffectRow } from '../effects/write.ts';
import { lineOf, type Directory } from '../organisation/directory.ts';
import { unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import { addresseesIn } from './conversations-sql.ts';
import { hasOptedOut } from './receive.ts';
import type { StoredText } from './stored-text.ts';
import { finishText, lockConversationOfTextSql, noteTextNews, sidsOfTexts, takeTextsUnheardOf } from './texts-sql.ts';
import { sealedBodyOf } from './words-sql.ts';
import { peerMayRead } from './world.ts';

/** The carrier will not send to them: they told it so with a word of its own (carrier.md). */
export const silencedCode = 21610;

/** News of a text that has not come after this long is asked for, and again after as long. */
const newsLateMs = 10 * 60_000;
/** Nobody asks any more after this: some carriers never tell. */
const newsAwaitedMs = 60 * 60_000;

/** Before words are sent later than this after they came, it is checked once more whether they may be. */
const lateMs = 1_000;

export type Recipient = {
  number: string;
  language: string;
  /** False where what the text says no longer holds: words for somebody who has left the conversation meanwhile (T6), or wants no texts (T3). */
  stillWanted: boolean;
};

/** Who a text goes to at this moment; null when nobody is there any more. */
export async function recipientOf(room: Records, directory: Directory, text: StoredText): Promise<Recipient | null> {
  const conversation = await addresseesIn(room.pool, text.conversationId);
  if (text.personId !== null) {
    const person = directory.people.get(text.personId);
    const isTheirs = conversation?.isActive === true && conversation.personId === text.personId;
    // Words that had to wait for the carrier must not come into a break that has begun meanwhile.
    const isLate = text.passesOn !== null && text.sentence === null && room.clock.nowMs() - text.createdAtMs > lateMs;
    if (
      isTheirs &&
      isLate &&
      !(await peerMayRead(room, room.pool, directory, lineOf(directory, text.lineId), text.personId))
    )
      return null;
    if (!person) return null;
    const ofTheirs =
      isTheirs ||
      (text.passesOn === null && text.sentence !== 'newConversation') ||
      text.sentence === 'notDelivered' ||
      text.sentence === 'questionOver';
    // An answer goes to the address that wrote, which WhatsApp may spell otherwise than the roster (T7).
    const number = text.numberSealed === null ? person.phone : unseal(room.secrets.sealingKey, text.numberSealed);
    const stillWanted = ofTheirs && !(await isSilenced(room, text, person.phone));
    return { number, language: person.languages[0] ?? 'en', stillWanted };
  }
  const sealed = text.numberSealed ?? conversation?.numberSealed ?? null;
  if (sealed === null) return null;
  const number = unseal(room.secrets.sealingKey, sealed);
  const language =
    conversation?.language ?? text.slots?.['readIn'] ?? directory.lines.get(text.lineId)?.languages[0] ?? 'en';
  // Where the carrier does not keep a silence for us, what had to wait and what follows later is kept back here (T3).
  return { number, language: String(language), stillWanted: !(await isSilenced(room, text, number)) };
}

/** Whether whoever has the number wants nothing of the line on this channel any more; they hear that it is so, and nothing else. */
async function isSilenced(room: Records, { sentence, lineId, channel }: StoredText, number: string): Promise<boolean> {
  return sentence !== 'optedOut' && hasOptedOut(room.pool, room, { lineId, channel, number });
}

/** The words a text passes on or tells about, opened; undefined where it has none, or they are erased already. */
export async function bodyOf(
  room: Records,
  text: Pick<StoredText, 'bodySealed' | 'passesOn'>,
): Promise<string | undefined> {
  const ofOther = text.bodySealed === null ? text.passesOn : null;
  const sealed = ofOther === null ? text.bodySealed : await sealedBodyOf(room.pool, ofOther);
  return sealed === null ? undefined : unseal(room.secrets.sealingKey, sealed);
}

/** Which of the carrier's messages are known already: those of other texts of ours. */
export async function knownSids(room: Pick<Store, 'pool'>, sids: string[]): Promise<Set<string>> {
  return sidsOfTexts(room.pool, sids);
}

/** The carrier took the text. */
export async function textSent(room: Records, text: StoredText, carrierSid: string): Promise<void> {
  await finishText(room.pool, text.id, 'sent', room.clock.nowMs(), { carrierSid });
}

/** The text was not sent because what it says no longer holds. */
export async function textDropped(room: Records, text: StoredText): Promise<void> {
  await finishText(room.pool, text.id, 'dropped', room.clock.nowMs());
}

export type DeliveryNews = {
  state: TextState;
  code: number | null;
  carrierSid: string | null;
};

/** What follows from a text that did not arrive, stored in the transaction that notes it. */
export type WhenLost = (client: pg.PoolClient, text: StoredText, code: number | null) => Promise<EffectRow[]>;

/** Notes that a text arrived or did not; news that comes late, twice or in the wrong order changes nothing. */
export async function textNews(room: Records, textId: string, news: DeliveryNews, whenLost: WhenLost): Promise<void> {
  const effects = await inTransaction(
    room.pool,
    // The lock of a text's conversation comes before the text's own: everything else takes them in this order.
    (client) => lockConversationOfTextSql(client, textId),
    async (client) => {
      const text = await noteTextNews(client, textId, news, room.clock.nowMs());
      return text && news.state !== 'delivered' ? whenLost(client, text, news.code) : [];
    },
  );
  room.afterCommit({ effects, wakes: [], route: false });
}

/** Has the carrier asked about texts whose news got lost, as it does while nobody answers: it is not sent again. */
export async function askForNews(room: Records): Promise<void> {
  const nowMs = room.clock.nowMs();
  const effects = await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const ids = await takeTextsUnheardOf(client, {
        nowMs,
        lateMs: nowMs - newsLateMs,
        awaitedMs: nowMs - newsAwaitedMs,
      });
      const looks = ids.map((textId) => newEffect('LookAtText', { textId }, { dueAtMs: nowMs }));
      await writeEffects(client, looks);
      return looks;
    },
  );
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}
