/** Organisation files that are right, as many and as odd as fast-check can think of. */
import fc from 'fast-check';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import type { OverflowStep, Wave } from '../../src/organisation/policy.ts';
import { isZoneName } from '../../src/schedule/zone-names.ts';

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
/** Zones of cities, links, fixed ones and any letter case. */
const anyZone = fc.oneof(
  fc.constantFrom('America/Chicago', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'),
  fc.constantFrom(...Intl.supportedValuesOf('timeZone').filter(isZoneName)),
  fc.constantFrom(
    ...'US/Central Asia/Kolkata Europe/Kyiv EST MST HST EST5EDT CET GMT Etc/GMT+12 Etc/GMT-14 Zulu NZ-CHAT'.split(' '),
    ...'america/chicago EUROPE/BERLIN Antarctica/Troll Africa/Casablanca Pacific/Apia Asia/Gaza'.split(' '),
  ),
);
const anyText = fc.oneof(
  fc.constantFrom('Inês Costa', 'O\'Brien "B"', 'línea ☎️ {}', "'; drop table people; --"),
  fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x${text}`),
);
const spoken =
  'en es en-GB es-MX es-419 pt-AO vi zh zh-Hant zh-Hans-CN ar fil fr-BE de-AT he sr-Latn yue no cy am'.split(' ');
const anyLanguages = fc.uniqueArray(fc.constantFrom(...spoken), { minLength: 1, maxLength: 8 });
/** People speak what no machine does, too. */
const anyOwnLanguages = fc.uniqueArray(fc.constantFrom(...spoken, 'so', 'hmn', 'haw', 'ase'), { maxLength: 4 });
const anyTag = fc.constantFrom('veteran', 'parent', 'recovery', 'lgbtq', '__proto__', 'young adult ☎️');
const anyHours = fc.array(fc.record({ days: anyDays, start: anyTime, end: anyTime }), { maxLength: 3 });
const phone = (kind: number, index: number) => `+1555${kind}${String(index).padStart(6, '0')}`;

/** Ids that a program could stumble over. */
const odd = ['a/../b?c=d&e#f', '__proto__', 'constructor', 'línea ☎️ %2F', '"quoted" <xml>'];
const lineId = (index: number) => (index === 0 ? 'line-0' : (odd[index] ?? `line-${index}`));
const personId = (index: number) => (index === 0 ? 'person-0' : (odd[index] ?? `person-${index}`));
const shiftId = (index: number) => (index === 0 ? 'shift-0' : (odd[index] ?? `shift-${index}`));

/** Any of the fields, or none. */
const some = <T extends object>(model: { [Field in keyof T]: fc.Arbitrary<T[Field]> }) =>
  fc.record(model, { requiredKeys: [] });

const anyPolicy = some({
  callsPerDay: fc.integer({ min: 1, max: 9 }),
  dayTurnsAt: anyTime,
  ringSeconds: fc.oneof(fc.integer({ min: 5, max: 60 }), fc.constantFrom(1, 7.5, 595, 601, 1_000_000)),
  waves: fc.constantFrom<Wave[][]>(
    [{ afterSeconds: 0, size: 2 }],
    [
      { afterSeconds: 0, size: 1 },
      { afterSeconds: 7.5, size: 3 },
      { afterSeconds: 1_000_000, size: 1_000_000 },
    ],
  ),
  overflow: fc
    .tuple(
      fc.array(
        fc.record({
          afterSeconds: fc.constantFrom(0, 5, 7.5, 60, 600),
          do: fc.constantFrom(
            'widen-wave' as const,
            'ring-backups' as const,
            'ring-partner' as const,
            'offer-callback' as const,
            'voicemail' as const,
          ),
        }),
        { maxLength: 4 },
      ),
      fc.constantFrom('offer-callback' as const, 'voicemail' as const),
    )
    .map(([steps, last]) =>
      [...steps.toSorted((a, b) => a.afterSeconds - b.afterSeconds), { afterSeconds: 600, do: last }].map(
        (step): OverflowStep => (step.do === 'ring-partner' ? { ...step, number: '+15550300001' } : step),
      ),
    ),
  wrapUpMinutes: fc.constantFrom(0, 0.5, 5, 30, 1_000_000),
  restAfterHeavyMinutes: fc.constantFrom(0, 0.5, 15, 1_000_000),
  restAfterCrisisMinutes: fc.constantFrom(0, 30, 1_000_000),
  softLimitMinutes: fc.constantFrom(1, 1.5, 25, 1_000_000),
  escalation: fc.constantFrom('consent-only' as const, 'imminent-risk' as const),
  training: fc.uniqueArray(fc.constantFrom('core', 'night')),
  callback: some({
    quietHours: fc.record({ start: anyTime, end: anyTime }),
    attemptsMinutes: fc.constantFrom<number[][]>([0, 5], [0.5], [120, 0, 0], [1_000_000]),
    expiresHours: fc.constantFrom(0, 0.5, 1, 24, 1_000_000),
  }),
  limits: some({
    hoursPerWeek: fc.integer({ min: 10, max: 40 }),
    shiftHours: fc.constantFrom(0, 0.5, 8, 1_000_000),
    restHours: fc.constantFrom(0, 8, 11.5, 1_000_000),
    daysInRow: fc.constantFrom(1, 5, 1_000_000),
    nightsInRow: fc.constantFrom(1, 2, 1_000_000),
  }),
});

const anyLine = fc.record(
  {
    name: anyText,
    timeZone: anyZone,
    languages: anyLanguages,
    wishes: fc.uniqueArray(fc.record({ key: fc.constantFrom('1', '2', '3', '8'), tag: anyTag, name: anyText }), {
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
      { greeting: 'At {line} {nobody} <&>', connecting: { en: 'x', vi: 'https://example.org/c.mp3' }, __proto: 'y' },
      {
        'text.hello': 'Hi from {line}.',
        'text.helloUnstaffed': 'https://example.org/t.mp3',
        waiting1: 'w'.repeat(9_000),
      },
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
    languages: anyOwnLanguages,
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
      hoursPerWeek: fc.constantFrom(0, 0.5, 10),
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
    fc.record({ language: fc.constantFrom('es', 'zh-Hant', 'so', 'ase'), count: fc.constantFrom(1, 1_000_000) }),
    fc.record({ tag: anyTag, count: fc.constant(2) }),
  ),
  { maxLength: 2 },
);
const assignedAmong = (people: number) =>
  people === 0
    ? fc.constant<never[]>([])
    : fc.uniqueArray(
        fc.record({
          person: fc.nat(people - 1).map(personId),
          as: fc.constantFrom('primary' as const, 'backup' as const),
        }),
        { selector: ({ person }) => person, maxLength: 3 },
      );

/** A daily series from `date` at 17:00 for four hours, with one occurrence changed in any way. */
const anyShift = (lines: number, people: number) =>
  fc
    .record(
      {
        line: fc.nat(lines - 1).map(lineId),
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

const list = <Value extends string | number>(values: readonly Value[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }).map((some) => some.join(','));
const upTo = (most: number) => list([...Array(most).keys()].flatMap((index) => [index + 1, -index - 1]));
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A rule of any frequency from yearly to hourly, with any of the parts that RFC 5545 allows it. */
const anyRepeat = fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY').chain((frequency) => {
  const isIn = (...frequencies: string[]) => frequencies.includes(frequency);
  return fc
    .record(
      {
        INTERVAL: fc.constantFrom(1, 2, 3, 53),
        end: fc.constantFrom(
          'COUNT=1',
          'COUNT=30',
          'UNTIL=20301231',
          'UNTIL=20280229T120000',
          'UNTIL=20280229T120000Z',
        ),
        WKST: fc.constantFrom(...days),
        BYDAY: list(isIn('YEARLY', 'MONTHLY') ? [...days, '1MO', '-1SU', '5FR', '2TU'] : days),
        BYMONTH: list([...Array(12).keys()].map((index) => index + 1)),
        ...(!isIn('WEEKLY') && { BYMONTHDAY: upTo(31) }),
        ...(isIn('YEARLY', 'HOURLY') && { BYYEARDAY: upTo(366) }),
        BYHOUR: list([...Array(24).keys()]),
        ...(!isIn('HOURLY') && { BYMINUTE: fc.constantFrom(0, 30, 59) }),
      },
      { requiredKeys: [] },
    )
    .chain(({ end, ...by }) =>
      fc
        .constantFrom(
          '',
          ...(Object.keys(by).some((name) => name.startsWith('BY')) ? [';BYSETPOS=1', ';BYSETPOS=-1'] : []),
        )
        .map((setPosition) => {
          const parts = Object.entries(by).map(([name, value]) => `${name}=${String(value)}`);
          return `${[`FREQ=${frequency}`, ...parts, ...(end === undefined ? [] : [end])].join(';')}${setPosition}`;
        }),
    );
});

const wallText = (minutes: number) => new Date(minutes * 60_000).toISOString().slice(0, 16);

/** A series by any rule, of any length from minutes to days, some of its starts added and changed by hand. */
const anyRuleShift = (lines: number, people: number) =>
  fc
    .record({
      line: fc.nat(lines - 1).map(lineId),
      startMinutes: fc.integer({ min: 20_400 * 1_440, max: 21_000 * 1_440 }),
      lengthMinutes: fc.constantFrom(1, 30, 240, 1_440, 1_800, 4_320),
      repeat: fc.option(anyRepeat, { nil: undefined }),
      addedMinutes: fc.uniqueArray(fc.integer({ min: 20_400 * 1_440, max: 21_000 * 1_440 }), { maxLength: 3 }),
      need: fc.nat(3),
      requires: anyRequires,
      assigned: assignedAmong(people),
      change: some({
        need: fc.nat(4),
        requires: anyRequires,
        assigned: assignedAmong(people),
        cancelled: fc.boolean(),
      }),
    })
    .map(({ startMinutes, lengthMinutes, addedMinutes, repeat, change, ...rest }) => {
      const also = addedMinutes.map(wallText);
      return {
        ...rest,
        start: wallText(startMinutes),
        end: wallText(startMinutes + lengthMinutes),
        ...(repeat !== undefined && { repeat }),
        also,
        except: also.slice(1, 2),
        changes: also.slice(0, 1).map((occurrence) => ({ occurrence, ...change })),
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
        lines: fc.constant(numbered(lines, (index) => ({ id: lineId(index), phoneNumber: phone(1, index) }))),
        people: fc.constant(numbered(people, (index) => ({ id: personId(index), phone: phone(2, index) }))),
        shifts: fc
          .array(fc.oneof(anyShift(lines.length, people.length), anyRuleShift(lines.length, people.length)), {
            maxLength: 4,
          })
          .map((shifts) => numbered(shifts, (index) => ({ id: shiftId(index) }))),
        timeOff:
          people.length === 0
            ? fc.constant([])
            : fc.array(
                fc
                  .tuple(anyDates, fc.nat(people.length - 1))
                  .map(([dates, person]) => ({ person: personId(person), ...dates })),
                { maxLength: 3 },
              ),
        blocks: fc.uniqueArray(
          fc.record(
            {
              number: fc.oneof(
                fc.nat(3).map((index) => phone(3, index)),
                fc.constantFrom('+266696687', '+12345678', '+999999999999999'),
              ),
              line: fc.constant('line-0'),
              reason: anyText,
              until: fc.oneof(anyDate, fc.constantFrom('2027-03-14T02:30', '2027-03-14T02:30:00.5+05:45')),
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
