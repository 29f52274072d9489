/** The organisation prepared for look-ups: lines by number, people by id, the schedule compiled once per version. */
import type { RoutingLine } from '../calls/model.ts';
import { compileSchedule, type CompiledSchedule } from '../schedule/compile.ts';
import { LayeredMap } from '../schedule/layered-map.ts';
import { ByNumber, canonicalNumber, ManyByNumber } from '../platform/phone-number.ts';
import type { Line, Organisation, Person, Shift, TimeOff } from './organisation-file.ts';
import { overridePolicy, type Policy } from './policy.ts';
import type { DateWish, StoredOrganisation } from './stored-organisation.ts';
import { knownTags, tagsByPerson, tagUsesOf, wantedTags, type KnownTags } from './tags.ts';
import type { Unworkable } from './workable.ts';

export type DirectoryLine = Line & { policy: Policy };

export type Directory = {
  version: number;
  organisation: Organisation['organisation'];
  policy: Policy;
  schedule: CompiledSchedule;
  /** What the schedule was compiled from, for those who plan. */
  shifts: readonly Shift[];
  timeOff: readonly TimeOff[];
  /** By person, what they have said of single dates, in order. */
  dateWishes: LayeredMap<string, readonly DateWish[]>;
  /** Lines in use and retired ones, whose contacts go on. */
  lines: Map<string, DirectoryLine>;
  /** By number, however it is spelled. */
  lineOfNumber: ByNumber<DirectoryLine>;
  /** Retired lines by number: somebody who still writes there hears so. */
  retiredLineOfNumber: ByNumber<DirectoryLine>;
  people: LayeredMap<string, Person>;
  personOfNumber: ManyByNumber<Person>;
  /** Those of the people who are shift leaders, and those who are reserves, in order. */
  leaders: readonly Person[];
  reserves: readonly Person[];
  tags: KnownTags;
  /** How many people have a tag or took it back. */
  tagUses: LayeredMap<string, number>;
  /** By person, the tags they took back by text (W1). */
  tagsDropped: LayeredMap<string, readonly string[]>;
  /** What is stored and cannot be used: left out here, or replaced by a default. */
  unworkable: Unworkable[];
};

/** Puts the stored organisation in order for look-ups. */
export function directoryOf(stored: StoredOrganisation, unworkable: Unworkable[]): Directory {
  const { organisation, retired, droppedTags, dateWishes } = stored;
  const { lines, people, shifts } = organisation;
  const tagUses = LayeredMap.of(tagUsesOf(people, droppedTags));
  return {
    ...headOf(stored),
    schedule: compileSchedule({ ...organisation, lines: [...lines, ...retired.lines] }),
    shifts,
    timeOff: organisation.timeOff,
    dateWishes: LayeredMap.of(byPerson(dateWishes)),
    people: LayeredMap.of(people.map((person) => [person.id, person])),
    personOfNumber: new ManyByNumber(LayeredMap.of(people.map((person) => [canonicalNumber(person.phone), person]))),
    leaders: people.filter(callsOn.leader),
    reserves: people.filter(callsOn.reserve),
    tags: knownTags(lines, wantedTags(lines, shifts), tagUses.keys()),
    tagUses,
    tagsDropped: LayeredMap.of(tagsByPerson(droppedTags)),
    unworkable,
  };
}

/** Whom routing looks for beside those on shift. */
export const callsOn = {
  leader: (person: Person) => person.roles.includes('shift-leader'),
  reserve: (person: Person) => person.reserve,
};

/** What is the same however many people and shifts there are. */
export function headOf({
  version,
  organisation,
  retired,
}: StoredOrganisation): Pick<
  Directory,
  'version' | 'organisation' | 'policy' | 'lines' | 'lineOfNumber' | 'retiredLineOfNumber'
> {
  const withPolicy = (line: Line): DirectoryLine => ({ ...line, policy: overridePolicy(organisation.policy, line) });
  const lines = organisation.lines.map(withPolicy);
  const retiredLines = retired.lines.map(withPolicy);
  return {
    version,
    organisation: organisation.organisation,
    policy: organisation.policy,
    lines: new Map([...retiredLines, ...lines].map((line) => [line.id, line])),
    lineOfNumber: new ByNumber(lines.map((line) => [line.phoneNumber, line])),
    retiredLineOfNumber: new ByNumber(retiredLines.map((line) => [line.phoneNumber, line])),
  };
}

/** The wishes of each person, in the order given. */
export function byPerson(wishes: readonly DateWish[]): Map<string, readonly DateWish[]> {
  const found = new Map<string, DateWish[]>();
  for (const wish of wishes) {
    const known = found.get(wish.person);
    if (known) known.push(wish);
    else found.set(wish.person, [wish]);
  }
  return found;
}

/** Whether the line is in use, not retired. */
export function isInUse(
  directory: Pick<Directory, 'lineOfNumber'>,
  line: Pick<DirectoryLine, 'id' | 'phoneNumber'>,
): boolean {
  return directory.lineOfNumber.get(line.phoneNumber)?.id === line.id;
}

/** A line as routing sees it. */
export function routingLine(line: DirectoryLine): RoutingLine {
  return { id: line.id, languages: line.languages, wishes: line.wishes, policy: line.policy };
}

/** The line of a contact; a contact cannot exist without one, not even after its line was retired. */
export function lineOf(directory: Directory, lineId: string): DirectoryLine {
  const line = directory.lines.get(lineId);
  if (!line) throw new Error(`a contact is on line "${lineId}", which the organisation does not have`);
  return line;
}
