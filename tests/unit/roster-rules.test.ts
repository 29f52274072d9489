import { describe, expect, test } from '@jest/globals';
import type { RosterRange, RosterSource, RosterSourcePerson } from '../../src/planning/roster/model.ts';
import type { ScheduleShift } from '../../src/schedule/model.ts';
import { ben, checked, march, oneRoster, shift } from '../support/one-roster.ts';

type Told = [rule: string, shifts: string, value: number | null, limit: number | null];

/** The violations of Ben with these shifts, and of the others; a policy without other bounds than those named. */
function told(shifts: ScheduleShift[], more: Partial<RosterSource> = {}, range: RosterRange = march): Told[] {
  return checked(oneRoster(shifts, more), range).violations.map(({ rule, shifts: which, value, limit }) => [
    rule,
    which,
    value,
    limit,
  ]);
}
const limits = { hoursPerWeek: 168, shiftHours: 24, restHours: 0, daysInRow: 99, nightsInRow: 99 };
const policy = (own: Partial<typeof limits>) => ({ policy: { training: [], limits: { ...limits, ...own } } });
const people = (own: Partial<RosterSourcePerson>) => ({
  people: [
    { ...ben, ...own },
    { ...ben, id: 'cleo' },
  ],
});
const day = (number: number) => `2027-03-${String(number).padStart(2, '0')}`;
/** Two hours at noon of each of these days of March. */
const noons = (...days: number[]) => days.map((one) => shift(`d${one}`, `${day(one)}T12:00`, `${day(one)}T14:00`));
const nights = (...days: number[]) => days.map((one) => shift(`n${one}`, `${day(one)}T23:00`, `${day(one + 1)}T02:00`));

describe('availability', () => {
  const windows = (...own: [start: string, end: string][]) =>
    people({ availability: own.map(([start, end]) => ({ days: ['MO', 'TU'], start, end })) });
  const monday = shift('a', `${day(1)}T17:00`, `${day(1)}T21:00`);
  const broken: Told[] = [['availability', 'a', null, null]];

  test.each<[string, Partial<RosterSource>, ScheduleShift, Told[]]>([
    ['just inside a window', windows(['17:00', '21:00']), monday, []],
    ['a minute before it', windows(['17:01', '21:00']), monday, broken],
    ['a minute after it', windows(['17:00', '20:59']), monday, broken],
    ['in two that touch', windows(['17:00', '19:00'], ['19:00', '21:00']), monday, []],
    ['in two with a minute between', windows(['17:00', '19:00'], ['19:01', '21:00']), monday, broken],
    ['on a day without windows', windows(['17:00', '21:00']), shift('a', `${day(3)}T17:00`, `${day(3)}T21:00`), broken],
    ['over midnight', windows(['20:00', '02:00']), shift('a', `${day(1)}T22:00`, `${day(2)}T02:00`), []],
    ['over midnight, too long', windows(['20:00', '02:00']), shift('a', `${day(1)}T22:00`, `${day(2)}T03:00`), broken],
    [
      'in the night of a day before the range',
      windows(['22:00', '22:00']),
      shift('a', `${day(2)}T01:00`, `${day(2)}T03:00`),
      [],
    ],
    ['start = end is a whole day', windows(['09:00', '09:00']), shift('a', `${day(2)}T12:00`, `${day(3)}T09:00`), []],
    ['and no longer', windows(['09:00', '09:00']), shift('a', `${day(2)}T12:00`, `${day(3)}T09:01`), broken],
    ['24:00 is the end of the day', windows(['20:00', '24:00']), shift('a', `${day(1)}T20:00`, `${day(2)}T00:00`), []],
    ['nobody who gave none is asked about', people({ availability: [] }), monday, []],
    [
      'of the own zone, not the line’s',
      people({ timeZone: 'America/New_York', availability: [{ days: ['MO'], start: '18:00', end: '22:00' }] }),
      monday,
      [],
    ],
    [
      'of the own zone: an hour off',
      people({ timeZone: 'America/New_York', availability: [{ days: ['MO'], start: '17:00', end: '21:00' }] }),
      monday,
      broken,
    ],
  ])('%s', (_what, more, one, expected) => {
    expect(told([one], { ...policy({}), ...more })).toEqual(expected);
  });

  test('a window that ends in the hour that clocks skip ends with it', () => {
    const sunday = { availability: [{ days: ['SA' as const], start: '22:00', end: '02:30' }] };
    const until = (end: string) =>
      told([shift('a', `${day(13)}T22:00`, `${day(14)}T${end}`)], { ...policy({}), ...people(sunday) });
    expect(until('03:00')).toEqual([]);
    expect(until('03:01')).toEqual([['availability', 'a', null, null]]);
  });
});

