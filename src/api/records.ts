/** What is held of a person, as coordinators and admins look after it: the records do it, in the name of whoever asked (O2, P7). */
import type { Deps } from '../deps.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { erasePerson, noteHeldTaken, peopleWhoLeft } from '../people/erase.ts';
import { lookAtMerge, mergePeople, type Held } from '../people/merge.ts';
import { personIn } from './asker.ts';
import type { recordOperations } from './contract/records.ts';
import { faultyFields } from './faulty-fields.ts';
import { heldAbout } from './held.ts';
import { pageOf } from './listing.ts';
import { Problem } from './problem.ts';
import { checkRoles } from './roles.ts';
import type { Handlers } from './serve.ts';

type Desk = Pick<Deps, 'room' | 'database' | 'directories' | 'clock'>;

export function recordHandlers(deps: Desk): Handlers<typeof recordOperations> {
  const { room, directories, clock } = deps;
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  const look = async (id: string, other: string) => {
    const found = await lookAtMerge(deps, await directory(), id, other);
    if (!found) throw new Problem('not-found');
    const { version, stays, goes, result, hindrances } = found;
    return {
      version,
      stays: heldAnswer(stays),
      goes: heldAnswer(goes),
      result: recordAnswer(result),
      hindrances,
    };
  };
  return {
    'merge.look': ({ params: { id, other } }) => look(id, other),
    'people.merge': async ({ asker, params: { id }, body: { other }, ifMatch }) => {
      const current = await directory();
      const goes = current.people.get(other);
      if (!goes) throw new Problem('not-found');
      if (other === personIn(asker)) throw new Problem('not-possible', { detail: (words) => words.notThemselves });
      checkRoles(asker, goes.roles, [], clock.nowMs());
      const asked = { by: personIn(asker), seen: ifMatch };
      const merged = await mergePeople(deps, current, { staysId: id, goesId: other }, asked);
      switch (merged.kind) {
        case 'done':
          return null;
        case 'hindered':
          throw new Problem('not-possible', { detail: (words) => words.mergeWaits });
        case 'faulty':
          throw faultyFields(merged.faults, 'people[0]');
        case 'no':
          if (merged.reason === 'changed') throw new Problem('conflict', { extra: { current: await look(id, other) } });
          throw new Problem('not-found');
        case 'same':
        case 'unknown':
        case 'nothing-there':
          throw new Problem('not-found');
      }
    },
    'people.held': async ({ asker, params: { id } }) => {
      const current = await directory();
      const person = current.people.get(id);
      if (!person) throw new Problem('not-found');
      await noteHeldTaken(room, id, personIn(asker));
      return heldAbout(room, current, person);
    },
    'left.list': async ({ query }) => {
      const { page, next } = pageOf(await peopleWhoLeft(deps), query, 'up', ({ name, id }) => `${name} ${id}`);
      const people = page.map(({ id, name, leftAtMs }) => ({ id, name, leftAt: new Date(leftAtMs).toISOString() }));
      return { next, people };
    },
    'people.erase': async ({ asker, params: { id } }) => {
      const erased = await erasePerson(deps, id, personIn(asker));
      if (erased === 'unknown') throw new Problem('not-found');
      if (erased !== 'done') throw new Problem('not-possible', { detail: (words) => words.eraseWaits[erased] });
      return null;
    },
  };
}

function recordAnswer({ id, name, phone, email, roles, languages, tags, training, availability }: Person) {
  return {
    ...{ id, name, roles, languages, tags, training },
    endsWith: phone.slice(-2),
    hasEmail: email !== undefined,
    times: availability.length > 0,
  };
}

function heldAnswer({ person, ...counts }: Held) {
  return { ...recordAnswer(person), ...counts };
}
