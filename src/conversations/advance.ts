/** Takes what happened in a conversation through lock, decision and commit: the only way one changes, except by tending. */
import type pg from 'pg';
import { keepRefusedPairs } from '../contacts/refused-pairs.ts';
import type { Records } from '../organisation/records.ts';
import type { EffectRow } from '../effects/write.ts';
import { lineOf, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import { inTransaction } from '../platform/transaction.ts';
import { decideConversation } from '../texts/conversation.ts';
import type { Conversation, ConversationEvent } from '../texts/model.ts';
import { whatPeerMeans, type PeerEvent } from '../texts/peer-step.ts';
import { asSaid, isOfTexter, passesWordsOn, speaksToTexter } from '../texts/saying.ts';
import {
  whatPromiseMeans,
  whatSilencingMeans,
  whatTexterMeans,
  whileSilenced,
  type TexterSaid,
  type TexterStep,
} from '../texts/texter.ts';
import { finishAnswered, finishWith, type Answering, type Reply } from './answer.ts';
import { lockConversationSql, readConversation } from './conversations-sql.ts';
import { areMachines } from './exchanges.ts';
import { memoryOf, newConversation, openConversationOf, type Texter } from './open.ts';
import { hasOptedOut, optIn, optOut } from './receive.ts';
import { storeAnswers } from './store.ts';
import type { Finished, StoredText } from './stored-text.ts';
import { makeWords } from './words-sql.ts';
import { textingLeaderFor, peerMayRead, textingNow } from './world.ts';

/** True where somebody waits now or may be free, so that the conversations have to be looked at. */
export type Tend = boolean;

type Scene = { room: Records; client: pg.ClientBase; directory: Directory; line: DirectoryLine };

/** Handles what a stranger wrote to a line, opening a conversation where there is none (T1, T3). */
export async function texterWrote(
  room: Records,
  directory: Directory,
  text: StoredText,
  number: string,
  said: TexterSaid,
  answering: Answering = {},
): Promise<Tend> {
  const line = lineOf(directory, text.lineId);
  const texter = { channel: text.channel, number };
  const done = await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const open = await openConversationOf(room, client, line, texter);
      const step = await meaningOf(room, client, line, { texter, text, said, open: open && stateOf(open) });
      const ready = step.says ? answering : {};
      if (step.kind === 'finish') {
        const { replies = [] } = ready;
        const said = step.sentence ? { replies: [...replies, { to: 'writer' as const, sentence: step.sentence }] } : {};
        return finished(await finishWith(room, client, text, { ...ready, ...said }));
      }
      if (step.opens && step.event.kind !== 'TexterBlocked') await keepRefusedPairs(client, room, line.id, number);
      const conversation = conversationFor(room, line, texter, open, step);
      if (!conversation) return finished(null);
      const scene: Scene = { room, client, directory, line };
      return happened(scene, conversation, step.event, text, ready, step.belongs ?? {});
    },
  );
  room.afterCommit({ effects: done.effects, wakes: [], route: done.tend });
  return done.tend;
}

const stateOf = ({ state }: Conversation) => (state === 'closed' ? null : state);

/** Notes a wish for silence or for its end, gathers what is remembered as far as it matters, and asks what the text means. */
async function meaningOf(
  room: Records,
  client: pg.ClientBase,
  line: DirectoryLine,
  {
    texter,
    text,
    said,
    open,
  }: { texter: Texter; text: StoredText; said: TexterSaid; open: 'waiting' | 'active' | null },
): Promise<TexterStep> {
  const writer = { lineId: line.id, ...texter };
  if (said.kind === 'start')
    return whatSilencingMeans('start', open, await optIn(client, room, writer, said.byCarrier));
  if (said.kind === 'stop') return whatSilencingMeans('stop', open, await optOut(client, room, writer, said.byCarrier));
  if (await hasOptedOut(client, room, writer)) return whileSilenced;
  if (said.kind === 'call-promised') return whatPromiseMeans(open);
  return whatTexterMeans(said, text.id, open, await memoryOf(room, client, line, texter), line);
}

