/** Lines and the numbers the organisation runs by, changed one at a time (O3). */
import { editOrganisation, versionOf, withFields, type Edited, type Editing, type Part } from './edit-organisation.ts';
import { earlierStates } from './earlier-states.ts';
import type { Closure, Line, Organisation } from './organisation-file.ts';
import { defaultPolicy, overridePolicy, type PolicyOverride } from './policy.ts';

/** What is absent stays; null takes something away: on a line the organisation's own holds again. */
export type LineFields = { [Field in Exclude<keyof Line, 'id'>]?: Line[Field] | null };
export type SettingsFields = {
  organisation?: { [Field in keyof Organisation['organisation']]?: Organisation['organisation'][Field] | null };
  policy?: { [Field in keyof PolicyOverride]?: PolicyOverride[Field] | null };
};

/** `changed`: it is not as whoever changes it has seen it. `last`: an organisation has at least one line in use. */
export type LineEdited = Edited<'unknown' | 'changed' | 'is-there' | 'last'>;

type Asker = { by: string; seen: string | null };

const nobody = { people: [], shifts: [] };

/** What a change of a line is made on. */
export function versionOfLine(line: Line): string {
  return versionOf(line);
}

/** What a change of the organisation itself and its policy is made on. */
export function versionOfSettings({ organisation, policy }: Pick<Organisation, 'organisation' | 'policy'>): string {
  return versionOf([organisation, policy]);
}

/** Adds a line, last in order. */
export function addLine(
  editing: Editing,
  id: string,
  fields: LineFields & Pick<Line, 'name' | 'phoneNumber'>,
  by: string,
): Promise<LineEdited> {
  return editOrganisation(
    editing,
    { touched: nobody, by, action: 'line.added', subject: id, keeps: 'line' },
    (part) => {
      if (part.lines.some((line) => line.id === id)) return { kind: 'no', reason: 'is-there' };
      const blank = { id, timeZone: part.organisation.timeZone, languages: ['en'], wishes: [], openingHours: [] };
      const line = withFields<object>(
        { ...blank, closures: [], wording: {}, automaticAvailability: false },
        fields,
      ) as Line;
      return { kind: 'part', part: { ...part, lines: [...part.lines, line] } };
    },
  );
}

/** Changes what `fields` has of a line. */
export function changeLine(editing: Editing, id: string, fields: LineFields, { by, seen }: Asker): Promise<LineEdited> {
  return editOrganisation(
    editing,
    { touched: nobody, by, action: 'line.changed', subject: id, keeps: 'line' },
    (part) => onLine(part, id, seen, (line) => [withFields(line, fields)]),
  );
}

/** Closes a line on some days; where it is closed on just these already, the reason is the new one. */
export function addClosure(editing: Editing, id: string, closure: Closure, { by, seen }: Asker): Promise<LineEdited> {
  return editOrganisation(
    editing,
    { touched: nobody, by, action: 'line.closure-added', subject: id, keeps: 'line' },
    (part) =>
      onLine(part, id, seen, (line) => [
        {
          ...line,
          closures: [...line.closures.filter((one) => !isOnSameDays(one, closure)), closure].sort(
            (a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to),
          ),
        },
      ]),
  );
}

/** The line is not closed on those days after all. */
export function endClosure(
  editing: Editing,
  id: string,
  days: Pick<Closure, 'from' | 'to'>,
  { by, seen }: Asker,
): Promise<LineEdited> {
  return editOrganisation(
    editing,
    { touched: nobody, by, action: 'line.closure-ended', subject: id, keeps: 'line' },
    (part) => {
      const line = part.lines.find((one) => one.id === id);
      if (!line?.closures.some((one) => isOnSameDays(one, days))) return { kind: 'no', reason: 'unknown' };
      return onLine(part, id, seen, () => [
        { ...line, closures: line.closures.filter((one) => !isOnSameDays(one, days)) },
      ]);
    },
  );
}

function isOnSameDays(one: Pick<Closure, 'from' | 'to'>, other: Pick<Closure, 'from' | 'to'>): boolean {
  return one.from === other.from && one.to === other.to;
}

/** Puts a line back to how it stood before the change that made `version`; one that was not there then is taken out of use. */
export async function restoreLine(
  editing: Editing,
  id: string,
  version: number,
  asker: Asker,
): Promise<LineEdited | { kind: 'no-state' }> {
  const states = await earlierStates(editing, { record: 'line', subject: id });
  const state = states.find((one) => one.version === version);
  if (!state) return { kind: 'no-state' };
  const { before } = state;
  if (before === null) return retireLine(editing, id, asker);
  const asked = { touched: nobody, by: asker.by, action: 'line.restored', subject: id, keeps: 'line' } as const;
  return editOrganisation(editing, asked, (part) => {
    const line = before as Line;
    const stands = part.lines.some((one) => one.id === id);
    return stands
      ? onLine(part, id, asker.seen, () => [line])
      : { kind: 'part', part: { ...part, lines: [...part.lines, line] } };
  });
}

/** Puts the settings back to how they stood before the change that made `version`. */
export async function restoreSettings(
  editing: Editing,
  version: number,
  { by, seen }: Asker,
): Promise<LineEdited | { kind: 'no-state' }> {
  const states = await earlierStates(editing, { record: 'settings', subject: '' });
  const before = states.find((one) => one.version === version)?.before;
  if (!before) return { kind: 'no-state' };
  const asked = { touched: nobody, by, action: 'settings.restored', subject: '', keeps: 'settings' } as const;
  return editOrganisation(editing, asked, (part) =>
    seen !== null && seen !== versionOfSettings(part)
      ? { kind: 'no', reason: 'changed' }
      : { kind: 'part', part: { ...part, ...(before as Pick<Part, 'organisation' | 'policy'>) } },
  );
}

/** Takes a line out of use: nobody is called from it any more, and contacts that are under way go on. */
export function retireLine(editing: Editing, id: string, { by, seen }: Asker): Promise<LineEdited> {
  return editOrganisation(
    editing,
    { touched: nobody, by, action: 'line.retired', subject: id, keeps: 'line' },
    (part) =>
      part.lines.length === 1 && part.lines[0]?.id === id
        ? { kind: 'no', reason: 'last' }
        : onLine(part, id, seen, () => []),
  );
}

/** Changes the organisation's own name, zone, crisis number and policy. */
export function changeSettings(
  editing: Editing,
  { organisation = {}, policy = {} }: SettingsFields,
  { by, seen }: Asker,
): Promise<LineEdited> {
  const asked = { touched: nobody, by, action: 'settings.changed', subject: '', keeps: 'settings' } as const;
  return editOrganisation(editing, asked, (part) => {
    if (seen !== null && seen !== versionOfSettings(part)) return { kind: 'no', reason: 'changed' };
    return {
      kind: 'part',
      part: {
        ...part,
        organisation: withFields(part.organisation, organisation),
        policy: overridePolicy(defaultPolicy, withFields(part.policy, policy)),
      },
    };
  });
}

function onLine(part: Part, id: string, seen: string | null, change: (line: Line) => Line[]) {
  const line = part.lines.find((one) => one.id === id);
  if (!line) return { kind: 'no', reason: 'unknown' } as const;
  if (seen !== null && seen !== versionOfLine(line)) return { kind: 'no', reason: 'changed' } as const;
  const lines = part.lines.flatMap((one) => (one === line ? change(one) : [one]));
  return { kind: 'part', part: { ...part, lines } } as const;
}