describe('time off and training', () => {
  const off = (from: number, to: number) => ({ timeOff: [{ person: 'ben', from: day(from), to: day(to) }] });
  const late = shift('a', `${day(9)}T23:00`, `${day(10)}T02:00`);

  test.each<[string, Partial<RosterSource>, Told[]]>([
    ['the day of the start', off(9, 9), [['time-off', 'a', null, null]]],
    ['the last day', off(1, 9), [['time-off', 'a', null, null]]],
    ['the day after the start', off(10, 12), []],
    ['the day before', off(8, 8), []],
    [
      'the own zone’s date: one later',
      { ...off(10, 10), ...people({ timeZone: 'America/New_York' }) },
      [['time-off', 'a', null, null]],
    ],
    ['the own zone’s date: no more', { ...off(9, 9), ...people({ timeZone: 'America/New_York' }) }, []],
  ])('time off on %s', (_what, more, expected) => {
    expect(told([late], more)).toEqual(expected);
  });

  test('whoever is away leaves the place open, and counts for nothing', () => {
    const away = { ...off(9, 9), people: [{ ...ben, languages: ['es'] }] };
    const found = checked(oneRoster([{ ...late, requires: [{ language: 'es' }] }], away));
    expect(found).toMatchObject({ short: [['a', 1]], needsMissed: [['a', 'es']] });
    expect(found.score).toMatchObject({ short: 1, needsMissed: 1, wishes: 0 });
    const many = [late, ...noons(8, 10, 11, 12, 13)];
    expect(told(many, { ...policy({ daysInRow: 4 }), ...off(9, 9) })).toEqual([['time-off', 'a', null, null]]);
  });

  const trained = (until: string | undefined, timeZone = ben.timeZone) => ({
    policy: { training: ['core'], limits },
    ...people({ training: [{ course: 'core', until }], timeZone }),
  });
  test.each<[string, Partial<RosterSource>, Told[]]>([
    ['without an end', trained(undefined), []],
    ['until that day', trained(day(9)), []],
    ['until the day before', trained(day(8)), [['training', 'a', null, null]]],
    ['of the line’s date, not the person’s', trained(day(9), 'America/New_York'), []],
    ['none', { policy: { training: ['core'], limits } }, [['training', 'a', null, null]]],
    [
      'the line’s own list',
      { ...trained(undefined), lines: [{ id: 'main', timeZone: ben.timeZone, training: ['night'] }] },
      [['training', 'a', null, null]],
    ],
  ])('training: %s', (_what, more, expected) => {
    expect(told([late], more)).toEqual(expected);
  });
});

