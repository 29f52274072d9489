/**
 * For each operation with an object in its address, an object that exists: `own` ones are Ana's, of whom nobody else may
 * learn even that they exist; `shared` ones are anybody's who has the right.
 */
import { randomUUID } from 'node:crypto';
import { listAttention } from '../../src/attention/attention-list.ts';
import { raise } from '../../src/attention/need-attention.ts';
import { keepHandover } from '../../src/board/handover.ts';
import { makeKey } from '../../src/access/keys.ts';
import { sessionsOf } from '../../src/access/sessions.ts';
import { sessionHeaders } from './api-askers.ts';
import { conversationsOf } from '../../src/conversations/inbox.ts';
import { addCommand, openDraft } from '../../src/roster/drafts.ts';
import type { Stage } from './stage.ts';

type Params = Record<string, string>;
export type ApiObject = { whose: 'own' | 'shared'; make: (stage: Stage) => Promise<Params> };

const theLine = async (): Promise<Params> => ({ id: 'main' });
/** What the board shows has a key for as long as it lasts; none is talking or writing there while the walk is made. */
const nothingThere = async (): Promise<Params> => ({ key: 'over' });

const somethingToSee = async (stage: Stage): Promise<Params> => {
  const { room } = stage.service.deps;
  await raise(room, { kind: 'talk-wanted', personId: 'ana', lineId: 'main' });
  const [entry] = await listAttention(room);
  return { id: entry!.id };
};

const conversationOfAna = async (stage: Stage): Promise<Params> => {
  const [conversation] = await conversationsOf(stage.service.deps.room, 'ana');
  return { id: conversation?.id ?? 'over' };
};

/** Open, with something in it. */
const aDraft = async (stage: Stage): Promise<Params> => {
  const days = { line: 'main', from: '2026-11-16', to: '2026-11-22' };
  const draft = await openDraft(stage.service.deps, days, 'cleo');
  const at = { shift: 'evening', occurrence: '2026-11-16T17:00' };
  if (draft)
    await addCommand(stage.service.deps, draft.id, { kind: 'assign', at, person: 'ben', as: 'backup' }, 'cleo');
  return { id: draft?.id ?? 'over' };
};

/** A new operation with an object in its address needs a line here. */
export const apiObjects: Record<string, ApiObject> = {
  'sessions.end': {
    whose: 'own',
    async make(stage) {
      await sessionHeaders(stage, 'ana', { strength: 'code', provedMinutesAgo: 0 });
      const [session] = await sessionsOf(stage.service.deps.room, 'ana');
      return { id: session!.id };
    },
  },
  'inbox.read': { whose: 'own', make: conversationOfAna },
  'inbox.write': { whose: 'own', make: conversationOfAna },
  'inbox.act': { whose: 'own', make: conversationOfAna },
  'inbox.draft': { whose: 'own', make: conversationOfAna },
  'passkey.end': {
    whose: 'own',
    async make(stage) {
      const id = randomUUID();
      await stage.rows(
        `INSERT INTO passkeys (id, person_id, public_key, counter, transports, made_at) VALUES ($1, 'ana', '', 0, '{}', now())`,
        [id],
      );
      return { id };
    },
  },
  'line.pause': { whose: 'shared', make: theLine },
  'line.resume': { whose: 'shared', make: theLine },
  'line.hidden': { whose: 'shared', make: theLine },
  'talk.join': { whose: 'shared', make: nothingThere },
  'text.peers': { whose: 'shared', make: nothingThere },
  'text.give': { whose: 'shared', make: nothingThere },
  'person.override': { whose: 'shared', make: async () => ({ id: 'cleo' }) },
  'attention.done': { whose: 'shared', make: somethingToSee },
  'attention.undo': { whose: 'shared', make: somethingToSee },
  'handover.takeBack': {
    whose: 'own',
    async make(stage) {
      const kept = await keepHandover(stage.service.deps.room, 'ana', 'The kettle is broken');
      return { id: kept.kind === 'kept' ? kept.id : 'nothing' };
    },
  },
  'roster.read': { whose: 'shared', make: async () => ({ line: 'main' }) },
  'drafts.read': { whose: 'shared', make: aDraft },
  'drafts.command': { whose: 'shared', make: aDraft },
  'drafts.undo': { whose: 'shared', make: aDraft },
  'drafts.redo': { whose: 'shared', make: aDraft },
  'drafts.copyWeek': { whose: 'shared', make: aDraft },
  'drafts.publish': { whose: 'shared', make: aDraft },
  'drafts.takeBack': { whose: 'shared', make: aDraft },
  'drafts.drop': { whose: 'shared', make: aDraft },
  'people.invite': { whose: 'shared', make: async () => ({ id: 'cleo' }) },
  'keys.end': {
    whose: 'shared',
    make: async (stage) => ({
      id: (await makeKey(stage.service.deps.room, { name: 'x', scopes: ['board.read'], days: 1, by: 'test' })).id,
    }),
  },
};
