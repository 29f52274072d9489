/** What importing a file changes, told by name: for whoever decides whether it shall. */
import type { Differences, IdChanges } from './differences.ts';
import type { Organisation, Shift } from './organisation-file.ts';

/** One thing, by the name it has where it is looked for; `fields`: what of it is another than before. */
export type NamedChange = { id: string; name: string; fields: string[] };

/** Of one kind of thing: how many come, change and go, and the first of them by name. */
export type ChangesTold = Record<'added' | 'changed' | 'retired', { count: number; first: NamedChange[] }> & {
  reordered: boolean;
};

const namedAtMost = 100;

/** The differences with names. Lines, people and shifts have the name of the file where they are in it, else the one they had. */
export function changesTold(
  { lines, people, shifts }: Pick<Differences, 'lines' | 'people' | 'shifts'>,
  before: Organisation | null,
  after: Organisation,
): Record<'lines' | 'people' | 'shifts', ChangesTold> {
  const lineNames = new Map([...(before?.lines ?? []), ...after.lines].map(({ id, name }) => [id, name]));
  const shiftName = ({ line, start, end }: Shift) =>
    `${lineNames.get(line) ?? line}, ${start.replace('T', ' ')} – ${end.slice(-5)}`;
  return {
    lines: told(lines, before?.lines ?? [], after.lines, ({ name }) => name),
    people: told(people, before?.people ?? [], after.people, ({ name }) => name),
    shifts: told(shifts, before?.shifts ?? [], after.shifts, shiftName),
  };
}

function told<Thing extends { id: string }>(
  { added, changed, retired, reordered }: IdChanges,
  before: readonly Thing[],
  after: readonly Thing[],
  nameOf: (thing: Thing) => string,
): ChangesTold {
  const [old, next] = [before, after].map((things) => new Map(things.map((thing) => [thing.id, thing])));
  const first = (ids: readonly string[]) => ({
    count: ids.length,
    first: ids.slice(0, namedAtMost).map((id) => {
      const [was, is] = [old?.get(id), next?.get(id)];
      const thing = is ?? was;
      return { id, name: thing ? nameOf(thing) : id, fields: was && is ? fieldsChanged(was, is) : [] };
    }),
  });
  return { added: first(added), changed: first(changed), retired: first(retired), reordered };
}

function fieldsChanged(was: object, is: object): string[] {
  const [old, next] = [was, is].map((thing) => new Map<string, unknown>(Object.entries(thing)));
  const names = [...new Set([...(old?.keys() ?? []), ...(next?.keys() ?? [])])];
  return names.filter((name) => JSON.stringify(old?.get(name)) !== JSON.stringify(next?.get(name)));
}