describe('trainees, places and needs', () => {
  const trainees = {
    people: [
      { ...ben, trainee: true },
      { ...ben, id: 'cleo', trainee: true },
      { ...ben, id: 'dee' },
    ],
  };
  const at = (who: string, need = 2) => [shift('a', `${day(1)}T17:00`, `${day(1)}T21:00`, who, { need })];

  test.each<[string, string, number, Told[]]>([
    ['alone', 'ben', 1, [['trainee-alone', 'a', null, null]]],
    [
      'with another trainee',
      'ben cleo',
      2,
      [
        ['trainee-alone', 'a', null, null],
        ['trainee-alone', 'a', null, null],
      ],
    ],
    ['beside somebody', 'ben dee', 2, []],
    ['beside a backup only', 'ben dee+', 1, [['trainee-alone', 'a', null, null]]],
    ['as backup themselves', 'ben+', 1, []],
  ])('a trainee %s', (_what, who, need, expected) => {
    expect(told(at(who, need), trainees)).toEqual(expected);
  });

  test('more primaries than needed', () => {
    const found = checked(oneRoster(at('ben cleo', 1)));
    expect(found.violations).toEqual([{ rule: 'overfilled', person: null, shifts: 'a', value: 2, limit: 1 }]);
    expect(checked(oneRoster(at('ben cleo', 2))).violations).toEqual([]);
  });

  test('a backup fills no place and meets no need', () => {
    const found = checked(oneRoster([{ ...at('ben+', 1)[0]!, requires: [{ language: 'en' }] }]));
    expect(found).toMatchObject({ short: [['a', 1]], needsMissed: [['a', 'en']] });
  });

  test('each missing head is named, each requirement by itself', () => {
    const wanted = [
      { language: 'es', count: 2 },
      { tag: 'veteran', count: 1 },
      { language: 'es', count: 1 },
    ];
    const both = {
      people: [
        { ...ben, languages: ['es-MX'], tags: ['veteran'] },
        { ...ben, id: 'cleo' },
      ],
    };
    const found = checked(oneRoster([{ ...at('ben cleo')[0]!, requires: wanted }], both));
    expect(found.needsMissed).toEqual([['a', 'es']]);
    expect(checked(oneRoster([{ ...at('cleo')[0]!, requires: wanted }], both)).needsMissed).toEqual([
      ['a', 'es', 'es', 'veteran', 'es'],
    ]);
  });

  test('closures and opening hours remove no place', () => {
    const lines = [
      {
        id: 'main',
        timeZone: ben.timeZone,
        openingHours: [{ days: ['SU' as const], start: '09:00', end: '12:00' }],
        closures: [{ from: day(1), to: day(1) }],
      },
    ];
    expect(checked(oneRoster(at('', 2), { lines })).short).toEqual([['a', 2]]);
  });
});

describe('rests and duties', () => {
  const pair = (end: string, start: string) => [
    shift('a', `${day(1)}T17:00`, `${day(1)}T${end}`),
    shift('b', `${day(2)}T${start}`, `${day(2)}T12:00`),
  ];

  test.each<[string, ScheduleShift[], Told[]]>([
    ['eleven hours', pair('21:00', '08:00'), []],
    ['a minute less', pair('21:01', '08:00'), [['rest', 'a b', 11 - 1 / 60, 11]]],
    [
      'none: touching shifts are one duty',
      [...pair('21:00', '08:00'), shift('c', `${day(2)}T12:00`, `${day(2)}T14:00`)],
      [],
    ],
    [
      'a pause in the middle of the day',
      [shift('a', `${day(1)}T08:00`, `${day(1)}T10:00`), shift('b', `${day(1)}T10:15`, `${day(1)}T12:00`)],
      [['rest', 'a b', 0.25, 11]],
    ],
    [
      'duties of several shifts',
      [
        shift('a', `${day(1)}T08:00`, `${day(1)}T10:00`),
        shift('b', `${day(1)}T10:00`, `${day(1)}T11:00`),
        shift('c', `${day(1)}T13:00`, `${day(1)}T14:00`),
      ],
      [['rest', 'a b c', 2, 11]],
    ],
    [
      'a backup shift needs no rest',
      [pair('21:00', '08:00')[0]!, shift('b', `${day(2)}T05:00`, `${day(2)}T07:00`, 'ben+')],
      [],
    ],
    [
      'in the night clocks go forward it is an hour shorter',
      [shift('a', `${day(13)}T17:00`, `${day(13)}T21:00`), shift('b', `${day(14)}T08:00`, `${day(14)}T10:00`)],
      [['rest', 'a b', 10, 11]],
    ],
  ])('rest of %s', (_what, shifts, expected) => {
    expect(told(shifts, policy({ restHours: 11 }))).toEqual(expected);
  });

  test.each<[string, ScheduleShift[], Told[]]>([
    ['eight hours', [shift('a', `${day(1)}T08:00`, `${day(1)}T16:00`)], []],
    ['a minute more', [shift('a', `${day(1)}T08:00`, `${day(1)}T16:01`)], [['shift-hours', 'a', 8 + 1 / 60, 8]]],
    [
      'two that touch',
      [shift('a', `${day(1)}T08:00`, `${day(1)}T12:00`), shift('b', `${day(1)}T12:00`, `${day(1)}T16:30`)],
      [['shift-hours', 'a b', 8.5, 8]],
    ],
    ['nine on the clock that are eight', [shift('a', `${day(13)}T23:00`, `${day(14)}T08:00`)], []],
    [
      'eight on the clock that are nine',
      [shift('a', '2027-11-06T23:00', '2027-11-07T07:00')],
      [['shift-hours', 'a', 9, 8]],
    ],
  ])('a duty of %s', (_what, shifts, expected) => {
    const range = shifts[0]!.start > '2027-11' ? { from: '2027-11-01', to: '2027-11-30' } : march;
    expect(told(shifts, policy({ shiftHours: 8 }), range)).toEqual(expected);
  });

  test.each<[string, string, Told[]]>([
    ['touching', '21:00', []],
    ['by a minute', '20:59', [['overlap', 'a b', null, null]]],
  ])('two at once: %s', (_what, start, expected) => {
    const two = (who: string) => [
      shift('a', `${day(1)}T17:00`, `${day(1)}T21:00`),
      shift('b', `${day(1)}T${start}`, `${day(1)}T23:00`, who),
    ];
    expect(told(two('ben'), policy({}))).toEqual(expected);
    expect(told(two('ben+'), policy({}))).toEqual(expected);
  });

  test('two backups at once, and three at once', () => {
    const at = (id: string, who: string) => shift(id, `${day(1)}T17:00`, `${day(1)}T21:00`, who);
    expect(told([at('a', 'ben+'), at('b', 'ben+')])).toEqual([]);
    expect(told([at('a', 'ben'), at('b', 'ben'), at('c', 'ben')], policy({}))).toEqual([
      ['overlap', 'a b', null, null],
      ['overlap', 'a c', null, null],
      ['overlap', 'b c', null, null],
    ]);
  });
});

