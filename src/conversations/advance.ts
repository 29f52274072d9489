/** Takes what happened in a conversation through lock, decision and commit: the only way one changes, tending apart. */
import type pg from 'pg';
import { keepRefusedPairs } from '../contacts/refused-pairs.ts';
import type { ContactsRoom } from '../contacts/room.ts';
import { lineOf } from '../contacts/room.ts';
import type { EffectRow } from '../contacts/save.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { inTransaction } from '../platform/transaction.ts';
import {
  decideConversation,
  isPeerOf,
  type Conversation,
  type ConversationAnswer,
  type ConversationEvent,
  type ConversationSentence,
  type ConversationText,
} from '../texts/conversation.ts';
import { alwaysSaid, finishAnswered, finishWith, type Answering } from './answer.ts';
import { isLoop } from './exchanges.ts';
import { memoryOf, newConversation, openConversationOf } from './open.ts';
import { hasOptedOut, optIn, optOut } from './receive.ts';
import { conversationOf } from './rows.ts';
import { storeAnswers } from './store.ts';
import type { Finished, StoredText } from './texts.ts';
import { leaderFor, peerMayRead, textingNow } from './world.ts';

/** What a texter's text is to us, once read: words (help and a wish for a call among them), or a word for the service. */
export type TexterSaid =
  | { kind: 'words'; parts: number; media: boolean; language: string | null }
  | { kind: 'help' }
  /** They asked to be called, and we have promised it: no peer is needed for that. */
  | { kind: 'call-promised' }
  | { kind: 'done' }
  /** `byCarrier`: the carrier took the word as well. */
  | { kind: 'stop'; byCarrier: boolean }
  | { kind: 'start'; byCarrier: boolean };

/** True where somebody waits now or may be free, so that the conversations have to be looked at. */
export type Tend = boolean;

type Scene = { room: ContactsRoom; client: pg.ClientBase; directory: Directory; line: DirectoryLine };

/** Handles what a stranger wrote to a line, opening a conversation where there is none (T1, T3). */
export async function texterWrote(
  room: ContactsRoom,
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
      const scene: Scene = { room, client, directory, line };
      const open = await openConversationOf(room, client, line, texter);
      const writer = { lineId: line.id, ...texter };
      const alone = async (sentence: ConversationSentence | 'optedIn' | null) =>
        finished(
          await finishWith(
            room,
            client,
            text,
            sentence
              ? { ...answering, replies: [...(answering.replies ?? []), { to: 'writer', sentence }] }
              : answering,
          ),
        );
      if (said.kind === 'start') return alone((await optIn(client, room, writer, said.byCarrier)) ? 'optedIn' : null);
      if (said.kind === 'stop') {
        const isNew = await optOut(client, room, writer, said.byCarrier);
        return open
          ? happened(scene, open, { kind: 'TexterSilencedUs', confirmed: false }, text, answering)
          : alone(isNew ? 'optedOut' : null);
      }
      if (await hasOptedOut(client, room, writer)) return alone(null);
      if (said.kind === 'call-promised')
        return open ? happened(scene, open, { kind: 'CallPromised' }, text, answering) : alone(null);
      const memory = await memoryOf(room, client, line, texter);
      if (memory.blockedUntilMs !== null) {
        const unheard = newConversation(room, line, texter, memory.language ?? line.languages[0] ?? 'en', false);
        // Whatever they wrote, this is all they hear, and not again at once.
        if (!open && memory.toldOfBlock) return finished(await finishWith(room, client, text, {}));
        return happened(scene, open ?? unheard, { kind: 'TexterBlocked', untilMs: memory.blockedUntilMs }, text, {});
      }
      if (said.kind === 'done')
        return open ? happened(scene, open, { kind: 'TexterDone' }, text, answering) : alone('conversationClosed');
      if (!open) await keepRefusedPairs(client, room, line.id, number);
      const guess = said.kind === 'words' ? said.language : null;
      const known =
        memory.language !== null && line.languages.includes(memory.language)
          ? memory.language
          : (line.languages[0] ?? 'en');
      const conversation =
        open ?? newConversation(room, line, texter, guess ?? known, memory.talksToday >= line.policy.callsPerDay);
      if (open?.state === 'waiting' && guess !== null) open.language = guess;
      const event: ConversationEvent =
        said.kind === 'help'
          ? { kind: 'TexterAskedForHelp', textId: text.id }
          : { kind: 'TexterWrote', textId: text.id, parts: said.parts, media: said.media };
      return happened(scene, conversation, event, text, answering, {
        words: said.kind === 'help' || said.parts > 0,
        parts: said.kind === 'help' ? 1 : said.parts,
      });
    },
  );
  room.afterCommit({ effects: done.effects, wakes: [], route: done.tend });
  return done.tend;
}