/** The conversation in which it happens: the open one, or a new one that has begun with it. */
function conversationFor(
  room: Records,
  line: DirectoryLine,
  texter: Texter,
  open: Conversation | null,
  { opens, language }: Extract<TexterStep, { kind: 'happen' }>,
): Conversation | null {
  if (open) return language === null ? open : { ...open, language };
  return opens && newConversation(room, line, texter, opens.language, opens.lastInLine);
}

export type Done = { effects: EffectRow[]; tend: Tend };

/** A text is over and nothing else follows but its `effects`. */
export const finished = (effects: EffectRow[] | null): Done => ({ effects: effects ?? [], tend: false });

/** Decides and stores what happened, together with the end of the text it came by. */
async function happened(
  scene: Scene,
  conversation: Conversation,
  event: ConversationEvent,
  text: StoredText | null,
  answering: Answering,
  belongs: Finished = {},
): Promise<Done> {
  const { room, client, directory, line } = scene;
  const answer = decideConversation(conversation, event, {
    nowMs: room.clock.nowMs(),
    policy: line.policy,
    peerMayRead:
      conversation.personId === null || (await peerMayRead(room, client, directory, line, conversation.personId)),
  });
  const ended =
    text === null
      ? { effects: [], isAnswered: true }
      : await finishAnswered(
          room,
          client,
          text,
          answering,
          { ...belongs, conversationId: conversation.id },
          isOfTexter(event) && speaksToTexter(answer),
        );
  if (ended === null) return { effects: [], tend: false };
  // What a person writes in the inbox is never a machine's.
  const isLoop = text !== null && passesWordsOn(answer) && (await areMachines(room, client, conversation));
  const said = asSaid(answer, event, { isAnswered: ended.isAnswered, isLoop });
  return { effects: [...ended.effects, ...(await storeAnswers(room, client, [said]))], tend: answer.tend };
}

/** Takes an event of a conversation's peer, together with the end of the text it came by. */
export async function advanceConversation(
  room: Records,
  directory: Directory,
  conversationId: string,
  event: PeerEvent,
  text: StoredText | null,
  answering: Answering = {},
  belongs: Finished = {},
): Promise<Tend> {
  const done = await inTransaction(room.pool, lockOf(conversationId), async (client) =>
    advanceLocked(room, client, directory, conversationId, event, text, answering, belongs),
  );
  room.afterCommit({ effects: done.effects, wakes: [], route: done.tend });
  return done.tend;
}

/** The opening of a transaction that locks the conversation. */
export const lockOf = (conversationId: string) => (client: pg.ClientBase) =>
  lockConversationSql(client, conversationId);

/** The same on `client`'s transaction, which holds the conversation's lock. */
export async function advanceLocked(
  room: Records,
  client: pg.ClientBase,
  directory: Directory,
  conversationId: string,
  event: PeerEvent,
  text: StoredText | null = null,
  answering: Answering = {},
  belongs: Finished = {},
): Promise<Done> {
  const conversation = await readConversation(client, conversationId);
  if (!conversation) return finished(text === null ? [] : await finishWith(room, client, text, answering));
  const line = lineOf(directory, conversation.lineId);
  const scene: Scene = { room, client, directory, line };
  const step = whatPeerMeans(conversation, event, text?.id ?? null);
  if (step.kind === 'finish') {
    if (text === null) return finished([]);
    const replies: Reply[] = [{ to: 'writer', sentence: step.sentence }];
    return finished(await finishWith(room, client, text, { ...answering, replies }));
  }
  if (step.meantForTexter)
    await makeWords(client, step.meantForTexter.textId, conversationId, step.meantForTexter.parts);
  return happened(scene, conversation, await withLeader(scene, event), text, answering, belongs);
}

async function withLeader({ room, client, directory, line }: Scene, event: PeerEvent): Promise<ConversationEvent> {
  if (event.kind !== 'PeerAskedForLeader' && event.kind !== 'PeerReportedAbuse') return event;
  const now = await textingNow(room, client, await room.loads());
  return {
    kind: event.kind,
    personId: event.personId,
    leaderId: textingLeaderFor(directory, line, now, event.personId, room.clock.nowMs()),
  };
}