describe('weeks', () => {
  const four = (id: string, date: number, hours = 4) =>
    shift(id, `${day(date)}T12:00`, `${day(date)}T${12 + hours}:00`);

  test('hours from Monday to Sunday, in the week in which a shift starts', () => {
    const twelve = [four('a', 1), four('b', 3), four('c', 7)];
    expect(told(twelve, policy({ hoursPerWeek: 12 }))).toEqual([]);
    expect(told([...twelve, four('d', 5, 1)], policy({ hoursPerWeek: 12 }))).toEqual([
      ['hours-per-week', 'a b d c', 13, 12],
    ]);
    expect(told([...twelve, four('d', 8)], policy({ hoursPerWeek: 12 }))).toEqual([]);
    const overnight = shift('d', `${day(7)}T23:00`, `${day(8)}T01:00`);
    expect(told([four('a', 1), four('b', 3), overnight, four('c', 8)], policy({ hoursPerWeek: 9 }))).toEqual([
      ['hours-per-week', 'a b d', 10, 9],
    ]);
  });

  test('the week of one’s own zone; elapsed hours where clocks change', () => {
    const sunday = shift('b', `${day(7)}T23:30`, `${day(8)}T01:30`);
    const limited = policy({ hoursPerWeek: 4 });
    expect(told([four('a', 3), sunday], limited)).toEqual([['hours-per-week', 'a b', 6, 4]]);
    expect(told([four('a', 3), sunday], { ...limited, ...people({ timeZone: 'America/New_York' }) })).toEqual([]);
    const spring = shift('a', `${day(14)}T00:00`, `${day(14)}T05:00`);
    expect(told([spring], limited)).toEqual([]);
  });

  test('one’s own limits, where they are stricter, and the line’s', () => {
    const twelve = [four('a', 1), four('b', 3), four('c', 5)];
    expect(told(twelve, people({ limits: { hoursPerWeek: 11 } }))).toEqual([['hours-per-week', 'a b c', 12, 11]]);
    expect(told(twelve, people({ limits: { shiftsPerWeek: 3 } }))).toEqual([]);
    expect(told(twelve, people({ limits: { shiftsPerWeek: 2 } }))).toEqual([['shifts-per-week', 'a b c', 3, 2]]);
    const line = (hoursPerWeek: number) => ({
      lines: [{ id: 'main', timeZone: ben.timeZone, limits: { hoursPerWeek } }],
    });
    expect(told(twelve, line(11))).toEqual([['hours-per-week', 'a b c', 12, 11]]);
    expect(told([...twelve, four('d', 6)], line(40))).toEqual([['hours-per-week', 'a b c d', 16, 12]]);
  });

  test('of all lines that somebody is on', () => {
    const lines = [
      { id: 'main', timeZone: ben.timeZone },
      { id: 'strict', timeZone: ben.timeZone, limits: { hoursPerWeek: 6 } },
    ];
    const two = [four('a', 1), four('b', 3)];
    expect(told(two, { lines })).toEqual([]);
    expect(told([two[0]!, { ...two[1]!, line: 'strict' }], { lines })).toEqual([['hours-per-week', 'a b', 8, 6]]);
  });

  test('nights: three hours of 23 to 07, counted in the week in which the shift starts', () => {
    const own = people({ limits: { nightsPerWeek: 1 } });
    const over = (shifts: ScheduleShift[]) => told(shifts, { ...policy({}), ...own });
    const first = shift('a', `${day(2)}T23:00`, `${day(3)}T02:00`);
    expect(over([first, shift('b', `${day(4)}T20:00`, `${day(5)}T01:59`)])).toEqual([]);
    expect(over([first, shift('b', `${day(4)}T20:00`, `${day(5)}T02:00`)])).toEqual([['nights-per-week', 'a b', 2, 1]]);
    expect(over([first, shift('b', `${day(5)}T04:00`, `${day(5)}T09:00`)])).toEqual([['nights-per-week', 'a b', 2, 1]]);
    expect(over([first, shift('b', `${day(8)}T02:00`, `${day(8)}T06:00`)])).toEqual([]);
    expect(over([first, shift('b', `${day(7)}T23:00`, `${day(8)}T02:00`)])).toEqual([['nights-per-week', 'a b', 2, 1]]);
    // Two shifts of one night are one night.
    expect(
      over([shift('a', `${day(2)}T23:00`, `${day(3)}T03:00`), shift('b', `${day(3)}T03:00`, `${day(3)}T07:00`)]),
    ).toEqual([]);
    // The night in which clocks go forward has an hour less.
    expect(over([first, shift('b', `${day(6)}T23:00`, `${day(7)}T02:00`)])).toHaveLength(1);
    expect(
      over([shift('a', `${day(9)}T23:00`, `${day(10)}T02:00`), shift('b', `${day(14)}T00:00`, `${day(14)}T03:30`)]),
    ).toEqual([]);
  });
});

