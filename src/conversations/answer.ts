/** Finishes a text that came in together with what follows from it: all of it is stored, or nothing. */
import type pg from 'pg';
import type { Records } from '../organisation/records.ts';
import type { EffectRow } from '../effects/write.ts';
import { seal } from '../platform/sealing.ts';
import { alwaysSaid } from '../texts/saying.ts';
import { inTransaction } from '../platform/transaction.ts';
import { mayAnswer } from './exchanges.ts';
import { putQuestion, type Question } from './questions.ts';
import type { Finished, Slots, StoredText } from './stored-text.ts';
import { addTexts, laneOfPerson, type NewText } from './texts.ts';
import { finishText } from './texts-sql.ts';

/** A sentence for whoever wrote the text, or for one of our people; `passesOn`: the text it quotes; `body` where the words are not a sentence of the wording. */
export type Reply = { to: 'writer' | { personId: string }; lineId?: string } & (
  | { sentence: string; slots?: Slots; passesOn?: string }
  | { body: string }
);

/**
 * What follows from a text besides what happens in a conversation. `question`: what the person is asked now; null takes
 * theirs back. `isWord`: it was a word we know, or an answer to what we asked, as machines hardly write.
 */
export type Answering = {
  replies?: Reply[];
  personId?: string;
  question?: Question | null;
  state?: 'done' | 'failed';
  isWord?: boolean;
};

/** Marks `text` as over and puts the replies in their lanes; a text that is over already changes nothing. */
export async function answerText(room: Records, text: StoredText, answering: Answering): Promise<void> {
  const effects = await inTransaction(
    room.pool,
    () => '',
    (client) => finishWith(room, client, text, answering),
  );
  if (effects) room.afterCommit({ effects, wakes: [], route: false });
}

/** The same on `client`'s transaction; null where the text was over already, and then nothing may follow from it. */
export async function finishWith(
  room: Records,
  client: pg.ClientBase,
  text: StoredText,
  answering: Answering,
  belongs: Finished = {},
): Promise<EffectRow[] | null> {
  return (await finishAnswered(room, client, text, answering, belongs, false))?.effects ?? null;
}

/**
 * The one place where it is decided whether a text is answered by ourselves (T7); `saysMore` where the conversation has
 * something to say to its writer besides the replies, which `isAnswered` then holds for too.
 */
export async function finishAnswered(
  room: Records,
  client: pg.ClientBase,
  text: StoredText,
  { replies = [], personId, question, state = 'done', isWord = false }: Answering,
  belongs: Finished,
  saysMore: boolean,
): Promise<{ effects: EffectRow[]; isAnswered: boolean } | null> {
  const nowMs = room.clock.nowMs();
  if (!(await finishText(client, text.id, state, nowMs, belongs))) return null;
  if (personId !== undefined && question !== undefined) await putQuestion(client, personId, question, nowMs);
  const wouldAnswer = saysMore || replies.length > 0;
  const isAnswered = await mayAnswer(room, client, text, { isWord, wouldAnswer, personId: personId ?? null });
  const said = replies.filter((reply) => isAnswered || ('sentence' in reply && alwaysSaid.has(reply.sentence)));
  const effects = await addTexts(
    client,
    said.map((reply) => replyText(room, text, reply, personId ?? null)),
    nowMs,
  );
  return { effects, isAnswered };
}

/** The text a reply becomes: on the channel it was asked on, or as an SMS to one of our people. */
function replyText(room: Records, text: StoredText, reply: Reply, personId: string | null): NewText {
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
