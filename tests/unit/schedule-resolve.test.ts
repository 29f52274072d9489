import { describe, expect, test } from '@jest/globals';
import { compileSchedule } from '../../src/schedule/compile.ts';
import type { Assignment, ScheduleShift } from '../../src/schedule/model.ts';
import { resolve, resolveLine, resolvePerson, whoIsOn } from '../../src/schedule/resolve.ts';
import { ms, names, oneLine, spans } from '../support/one-line.ts';

const november = ['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'] as const;
const ana: Assignment = { person: 'ana', as: 'primary' };
const ben: Assignment = { person: 'ben', as: 'primary' };

/** Mondays 17:00 to 21:00 in Chicago, from 2 November 2026. */
function mondays(part: Partial<ScheduleShift> = {}) {
  return oneLine('America/Chicago', [
    { start: '2026-11-02T17:00', end: '2026-11-02T21:00', repeat: 'FREQ=WEEKLY;BYDAY=MO', ...part },
  ]);
}

describe('S1: one-off and repeating shifts', () => {
  test('a shift without repeat is once', () => {
    expect(spans(mondays({ repeat: undefined }), ...november)).toEqual(['2026-11-02T23:00:00Z/2026-11-03T03:00:00Z']);
  });

  test('an end at 24:00 is the midnight that ends the day, of a change too', () => {
    expect(spans(mondays({ repeat: undefined, end: '2026-11-02T24:00' }), ...november)).toEqual([
      '2026-11-02T23:00:00Z/2026-11-03T06:00:00Z',
    ]);
    const changes = [{ occurrence: '2026-11-09T17:00', end: '2026-11-09T24:00' }];
    expect(spans(mondays({ repeat: 'FREQ=WEEKLY;COUNT=2', changes }), ...november)).toEqual([
      '2026-11-02T23:00:00Z/2026-11-03T03:00:00Z',
      '2026-11-09T23:00:00Z/2026-11-10T06:00:00Z',
    ]);
  });

  test('"also" adds starts of the same wall-clock length, to a one-off as to a rule', () => {
    expect(
      names(
        mondays({ repeat: undefined, also: ['2026-11-04T09:00', '2026-10-30T17:00'] }),
        '2026-10-01T00:00:00Z',
        november[1],
      ),
    ).toEqual(['2026-10-30T17:00', '2026-11-02T17:00', '2026-11-04T09:00']);
    expect(spans(mondays({ repeat: 'FREQ=WEEKLY;COUNT=1', also: ['2026-11-04T22:00'] }), ...november)).toEqual([
      '2026-11-02T23:00:00Z/2026-11-03T03:00:00Z',
      '2026-11-05T04:00:00Z/2026-11-05T08:00:00Z',
    ]);
  });

  test('an "also" the rule has already is one occurrence, and COUNT does not count others', () => {
    expect(
      names(mondays({ repeat: 'FREQ=WEEKLY;COUNT=2', also: ['2026-11-09T17:00', '2026-11-11T17:00'] }), ...november),
    ).toEqual(['2026-11-02T17:00', '2026-11-09T17:00', '2026-11-11T17:00']);
  });

  test('"except" drops by name: of the rule, of "also", and the one-off itself', () => {
    expect(names(mondays({ except: ['2026-11-09T17:00', '2026-11-16T16:00'] }), ...november)).toEqual([
      '2026-11-02T17:00',
      '2026-11-16T17:00',
      '2026-11-23T17:00',
      '2026-11-30T17:00',
    ]);
    expect(
      names(
        mondays({ repeat: 'FREQ=WEEKLY;COUNT=1', also: ['2026-11-04T22:00'], except: ['2026-11-04T22:00'] }),
        ...november,
      ),
    ).toEqual(['2026-11-02T17:00']);
    expect(names(mondays({ repeat: undefined, except: ['2026-11-02T17:00'] }), ...november)).toEqual([]);
  });

  test('an excepted, a changed, a cancelled and a vanished occurrence are counted by COUNT', () => {
    const counted = {
      repeat: 'FREQ=WEEKLY;COUNT=3',
      except: ['2026-11-02T17:00'],
      changes: [{ occurrence: '2026-11-09T17:00', cancelled: true }],
    };
    expect(names(mondays(counted), ...november)).toEqual(['2026-11-16T17:00']);
    const vanishing = oneLine('America/Chicago', [
      { start: '2026-03-07T02:10', end: '2026-03-07T02:50', repeat: 'FREQ=DAILY;COUNT=3' },
    ]);
    expect(names(vanishing, '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')).toEqual([
      '2026-03-07T02:10',
      '2026-03-09T02:10',
    ]);
  });

  test('a shift that ends when or before it starts is nothing, also in the hour that happens twice', () => {
    expect(
      spans(
        oneLine('America/Chicago', [
          { start: '2026-11-01T01:30', end: '2026-11-01T01:30' },
          { start: '2026-11-01T01:50', end: '2026-11-01T01:10', repeat: 'FREQ=DAILY' },
        ]),
        ...november,
      ),
    ).toEqual([]);
  });
});

