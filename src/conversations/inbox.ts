/** Conversations as the web inbox shows them: a volunteer's own, with their words, and the answers written there (T1, T5). */
import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Records } from '../organisation/records.ts';
import type { Directory } from '../organisation/directory.ts';
import { eachAlone } from '../platform/culprits.ts';
import { seal, unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import { countSent } from '../resources/resources.ts';
import { advanceLocked, lockOf } from './advance.ts';
import {
  conversationOf,
  conversationRowsOf,
  idOfRow,
  isTheirConversation,
  ownConversation,
} from './conversations-sql.ts';
import { noteInbox } from './inbox-sql.ts';
import { insertInboxWords, isTextOf, saidSince, wordsOf } from './words-sql.ts';

export type InboxConversation = {
  id: string;
  lineId: string;
  language: string;
  channel: 'sms' | 'whatsapp';
  via: 'phone' | 'inbox';
  openedAtMs: number;
  lastAtMs: number;
  lastFrom: 'texter' | 'peer';
};

export type InboxWords = {
  id: string;
  from: 'texter' | 'peer';
  atMs: number;
  /** Null once erased. */
  body: string | null;
  media: boolean;
  /** Of a peer's words: false when they did not reach the texter. */
  reached: boolean;
  /** Their place among all texts: later ones have a greater one. */
  seq: bigint;
};

/** What was said, as far as it was asked for, and the latest of the peer's own words whether they are among it or not. */
export type InboxReading = { words: InboxWords[]; lastOwn: string | null };

/** Says that somebody's inbox is open now, so that they may be given more than one conversation (T5); to be said every half a minute. */
export async function inboxSeen(room: Records, personId: string): Promise<void> {
  await noteInbox(room.pool, personId, room.clock.nowMs());
}

/** The conversations a person has now, the latest words first. */
export async function conversationsOf(room: Records, personId: string): Promise<InboxConversation[]> {
  const rows = await conversationRowsOf(room.pool, personId);
  const read = eachAlone(rows, (row) => {
    const { id, lineId, language, channel, via, openedAtMs, lastAtMs, peerWroteAtMs } = conversationOf(row);
    return {
      id,
      lineId,
      language,
      channel,
      via: via ?? 'phone',
      openedAtMs,
      lastAtMs,
      lastFrom: peerWroteAtMs === lastAtMs ? ('peer' as const) : ('texter' as const),
    };
  });
  // One that cannot be read keeps none of the others from its peer.
  room.aside.noteAll(read.culprits, (row) => ({ record: 'conversation', id: idOfRow(row) }));
  return read.answer.map(({ answer }) => answer);
}

/** The latest `count` things said in a conversation before the one at `beforeSeq` (null: of all), oldest first; null unless it is the person's at this moment (T6). */
export async function wordsIn(
  room: Records,
  { conversationId, personId }: { conversationId: string; personId: string },
  { count, beforeSeq }: { count: number; beforeSeq: bigint | null },
): Promise<InboxReading | null> {
  const own = await ownConversation(room.pool, conversationId, personId);
  if (!own) return null;
  const said = await wordsOf(room.pool, conversationId, { count, beforeSeq });
  const words = said.map(({ id, seq, isPeers, atMs, bodySealed, media, isLost }) => ({
    id,
    seq,
    from: isPeers ? ('peer' as const) : ('texter' as const),
    atMs,
    body: bodySealed === null ? null : unseal(room.secrets.sealingKey, bodySealed),
    media: media > 0,
    reached: !isLost,
  }));
  return { words, lastOwn: own.lastOwn };
}

/**
 * Sends what a peer wrote in the inbox, in `parts` texts; false when the conversation is not theirs any more. The same
 * `id` twice is sent once, and so are the same words from two windows: those of theirs later than `after`, the last they
 * had seen of their own (null: none). `resources` are those in it that the texter asked for.
 */
export async function writeInInbox(
  room: Records,
  directory: Directory,
  written: {
    id?: string;
    conversationId: string;
    personId: string;
    body: string;
    parts: number;
    after?: string | null;
    resources?: readonly string[];
  },
): Promise<boolean> {
  const { id = randomUUID(), conversationId, personId, body, parts, after, resources = [] } = written;
  const effects = await inTransaction(room.pool, lockOf(conversationId), async (client) => {
    if (after !== undefined && (await hasSaidSince(room, client, { conversationId, personId, body, after }))) return [];
    const bodySealed = seal(room.secrets.sealingKey, body);
    const atMs = room.clock.nowMs();
    if (!(await insertInboxWords(client, { id, conversationId, personId, parts, bodySealed, atMs })))
      return (await isTextOf(client, id, personId)) ? [] : null;
    if (resources.length > 0) await countSent(client, directory, resources, atMs);
    return (
      await advanceLocked(room, client, directory, conversationId, { kind: 'PeerWrote', personId, textId: id, parts })
    ).effects;
  });
  if (effects) room.afterCommit({ effects, wakes: [], route: false });
  return effects !== null;
}

/** Whether these very words of theirs came after those they had seen. */
async function hasSaidSince(
  room: Records,
  client: ClientBase,
  said: { conversationId: string; personId: string; body: string; after: string | null },
): Promise<boolean> {
  const { conversationId, personId, after } = said;
  const later = await saidSince(client, { conversationId, personId, afterTextId: after });
  return later.some((sealed) => unseal(room.secrets.sealingKey, sealed) === said.body);
}

/** What a peer can do in a conversation beside writing; each is a word by text too (T4). */
export type InboxAct = 'PeerGaveCrisisNumber' | 'PeerAskedForLeader' | 'PeerPassed' | 'PeerDone' | 'PeerReportedAbuse';

/** Does what a peer pressed; false when the conversation is not theirs any more, and then nothing happened. */
export async function actInInbox(
  room: Records,
  directory: Directory,
  act: { conversationId: string; personId: string; kind: InboxAct },
): Promise<boolean> {
  const { conversationId, personId, kind } = act;
  const done = await inTransaction(room.pool, lockOf(conversationId), async (client) => {
    if (!(await isTheirConversation(client, conversationId, personId))) return null;
    return advanceLocked(room, client, directory, conversationId, { kind, personId });
  });
  if (done) room.afterCommit({ effects: done.effects, wakes: [], route: done.tend });
  return done !== null;
}
