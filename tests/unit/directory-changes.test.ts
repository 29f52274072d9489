/** A process that follows the organisation change by change knows what one knows that reads it whole. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openDirectories } from '../../src/organisation/directories.ts';
import type { Directory } from '../../src/organisation/directory.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import type { Organisation } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { resolve } from '../../src/schedule/resolve.ts';
import { zoneClock } from '../../src/schedule/zone-clock.ts';
import { anyOrganisation } from '../support/any-organisation.ts';
import { freshDatabase } from '../support/servers.ts';

const secrets = deriveSecrets('7d'.repeat(32));
const startMs = Date.parse('2026-11-22T12:00:00Z');
const dayMs = 86_400_000;

let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  database = openDatabase(fresh.databaseUrl);
  drop = fresh.drop;
});
afterAll(async () => {
  await database.close();
  await drop();
});

/** One thing that somebody does to an organisation; `at` picks the record. */
type Step = { kind: keyof typeof steps; at: number };

const steps = {
  'a person leaves': (file: Organisation, at: number) => {
    const gone = file.people[at % file.people.length]?.id;
    const others = (assigned: Organisation['shifts'][number]['assigned']) =>
      assigned.filter(({ person }) => person !== gone);
    return {
      ...file,
      people: file.people.filter(({ id }) => id !== gone),
      timeOff: file.timeOff.filter(({ person }) => person !== gone),
      shifts: file.shifts.map((shift) => ({
        ...shift,
        assigned: others(shift.assigned),
        changes: shift.changes.map((change) => ({
          ...change,
          ...(change.assigned && { assigned: others(change.assigned) }),
        })),
      })),
    };
  },
  'a person comes': (file: Organisation, at: number) => ({
    ...file,
    people: [
      ...file.people,
      {
        ...(file.people[0] as Organisation['people'][number]),
        id: `newcomer-${at}`,
        phone: `+1555777${String(at).padStart(4, '0')}`,
      },
    ],
  }),
  'a person comes first': (file: Organisation) => ({ ...file, people: file.people.toReversed() }),
  'a person changes': (file: Organisation, at: number) => ({
    ...file,
    people: file.people.map((person, index) =>
      index === at % file.people.length
        ? {
            ...person,
            name: `Name ${at}`,
            tags: [`tag-${at}`],
            phone: `+1555666${String(at).padStart(4, '0')}`,
            training: [{ course: `course-${at}` }],
          }
        : person,
    ),
  }),
  'two people exchange their phones': (file: Organisation, at: number) => {
    const [one, other] = [file.people[at % file.people.length], file.people[(at + 1) % file.people.length]];
    return {
      ...file,
      people: file.people.map((person) =>
        person === one && other
          ? { ...person, phone: other.phone }
          : person === other && one
            ? { ...person, phone: one.phone }
            : person,
      ),
    };
  },
  'a person has another part': (file: Organisation, at: number) => ({
    ...file,
    people: file.people.map((person, index) =>
      index === at % file.people.length
        ? {
            ...person,
            roles: at % 2 === 0 ? (['volunteer', 'shift-leader'] as const).slice() : ['volunteer' as const],
            reserve: at % 3 === 0,
            timeZone: at % 5 === 0 ? 'Asia/Tokyo' : 'UTC',
          }
        : person,
    ),
  }),
  'a shift goes to others, and now and then to another line': (file: Organisation, at: number) => ({
    ...file,
    shifts: file.shifts.map((shift, index) =>
      index === at % file.shifts.length
        ? {
            ...shift,
            line: file.lines[at % file.lines.length]?.id ?? shift.line,
            assigned: file.people.slice(at % 2, (at % 2) + 1).map(({ id }) => ({ person: id, as: 'primary' as const })),
            changes: [],
          }
        : shift,
    ),
  }),
  'a person is away': (file: Organisation, at: number) => ({
    ...file,
    timeOff: [
      ...file.timeOff,
      ...file.people
        .slice(at % 3, (at % 3) + 1)
        .map(({ id }) => ({ person: id, from: '2026-11-20', to: '2026-11-30' })),
    ],
  }),
  'nobody is away': (file: Organisation) => ({ ...file, timeOff: [] }),
  'a shift ends': (file: Organisation, at: number) => ({
    ...file,
    shifts: file.shifts.filter((_, index) => index !== at % file.shifts.length),
  }),
  'a shift needs more': (file: Organisation, at: number) => ({
    ...file,
    shifts: file.shifts.map((shift, index) => (index === at % file.shifts.length ? { ...shift, need: at % 5 } : shift)),
  }),
  'a line has other words and days': (file: Organisation, at: number) => ({
    ...file,
    lines: file.lines.map((line, index) =>
      index === at % file.lines.length
        ? {
            ...line,
            greeting: `Hello ${at}`,
            closures: [{ from: '2026-11-24', to: '2026-11-25', reason: '' }],
            openingHours: [],
          }
        : line,
    ),
  }),
  'a line moves to another zone': (file: Organisation, at: number) => ({
    ...file,
    lines: file.lines.map((line, index) =>
      index === at % file.lines.length ? { ...line, timeZone: 'Asia/Tokyo' } : line,
    ),
  }),
  'the policy changes': (file: Organisation, at: number) => ({
    ...file,
    policy: { ...file.policy, callsPerDay: 1 + (at % 9) },
  }),
};

