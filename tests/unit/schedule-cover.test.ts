import { describe, expect, test } from '@jest/globals';
import { compileSchedule } from '../../src/schedule/compile.ts';
import { coverage, gaps, staffedOpeningEnd } from '../../src/schedule/coverage.ts';
import type { Assignment, ScheduleLine, SchedulePerson, ScheduleShift, Weekday } from '../../src/schedule/model.ts';
import { isClosedThroughout, isOpen, nextOpening, openings } from '../../src/schedule/opening.ts';
import { ms, oneLine, span, utc } from '../support/one-line.ts';

const everyDay: Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const weekdays: Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR'];
const primary = (...people: string[]): Assignment[] => people.map((person) => ({ person, as: 'primary' }));
const people: SchedulePerson[] = [
  { id: 'ana', languages: ['en', 'es'], tags: ['parent'] },
  { id: 'ben', languages: ['en'], tags: ['veteran'] },
  { id: 'cleo' },
  { id: 'tess', languages: ['es'], channels: ['text'] },
];

function open(zone: string, line: Partial<ScheduleLine>) {
  return oneLine(zone, [], { line });
}
function openSpans(line: Partial<ScheduleLine>, from: string, to: string, zone = 'America/Chicago'): string[] {
  return openings(open(zone, line), 'main', ms(from), ms(to)).map(span);
}