describe('S1: changes of one occurrence win over the rule', () => {
  const changed = (change: object, part: Partial<ScheduleShift> = {}) =>
    resolve(
      mondays({ ...part, changes: [{ occurrence: '2026-11-09T17:00', ...change }] }),
      ms('2026-11-08T00:00:00Z'),
      ms('2026-11-12T00:00:00Z'),
    );

  test('moving only the start keeps the wall-clock end', () => {
    expect(changed({ start: '2026-11-09T19:00' })).toMatchObject([
      { occurrence: '2026-11-09T17:00', startMs: ms('2026-11-10T01:00:00Z'), endMs: ms('2026-11-10T03:00:00Z') },
    ]);
  });

  test('moving only the end keeps the start', () => {
    expect(changed({ end: '2026-11-10T01:00' })).toMatchObject([
      { occurrence: '2026-11-09T17:00', startMs: ms('2026-11-09T23:00:00Z'), endMs: ms('2026-11-10T07:00:00Z') },
    ]);
  });

  test('an occurrence moved to another week is found there under its own name, and no longer here', () => {
    const schedule = mondays({
      changes: [{ occurrence: '2026-11-09T17:00', start: '2026-11-19T08:00', end: '2026-11-19T12:00' }],
    });
    expect(names(schedule, '2026-11-08T00:00:00Z', '2026-11-12T00:00:00Z')).toEqual([]);
    expect(names(schedule, '2026-11-18T00:00:00Z', '2026-11-20T00:00:00Z')).toEqual(['2026-11-09T17:00']);
    expect(names(schedule, ...november)).toEqual([
      '2026-11-02T17:00',
      '2026-11-16T17:00',
      '2026-11-09T17:00',
      '2026-11-23T17:00',
      '2026-11-30T17:00',
    ]);
  });

  test('other people, another need and other requirements, for this occurrence only; what is absent stays', () => {
    const shift = { need: 2, requires: [{ language: 'es', count: 1 }], assigned: [ana] };
    expect(changed({ assigned: [ben] }, shift)).toMatchObject([
      { people: [ben], need: 2, requires: [{ language: 'es', count: 1 }] },
    ]);
    expect(changed({ need: 3, requires: [] }, shift)).toMatchObject([{ people: [ana], need: 3, requires: [] }]);
    expect(changed({ assigned: [] }, shift)).toMatchObject([{ people: [] }]);
    expect(
      resolve(
        mondays({ ...shift, changes: [{ occurrence: '2026-11-09T17:00', assigned: [ben] }] }),
        ms('2026-11-15T00:00:00Z'),
        ms('2026-11-20T00:00:00Z'),
      ),
    ).toMatchObject([{ people: [ana] }]);
  });

  test('cancelled means nothing runs; "cancelled": false changes nothing', () => {
    expect(changed({ cancelled: true })).toEqual([]);
    expect(changed({ cancelled: false })).toHaveLength(1);
  });

  test('an "also" occurrence and a one-off can be changed as well', () => {
    const schedule = mondays({
      repeat: undefined,
      also: ['2026-11-04T09:00'],
      changes: [
        { occurrence: '2026-11-04T09:00', end: '2026-11-04T10:00' },
        { occurrence: '2026-11-02T17:00', cancelled: true },
      ],
    });
    expect(spans(schedule, ...november)).toEqual(['2026-11-04T15:00:00Z/2026-11-04T16:00:00Z']);
  });

  test('an excepted occurrence stays away, and one the rule does not have is not made by a change', () => {
    expect(
      names(
        mondays({
          except: ['2026-11-09T17:00'],
          changes: [
            { occurrence: '2026-11-09T17:00', need: 3 },
            { occurrence: '2026-11-10T17:00', need: 3 },
          ],
        }),
        '2026-11-08T00:00:00Z',
        '2026-11-12T00:00:00Z',
      ),
    ).toEqual([]);
  });

  test('a change can move an occurrence out of the gap it would vanish in', () => {
    const schedule = oneLine('America/Chicago', [
      {
        start: '2026-03-07T02:10',
        end: '2026-03-07T02:50',
        repeat: 'FREQ=DAILY',
        changes: [{ occurrence: '2026-03-08T02:10', end: '2026-03-08T04:00' }],
      },
    ]);
    expect(spans(schedule, '2026-03-08T06:00:00Z', '2026-03-08T12:00:00Z')).toEqual([
      '2026-03-08T08:00:00Z/2026-03-08T09:00:00Z',
    ]);
  });
});

