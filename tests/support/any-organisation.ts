/** Organisation files that are right, as many and as odd as fast-check can think of. */
import fc from 'fast-check';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import type { OverflowStep, Wave } from '../../src/organisation/policy.ts';

const anyDays = fc.uniqueArray(
  fc.constantFrom(
    'MO' as const,
    'TU' as const,
    'WE' as const,
    'TH' as const,
    'FR' as const,
    'SA' as const,
    'SU' as const,
  ),
  { minLength: 1 },
);
const twoDigits = (most: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, '0'));
const anyTime = fc.tuple(twoDigits(23), twoDigits(59)).map((parts) => parts.join(':'));
const anyDate = fc
  .integer({ min: 20_000, max: 24_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const anyDates = fc
  .tuple(anyDate, anyDate)
  .map((dates) => dates.toSorted())
  .map(([from = '', to = '']) => ({ from, to }));
const anyZone = fc.constantFrom('America/Chicago', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
const anyText = fc.oneof(
  fc.constantFrom('Inês Costa', 'O\'Brien "B"', 'línea ☎️ {}', "'; drop table people; --"),
  fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x${text}`),
);
const anyLanguages = fc.uniqueArray(fc.constantFrom('en', 'es', 'vi', 'zh-Hant', 'ar'), { minLength: 1, maxLength: 4 });
const anyTag = fc.constantFrom('veteran', 'parent', 'recovery', 'lgbtq');
const anyHours = fc.array(fc.record({ days: anyDays, start: anyTime, end: anyTime }), { maxLength: 3 });
const phone = (kind: number, index: number) => `+1555${kind}${String(index).padStart(6, '0')}`;

/** Any of the fields, or none. */
const some = <T extends object>(model: { [Field in keyof T]: fc.Arbitrary<T[Field]> }) =>
  fc.record(model, { requiredKeys: [] });

const anyPolicy = some({
  callsPerDay: fc.integer({ min: 1, max: 9 }),
  dayTurnsAt: anyTime,
  ringSeconds: fc.integer({ min: 5, max: 60 }),
  waves: fc.constantFrom<Wave[][]>(
    [{ afterSeconds: 0, size: 2 }],
    [
      { afterSeconds: 0, size: 1 },
      { afterSeconds: 7.5, size: 3 },
    ],
  ),
  overflow: fc.constantFrom<OverflowStep[][]>(
    [{ afterSeconds: 5, do: 'voicemail' as const }],
    [
      { afterSeconds: 5, do: 'ring-partner' as const, number: '+15550300001' },
      { afterSeconds: 5, do: 'offer-callback' as const },
    ],
  ),
  wrapUpMinutes: fc.integer({ min: 0, max: 30 }),
  escalation: fc.constantFrom('consent-only' as const, 'imminent-risk' as const),
  training: fc.uniqueArray(fc.constantFrom('core', 'night')),
  callback: some({
    quietHours: fc.record({ start: anyTime, end: anyTime }),
    attemptsMinutes: fc.constant<number[]>([0, 5]),
    expiresHours: fc.integer({ min: 1, max: 48 }),
  }),
  limits: some({ hoursPerWeek: fc.integer({ min: 10, max: 40 }), restHours: fc.integer({ min: 8, max: 12 }) }),
});

const anyLine = fc.record(
  {
    name: anyText,
    timeZone: anyZone,
    languages: anyLanguages,
    wishes: fc.uniqueArray(fc.record({ key: fc.constantFrom('1', '2', '8'), tag: anyTag, name: anyText }), {
      selector: ({ key }) => key,
      maxLength: 3,
    }),
    openingHours: anyHours,
    closures: fc.array(
      fc.tuple(anyDates, anyText).map(([dates, reason]) => ({ ...dates, reason })),
      { maxLength: 2 },
    ),
    greeting: anyText,
    wording: fc.constantFrom<Record<string, string | Record<string, string>>[]>(
      {},
      { hold: 'Soon.', b: 'https://example.org/b.mp3', a: 'A' },
      { es: { hold: 'Pronto.' } },
    ),
    automaticAvailability: fc.boolean(),
    callbackNumber: fc.constant('+15559000001'),
  },
  { requiredKeys: ['name', 'timeZone', 'languages'] },
);

const anyPerson = fc.record(
  {
    name: anyText,
    roles: fc.uniqueArray(
      fc.constantFrom('volunteer' as const, 'shift-leader' as const, 'coordinator' as const, 'admin' as const),
    ),
    email: fc.constant('someone@northside.example'),
    phoneName: anyText,
    languages: anyLanguages,
    tags: fc.uniqueArray(anyTag),
    channels: fc.uniqueArray(fc.constantFrom('voice' as const, 'text' as const)),
    timeZone: anyZone,
    training: fc.uniqueArray(
      fc.record({ course: fc.constantFrom('core', 'night'), until: anyDate }, { requiredKeys: ['course'] }),
      { selector: ({ course }) => course },
    ),
    trainee: fc.boolean(),
    reserve: fc.boolean(),
    limits: some({
      hoursPerWeek: fc.integer({ min: 1, max: 10 }),
      shiftsPerWeek: fc.integer({ min: 0, max: 5 }),
      nightsPerWeek: fc.integer({ min: 0, max: 5 }),
    }),
    availability: fc.array(
      fc.record({
        days: anyDays,
        start: anyTime,
        end: anyTime,
        wish: fc.constantFrom('preferred' as const, 'fine' as const, 'reluctant' as const),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['name', 'roles'] },
);

const anyRequires = fc.array(
  fc.oneof(
    fc.record({ language: fc.constant('es'), count: fc.constant(1) }),
    fc.record({ tag: anyTag, count: fc.constant(2) }),
  ),
  { maxLength: 2 },
);
const assignedAmong = (people: number) =>
  people === 0
    ? fc.constant<never[]>([])
    : fc.uniqueArray(
        fc.record({
          person: fc.nat(people - 1).map((index) => `person-${index}`),
          as: fc.constantFrom('primary' as const, 'backup' as const),
        }),
        { selector: ({ person }) => person, maxLength: 3 },
      );

/** A daily series from `date` at 17:00 for four hours, with one occurrence changed in any way. */
const anyShift = (lines: number, people: number) =>
  fc
    .record(
      {
        line: fc.nat(lines - 1).map((index) => `line-${index}`),
        date: anyDate,
        repeat: fc.constantFrom('FREQ=DAILY', 'FREQ=DAILY;COUNT=10'),
        also: fc.constantFrom<string[][]>([], ['2027-01-01T03:00']),
        change: some({
          start: fc.constant('T16:00'),
          end: fc.constant('T22:00'),
          need: fc.nat(4),
          requires: anyRequires,
          assigned: assignedAmong(people),
          cancelled: fc.boolean(),
        }),
        need: fc.nat(4),
        requires: anyRequires,
        assigned: assignedAmong(people),
      },
      { requiredKeys: ['line', 'date'] },
    )
    .map(({ date, change, ...rest }) => {
      const dated = {
        ...change,
        ...(change?.start && { start: date + change.start }),
        ...(change?.end && { end: date + change.end }),
      };
      const occurrence = `${date}T17:00`;
      return {
        ...rest,
        start: occurrence,
        end: `${date}T21:00`,
        ...(change && { changes: [{ occurrence, ...dated }], except: [`${date}T17:00`] }),
      };
    });

const numbered = <T extends object, K extends object>(things: readonly T[], fields: (index: number) => K) =>
  things.map((thing, index) => ({ ...fields(index), ...thing }));

/** Any organisation file without faults. */
export const anyOrganisation: fc.Arbitrary<OrganisationFile> = fc
  .record({
    lines: fc.array(
      anyLine.chain((line) => anyPolicy.map((policy) => ({ ...line, ...policy }))),
      { minLength: 1, maxLength: 3 },
    ),
    people: fc.array(anyPerson, { maxLength: 5 }),
  })
  .chain(({ lines, people }) =>
    fc.record(
      {
        organisation: fc.record(
          { name: anyText, timeZone: anyZone, crisisNumber: fc.constant('+15559880988'), crisisName: anyText },
          { requiredKeys: ['name', 'timeZone', 'crisisNumber'] },
        ),
        policy: anyPolicy,
        lines: fc.constant(numbered(lines, (index) => ({ id: `line-${index}`, phoneNumber: phone(1, index) }))),
        people: fc.constant(numbered(people, (index) => ({ id: `person-${index}`, phone: phone(2, index) }))),
        shifts: fc
          .array(anyShift(lines.length, people.length), { maxLength: 4 })
          .map((shifts) => numbered(shifts, (index) => ({ id: `shift-${index}` }))),
        timeOff:
          people.length === 0
            ? fc.constant([])
            : fc.array(
                fc
                  .tuple(anyDates, fc.nat(people.length - 1))
                  .map(([dates, person]) => ({ person: `person-${person}`, ...dates })),
                { maxLength: 3 },
              ),
        blocks: fc.uniqueArray(
          fc.record(
            {
              number: fc.nat(3).map((index) => phone(3, index)),
              line: fc.constant('line-0'),
              reason: anyText,
              until: anyDate,
              review: anyDate,
            },
            { requiredKeys: ['number'] },
          ),
          { selector: ({ number, line }) => `${number} ${line}`, maxLength: 3 },
        ),
      },
      { requiredKeys: ['organisation', 'lines', 'people'] },
    ),
  );