describe('opening hours', () => {
  const evenings = { openingHours: [{ days: weekdays, start: '17:00', end: '02:00' }] };

  test('an end at or before the start is on the next day', () => {
    // Friday evening runs into Saturday; Saturday and Sunday have no hours.
    expect(openSpans(evenings, '2026-11-06T12:00:00Z', '2026-11-09T12:00:00Z')).toEqual([
      '2026-11-06T23:00:00Z/2026-11-07T08:00:00Z',
    ]);
  });

  test('what began the day before is still open, and everything is clipped to the range', () => {
    expect(openSpans(evenings, '2026-11-07T07:00:00Z', '2026-11-07T07:30:00Z')).toEqual([
      '2026-11-07T07:00:00Z/2026-11-07T07:30:00Z',
    ]);
  });

  test('equal ends are a whole day, and days that touch are one opening', () => {
    expect(
      openSpans(
        { openingHours: [{ days: ['MO'], start: '09:00', end: '09:00' }] },
        '2026-11-01T06:00:00Z',
        '2026-11-08T06:00:00Z',
      ),
    ).toEqual(['2026-11-02T15:00:00Z/2026-11-03T15:00:00Z']);
    expect(
      openSpans(
        { openingHours: [{ days: ['SA', 'SU'], start: '00:00', end: '00:00' }] },
        '2026-11-04T06:00:00Z',
        '2026-11-11T06:00:00Z',
      ),
    ).toEqual(['2026-11-07T06:00:00Z/2026-11-09T06:00:00Z']);
  });

  test('hours of one day may overlap', () => {
    const hours = [
      { days: everyDay, start: '09:00', end: '12:00' },
      { days: everyDay, start: '11:00', end: '13:00' },
    ];
    expect(openSpans({ openingHours: hours }, '2026-11-02T06:00:00Z', '2026-11-03T06:00:00Z')).toEqual([
      '2026-11-02T15:00:00Z/2026-11-02T19:00:00Z',
    ]);
  });

  test('none given: always open', () => {
    expect(openSpans({}, '2026-11-02T06:00:00Z', '2026-11-03T06:00:00Z')).toEqual([
      '2026-11-02T06:00:00Z/2026-11-03T06:00:00Z',
    ]);
    expect(isOpen(open('UTC', { openingHours: [] }), 'main', ms('2026-11-02T06:00:00Z'))).toBe(true);
  });

  test.each([
    ['the longer night', '2026-11-01T02:00:00Z', '2026-11-01T03:00:00Z/2026-11-01T07:30:00Z'],
    ['the shorter night', '2026-03-08T02:00:00Z', '2026-03-08T04:00:00Z/2026-03-08T07:30:00Z'],
  ])('S3 holds for them: %s', (_what, from, expected) => {
    const line = { openingHours: [{ days: ['SA'] as Weekday[], start: '22:00', end: '01:30' }] };
    expect(openSpans(line, from, utc(ms(from) + 86_400_000))).toEqual([expected]);
  });

  test('24:00 is the midnight that ends the day', () => {
    const line = { openingHours: [{ days: ['MO'] as Weekday[], start: '17:00', end: '24:00' }] };
    expect(openSpans(line, '2026-11-01T06:00:00Z', '2026-11-08T06:00:00Z')).toEqual([
      '2026-11-02T23:00:00Z/2026-11-03T06:00:00Z',
    ]);
    const whole = { openingHours: [{ days: ['SU'] as Weekday[], start: '00:00', end: '24:00' }] };
    // The 1st of November has 25 hours there, the 8th of March has 23.
    expect(openSpans(whole, '2026-10-30T00:00:00Z', '2026-11-05T00:00:00Z')).toEqual([
      '2026-11-01T05:00:00Z/2026-11-02T06:00:00Z',
    ]);
    expect(openSpans(whole, '2026-03-05T00:00:00Z', '2026-03-12T00:00:00Z')).toEqual([
      '2026-03-08T06:00:00Z/2026-03-09T05:00:00Z',
    ]);
  });

  test('a closure takes away the openings that begin on its dates, both included, and whole (S7)', () => {
    const line = { ...evenings, closures: [{ from: '2026-12-24', to: '2026-12-25', reason: 'holiday' }] };
    // What began on the 23rd ends at two in the night; what would begin on the 25th and run into the 26th does not happen.
    expect(openSpans(line, '2026-12-23T12:00:00Z', '2026-12-29T05:00:00Z')).toEqual([
      '2026-12-23T23:00:00Z/2026-12-24T08:00:00Z',
      '2026-12-28T23:00:00Z/2026-12-29T05:00:00Z',
    ]);
  });

  test('a line open every night is open until the morning of a closed date, and again on the evening after it', () => {
    const nights = {
      openingHours: [{ days: everyDay, start: '22:00', end: '06:00' }],
      closures: [{ from: '2026-12-25', to: '2026-12-25', reason: 'Christmas' }],
    };
    expect(openSpans(nights, '2026-12-24T12:00:00Z', '2026-12-27T18:00:00Z', 'UTC')).toEqual([
      '2026-12-24T22:00:00Z/2026-12-25T06:00:00Z',
      '2026-12-26T22:00:00Z/2026-12-27T06:00:00Z',
    ]);
    const schedule = open('UTC', nights);
    const next = (at: string) => nextOpening(schedule, 'main', ms(at));
    expect(next('2026-12-25T05:59:59Z')).toEqual({ startMs: ms('2026-12-25T05:59:59Z'), closureReasons: [] });
    const opens = { startMs: ms('2026-12-26T22:00:00Z'), closureReasons: ['Christmas'] };
    expect(['2026-12-25T06:00:00Z', '2026-12-25T23:00:00Z', '2026-12-26T05:59:59Z'].map(next)).toEqual([
      opens,
      opens,
      opens,
    ]);
    // The night that did not happen is over: the line is closed as on any day.
    expect(next('2026-12-26T06:00:00Z')).toEqual({ ...opens, closureReasons: [] });
    expect(isClosedThroughout(schedule, 'main', ms('2026-12-24T22:00:00Z'), ms('2026-12-25T06:00:00Z'))).toBe(false);
    expect(isClosedThroughout(schedule, 'main', ms('2026-12-25T22:00:00Z'), ms('2026-12-26T06:00:00Z'))).toBe(true);
    expect(isClosedThroughout(schedule, 'main', ms('2026-12-26T00:00:00Z'), ms('2026-12-26T06:00:00Z'))).toBe(true);
  });

  test.each([
    ['clocks go forward', '2026-03-08', '2026-03-08T06:00:00Z', '2026-03-09T05:00:00Z'],
    ['clocks go back', '2026-11-01', '2026-11-01T05:00:00Z', '2026-11-02T06:00:00Z'],
  ])('a line that is always open is closed for the calendar day, also where %s', (_what, date, endMs, startMs) => {
    const line = { closures: [{ from: date, to: date }] };
    const [from, to] = [utc(ms(endMs) - 86_400_000), utc(ms(startMs) + 86_400_000)];
    expect(openSpans(line, from, to)).toEqual([`${from}/${endMs}`, `${startMs}/${to}`]);
    const byHours = { ...line, openingHours: [{ days: everyDay, start: '00:00', end: '24:00' }] };
    expect(openSpans(byHours, from, to)).toEqual(openSpans(line, from, to));
  });

  test('closures that overlap or touch are one', () => {
    const closures = [
      '2026-12-24/2026-12-26',
      '2026-12-25/2026-12-25',
      '2026-12-27/2026-12-28',
      '2026-12-30/2026-12-30',
    ]
      .map((dates) => dates.split('/'))
      .map(([from = '', to = '']) => ({ from, to }));
    const expected = ['2026-12-22T00:00:00Z/2026-12-24T00:00:00Z', '2026-12-29T00:00:00Z/2026-12-30T00:00:00Z'];
    for (const order of [closures, [...closures].reverse()])
      expect(openSpans({ closures: order }, '2026-12-22T00:00:00Z', '2026-12-31T00:00:00Z', 'UTC')).toEqual(expected);
  });
});