describe('S3: windows across a change of clocks', () => {
  test.each([
    [
      'overnight into the longer night',
      'America/Chicago',
      '2026-10-31T22:00',
      '2026-11-01T06:00',
      '2026-11-01T03:00:00Z/2026-11-01T12:00:00Z',
    ],
    [
      'overnight into the shorter night',
      'America/Chicago',
      '2026-03-07T22:00',
      '2026-03-08T06:00',
      '2026-03-08T04:00:00Z/2026-03-08T11:00:00Z',
    ],
    [
      'ending in the hour that is twice',
      'America/Chicago',
      '2026-10-31T22:00',
      '2026-11-01T01:30',
      '2026-11-01T03:00:00Z/2026-11-01T07:30:00Z',
    ],
    [
      'starting in the hour that is twice',
      'America/Chicago',
      '2026-11-01T01:30',
      '2026-11-01T06:00',
      '2026-11-01T06:30:00Z/2026-11-01T12:00:00Z',
    ],
    [
      'within the hour that is twice',
      'America/Chicago',
      '2026-11-01T01:15',
      '2026-11-01T01:45',
      '2026-11-01T06:15:00Z/2026-11-01T07:45:00Z',
    ],
    [
      'ending in the gap',
      'America/Chicago',
      '2026-03-07T22:00',
      '2026-03-08T02:30',
      '2026-03-08T04:00:00Z/2026-03-08T08:00:00Z',
    ],
    [
      'starting in the gap',
      'America/Chicago',
      '2026-03-08T02:30',
      '2026-03-08T06:00',
      '2026-03-08T08:00:00Z/2026-03-08T11:00:00Z',
    ],
    [
      'half an hour more',
      'Australia/Lord_Howe',
      '2026-04-04T22:00',
      '2026-04-05T06:00',
      '2026-04-04T11:00:00Z/2026-04-04T19:30:00Z',
    ],
    [
      'ending in the half hour that is twice',
      'Australia/Lord_Howe',
      '2026-04-04T22:00',
      '2026-04-05T01:45',
      '2026-04-04T11:00:00Z/2026-04-04T15:15:00Z',
    ],
    [
      'over the day that never was',
      'Pacific/Apia',
      '2011-12-29T22:00',
      '2011-12-31T06:00',
      '2011-12-30T08:00:00Z/2011-12-30T16:00:00Z',
    ],
    [
      'from midnight that never was',
      'Asia/Beirut',
      '2026-03-29T00:00',
      '2026-03-29T08:00',
      '2026-03-28T22:00:00Z/2026-03-29T05:00:00Z',
    ],
    [
      'to midnight that never was',
      'Africa/Cairo',
      '2026-04-23T18:00',
      '2026-04-24T00:00',
      '2026-04-23T16:00:00Z/2026-04-23T22:00:00Z',
    ],
  ])('%s (%s)', (_what, zone, start, end, expected) => {
    const from = '2011-01-01T00:00:00Z';
    expect(spans(oneLine(zone, [{ start, end }]), from, '2027-01-01T00:00:00Z')).toEqual([expected]);
    expect(spans(oneLine(zone, [{ start, end, repeat: 'FREQ=DAILY;COUNT=1' }]), from, '2027-01-01T00:00:00Z')).toEqual([
      expected,
    ]);
  });

  test.each([
    ['in the gap', 'America/Chicago', '2026-03-08T02:10', '2026-03-08T02:50'],
    ['the gap itself', 'America/Chicago', '2026-03-08T02:00', '2026-03-08T03:00'],
    ['in a half-hour gap', 'Australia/Lord_Howe', '2026-10-04T02:05', '2026-10-04T02:25'],
    ['in a day that never was', 'Pacific/Apia', '2011-12-30T09:00', '2011-12-30T17:00'],
  ])('a window wholly %s vanishes (%s)', (_what, zone, start, end) => {
    expect(
      spans(
        oneLine(zone, [
          { start, end, also: [start], repeat: 'FREQ=DAILY;COUNT=1' },
          { start, end },
        ]),
        '2011-01-01T00:00:00Z',
        '2027-01-01T00:00:00Z',
      ),
    ).toEqual([]);
  });

  test('an occurrence in a gap keeps the name of its own wall clock, and the next is back in time', () => {
    const schedule = oneLine('America/Chicago', [
      { start: '2026-03-07T02:30', end: '2026-03-07T06:00', repeat: 'FREQ=DAILY' },
    ]);
    expect(names(schedule, '2026-03-07T08:30:00Z', '2026-03-09T08:00:00Z')).toEqual([
      '2026-03-07T02:30',
      '2026-03-08T02:30',
      '2026-03-09T02:30',
    ]);
    expect(spans(schedule, '2026-03-09T00:00:00Z', '2026-03-09T08:00:00Z')).toEqual([
      '2026-03-09T07:30:00Z/2026-03-09T11:00:00Z',
    ]);
  });
});