describe('days and nights in a row', () => {
  test('five days, and a sixth', () => {
    const limited = policy({ daysInRow: 5 });
    expect(told(noons(1, 2, 3, 4, 5), limited)).toEqual([]);
    expect(told(noons(1, 2, 3, 4, 5, 6), limited)).toEqual([['days-in-row', 'd1 d2 d3 d4 d5 d6', 6, 5]]);
    expect(told(noons(1, 2, 3, 5, 6, 7), limited)).toEqual([]);
    const overnight = shift('x', `${day(5)}T23:00`, `${day(6)}T01:00`);
    expect(told([...noons(1, 2, 3, 4), overnight], limited)).toEqual([]);
  });

  test('of one’s own zone', () => {
    const late = [1, 2, 3].map((one) => shift(`d${one}`, `${day(one)}T23:30`, `${day(one + 1)}T00:30`));
    const mixed = [...late, ...noons(5, 6)];
    expect(told(mixed, policy({ daysInRow: 4 }))).toEqual([]);
    expect(told(mixed, { ...policy({ daysInRow: 4 }), ...people({ timeZone: 'America/New_York' }) })).toEqual([
      ['days-in-row', 'd1 d2 d3 d5 d6', 5, 4],
    ]);
  });

  test('two nights, and a third; a night is named by its evening', () => {
    const limited = policy({ nightsInRow: 2 });
    expect(told(nights(1, 2), limited)).toEqual([]);
    expect(told(nights(1, 2, 3), limited)).toEqual([['nights-in-row', 'n1 n2 n3', 3, 2]]);
    expect(told(nights(1, 2, 4, 5), limited)).toEqual([]);
    const early = shift('x', `${day(4)}T02:00`, `${day(4)}T06:00`);
    expect(told([...nights(1, 2), early], limited)).toEqual([['nights-in-row', 'n1 n2 x', 3, 2]]);
    expect(told([...nights(1, 2), shift('x', `${day(4)}T23:00`, `${day(5)}T03:00`)], limited)).toEqual([]);
  });

  test('what lies outside the range counts, and is told where it touches the range', () => {
    const limited = policy({ daysInRow: 5 });
    const six = noons(5, 6, 7, 8, 9, 10);
    const within = (from: number, to: number) => told(six, limited, { from: day(from), to: day(to) });
    expect(within(10, 20)).toEqual([['days-in-row', 'd5 d6 d7 d8 d9 d10', 6, 5]]);
    expect(within(1, 5)).toHaveLength(1);
    expect(within(11, 20)).toEqual([]);
    const rest = [shift('a', `${day(1)}T20:00`, `${day(1)}T23:00`), shift('b', `${day(2)}T08:00`, `${day(2)}T10:00`)];
    expect(told(rest, policy({ restHours: 11 }), { from: day(2), to: day(2) })).toEqual([['rest', 'a b', 9, 11]]);
    expect(told(rest, policy({ restHours: 11 }), { from: day(3), to: day(3) })).toEqual([]);
  });
});

