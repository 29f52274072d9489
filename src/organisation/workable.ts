/** Makes any stored organisation fit to work with: what cannot be used is left out or replaced by a default. */
import { hiddenSpellings } from '../promises/number.ts';
import { decideWithout, eachAlone } from '../platform/culprits.ts';
import { compileSchedule } from '../schedule/compile.ts';
import { compileOpening } from '../schedule/opening-hours.ts';
import { parseDate } from '../schedule/wall-clock.ts';
import { isZone, zoneClock } from '../schedule/zone-clock.ts';
import type { Line, Organisation, Person, Shift } from './organisation-file.ts';
import { defaultPolicy, overridePolicy, policyFieldNames, policyFields, type PolicyOverride } from './policy.ts';
import type { StoredOrganisation } from './stored-organisation.ts';

/** A record of the organisation, or a field of one, that cannot be used. */
export type Unworkable = { record: 'organisation' | 'line' | 'person' | 'shift'; id: string; field?: string };

export type Workable = { stored: StoredOrganisation; unworkable: Unworkable[] };

/**
 * `stored` with everything in it fit to be worked with. An unreadable zone becomes the organisation's, the organisation's own
 * UTC; a number of the policy the one above it; an entry of a list, or a shift, is left out. `soundLines`: ids of lines that
 * came out of this before.
 */
export function workable(stored: StoredOrganisation, soundLines: ReadonlySet<string> = new Set()): Workable {
  const unworkable: Unworkable[] = [];
  const { organisation, retired } = stored;
  const own = (field: string) => void unworkable.push({ record: 'organisation', id: '', field });
  const timeZone = zoneOr('UTC', organisation.organisation.timeZone, () => own('timeZone'));
  const policy = overridePolicy(defaultPolicy, soundPolicy(organisation.policy, own));
  const lineIn = (line: Line) =>
    soundLines.has(line.id)
      ? line
      : soundLine(line, timeZone, (field) => void unworkable.push({ record: 'line', id: line.id, field }));
  const lines = organisation.lines.map(lineIn);
  const retiredLines = retired.lines.map(lineIn);
  // A number that stands for callers who hide theirs reaches nobody, and belongs to nobody we know (V9).
  const reachable = organisation.people.filter(({ id, phone }) => {
    const isHidden = hiddenSpellings.has(phone);
    if (isHidden) unworkable.push({ record: 'person', id, field: 'phone' });
    return !isHidden;
  });
  const people = reachable.map((person) =>
    soundPerson(person, timeZone, (field) => void unworkable.push({ record: 'person', id: person.id, field })),
  );
  const timeOff = organisation.timeOff.filter(({ person, from, to }) => {
    const isSound = parseDate(from) !== null && parseDate(to) !== null;
    if (!isSound) unworkable.push({ record: 'person', id: person, field: 'timeOff' });
    return isSound;
  });
  const shifts = soundShifts(
    organisation.shifts,
    { organisation: { timeZone }, lines: [...lines, ...retiredLines] },
    (id, field) => void unworkable.push({ record: 'shift', id, ...(field === undefined ? {} : { field }) }),
  );
  return {
    stored: {
      ...stored,
      organisation: {
        ...organisation,
        organisation: { ...organisation.organisation, timeZone },
        policy,
        lines,
        people,
        shifts,
        timeOff,
      },
      retired: { ...retired, lines: retiredLines },
    },
    unworkable,
  };
}

type Tell = (field: string) => void;

function zoneOr(other: string, zone: string, tell: () => void): string {
  if (isZone(zone)) return zone;
  tell();
  return other;
}

/** The fields of a policy that are as they should be; a field that is not there is no fault. */
function soundPolicy(given: unknown, tell: Tell): PolicyOverride {
  const fields = isObject(given) ? given : {};
  return Object.fromEntries(
    policyFieldNames.flatMap((name) => {
      if (fields[name] === undefined) return [];
      const read = policyFields[name].safeParse(fields[name]);
      if (!read.success) tell(name);
      return read.success ? [[name, read.data]] : [];
    }),
  ) as PolicyOverride;
}

function soundLine(line: Line, zone: string, tell: Tell): Line {
  const timeZone = zoneOr(zone, line.timeZone, () => tell('timeZone'));
  const clock = zoneClock(timeZone);
  const listOf = <Item>(field: string, given: readonly Item[], isSound: (item: Item) => unknown): Item[] => {
    const { answer, culprits } = eachAlone(Array.isArray(given) ? given : [], (item) => isSound(item) !== false);
    const sound = answer.filter((one) => one.answer).map(({ item }) => item);
    if (!Array.isArray(given) || culprits.length > 0 || sound.length < given.length) tell(field);
    return sound;
  };
  const languages = line.languages.length > 0 ? line.languages : ['en'];
  if (line.languages.length === 0) tell('languages');
  if (!isObject(line.wording)) tell('wording');
  const rest: Record<string, unknown> = { ...line };
  for (const name of policyFieldNames) delete rest[name];
  return {
    ...(rest as Line),
    ...soundPolicy(line, tell),
    timeZone,
    languages,
    wishes: listOf('wishes', line.wishes, ({ key, tag, name }) =>
      [key, tag, name].every((one) => typeof one === 'string'),
    ),
    openingHours: listOf('openingHours', line.openingHours, (one) => compileOpening({ openingHours: [one] }, clock)),
    closures: listOf('closures', line.closures, (one) => compileOpening({ closures: [one] }, clock)),
    wording: isObject(line.wording) ? line.wording : {},
  };
}

function soundPerson(person: Person, zone: string, tell: Tell): Person {
  if (!isObject(person.limits)) tell('limits');
  if (!Array.isArray(person.availability)) tell('availability');
  return {
    ...person,
    timeZone: zoneOr(zone, person.timeZone, () => tell('timeZone')),
    limits: isObject(person.limits) ? person.limits : {},
    availability: Array.isArray(person.availability) ? person.availability : [],
  };
}

type Around = Pick<Organisation, 'lines'> & { organisation: { timeZone: string } };

/** The shifts that compile; one that does only without some of its changes is kept without them. */
function soundShifts(shifts: Shift[], around: Around, tell: (id: string, field?: string) => void): Shift[] {
  if (shifts.length === 0) return shifts;
  const compile = (some: readonly Shift[]) => compileSchedule({ ...around, people: [], shifts: some });
  const plain = shifts.map((shift) => {
    const isSound = [shift, ...shift.changes].every(
      ({ requires }) => requires === undefined || Array.isArray(requires),
    );
    if (isSound) return shift;
    tell(shift.id, 'requires');
    return { ...shift, requires: [], changes: shift.changes.map(({ requires: _requires, ...change }) => change) };
  });
  const { culprits } = decideWithout(plain, compile);
  const kept = new Map<Shift, Shift | null>(
    culprits.map(({ item }) => {
      const { answer: changes } = eachAlone(item.changes, (change) => compile([{ ...item, changes: [change] }]));
      const repaired = { ...item, changes: changes.map((one) => one.item) };
      const isSound = eachAlone([repaired], (one) => compile([one])).culprits.length === 0;
      tell(item.id, isSound ? 'changes' : undefined);
      return [item, isSound ? repaired : null];
    }),
  );
  return plain.flatMap((shift) => {
    const instead = kept.get(shift);
    return instead === null ? [] : [instead ?? shift];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