export type Done = { effects: EffectRow[]; tend: Tend };

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
  // Somebody who has lost the conversation in this very moment learns that their words went nowhere (T2).
  if ('personId' in event && !isPeerOf(conversation, event.personId)) {
    return finished(
      text === null
        ? []
        : await finishWith(room, client, text, {
            ...answering,
            replies: [{ to: 'writer', sentence: 'noConversation' }],
          }),
    );
  }
  const { wrapUpMinutes, restAfterHeavyMinutes, restAfterCrisisMinutes } = line.policy;
  const answer = decideConversation(conversation, event, {
    nowMs: room.clock.nowMs(),
    policy: { wrapUpMinutes, restAfterHeavyMinutes, restAfterCrisisMinutes },
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
          isOfTexter(event) && answer.texts.some(isSaidToTexter),
        );
  if (ended === null) return { effects: [], tend: false };
  if (!ended.isAnswered && isOfTexter(event)) withhold(answer, (said) => isSaidToTexter(said) && !isAlwaysSaid(said));
  // What a person writes in the inbox is never a machine's.
  if (text !== null && answer.texts.some(isWords) && (await isLoop(room, client, conversation)))
    withhold(answer, isWords);
  return { effects: [...ended.effects, ...(await storeAnswers(room, client, [answer]))], tend: answer.tend };
}

const isOfTexter = (event: ConversationEvent) => event.kind.startsWith('Texter');
const isWords = (text: ConversationText) => text.kind === 'words';
const isSaidToTexter = (text: ConversationText) => text.kind === 'sentence' && text.to === 'texter';
const isAlwaysSaid = (text: ConversationText) => text.kind === 'sentence' && alwaysSaid.has(text.sentence);

function withhold(answer: ConversationAnswer, which: (text: ConversationText) => boolean): void {
  answer.texts = answer.texts.filter((text) => !which(text));
}

type AsksForLeader = { kind: 'PeerAskedForLeader'; personId: string } | { kind: 'PeerReportedAbuse'; personId: string };
/** What a peer did, or what was learnt without a text; where a leader is to be asked, who can be is looked up. */
export type PeerEvent =
  | Exclude<
      Extract<ConversationEvent, { personId: string } | { kind: 'CallPromised' | 'TexterSilencedUs' }>,
      { leaderId: string | null }
    >
  | AsksForLeader;

/** Takes an event of a conversation's peer, together with the end of the text it came by. */
export async function advanceConversation(
  room: ContactsRoom,
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

export const lockOf = (conversationId: string) => (client: pg.ClientBase) =>
  `SELECT 1 FROM conversations WHERE id = ${client.escapeLiteral(conversationId)} FOR UPDATE`;

/** The same on `client`'s transaction, which holds the conversation's lock. */
export async function advanceLocked(
  room: ContactsRoom,
  client: pg.ClientBase,
  directory: Directory,
  conversationId: string,
  event: PeerEvent,
  text: StoredText | null = null,
  answering: Answering = {},
  belongs: Finished = {},
): Promise<Done> {
  const { rows } = await client.query<{ conversation: unknown }>({
    name: 'conversation',
    text: 'SELECT to_jsonb(c) AS conversation FROM conversations c WHERE id = $1',
    values: [conversationId],
  });
  if (!rows[0]) return finished(text === null ? [] : await finishWith(room, client, text, answering));
  const conversation = conversationOf(rows[0].conversation);
  const line = lineOf(directory, conversation.lineId);
  const scene: Scene = { room, client, directory, line };
  // A word meant for the texter after all: it counts as said in the conversation, in its own place.
  if (
    event.kind === 'PeerWrote' &&
    text !== null &&
    event.textId !== text.id &&
    isPeerOf(conversation, event.personId)
  ) {
    await client.query({
      name: 'words-after-all',
      text: 'UPDATE texts SET words = true, conversation_id = $2, part = $3, erase_after = NULL WHERE id = $1',
      values: [event.textId, conversationId, event.parts],
    });
  }
  return happened(scene, conversation, await withLeader(scene, event), text, answering, belongs);
}

async function withLeader({ room, client, directory, line }: Scene, event: PeerEvent): Promise<ConversationEvent> {
  if (event.kind !== 'PeerAskedForLeader' && event.kind !== 'PeerReportedAbuse') return event;
  const now = await textingNow(room, client, await room.loads());
  return {
    kind: event.kind,
    personId: event.personId,
    leaderId: leaderFor(directory, line, now, event.personId, room.clock.nowMs()),
  };
}
