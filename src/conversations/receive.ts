/** A text comes in: it is written down once, sealed, with the effect that handles it; everything else follows from there. */
import type pg from 'pg';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { callerKey, lastingKeys, pepperIdAt } from '../platform/caller-key.ts';
import { seal, unseal } from '../platform/sealing.ts';
import type { StoredText, TextChannel } from './stored-text.ts';
import { writeTexts } from './texts.ts';
import { deleteOptOut, insertOptOut, isOptedOut } from './writers-sql.ts';

/** What a webhook says of a text; numbers without the channel's prefix. */
export type Received = {
  messageSid: string;
  lineId: string;
  channel: TextChannel;
  from: string;
  body: string;
  media: number;
};

/** Writes the text down; one that was delivered before (the same MessageSid) changes nothing (T2). */
export async function receive(room: Records, received: Received): Promise<void> {
  const { messageSid, lineId, channel, from, body, media } = received;
  const { sealingKey } = room.secrets;
  // One sender's texts are handled one after the other; the lane's name is a key, never the number.
  const lane = `from-${callerKey(room.secrets, pepperIdAt(room.clock.nowMs()), channel, from)}`;
  await writeTexts(room, [
    {
      direction: 'in',
      lane,
      lineId,
      channel,
      carrierSid: messageSid,
      media,
      bodySealed: seal(sealingKey, body),
      numberSealed: seal(sealingKey, from),
    },
  ]);
}

/** What an inbound text says and the number it came from, opened. */
export function opened(room: Records, text: StoredText): { body: string; number: string } {
  const open = (sealed: string | null) => (sealed === null ? '' : unseal(room.secrets.sealingKey, sealed));
  return { body: open(text.bodySealed), number: open(text.numberSealed) };
}

export type Writer = { lineId: string; channel: TextChannel; number: string };

/**
 * Remembers that somebody wants no texts from a line (T3); true where that is new. `byCarrier`: the carrier keeps the
 * silence too, and only what it takes ends it.
 */
export async function optOut(
  client: pg.ClientBase | pg.Pool,
  room: Pick<Store, 'secrets' | 'clock'>,
  who: Writer & { personId?: string },
  byCarrier: boolean,
): Promise<boolean> {
  const { lineId, channel, number, personId = null } = who;
  const keys = lastingKeys(room.secrets, lineId, number);
  return insertOptOut(client, { keys, channel, lineId, personId, byCarrier }, room.clock.nowMs());
}

/** Forgets it; a silence that the carrier keeps as well stays unless the carrier took the word (`byCarrier`). False where they are silenced still. */
export async function optIn(
  client: pg.ClientBase | pg.Pool,
  room: Pick<Store, 'secrets'>,
  who: Writer,
  byCarrier: boolean,
): Promise<boolean> {
  await deleteOptOut(client, lastingKeys(room.secrets, who.lineId, who.number), who.channel, byCarrier);
  return !(await hasOptedOut(client, room, who));
}

/** Whether they want no texts from the line. */
export async function hasOptedOut(
  client: pg.ClientBase | pg.Pool,
  room: Pick<Store, 'secrets'>,
  who: Writer,
): Promise<boolean> {
  return isOptedOut(client, lastingKeys(room.secrets, who.lineId, who.number), who.channel);
}
