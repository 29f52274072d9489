/** A directory with the records in it that were written since, everything else taken over as it is: what that costs does not depend on how many there are. */
import type { LayeredMap } from '../schedule/layered-map.ts';
import { recompiled } from '../schedule/recompile.ts';
import { canonicalNumber } from '../platform/phone-number.ts';
import type { Written } from './changes-sql.ts';
import { byPerson, callsOn, headOf, type Directory } from './directory.ts';
import type { Person, Shift, TimeOff } from './organisation-file.ts';
import type { StoredOrganisation } from './stored-organisation.ts';
import { knownTags, tagsByPerson, wantedTags } from './tags.ts';
import type { Unworkable } from './workable.ts';

/** `stored` holds the lines whole, and of people and shifts those `written` that are still in the organisation. */
export type Changes = { stored: StoredOrganisation; unworkable: Unworkable[]; written: Written };

/** The directory after `changes`; null where a zone or the lines themselves changed, on which every shift may depend. */
export function withChanges(held: Directory, { stored, unworkable, written }: Changes): Directory | null {
  const { organisation, retired } = stored;
  const lines = [...organisation.lines, ...retired.lines];
  const isSameGround =
    held.organisation.timeZone === organisation.organisation.timeZone &&
    held.lines.size === lines.length &&
    lines.every(({ id, timeZone }) => held.lines.get(id)?.timeZone === timeZone);
  if (!isSameGround) return null;
  const people = changesOf(written.people, organisation.people);
  const shifts = changesOf(written.shifts, organisation.shifts);
  const ofPeople = <Value>(known: LayeredMap<string, Value>, read: ReadonlyMap<string, Value>) =>
    known.with(written.people.map((id) => [id, read.get(id)]));
  const after: Omit<Directory, 'tags' | 'tagUses' | 'unworkable'> = {
    ...headOf(stored),
    schedule: recompiled(held.schedule, {
      lines: lines.filter(({ id }) => written.lines.includes(id)),
      people,
      shifts,
      timeOff: organisation.timeOff,
      timeZone: organisation.organisation.timeZone,
    }),
    shifts: inPlace(held.shifts, shifts),
    timeOff: timeOffAfter(held, organisation.timeOff, written.people),
    dateWishes: ofPeople(held.dateWishes, byPerson(stored.dateWishes)),
    ...peopleAfter(held, people),
    tagsDropped: ofPeople(held.tagsDropped, tagsByPerson(stored.droppedTags)),
  };
  const isAgain = (one: Unworkable) => isReadAgain(one, written);
  return {
    ...after,
    ...tagsAfter(held, after, written),
    unworkable: [...held.unworkable.filter((one) => !isAgain(one)), ...unworkable.filter(isAgain)],
  };
}

/** By id, each as it is now; undefined where it is there no more. */
function changesOf<Thing extends { id: string }>(
  written: readonly string[],
  read: readonly Thing[],
): Map<string, Thing | undefined> {
  const there = new Map(read.map((thing) => [thing.id, thing]));
  // Those read are in their order, and so come those that are new.
  return new Map([...there, ...written.filter((id) => !there.has(id)).map((id) => [id, undefined] as const)]);
}

/** Each at the place it had; new ones come last. */
function inPlace(before: readonly Shift[], changes: ReadonlyMap<string, Shift | undefined>): readonly Shift[] {
  if (changes.size === 0) return before;
  const left = new Map(changes);
  const kept = before.flatMap((shift) => {
    if (!left.has(shift.id)) return [shift];
    const now = left.get(shift.id);
    left.delete(shift.id);
    return now ? [now] : [];
  });
  return [...kept, ...[...left.values()].flatMap((shift) => shift ?? [])];
}

function timeOffAfter(held: Directory, read: readonly TimeOff[], people: readonly string[]): readonly TimeOff[] {
  const isAnybodyAway = people.some((id) => held.schedule.absences.has(id));
  const others = isAnybodyAway ? held.timeOff.filter(({ person }) => !people.includes(person)) : held.timeOff;
  return read.length > 0 ? [...others, ...read] : others;
}

function peopleAfter(
  held: Directory,
  changes: ReadonlyMap<string, Person | undefined>,
): Pick<Directory, 'people' | 'personOfNumber' | 'leaders' | 'reserves'> {
  const numbers = held.personOfNumber.byCanonical;
  const given = new Map<string, Person | undefined>();
  for (const id of changes.keys()) {
    const number = canonicalNumber(held.people.get(id)?.phone ?? '');
    if (numbers.get(number)?.id === id) given.set(number, undefined);
  }
  for (const person of changes.values()) if (person) given.set(canonicalNumber(person.phone), person);
  const people = held.people.with([...changes]);
  const among = (known: readonly Person[], isOne: (person: Person) => boolean) => {
    const [was, is] = [new Set(known.map(({ id }) => id)), (person: Person | undefined) => !!person && isOne(person)];
    const concerned = [...changes].filter(([id, person]) => was.has(id) || is(person));
    if (concerned.length === 0) return known;
    if (concerned.every(([id, person]) => was.has(id) && is(person)))
      return known.map((person) => changes.get(person.id) ?? person);
    return [...people.values()].filter(isOne);
  };
  return {
    people,
    personOfNumber: held.personOfNumber.with([...given]),
    leaders: among(held.leaders, callsOn.leader),
    reserves: among(held.reserves, callsOn.reserve),
  };
}

/** Who uses which tag is counted, so that nobody else's are looked through. */
function tagsAfter(
  held: Directory,
  after: Pick<Directory, 'people' | 'tagsDropped' | 'lines' | 'lineOfNumber' | 'shifts'>,
  written: Written,
): Pick<Directory, 'tags' | 'tagUses'> {
  const uses = new Map<string, number>();
  const count = (directory: Pick<Directory, 'people' | 'tagsDropped'>, by: number) => {
    for (const id of written.people)
      for (const tag of [...(directory.people.get(id)?.tags ?? []), ...(directory.tagsDropped.get(id) ?? [])])
        uses.set(tag, (uses.get(tag) ?? held.tagUses.get(tag) ?? 0) + by);
  };
  count(held, -1);
  count(after, 1);
  const tagUses = held.tagUses.with([...uses].map(([tag, times]) => [tag, times > 0 ? times : undefined]));
  const isSame =
    written.lines.length + written.shifts.length === 0 &&
    [...uses.keys()].every((tag) => held.tagUses.has(tag) === tagUses.has(tag));
  if (isSame) return { tags: held.tags, tagUses };
  const lines = [...after.lineOfNumber.values()];
  const isWantedSame = written.lines.length + written.shifts.length === 0;
  const wanted = isWantedSame ? held.tags.wanted : wantedTags(lines, after.shifts);
  return { tags: knownTags(lines, wanted, tagUses.keys()), tagUses };
}

function isReadAgain({ record, id }: Unworkable, { lines, people, shifts }: Written): boolean {
  const ofRecord = { organisation: [id], line: lines, person: people, shift: shifts };
  return ofRecord[record].includes(id);
}
