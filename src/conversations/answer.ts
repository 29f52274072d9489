/** Finishes a text that came in together with its answers: both are stored, or neither. */
import type { ContactsRoom } from '../contacts/room.ts';
import { seal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import { addTexts, finishText, laneOfPerson, type NewText, type Slots, type StoredText } from './texts.ts';

/** A sentence for whoever wrote the text, or for one of our people; `body` where the words are not a sentence of the wording. */
export type Reply = { to: 'writer' | { personId: string }; lineId?: string } & ({ sentence: string; slots?: Slots } | { body: string });

/** Marks `text` as over and puts the replies in their lanes; a text that is over already changes nothing. */
export async function answerText(room: ContactsRoom, text: StoredText, replies: Reply[], state: 'done' | 'failed' = 'done', personId: string | null = null): Promise<void> {
  const nowMs = room.clock.nowMs();
  const effects = await inTransaction(room.pool, () => '', async (client) => {
    if (!(await finishText(client, text.id, state, nowMs))) return [];
    return addTexts(client, replies.map((reply) => replyText(room, text, reply, personId)), nowMs);
  });
  room.afterCommit({ effects, wakes: [], route: false });
}

/** The text a reply becomes: on the channel it was asked on, or as an SMS to one of our people. */
export function replyText(room: ContactsRoom, text: StoredText, reply: Reply, personId: string | null): NewText {
  const said = 'body' in reply ? { bodySealed: seal(room.secrets.sealingKey, reply.body) } : { sentence: reply.sentence, slots: reply.slots ?? null };
  const lineId = reply.lineId ?? text.lineId;
  if (reply.to !== 'writer') return { direction: 'out', lane: laneOfPerson(reply.to.personId), lineId, channel: 'sms', personId: reply.to.personId, ...said };
  if (personId !== null) return { direction: 'out', lane: laneOfPerson(personId), lineId, channel: text.channel, personId, ...said };
  return { direction: 'out', lane: text.lane.replace(/^from-/, 'to-'), lineId, channel: text.channel, numberSealed: text.numberSealed, ...said };
}
