/** What follows when somebody is let in: the cookie of their session, and who they are now. */
import { actions, may } from '../access/rights.ts';
import { proofsOf } from '../access/second-proofs.ts';
import { askingOf, sessionOf, type Session } from '../access/sessions.ts';
import type { Deps } from '../deps.ts';
import { Problem } from './problem.ts';
import type { Call } from './serve.ts';

export type Entering = Pick<Call<never>, 'setCookie'>;

export function enteringIn({ room, directories, clock }: Pick<Deps, 'room' | 'directories' | 'clock'>) {
  const described = async (session: Session) => {
    const person = (await directories.current())?.people.get(session.personId);
    if (!person) throw new Problem('not-signed-in');
    const proofs = await proofsOf(room, person.id);
    const verdict = (action: (typeof actions)[number]) => may(askingOf(session), action, clock.nowMs());
    return {
      person: { id: person.id, name: person.name, roles: person.roles, languages: person.languages },
      strength: session.strength,
      proofs: { passkey: proofs.passkeys.length > 0, app: proofs.app },
      may: actions.filter((action) => verdict(action) === 'yes'),
      mayWithProof: actions.filter((action) => verdict(action) === 'second-proof' || verdict(action) === 'fresh-proof'),
    };
  };
  const enterWith = async (call: Entering, token: string) => {
    call.setCookie('session', token);
    call.setCookie('browser', null);
    const session = await sessionOf(room, token);
    if (!session) throw new Problem('not-signed-in');
    return described(session);
  };
  return { described, enterWith };
}
