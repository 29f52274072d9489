/** A directory with the records in it that were written since, everything else taken over as it is. */
import { compileSchedule } from '../schedule/compile.ts';
import type { Directory } from './directory.ts';
import { byPerson, headOf } from './directory.ts';
import type { Person, Shift } from './organisation-file.ts';
import type { DateWish, StoredOrganisation, Touched } from './stored-organisation.ts';
import { knownTags, tagsByPerson, type OwnTag } from './tags.ts';
import type { Unworkable } from './workable.ts';

/** `stored` holds the lines whole, and of people and shifts those `touched` that are still in the organisation. */
export type Changes = { stored: StoredOrganisation; unworkable: Unworkable[]; touched: Touched };

/** The directory after `changes`; null where a zone or the lines themselves changed, on which every shift may depend. */
export function withChanges(held: Directory, changes: Changes): Directory | null {
  const { stored, touched } = changes;
  const { organisation, retired } = stored;
  const lines = [...organisation.lines, ...retired.lines];
  const isSameGround =
    held.organisation.timeZone === organisation.organisation.timeZone &&
    held.lines.size === lines.length &&
    lines.every(({ id, timeZone }) => held.lines.get(id)?.timeZone === timeZone);
  if (!isSameGround) return null;
  const shiftIds = new Set(touched.shifts);
  const personIds = new Set(touched.people);
  const shifts = inPlace(held.shifts, organisation.shifts, shiftIds);
  const { people, personOfNumber } = peopleAfter(held, organisation.people, touched.people);
  const timeOff = [...held.timeOff.filter(({ person }) => !personIds.has(person)), ...organisation.timeOff];
  const droppedTags = tagsAfter(held.tagsDropped, stored.droppedTags, personIds);
  const after = { ...organisation, lines, people: [...people.values()], shifts, timeOff };
  return {
    ...headOf(stored),
    schedule: compileSchedule(after, { schedule: held.schedule, changed: shiftIds }),
    shifts,
    timeOff,
    dateWishes: wishesAfter(held.dateWishes, stored.dateWishes, personIds),
    people,
    personOfNumber,
    tags: knownTags({ ...after, lines: organisation.lines }, droppedTags),
    tagsDropped: tagsByPerson(droppedTags),
    unworkable: [...held.unworkable.filter((one) => !isReadAgain(one, personIds, shiftIds)), ...changes.unworkable],
  };
}

/** Each at the place it had; new ones come last. */
function inPlace(before: readonly Shift[], read: readonly Shift[], touched: ReadonlySet<string>): Shift[] {
  const left = new Map(read.map((shift) => [shift.id, shift]));
  const kept = before.flatMap((shift) => {
    if (!touched.has(shift.id)) return [shift];
    const now = left.get(shift.id);
    left.delete(shift.id);
    return now ? [now] : [];
  });
  return [...kept, ...left.values()];
}

function peopleAfter(
  held: Directory,
  read: readonly Person[],
  touched: readonly string[],
): Pick<Directory, 'people' | 'personOfNumber'> {
  const people = new Map(held.people);
  const personOfNumber = held.personOfNumber.copy();
  const now = new Map(read.map((person) => [person.id, person]));
  for (const id of touched) {
    const before = people.get(id);
    if (before && personOfNumber.get(before.phone)?.id === id) personOfNumber.delete(before.phone);
    const after = now.get(id);
    if (after) people.set(id, after);
    else people.delete(id);
  }
  for (const person of read) personOfNumber.set(person.phone, person);
  return { people, personOfNumber };
}

function wishesAfter(
  held: Directory['dateWishes'],
  read: readonly DateWish[],
  touched: ReadonlySet<string>,
): Directory['dateWishes'] {
  return new Map([...[...held].filter(([person]) => !touched.has(person)), ...byPerson(read)]);
}

/** In the order in which the tables give them all. */
function tagsAfter(
  held: ReadonlyMap<string, readonly string[]>,
  read: readonly OwnTag[],
  touched: ReadonlySet<string>,
): OwnTag[] {
  const kept = [...held].flatMap(([person, tags]) => (touched.has(person) ? [] : tags.map((tag) => ({ person, tag }))));
  return [...kept, ...read].sort((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0));
}

function isReadAgain({ record, id }: Unworkable, people: ReadonlySet<string>, shifts: ReadonlySet<string>): boolean {
  if (record === 'person') return people.has(id);
  return record === 'shift' ? shifts.has(id) : true;
}