describe('is it open, and when does it open next (V8)', () => {
  const line = {
    openingHours: [{ days: weekdays, start: '17:00', end: '21:00' }],
    closures: [
      { from: '2026-11-26', to: '2026-11-27', reason: 'Thanksgiving' },
      { from: '2026-11-30', to: '2026-11-30', reason: 'Training day' },
      { from: '2026-11-26', to: '2026-11-26' },
    ],
  };
  const schedule = open('America/Chicago', line);
  const next = (at: string) => {
    const opening = nextOpening(schedule, 'main', ms(at));
    return opening && [utc(opening.startMs), ...opening.closureReasons];
  };

  test('open from the first instant, until the last', () => {
    expect(['22:59:59', '23:00:00'].map((time) => isOpen(schedule, 'main', ms(`2026-11-24T${time}Z`)))).toEqual([
      false,
      true,
    ]);
    expect(['02:59:59', '03:00:00'].map((time) => isOpen(schedule, 'main', ms(`2026-11-25T${time}Z`)))).toEqual([
      true,
      false,
    ]);
  });

  test('open now is open next', () => expect(next('2026-11-24T23:30:00Z')).toEqual(['2026-11-24T23:30:00Z']));
  test('closed: the same evening', () => expect(next('2026-11-24T15:00:00Z')).toEqual(['2026-11-24T23:00:00Z']));
  test('after the closures that lie before it, with their reasons', () =>
    expect(next('2026-11-26T15:00:00Z')).toEqual(['2026-12-01T23:00:00Z', 'Thanksgiving', 'Training day']));
  test('closures already over are not named', () =>
    expect(next('2026-11-28T15:00:00Z')).toEqual(['2026-12-01T23:00:00Z', 'Training day']));

  test('never again, as far as anybody knows', () => {
    const closed = open('UTC', { closures: [{ from: '2026-01-01', to: '2036-01-01', reason: 'moved' }] });
    expect(nextOpening(closed, 'main', ms('2026-11-24T15:00:00Z'))).toBeNull();
  });

  test('a line closed for months opens after them', () => {
    const summer = open('UTC', { closures: [{ from: '2026-06-01', to: '2026-09-30', reason: 'summer' }] });
    expect(nextOpening(summer, 'main', ms('2026-06-15T12:00:00Z'))).toEqual({
      startMs: ms('2026-10-01T00:00:00Z'),
      closureReasons: ['summer'],
    });
  });

  test('an unknown line is named', () =>
    expect(() => isOpen(schedule, 'nowhere', 0)).toThrow('no such line "nowhere"'));
});