describe('S2: ranges are half-open', () => {
  const once = oneLine('UTC', [
    { start: '2026-11-02T10:00', end: '2026-11-02T12:00', repeat: 'FREQ=DAILY;COUNT=1' },
    { id: 't', start: '2026-11-02T10:00', end: '2026-11-02T12:00' },
  ]);

  test.each([
    ['2026-11-02T08:00:00Z', '2026-11-02T10:00:00Z', 0],
    ['2026-11-02T08:00:00Z', '2026-11-02T10:00:01Z', 2],
    ['2026-11-02T11:59:59Z', '2026-11-02T13:00:00Z', 2],
    ['2026-11-02T12:00:00Z', '2026-11-02T13:00:00Z', 0],
    ['2026-11-02T11:00:00Z', '2026-11-02T11:00:00Z', 2],
    ['2026-11-02T10:00:00Z', '2026-11-02T10:00:00Z', 0],
    ['2026-11-02T13:00:00Z', '2026-11-02T09:00:00Z', 0],
  ])('%s to %s', (from, to, count) => {
    expect(spans(once, from, to)).toHaveLength(count);
    if (count > 0)
      expect(new Set(spans(once, from, to))).toEqual(new Set(['2026-11-02T10:00:00Z/2026-11-02T12:00:00Z']));
  });

  test.each([
    // Between 01:00 and 02:00 the clock of Chicago shows everything twice: the range must not be cut by what it shows.
    [
      'ends at the second 01:20, after a range that begins at the first 01:30',
      '2026-10-30T22:00',
      '2026-10-31T01:20',
      '2026-11-01T06:30:00Z',
      '2026-11-01T06:31:00Z',
      1,
    ],
    [
      'started at the first 01:30, before a range that ends at the second 01:10',
      '2026-10-31T01:30',
      '2026-10-31T05:00',
      '2026-11-01T07:09:00Z',
      '2026-11-01T07:10:00Z',
      1,
    ],
    [
      'starts at the very end of the range',
      '2026-10-31T03:00',
      '2026-10-31T05:00',
      '2026-11-01T08:00:00Z',
      '2026-11-01T09:00:00Z',
      0,
    ],
    [
      'starts in the gap, at the very end of the range',
      '2026-03-07T02:30',
      '2026-03-07T05:00',
      '2026-03-08T07:00:00Z',
      '2026-03-08T08:00:00Z',
      0,
    ],
  ])('where clocks change: %s', (_what, start, end, from, to, count) => {
    expect(spans(oneLine('America/Chicago', [{ start, end, repeat: 'FREQ=DAILY' }]), from, to)).toHaveLength(count);
  });

  test('single occurrences are found in whatever order the file has them', () => {
    const schedule = oneLine('UTC', [
      {
        start: '2026-11-20T09:00',
        end: '2026-11-20T10:00',
        also: ['2026-11-18T09:00', '2026-11-19T09:00', '2026-11-02T09:00'],
      },
    ]);
    expect(names(schedule, '2026-11-01T00:00:00Z', '2026-11-03T00:00:00Z')).toEqual(['2026-11-02T09:00']);
    expect(names(schedule, '2026-11-18T00:00:00Z', '2026-11-20T00:00:00Z')).toEqual([
      '2026-11-18T09:00',
      '2026-11-19T09:00',
    ]);
  });

  test('who is on: from the start, until the end', () => {
    const on = (at: string) => whoIsOn(once, ms(at)).length;
    expect([
      on('2026-11-02T09:59:59Z'),
      on('2026-11-02T10:00:00Z'),
      on('2026-11-02T11:59:59Z'),
      on('2026-11-02T12:00:00Z'),
    ]).toEqual([0, 2, 2, 0]);
  });

  test('in order of start, line and shift, whatever the order of the file', () => {
    const at = { start: '2026-11-02T10:00', end: '2026-11-02T12:00', assigned: [ana] };
    const schedule = compileSchedule({
      organisation: { timeZone: 'UTC' },
      lines: [
        { id: 'b', timeZone: 'UTC' },
        { id: 'B', timeZone: 'UTC' },
        { id: 'a', timeZone: 'Europe/Berlin' },
      ],
      people: [{ id: 'ana' }],
      shifts: [
        { id: '2', line: 'b', ...at },
        { id: '10', line: 'b', ...at, repeat: 'FREQ=DAILY;COUNT=2' },
        { id: '9', line: 'B', ...at },
        { id: 'z', line: 'a', ...at, start: '2026-11-02T11:00', end: '2026-11-02T13:00' },
        { id: 'early', line: 'b', ...at, start: '2026-11-02T09:00' },
      ],
    });
    const [from, to] = [ms('2026-11-02T00:00:00Z'), ms('2026-11-04T00:00:00Z')];
    expect(resolve(schedule, from, to).map(({ line, shift }) => `${line} ${shift}`)).toEqual([
      'b early',
      'B 9',
      'a z',
      'b 10',
      'b 2',
      'b 10',
    ]);
    expect(resolveLine(schedule, 'b', from, to).map(({ shift }) => shift)).toEqual(['early', '10', '2', '10']);
    expect(resolveLine(schedule, 'nowhere', from, to)).toEqual([]);
    expect(resolvePerson(schedule, 'ana', from, to)).toEqual(resolve(schedule, from, to));
    expect(resolvePerson(schedule, 'nobody', from, to)).toEqual([]);
    expect(whoIsOn(schedule, ms('2026-11-02T10:30:00Z'), 'a')).toMatchObject([
      { line: 'a', shift: 'z', person: 'ana', as: 'primary' },
    ]);
    expect(whoIsOn(schedule, ms('2026-11-02T10:30:00Z'))).toHaveLength(5);
  });
});

