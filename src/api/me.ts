/** What is mine: read, changed and downloaded by its owner alone (P7). */
import type { Session } from '../access/sessions.ts';
import { proofsOf, removeApp, removePasskey } from '../access/second-proofs.ts';
import { sessionsOf } from '../access/sessions.ts';
import type { Deps } from '../deps.ts';
import { ownHistory } from '../people/own-load.ts';
import { addTag, dropTag, ownTags } from '../people/own-tags.ts';
import { pinState, setPin } from '../people/pin.ts';
import type { LoadEvent } from '../wellbeing/load.ts';
import { personIn, type Asker } from './asker.ts';
import type { meOperations } from './contract/me.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

const iso = (ms: number) => new Date(ms).toISOString();

export function meHandlers({ room, directories }: Pick<Deps, 'room' | 'directories'>): Handlers<typeof meOperations> {
  const known = async (asker: Asker) => {
    const directory = await directories.current();
    const person = directory?.people.get(personIn(asker));
    if (!directory || !person) throw new Problem('not-signed-in');
    return { directory, person };
  };
  return {
    'me.read': async ({ asker }) => {
      const { directory, person } = await known(asker);
      const [proofs, pin] = await Promise.all([proofsOf(room, person.id), pinState(room, person.id)]);
      return {
        name: person.name,
        phoneName: person.phoneName ?? null,
        languages: person.languages,
        channels: person.channels,
        tags: ownTags(directory, person),
        pin: pin !== 'none',
        passkeys: proofs.passkeys.map(({ id, device, madeAtMs, usedAtMs }) => ({
          id,
          device,
          madeAt: iso(madeAtMs),
          usedAt: usedAtMs === null ? null : iso(usedAtMs),
        })),
        app: proofs.app,
      };
    },
    'me.tag': async ({ asker, body }) => {
      const change = body.on ? addTag : dropTag;
      const { kind } = await change(room, personIn(asker), body.tag);
      if (kind === 'unknown')
        throw new Problem('invalid', { fields: [{ path: 'body.tag', message: 'is no tag of the organisation' }] });
      const { directory, person } = await known(asker);
      return ownTags(directory, person);
    },
    'me.pin': async ({ asker, body }) => {
      const personId = personIn(asker);
      await setPin(room, personId, body.pin, `person:${personId}`);
      return null;
    },
    'passkey.end': async ({ asker, params }) => {
      if (!(await removePasskey(room, mayRemove(asker).personId, params.id))) throw new Problem('not-found');
      return null;
    },
    'app.end': async ({ asker }) => {
      if (!(await removeApp(room, mayRemove(asker).personId))) throw new Problem('not-found');
      return null;
    },
    'me.held': async ({ asker }) => {
      const { directory, person } = await known(asker);
      const nowMs = room.clock.nowMs();
      const [sessions, history] = await Promise.all([
        sessionsOf(room, person.id),
        ownHistory(room, directory, person.id),
      ]);
      const { id, name, roles, languages, channels, tags, timeZone } = person;
      return {
        at: iso(nowMs),
        person: { id, name, phoneName: person.phoneName ?? null, roles, languages, channels, tags, timeZone },
        sessions: sessions.map(({ device, begunAtMs, seenAtMs }) => ({
          device,
          begunAt: iso(begunAtMs),
          seenAt: iso(seenAtMs),
        })),
        load: history.map(shown).sort((a, b) => a.from.localeCompare(b.from)),
      };
    },
  };
}

/** With a code alone a coordinator takes away nothing that guards their pages. */
function mayRemove(asker: Asker): Session {
  if (asker.kind !== 'person') throw new Problem('no-right');
  const { session } = asker;
  const isGuarded = session.roles.some((role) => role === 'coordinator' || role === 'admin');
  if (isGuarded && session.strength !== 'second') throw new Problem('second-proof');
  return session;
}

function shown(event: LoadEvent) {
  if (event.kind === 'check-in') return { kind: event.kind, from: iso(event.atMs), until: null, answer: event.answer };
  const { kind, startMs, endMs, ...marks } = event;
  return { kind, from: iso(startMs), until: Number.isFinite(endMs) ? iso(endMs) : null, ...marks };
}