describe('S4: gaps', () => {
  const hours = { openingHours: [{ days: everyDay, start: '09:00', end: '17:00' }] };
  type Shift = Parameters<typeof oneLine>[1][number];
  const found = (
    shifts: readonly Shift[],
    line: Partial<ScheduleLine> = hours,
    range = ['2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z'],
  ) =>
    gaps(oneLine('UTC', shifts, { line, people }), ms(range[0] ?? ''), ms(range[1] ?? '')).map((gap) =>
      `${utc(gap.startMs).slice(11, 16)}-${utc(gap.endMs).slice(11, 16)} ${gap.have}/${gap.need} ${gap.missing.join(',')}`.trim(),
    );
  const day = { start: '2026-11-02T09:00', end: '2026-11-02T17:00' };

  test('where no shift is, one is needed', () => {
    expect(found([])).toEqual(['09:00-17:00 0/1']);
    expect(found([{ start: '2026-11-02T11:00', end: '2026-11-02T12:00' }])).toEqual([
      '09:00-11:00 0/1',
      '12:00-17:00 0/1',
    ]);
  });

  test('enough is no gap; the need of a shift counts, and zero is enough where zero is needed', () => {
    expect(found([{ ...day }])).toEqual([]);
    expect(found([{ ...day, need: 2 }])).toEqual(['09:00-17:00 1/2']);
    expect(found([{ ...day, need: 0, assigned: [] }])).toEqual([]);
  });

  test('backups do not count, and nobody counts twice', () => {
    expect(found([{ ...day, assigned: [{ person: 'ana', as: 'backup' }] }])).toEqual(['09:00-17:00 0/1']);
    expect(
      found([
        { ...day, id: 'a' },
        { ...day, id: 'b' },
      ]),
    ).toEqual(['09:00-17:00 1/2']);
    expect(
      found([
        { ...day, id: 'a' },
        { ...day, id: 'b', assigned: primary('ben') },
      ]),
    ).toEqual([]);
  });

  test('whoever takes texts only covers no caller', () => {
    expect(found([{ ...day, assigned: primary('tess') }])).toEqual(['09:00-17:00 0/1']);
    expect(found([{ ...day, assigned: primary('ben', 'tess'), requires: [{ language: 'es', count: 1 }] }])).toEqual([
      '09:00-17:00 1/1 es',
    ]);
  });

  test('needs add over overlapping shifts, stretch by stretch', () => {
    const late = { id: 'late', start: '2026-11-02T13:00', end: '2026-11-02T19:00', need: 2, assigned: primary('ben') };
    expect(found([{ ...day, need: 2 }, late])).toEqual(['09:00-13:00 1/2', '13:00-17:00 2/4']);
  });

  test('neighbours with equal values are one, also across shifts and midnight', () => {
    expect(
      found([
        { ...day, end: '2026-11-02T12:00', need: 2 },
        { id: 'b', start: '2026-11-02T12:00', end: '2026-11-02T17:00', need: 2, assigned: primary('ben') },
      ]),
    ).toEqual(['09:00-17:00 1/2']);
    expect(
      found([], { openingHours: [{ days: everyDay, start: '00:00', end: '00:00' }] }, [
        '2026-11-02T00:00:00Z',
        '2026-11-05T12:00:00Z',
      ]),
    ).toEqual(['00:00-12:00 0/1']);
  });

  test('neighbours with other values, and equal ones apart, are not', () => {
    expect(
      found([
        { start: '2026-11-02T09:00', end: '2026-11-02T10:00', need: 2, assigned: primary('ana', 'ben') },
        { id: 'b', start: '2026-11-02T10:00', end: '2026-11-02T11:00', need: 2, assigned: [] },
      ]),
    ).toEqual(['10:00-11:00 0/2', '11:00-17:00 0/1']);
    expect(
      found([], {
        openingHours: [
          { days: everyDay, start: '09:00', end: '10:00' },
          { days: everyDay, start: '11:00', end: '12:00' },
        ],
      }),
    ).toEqual(['09:00-10:00 0/1', '11:00-12:00 0/1']);
  });

  test('clipped to the range', () => {
    expect(found([], hours, ['2026-11-02T10:15:00Z', '2026-11-02T10:45:00Z'])).toEqual(['10:15-10:45 0/1']);
    expect(found([], hours, ['2026-11-02T17:00:00Z', '2026-11-03T09:00:00Z'])).toEqual([]);
  });

  test('outside opening hours and in closures nothing is missing', () => {
    expect(found([], { ...hours, closures: [{ from: '2026-11-02', to: '2026-11-02' }] })).toEqual([]);
    expect(found([{ start: '2026-11-02T06:00', end: '2026-11-02T20:00', need: 3 }])).toEqual(['09:00-17:00 1/3']);
  });

  test('a required language or tag among the primaries', () => {
    const es = { ...day, requires: [{ language: 'es', count: 1 }] };
    expect(found([es])).toEqual([]);
    expect(found([{ ...es, assigned: primary('ben') }])).toEqual(['09:00-17:00 1/1 es']);
    expect(found([{ ...es, assigned: [...primary('ben'), { person: 'ana', as: 'backup' }] }])).toEqual([
      '09:00-17:00 1/1 es',
    ]);
    expect(found([{ ...day, requires: [{ tag: 'veteran' }] }])).toEqual(['09:00-17:00 1/1 veteran']);
    expect(found([{ ...day, assigned: primary('ben'), requires: [{ tag: 'veteran', count: 1 }] }])).toEqual([]);
    expect(found([{ ...day, assigned: primary('cleo'), requires: [{ language: 'en', count: 1 }] }])).toEqual([]);
  });

  test('a language and a tag are different things, even of one name', () => {
    expect(found([{ ...day, requires: [{ tag: 'es', count: 1 }] }])).toEqual(['09:00-17:00 1/1 es']);
  });

  test('each absent language or tag has one entry, however many are short or ask for it', () => {
    const requires = [
      { tag: 'veteran', count: 2 },
      { language: 'es', count: 3 },
    ];
    expect(found([{ ...day, need: 0, requires, assigned: primary('ana') }])).toEqual(['09:00-17:00 1/0 es,veteran']);
    expect(
      found([
        { ...day, id: 'a', assigned: [], requires },
        { ...day, id: 'b', assigned: [], requires },
      ]),
    ).toEqual(['09:00-17:00 0/2 es,veteran']);
  });

  test('whoever is on the line counts for every shift on it', () => {
    expect(
      found([
        { ...day, id: 'a', requires: [{ language: 'es', count: 1 }], assigned: primary('ben') },
        { ...day, id: 'b', assigned: primary('ana') },
      ]),
    ).toEqual([]);
  });

  test('time off opens a gap', () => {
    const schedule = oneLine('UTC', [day], {
      line: hours,
      people,
      timeOff: [{ person: 'ana', from: '2026-11-02', to: '2026-11-02' }],
    });
    expect(gaps(schedule, ms('2026-11-02T00:00:00Z'), ms('2026-11-03T00:00:00Z'))).toMatchObject([
      { line: 'main', have: 0, need: 1 },
    ]);
  });

  test('coverage tells the enough as well, on one line or on all', () => {
    const schedule = oneLine('UTC', [{ ...day, end: '2026-11-02T12:00' }], { line: hours, people });
    const cover = coverage(schedule, ms('2026-11-02T00:00:00Z'), ms('2026-11-03T00:00:00Z'));
    expect(cover.map(({ need, have }) => [need, have])).toEqual([
      [1, 1],
      [1, 0],
    ]);
    expect(coverage(schedule, ms('2026-11-02T00:00:00Z'), ms('2026-11-03T00:00:00Z'), 'main')).toEqual(cover);
  });
});