describe('time off', () => {
  const nightly = {
    start: '2026-12-18T22:00',
    end: '2026-12-19T06:00',
    repeat: 'FREQ=DAILY',
    assigned: [ana, { person: 'ben', as: 'backup' as const }],
  };
  const whoOn = (personZone: string | undefined, from: string, to: string) => {
    const schedule = oneLine('America/Chicago', [nightly], {
      people: [{ id: 'ana', timeZone: personZone }, { id: 'ben' }],
      timeOff: [{ person: 'ana', from, to }],
    });
    return resolve(schedule, ms('2026-12-19T12:00:00Z'), ms('2026-12-23T12:00:00Z')).map(
      ({ occurrence, people }) => `${occurrence.slice(8, 10)} ${people.map(({ person }) => person).join('+')}`,
    );
  };

  test('somebody is absent from what starts on those dates, both included; others stay', () => {
    expect(whoOn(undefined, '2026-12-20', '2026-12-21')).toEqual(['19 ana+ben', '20 ben', '21 ben', '22 ana+ben']);
  });

  test("the dates are the person's: 22:00 in Chicago is the next day in Berlin", () => {
    expect(whoOn('Europe/Berlin', '2026-12-20', '2026-12-21')).toEqual([
      '19 ben',
      '20 ben',
      '21 ana+ben',
      '22 ana+ben',
    ]);
  });

  test('an occurrence moved away from the time off is not missed', () => {
    const changes = [
      { occurrence: '2026-12-20T22:00', start: '2026-12-22T08:00', end: '2026-12-22T12:00' },
      { occurrence: '2026-12-19T22:00', start: '2026-12-20T08:00', end: '2026-12-20T12:00' },
    ];
    const schedule = oneLine('America/Chicago', [{ ...nightly, assigned: [ana], changes }], {
      timeOff: [{ person: 'ana', from: '2026-12-20', to: '2026-12-20' }],
    });
    const people = new Map(
      resolve(schedule, ms('2026-12-19T12:00:00Z'), ms('2026-12-23T12:00:00Z')).map((each) => [
        each.occurrence,
        each.people.length,
      ]),
    );
    expect(people.get('2026-12-20T22:00')).toBe(1);
    expect(people.get('2026-12-19T22:00')).toBe(0);
    expect(whoIsOn(schedule, ms('2026-12-20T15:00:00Z'))).toEqual([]);
  });
});

test('what cannot be compiled is named', () => {
  const withShift = (part: Partial<ScheduleShift>) => () => mondays(part);
  expect(withShift({ line: 'nowhere' })).toThrow('shift "s" is on no known line');
  expect(withShift({ start: '2026-02-30T10:00' })).toThrow('no such date and time "2026-02-30T10:00"');
  expect(withShift({ repeat: 'FREQ=SOMETIMES' })).toThrow('FREQ=SOMETIMES is no frequency');
  expect(() => oneLine('Mars/Olympus', [])).toThrow('no such zone "Mars/Olympus"');
});
