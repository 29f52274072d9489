/** The organisation made ready for the telephone: lines by number, people by id, the schedule compiled once per version. */
import type { RoutingLine } from '../calls/model.ts';
import { compileSchedule, type CompiledSchedule } from '../schedule/compile.ts';
import type { Database } from '../platform/database.ts';
import { ByNumber } from '../platform/phone-number.ts';
import type { Secrets } from '../platform/secrets.ts';
import { loadOrganisation } from './load-organisation.ts';
import type { Line, Organisation, Person, Shift, TimeOff } from './organisation-file.ts';
import { overridePolicy, type Policy } from './policy.ts';
import type { DateWish, StoredOrganisation } from './stored-organisation.ts';
import { knownTags, tagsByPerson, type KnownTags } from './tags.ts';
import { workable, type Unworkable } from './workable.ts';

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
  dateWishes: ReadonlyMap<string, readonly DateWish[]>;
  /** Lines in use and retired ones, whose contacts go on. */
  lines: Map<string, DirectoryLine>;
  /** By number, however it is spelled. */
  lineOfNumber: Map<string, DirectoryLine>;
  /** Lines whose numbers are no longer ours to publish: whoever still writes there hears so. */
  retiredLineOfNumber: Map<string, DirectoryLine>;
  people: Map<string, Person>;
  personOfNumber: Map<string, Person>;
  tags: KnownTags;
  /** By person, the tags they took back by text (W1). */
  tagsDropped: Map<string, string[]>;
  /** What is stored and could not be used: left out here, or stood in for. */
  unworkable: Unworkable[];
};

/** Gives the directory of a version: compiled again only when the organisation changed. */
export type Directories = {
  /** The newest directory; null before the first import. */
  current(): Promise<Directory | null>;
  /** The directory of `version`, read anew when the one in hand is another. */
  at(version: number): Promise<Directory | null>;
  /** The directory in hand, however old; null before anything was read. */
  inHand(): Directory | null;
};

/** Puts the stored organisation in order for look-ups. */
export function directoryOf(
  { version, organisation, retired, droppedTags, dateWishes }: StoredOrganisation,
  unworkable: Unworkable[],
): Directory {
  const withPolicy = (line: Line): DirectoryLine => ({ ...line, policy: overridePolicy(organisation.policy, line) });
  const lines = organisation.lines.map(withPolicy);
  const retiredLines = retired.lines.map(withPolicy);
  return {
    version,
    organisation: organisation.organisation,
    policy: organisation.policy,
    schedule: compileSchedule({ ...organisation, lines: [...organisation.lines, ...retired.lines] }),
    shifts: organisation.shifts,
    timeOff: organisation.timeOff,
    dateWishes: byPerson(dateWishes),
    lines: new Map([...retiredLines, ...lines].map((line) => [line.id, line])),
    lineOfNumber: new ByNumber(lines.map((line) => [line.phoneNumber, line])),
    retiredLineOfNumber: new ByNumber(retiredLines.map((line) => [line.phoneNumber, line])),
    people: new Map(organisation.people.map((person) => [person.id, person])),
    personOfNumber: new ByNumber(organisation.people.map((person) => [person.phone, person])),
    tags: knownTags(organisation, droppedTags),
    tagsDropped: tagsByPerson(droppedTags),
    unworkable,
  };
}

function byPerson(wishes: readonly DateWish[]): Map<string, DateWish[]> {
  const found = new Map<string, DateWish[]>();
  for (const wish of wishes) found.set(wish.person, [...(found.get(wish.person) ?? []), wish]);
  return found;
}

/** Whether the line is in use, not retired. */
export function isInUse(
  directory: Pick<Directory, 'lineOfNumber'>,
  line: Pick<DirectoryLine, 'id' | 'phoneNumber'>,
): boolean {
  return directory.lineOfNumber.get(line.phoneNumber)?.id === line.id;
}

/** Keeps one directory per process, shared by everything in it. */
export function openDirectories(database: Database, secrets: Secrets): Directories {
  let held: Directory | null = null;
  let loading: Promise<Directory | null> | null = null;
  const load = async () => {
    // A connection that broke while it was read is no reason to keep a caller waiting: reading twice does no harm.
    const read = (): Promise<{ stored: StoredOrganisation | null; unusable: Unworkable[] }> => {
      const unusable: Unworkable[] = [];
      return loadOrganisation(database, secrets, (record, id, field) => void unusable.push({ record, id, field })).then(
        (stored) => ({ stored, unusable }),
      );
    };
    const { stored, unusable } = await read().catch(read);
    const sound = stored && workable(stored);
    held = sound && directoryOf(sound.stored, [...unusable, ...sound.unworkable]);
    return held;
  };
  const reload = () => (loading ??= load().finally(() => (loading = null)));
  const at = async (version: number) => {
    if (held?.version === version) return held;
    const loaded = await reload();
    return loaded && loaded.version < version ? await reload() : loaded;
  };
  return {
    at,
    inHand: () => held,
    async current() {
      const { rows } = await database.pool.query<{ version: number }>({
        name: 'directory-version',
        text: 'SELECT version FROM organisation',
      });
      return rows[0] ? at(rows[0].version) : null;
    },
  };
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