describe('C3: the end of the next staffed opening', () => {
  const hours = { openingHours: [{ days: everyDay, start: '17:00', end: '23:00' }] };
  const end = (at: string, shifts: Parameters<typeof oneLine>[1], line: Partial<ScheduleLine> = hours) => {
    const found = staffedOpeningEnd(oneLine('UTC', shifts, { line, people }), 'main', ms(at));
    return found === null ? null : utc(found);
  };
  const friday = { start: '2026-11-06T16:00', end: '2026-11-06T21:00', repeat: 'FREQ=WEEKLY' };

  test('the running one', () => expect(end('2026-11-06T18:00:00Z', [friday])).toBe('2026-11-06T21:00:00Z'));
  test('not that of tomorrow', () =>
    expect(end('2026-11-06T18:00:00Z', [{ ...friday, repeat: 'FREQ=DAILY' }])).toBe('2026-11-06T21:00:00Z'));
  test('the next one', () => expect(end('2026-11-06T21:00:00Z', [friday])).toBe('2026-11-13T21:00:00Z'));
  test('it ends with the hours', () =>
    expect(end('2026-11-06T03:00:00Z', [{ ...friday, end: '2026-11-07T03:00' }])).toBe('2026-11-06T23:00:00Z'));
  test('one shift hands over to the next', () =>
    expect(
      end('2026-11-06T18:00:00Z', [
        friday,
        { id: 'b', start: '2026-11-06T21:00', end: '2026-11-06T22:00', assigned: primary('ben') },
      ]),
    ).toBe('2026-11-06T22:00:00Z'));
  test('a backup alone does not staff it', () =>
    expect(end('2026-11-06T18:00:00Z', [{ ...friday, assigned: [{ person: 'ana', as: 'backup' }] }])).toBeNull());
  test('far ahead', () =>
    expect(end('2026-11-07T18:00:00Z', [{ start: '2027-05-01T18:00', end: '2027-05-01T20:00' }])).toBe(
      '2027-05-01T20:00:00Z',
    ));
  test('a stretch that goes on for weeks', () => {
    expect(
      end(
        '2026-11-06T18:00:00Z',
        [{ start: '2026-11-01T00:00', end: '2026-11-02T00:00', repeat: 'FREQ=DAILY;COUNT=40' }],
        {},
      ),
    ).toBe('2026-12-11T00:00:00Z');
  });
});

