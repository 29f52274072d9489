/** Texts that peers may send to whoever asks for them: each a call into the record room (O8). */
import { may } from '../access/rights.ts';
import type { Deps } from '../deps.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import {
  addResource,
  allResources,
  changeResource,
  sendingsOf,
  todayOf,
  type Sendings,
} from '../resources/resources.ts';
import { checkedUntil, foundResources, isStale, type Resource } from '../texts/resources.ts';
import { personIn, type Asker } from './asker.ts';
import type { resourceOperations } from './contract/resources.ts';
import { pageOf } from './listing.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

export function resourceHandlers(
  deps: Pick<Deps, 'room' | 'directories' | 'clock'>,
): Handlers<typeof resourceOperations> {
  const { room, directories, clock } = deps;
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  const today = async () => todayOf(await directory(), clock.nowMs());
  const mayEdit = (asker: Asker) =>
    asker.kind === 'person' && may(asker.asking, 'resources.edit', clock.nowMs()) === 'yes';
  /** Whoever looks has looked already. */
  const checked = (checkedOn: string | undefined, now: string): string => {
    if (checkedOn !== undefined && checkedOn > now)
      throw new Problem('invalid', { fields: [{ path: 'body.checkedOn', message: ({ fields }) => fields.notAhead }] });
    return checkedOn ?? now;
  };
  const one = async (resource: Resource) => {
    const now = await today();
    return shown(resource, now, (await sendingsOf(room, now)).get(resource.id) ?? []);
  };
  return {
    'resources.list': async ({ asker, query }) => {
      const { which, cursor, limit, ...wanted } = query;
      const [current, all, now] = await Promise.all([directory(), allResources(room), today()]);
      const sendings = mayEdit(asker) ? await sendingsOf(room, now) : null;
      const inUse = all.filter(({ archivedAtMs }) => archivedAtMs === null);
      const looked = {
        'in-use': () => inUse,
        stale: () => inUse.filter((resource) => isStale(resource, now)),
        archived: () => all.filter(({ archivedAtMs }) => archivedAtMs !== null),
      }[which]();
      const { found, keyOf } = foundResources(looked, wanted);
      const { page, next } = pageOf(found, { cursor, limit }, 'up', keyOf);
      const lines = [...current.lines.values()].filter((line) => isInUse(current, line));
      return {
        next,
        today: now,
        languages: [...new Set(lines.flatMap(({ languages }) => languages))],
        tags: [...new Set(inUse.flatMap(({ tags }) => tags))].toSorted((a, b) => a.localeCompare(b)),
        resources: page.map((resource) => shown(resource, now, sendings && (sendings.get(resource.id) ?? []))),
      };
    },
    'resources.add': async ({ asker, body }) => {
      const checkedOn = checked(body.checkedOn, await today());
      return one(await addResource(room, { ...body, checkedOn }, personIn(asker)));
    },
    'resources.change': async ({ asker, params, body, ifMatch }) => {
      checked(body.checkedOn, await today());
      const changed = await changeResource(room, params.id, body, { by: personIn(asker), seen: ifMatch });
      if (changed.kind === 'unknown') throw new Problem('not-found');
      const current = await one(changed.resource);
      if (changed.kind === 'changed') throw new Problem('conflict', { extra: { current } });
      return current;
    },
  };
}

function shown(resource: Resource, today: string, sent: Sendings | null) {
  const { id, version, name, area, tags, words, checkedOn, holdsMonths, archivedAtMs } = resource;
  return {
    ...{ id, version: String(version), name, area, tags, words, checkedOn, holdsMonths, sent },
    checkedUntil: checkedUntil(resource),
    stale: isStale(resource, today),
    archived: archivedAtMs !== null,
  };
}
