/** A text comes in: it is written down once, sealed, with the effect that handles it; everything else follows from there. */
import type pg from 'pg';
import type { ContactsRoom } from '../contacts/room.ts';
import { callerKey, lastingKeys, pepperIdAt } from '../platform/caller-key.ts';
import { seal, unseal } from '../platform/sealing.ts';
import { writeTexts, type StoredText, type TextChannel } from './texts.ts';

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
export async function receive(room: ContactsRoom, received: Received): Promise<void> {
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
export function opened(room: ContactsRoom, text: StoredText): { body: string; number: string } {
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
  room: Pick<ContactsRoom, 'secrets' | 'clock'>,
  who: Writer & { personId?: string },
  byCarrier: boolean,
): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>({
    name: 'opt-out',
    text: `WITH known AS (SELECT 1 FROM text_opt_outs WHERE key = ANY($1) AND channel = $2)
      INSERT INTO text_opt_outs (key, channel, line_id, person_id, at, by_carrier) VALUES (($1::text[])[1], $2, $3, $4, $5, $6)
      ON CONFLICT (key, channel) DO UPDATE SET by_carrier = text_opt_outs.by_carrier OR EXCLUDED.by_carrier,
        person_id = coalesce(EXCLUDED.person_id, text_opt_outs.person_id)
      RETURNING EXISTS (SELECT 1 FROM known) AS known`,
    values: [
      lastingKeys(room.secrets, who.lineId, who.number),
      who.channel,
      who.lineId,
      who.personId ?? null,
      new Date(room.clock.nowMs()),
      byCarrier,
    ],
  });
  return rows[0]?.known === false;
}

/** Forgets it; a silence that the carrier keeps as well stays unless the carrier took the word (`byCarrier`). False where they are silenced still. */
export async function optIn(
  client: pg.ClientBase | pg.Pool,
  room: Pick<ContactsRoom, 'secrets'>,
  who: Writer,
  byCarrier: boolean,
): Promise<boolean> {
  await client.query({
    name: 'opt-in',
    text: `DELETE FROM text_opt_outs WHERE key = ANY($1) AND channel = $2 AND ($3 OR channel <> 'sms' OR NOT by_carrier)`,
    values: [lastingKeys(room.secrets, who.lineId, who.number), who.channel, byCarrier],
  });
  return !(await hasOptedOut(client, room, who));
}

/** Whether they want no texts from the line. */
export async function hasOptedOut(
  client: pg.ClientBase | pg.Pool,
  room: Pick<ContactsRoom, 'secrets'>,
  who: Writer,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'has-opted-out',
    text: 'SELECT 1 FROM text_opt_outs WHERE key = ANY($1) AND channel = $2',
    values: [lastingKeys(room.secrets, who.lineId, who.number), who.channel],
  });
  return (rowCount ?? 0) > 0;
}