describe('the score', () => {
  const person = (id: string, availability: RosterSourcePerson['availability']) => ({ ...ben, id, availability });
  const all = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

  test('the worst wish over a shift counts; without a window there is none', () => {
    const wished = (...own: ('preferred' | 'fine' | 'reluctant')[]) =>
      checked(
        oneRoster([shift('a', `${day(1)}T17:00`, `${day(1)}T21:00`)], {
          people: [
            person(
              'ben',
              own.map((wish, index) => ({ days: all, start: index === 0 ? '17:00' : '20:59', end: '21:00', wish })),
            ),
          ],
        }),
      ).score.wishes;
    expect([wished('preferred'), wished('fine'), wished('reluctant')]).toEqual([0, 1, 4]);
    expect([wished('preferred', 'reluctant'), wished('fine', 'preferred'), wished()]).toEqual([4, 1, 0]);
  });

  test('hours against what each offered, in the range and less time off', () => {
    const range = { from: day(1), to: day(2) };
    const two = [shift('a', `${day(1)}T17:00`, `${day(1)}T21:00`), shift('b', `${day(2)}T17:00`, `${day(2)}T21:00`)];
    const half = [
      person('ben', [{ days: all, start: '12:00', end: '16:00' }]),
      person('cleo', [{ days: all, start: '12:00', end: '16:00' }]),
    ];
    const fairness = (more: Partial<RosterSource>) => checked(oneRoster(two, more), range).score.fairness;
    expect(fairness({ people: half })).toBe(32);
    expect(fairness({ people: [half[0]!, { ...half[1]!, availability: [] }] })).toBe(0);
    // Cleo is away on one of two days: a third of all hours is hers.
    const off = fairness({ people: half, timeOff: [{ person: 'cleo', from: day(2), to: day(2) }] });
    expect(off).toBeCloseTo(2 * (8 / 3) ** 2, 9);
    expect(fairness({ people: half.map((one) => ({ ...one, availability: [] })) })).toBe(64);
  });

  test('one line alone, where only it is asked for; the caps see all lines', () => {
    const lines = [
      { id: 'main', timeZone: ben.timeZone },
      { id: 'other', timeZone: 'America/Los_Angeles' },
    ];
    const shifts = [
      shift('a', `${day(1)}T17:00`, `${day(1)}T21:00`, 'ben', { need: 2 }),
      shift('b', `${day(1)}T23:00`, `${day(2)}T01:00`, 'ben', { line: 'other', need: 3 }),
    ];
    const found = (line: string) => checked(oneRoster(shifts, { lines }), { ...march, line });
    expect(found('main')).toMatchObject({ short: [['a', 1]], violations: [{ rule: 'rest', shifts: 'a b' }] });
    expect(found('other')).toMatchObject({ short: [['b', 2]], violations: [{ rule: 'rest', shifts: 'a b' }] });
  });

  test('a shift belongs to the line’s local date of its start', () => {
    const lines = [{ id: 'main', timeZone: 'America/Los_Angeles' }];
    const late = [shift('a', `${day(1)}T23:30`, `${day(2)}T01:00`, '')];
    expect(checked(oneRoster(late, { lines }), { from: day(1), to: day(1) }).score.short).toBe(1);
    expect(checked(oneRoster(late, { lines }), { from: day(2), to: day(2) }).score.short).toBe(0);
  });
});
