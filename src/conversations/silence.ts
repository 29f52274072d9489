/** A volunteer silences a line, or lets it write again: from then on nothing of it is sent to them, and a coordinator knows (T3). */
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import type { Directory } from '../organisation/directory.ts';
import { inTransaction } from '../platform/transaction.ts';
import { volunteerHears } from '../texts/silence.ts';
import { advanceLocked, finished, lockOf, type Tend } from './advance.ts';
import { finishWith, type Answering, type Reply } from './answer.ts';
import type { OwnConversation } from './lookup.ts';
import { optIn, optOut } from './receive.ts';
import type { StoredText } from './stored-text.ts';

type Volunteer = { id: string; phone: string };

/** Remembers that one of our own people wants no texts of a line on a channel, and puts it before a coordinator once (carrier.md); true where that is new. */
export async function volunteerSilencedUs(
  room: Records,
  client: pg.ClientBase | pg.Pool,
  { lineId, channel }: Pick<StoredText, 'lineId' | 'channel'>,
  person: Volunteer,
  byCarrier: boolean,
): Promise<boolean> {
  const isNew = await optOut(client, room, { lineId, channel, number: person.phone, personId: person.id }, byCarrier);
  await needAttention(
    client,
    { kind: 'volunteer-opted-out', lineId, personId: person.id, key: `volunteer-opted-out ${person.id} ${lineId}` },
    room.clock.nowMs(),
  );
  return isNew;
}

/**
 * A volunteer's own word: `stop` silences the line for them and hands on the conversation they have on it, `start` lets
 * it write again. Where the carrier took the word it has confirmed a silence and takes nothing more from us (carrier.md);
 * where only we did, the one confirmation is ours.
 */
export async function volunteerSaid(
  room: Records,
  directory: Directory,
  text: StoredText,
  person: Volunteer,
  said: { word: 'stop' | 'start'; byCarrier: boolean },
  own: OwnConversation | null,
): Promise<Tend> {
  const { lineId, channel } = text;
  const inIt = said.word === 'stop' && own?.lineId === lineId ? own.id : null;
  const done = await inTransaction(room.pool, inIt === null ? () => '' : lockOf(inIt), async (client) => {
    const sentence = volunteerHears(said, await isNews(client));
    const replies: Reply[] = sentence === null ? [] : [{ to: 'writer', sentence }];
    const answering: Answering = { personId: person.id, question: null, isWord: true, replies };
    if (inIt === null) return finished(await finishWith(room, client, text, answering));
    const event = { kind: 'PeerNotReached', personId: person.id } as const;
    return advanceLocked(room, client, directory, inIt, event, text, answering, { personId: person.id });
  });
  room.afterCommit({ effects: done.effects, wakes: [], route: done.tend });
  return true;

  function isNews(client: pg.ClientBase): Promise<boolean> {
    return said.word === 'start'
      ? optIn(client, room, { lineId, channel, number: person.phone }, said.byCarrier)
      : volunteerSilencedUs(room, client, text, person, said.byCarrier);
  }
}
