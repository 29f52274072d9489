/** Finishes a text that came in together with what follows from it: all of it is stored, or nothing. */
import type pg from 'pg';
import type { ContactsRoom } from '../contacts/room.ts';
import type { EffectRow } from '../contacts/save.ts';
import { seal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import { putQuestion, type Question } from './questions.ts';
import {
  addTexts,
  finishText,
  laneOfPerson,
  type Finished,
  type NewText,
  type Slots,
  type StoredText,
} from './texts.ts';

/** A sentence for whoever wrote the text, or for one of our people; `passesOn`: the text it quotes; `body` where the words are not a sentence of the wording. */
export type Reply = { to: 'writer' | { personId: string }; lineId?: string } & (
  | { sentence: string; slots?: Slots; passesOn?: string }
  | { body: string }
);

/** What a text brings about besides a conversation's own doing. `question`: what the person is asked now; null takes theirs back. */
export type Answering = { replies?: Reply[]; personId?: string; question?: Question | null; state?: 'done' | 'failed' };

/** Marks `text` as over and puts the replies in their lanes; a text that is over already changes nothing. */
export async function answerText(room: ContactsRoom, text: StoredText, answering: Answering): Promise<void> {
  const effects = await inTransaction(
    room.pool,
    () => '',
    (client) => finishWith(room, client, text, answering),
  );
  if (effects) room.afterCommit({ effects, wakes: [], route: false });
}

/** The same on `client`'s transaction; null where the text was over already, and then nothing may follow from it. */
export async function finishWith(
  room: ContactsRoom,
  client: pg.ClientBase,
  text: StoredText,
  { replies = [], personId, question, state = 'done' }: Answering,
  belongs: Finished = {},
): Promise<EffectRow[] | null> {
  const nowMs = room.clock.nowMs();
  if (!(await finishText(client, text.id, state, nowMs, belongs))) return null;
  if (personId !== undefined && question !== undefined) await putQuestion(client, personId, question, nowMs);
  return addTexts(
    client,
    replies.map((reply) => replyText(room, text, reply, personId ?? null)),
    nowMs,
  );
}

/** The text a reply becomes: on the channel it was asked on, or as an SMS to one of our people. */
function replyText(room: ContactsRoom, text: StoredText, reply: Reply, personId: string | null): NewText {
  const said =
    'body' in reply
      ? { bodySealed: seal(room.secrets.sealingKey, reply.body) }
      : { sentence: reply.sentence, slots: reply.slots ?? null, passesOn: reply.passesOn ?? null };
  const lineId = reply.lineId ?? text.lineId;
  if (reply.to !== 'writer')
    return {
      direction: 'out',
      lane: laneOfPerson(reply.to.personId),
      lineId,
      channel: 'sms',
      personId: reply.to.personId,
      ...said,
    };
  const { channel, numberSealed } = text;
  if (personId !== null)
    return { direction: 'out', lane: laneOfPerson(personId), lineId, channel, personId, numberSealed, ...said };
  return {
    direction: 'out',
    lane: text.lane.replace(/^from-/, 'to-'),
    lineId,
    channel,
    numberSealed,
    ...said,
  };
}
