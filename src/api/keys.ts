/** Keys of programs: which there are, and making and ending them (A4). */
import { endKey, keys, makeKey } from '../access/keys.ts';
import { scopes } from '../access/rights.ts';
import type { Deps } from '../deps.ts';
import { personIn } from './asker.ts';
import type { signInOperations } from './contract/sign-in.ts';
import { pageOf } from './listing.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

const iso = (ms: number) => new Date(ms).toISOString();

export type KeyOperation = 'keys.list' | 'keys.make' | 'keys.end';

/** The handlers of programs' keys. */
export function keyHandlers({ room }: Pick<Deps, 'room'>): Pick<Handlers<typeof signInOperations>, KeyOperation> {
  return {
    'keys.list': async ({ query }) => {
      const { page, next } = pageOf(await keys(room), query, 'down', ({ madeAtMs, id }) => `${iso(madeAtMs)} ${id}`);
      return {
        next,
        keys: page.map((key) => ({
          id: key.id,
          name: key.name,
          scopes: key.scopes,
          madeAt: iso(key.madeAtMs),
          expiresAt: iso(key.expiresAtMs),
          usedAt: key.usedAtMs === null ? null : iso(key.usedAtMs),
        })),
      };
    },
    'keys.make': async ({ asker, body }) => {
      const unknown = body.scopes.filter((scope) => !scopes.some((one) => one === scope));
      if (unknown.length > 0)
        throw new Problem('invalid', {
          fields: [{ path: 'body.scopes', message: ({ fields }) => fields.scopes({ known: scopes.join(', ') }) }],
        });
      const made = await makeKey(room, { ...body, by: `person:${personIn(asker)}` });
      return { id: made.id, key: made.key, expiresAt: iso(made.expiresAtMs) };
    },
    'keys.end': async ({ asker, params }) => {
      if (!(await endKey(room, params.id, `person:${personIn(asker)}`))) throw new Problem('not-found');
      return null;
    },
  };
}