describe('one person as the only primary of two lines at once (S8)', () => {
  const plan = (
    onNorth: readonly [from: string, to: string, people: readonly string[]][],
    onSouth: readonly [from: string, to: string, people: readonly string[]][],
    south: Partial<ScheduleLine> = {},
  ) => {
    const shiftsOf = (line: string, shifts: typeof onNorth): ScheduleShift[] =>
      shifts.map(([from, to, people], index) => ({
        id: `${line}-${index}`,
        line,
        start: `2026-11-02T${from}`,
        end: `2026-11-02T${to}`,
        assigned: people.map((person) => ({ person, as: 'primary' as const })),
      }));
    const hours = [{ days: ['MO' as const], start: '10:00', end: '14:00' }];
    const schedule = compileSchedule({
      organisation: { timeZone: 'UTC' },
      lines: [
        { id: 'north', timeZone: 'UTC', openingHours: hours },
        { id: 'south', timeZone: 'UTC', openingHours: hours, ...south },
      ],
      people: [{ id: 'ana' }, { id: 'ben' }],
      shifts: [...shiftsOf('north', onNorth), ...shiftsOf('south', onSouth)],
    });
    const day = [ms('2026-11-02T00:00:00Z'), ms('2026-11-03T00:00:00Z')] as const;
    return (lineId?: string) =>
      gaps(schedule, ...day, lineId).map(
        ({ line, startMs, endMs, have, need }) =>
          `${line} ${utc(startMs).slice(11, 16)}-${utc(endMs).slice(11, 16)} ${have}/${need}`,
      );
  };

  test('counts on neither while both are open: both lines are thin', () => {
    const thin = plan(
      [['10:00', '14:00', ['ana']]],
      [
        ['12:00', '14:00', ['ana']],
        ['10:00', '12:00', ['ben']],
      ],
    );
    expect(thin()).toEqual(['north 12:00-14:00 0/1', 'south 12:00-14:00 0/1']);
    expect(thin('south')).toEqual(['south 12:00-14:00 0/1']);
  });

  test.each<[string, Parameters<typeof plan>]>([
    ['somebody else is on one of them', [[['10:00', '14:00', ['ana', 'ben']]], [['10:00', '14:00', ['ana']]]]],
    [
      'the shifts follow each other',
      [
        [
          ['10:00', '12:00', ['ana']],
          ['12:00', '14:00', ['ben']],
        ],
        [
          ['12:00', '14:00', ['ana']],
          ['10:00', '12:00', ['ben']],
        ],
      ],
    ],
    [
      'the other line is closed then',
      [
        [['10:00', '14:00', ['ana']]],
        [['10:00', '14:00', ['ana']]],
        { openingHours: [{ days: ['TU'], start: '10:00', end: '14:00' }] },
      ],
    ],
  ])('counts where %s', (_when, [north, south, more]) => {
    expect(plan(north, south, more)()).toEqual([]);
  });

  test('is on all the same for promises: the opening is staffed', () => {
    const schedule = compileSchedule({
      organisation: { timeZone: 'UTC' },
      lines: ['north', 'south'].map((id) => ({ id, timeZone: 'UTC' })),
      people: [{ id: 'ana' }],
      shifts: ['north', 'south'].map((line) => ({
        id: line,
        line,
        start: '2026-11-02T10:00',
        end: '2026-11-02T14:00',
        assigned: [{ person: 'ana', as: 'primary' as const }],
      })),
    });
    expect(utc(staffedOpeningEnd(schedule, 'north', ms('2026-11-02T08:00:00Z')) ?? 0)).toBe('2026-11-02T14:00:00Z');
  });
});
