/**
 * For each operation with an object in its address, an object that exists: `own` ones are Ana's, of whom nobody else may
 * learn even that they exist; `shared` ones are anybody's who has the right.
 */
import { randomUUID } from 'node:crypto';
import { makeKey } from '../../src/access/keys.ts';
import { sessionsOf } from '../../src/access/sessions.ts';
import { sessionHeaders } from './api-askers.ts';
import { conversationsOf } from '../../src/conversations/inbox.ts';
import type { Stage } from './stage.ts';

type Params = Record<string, string>;
export type ApiObject = { whose: 'own' | 'shared'; make: (stage: Stage) => Promise<Params> };

const conversationOfAna = async (stage: Stage): Promise<Params> => {
  const [conversation] = await conversationsOf(stage.service.deps.room, 'ana');
  return { id: conversation?.id ?? 'over' };
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
  'people.invite': { whose: 'shared', make: async () => ({ id: 'cleo' }) },
  'keys.end': {
    whose: 'shared',
    make: async (stage) => ({
      id: (await makeKey(stage.service.deps.room, { name: 'x', scopes: ['board.read'], days: 1, by: 'test' })).id,
    }),
  },
};
