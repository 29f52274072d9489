/** What a roster is made of, for pages that judge it as the service does: never a number, and of tags only those that shifts ask for (R2). */
import type { z } from 'zod';
import type { Deps } from '../deps.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import type { Shift } from '../organisation/organisation-file.ts';
import { dateName, parseDate } from '../schedule/wall-clock.ts';
import type { rosterSourceOperations } from './contract/roster-source.ts';
import { pageOf } from './listing.ts';
import { iso } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

type Source = z.input<(typeof rosterSourceOperations)['roster.source']['answer']>['source'];

/** What single occurrences had of their own so long before the days is left out: no rest, row or week reaches back so far. */
const longBeforeDays = 120;
const mostDays = 92;

export function rosterSourceHandlers({
  directories,
  clock,
}: Pick<Deps, 'directories' | 'clock'>): Handlers<typeof rosterSourceOperations> {
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  return {
    'rosters.list': async ({ query }) => {
      const current = await directory();
      const lines = [...current.lines.values()].filter((line) => isInUse(current, line));
      const { page, next } = pageOf(lines, query, 'up', ({ name, id }) => `${name} ${id}`);
      return {
        next,
        now: iso(clock.nowMs()),
        rosters: page.map(({ id, name, timeZone }) => ({ line: id, name, zone: timeZone })),
      };
    },
    'roster.source': async ({ params, query }) => {
      const current = await directory();
      const line = current.lines.get(params.line);
      if (!line) throw new Problem('not-found');
      const [from, to] = [parseDate(query.from) ?? Number.NaN, parseDate(query.to) ?? Number.NaN];
      if (!(to >= from && to - from < mostDays))
        throw new Problem('invalid', {
          fields: [{ path: 'query.to', message: ({ fields }) => fields.withinDays({ days: mostDays }) }],
        });
      return { version: current.version, source: sourceOf(current, dateName(from - longBeforeDays)) };
    },
  };
}

function sourceOf(current: Directory, since: string): Source {
  const { organisation, policy, lines, people, shifts, timeOff } = current;
  const asked = new Set(shifts.flatMap(tagsAskedBy));
  return {
    organisation: { timeZone: organisation.timeZone },
    policy: { training: policy.training, limits: policy.limits },
    lines: [...lines.values()].map(({ id, timeZone, training, limits, closures }) => ({
      id,
      timeZone,
      ...(training && { training }),
      ...(limits && { limits: limits as Source['lines'][number]['limits'] }),
      closures,
    })),
    people: [...people.values()].map((person) => ({
      id: person.id,
      name: person.name,
      timeZone: person.timeZone ?? organisation.timeZone,
      roles: person.roles,
      languages: person.languages,
      channels: person.channels,
      tags: person.tags.filter((tag) => asked.has(tag)),
      training: person.training.map(({ course, until }) => ({ course, ...(until ? { until } : {}) })),
      trainee: person.trainee,
      reserve: person.reserve,
      limits: person.limits as Source['people'][number]['limits'],
      availability: person.availability,
    })),
    shifts: shifts.map((shift) => shiftSince(shift, since) as Source['shifts'][number]),
    timeOff: timeOff.filter(({ to }) => to >= since),
  };
}

function tagsAskedBy({ requires, changes }: Shift): string[] {
  return [...requires, ...changes.flatMap((change) => change.requires ?? [])].flatMap(({ tag }) => tag ?? []);
}

function shiftSince(shift: Shift, since: string): Shift {
  return { ...shift, changes: shift.changes.filter((one) => one.occurrence >= since || (one.start ?? '') >= since) };
}
