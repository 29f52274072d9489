/** A text as it is stored, on its way in or out. */
import { z } from 'zod';
import { amount, flag, instant, json, maybe, oneOf, rowReader, text } from '../platform/rows.ts';

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

/** A text from its row as JSON. Throws `NewerThanThis` where only a newer release knows what it is in. */
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

/** What is known of a text once it is over: what the carrier calls it, or which conversation its words belong to, in how many parts. */
export type Finished = {
  carrierSid?: string;
  conversationId?: string;
  personId?: string;
  words?: boolean;
  parts?: number;
};
