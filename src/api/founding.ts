/** Founding as the pages ask for it: what is wrong is said at its field, and the founder is let in to set up how they prove who they are (O1, A2). */
import type { Limits } from '../access/limits.ts';
import { beginSession } from '../access/sessions.ts';
import type { Deps } from '../deps.ts';
import { sentencesOf } from '../messaging/replaceable-sentences.ts';
import { foundable, foundOrganisation, foundingTried, type Founded } from '../organisation/found-organisation.ts';
import type { foundingOperations } from './contract/founding.ts';
import { enteringIn } from './entering.ts';
import { faultyFields } from './faulty-fields.ts';
import { Problem } from './problem.ts';
import { tooMany, type Handlers } from './serve.ts';

type Doors = Pick<Deps, 'room' | 'database' | 'directories' | 'clock' | 'config'> & { limits: Limits };

/** The languages in which the service has sentences of its own. */
const spoken = ['en', 'es'];

export function foundingHandlers(doors: Doors): Handlers<typeof foundingOperations> {
  const { room, database, config, limits } = doors;
  const { enterWith } = enteringIn(doors);
  const places = { room, database, isLab: config.labEnabled };
  const counted = async (address: string) => {
    const seconds = await limits.count('foundings-of-address', address);
    if (seconds > 0) throw tooMany(seconds);
  };
  const refused = (tried: Exclude<Founded, { kind: 'founded' }>): Problem => {
    if (tried.kind === 'faulty') return faultyFields(tried.faults, '');
    if (tried.reason === 'link-over') return new Problem('link-over', { detail: (words) => words.foundingByLink });
    return new Problem('not-possible', { detail: (words) => words.foundedAlready });
  };
  return {
    'founding.read': async () => {
      const sentences = sentencesOf({ languages: spoken, wording: {} });
      const greeting = sentences.find(({ key }) => key === 'greeting');
      return {
        state: await foundable(places),
        lab: places.isLab,
        greetings: greeting?.said.map(({ language, ours }) => ({ language, ours })) ?? [],
      };
    },
    'founding.try': async ({ body: { token, ...founding }, address }) => {
      await counted(address);
      const tried = await foundingTried(places, founding, token);
      if (tried) throw refused(tried);
      return null;
    },
    'founding.found': async (call) => {
      const { token, ...founding } = call.body;
      await counted(call.address);
      const founded = await foundOrganisation(places, founding, token);
      if (founded.kind !== 'founded') throw refused(founded);
      const begun = { personId: founded.personId, strength: 'invited' as const, device: call.device, proved: false };
      return enterWith(call, (await beginSession(room, begun)).token);
    },
  };
}