/** Everything a directory answers, as plain values. */
function answersOf(directory: Directory | null) {
  if (!directory) return null;
  const {
    schedule,
    lines,
    lineOfNumber,
    retiredLineOfNumber,
    people,
    personOfNumber,
    timeOff,
    leaders,
    reserves,
    ...rest
  } = directory;
  const byPerson = (a: { person: string }, b: { person: string }) =>
    a.person < b.person ? -1 : a.person > b.person ? 1 : 0;
  const inOrder = <Value>(map: Iterable<readonly [string, Value]>) =>
    [...map].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    ...rest,
    tagUses: inOrder(rest.tagUses),
    tagsDropped: inOrder(rest.tagsDropped),
    dateWishes: inOrder(rest.dateWishes),
    lines: [...lines],
    numbers: [...lineOfNumber].map(([number, { id }]) => [number, id]),
    retired: [...retiredLineOfNumber].map(([number, { id }]) => [number, id]),
    people: [...people],
    size: people.size,
    phones: inOrder(personOfNumber.byCanonical).map(([number, { id }]) => `${number} ${id}`),
    leaders: leaders.map(({ id }) => id),
    reserves: reserves.map(({ id }) => id),
    timeOff: timeOff.toSorted(byPerson),
    absences: inOrder(schedule.absences).map(([id, { clock, days }]) => [
      id,
      clock === zoneClock(people.get(id)?.timeZone ?? directory.organisation.timeZone),
      days,
    ]),
    peopleOfSchedule: [...schedule.people],
    shiftsOfPerson: inOrder(schedule.shiftsOfPerson).map(([person, shifts]) => [person, shifts.map(({ id }) => id)]),
    shiftsOfLine: [...schedule.lines.values()].map(({ id, shifts }) => [id, shifts.map((shift) => shift.id)]),
    opening: [...schedule.lines.values()].map(({ opening }) => opening),
    occurrences: resolve(schedule, startMs - 30 * dayMs, startMs + 60 * dayMs),
  };
}

test('whatever is done to an organisation', async () => {
  const kinds = Object.keys(steps) as Step['kind'][];
  const everyStep = fc
    .shuffledSubarray(kinds, { minLength: kinds.length })
    .chain((order) => fc.tuple(...order.map((kind) => fc.record<Step>({ kind: fc.constant(kind), at: fc.nat(999) }))));
  let atMs = startMs;
  await fc.assert(
    fc.asyncProperty(anyOrganisation, everyStep, async (start, done) => {
      const following = openDirectories(database, secrets);
      let file = organisationOf(start) as Organisation;
      for (const step of [null, ...done]) {
        const wanted = step ? organisationOf(steps[step.kind](file, step.at)) : file;
        if (!wanted) continue;
        file = wanted;
        atMs += 1000;
        await importOrganisation(database, secrets, wanted, 'jo', atMs);
        const whole = openDirectories(database, secrets);
        expect(answersOf(await following.current())).toEqual(answersOf(await whole.current()));
      }
    }),
    { numRuns: 3 },
  );
});

/** What a person may not do to a file is not done. */
function organisationOf(content: unknown): Organisation | null {
  const reading = checkOrganisation(JSON.parse(JSON.stringify(content)));
  return reading.kind === 'faults' ? null : reading.organisation;
}
