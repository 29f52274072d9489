import { describe, expect, test } from '@jest/globals';
import { inEnglish } from '../../src/reading/fault-words.ts';
import { readRule } from '../../src/schedule/recurrence-rule.ts';
import { names, oneLine } from '../support/one-line.ts';

/** The first starts of a one-hour shift that repeats so, as the range from 1990 to 2110 shows them. */
function starts(start: string, repeat: string, from = '1990-01-01T00:00:00Z', to = '2110-01-01T00:00:00Z'): string[] {
  const [date, hour = '00'] = start.split(/[T:]/);
  const end = `${date}T${String(Number(hour)).padStart(2, '0')}:59`;
  return names(oneLine('UTC', [{ start, end, repeat }]), from, to);
}

/** What is wrong with a rule, or null. */
function problemOf(text: string): string | null {
  const reading = readRule(text);
  return reading.kind === 'fault' ? inEnglish(reading.problem) : null;
}

describe('an RRULE that is none is named in a sentence', () => {
  test.each([
    ['', 'is no RRULE'],
    ['every Monday', '"EVERY MONDAY" is no RRULE'],
    ['BYDAY=MO', 'the rule has no FREQ'],
    ['FREQ=FORTNIGHTLY', 'FREQ=FORTNIGHTLY is no frequency'],
    ['FREQ=WEEKLY;BYDAY=MONDAY', 'BYDAY=MONDAY is no weekday'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY=XX is no weekday'],
    ['FREQ=WEEKLY;BYDAY=2TU', 'counts weekdays'],
    ['FREQ=MONTHLY;BYDAY=0TU', 'BYDAY=0 must be a whole number'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'counts weekdays'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL=0 must be a whole number'],
    ['FREQ=DAILY;INTERVAL=1.5', 'INTERVAL=1.5 must be a whole number'],
    ['FREQ=DAILY;COUNT=0', 'COUNT=0 must be a whole number'],
    ['FREQ=DAILY;COUNT=100001', 'COUNT=100001 must be a whole number from 1 to 100000'],
    ['FREQ=DAILY;COUNT=-3', 'COUNT=-3 must be a whole number'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20261231', 'both COUNT and UNTIL'],
    ['FREQ=DAILY;UNTIL=20260230', 'UNTIL=20260230 is no date or time'],
    ['FREQ=DAILY;UNTIL=2026-12-31', 'UNTIL=2026-12-31 is no date or time'],
    ['FREQ=DAILY;UNTIL=20261231T250000Z', 'UNTIL=20261231T250000Z is no date or time'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY=32 must be a whole number'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0 must be a whole number'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY cannot be used with FREQ=WEEKLY'],
    ['FREQ=MONTHLY;BYYEARDAY=1', 'BYYEARDAY cannot be used with FREQ=MONTHLY'],
    ['FREQ=MONTHLY;BYWEEKNO=1', 'BYWEEKNO cannot be used with FREQ=MONTHLY'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH=13 must be a whole number'],
    ['FREQ=DAILY;BYHOUR=24', 'BYHOUR=24 must be a whole number'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS needs another BY part'],
    ['FREQ=WEEKLY;WKST=XX', 'WKST=XX is no weekday'],
    ['FREQ=WEEKLY;WEEKDAY=MO', 'WEEKDAY is no part of an RRULE'],
    ['FREQ=WEEKLY;FREQ=DAILY', 'FREQ stands in the rule twice'],
    ['FREQ=WEEKLY;;BYDAY=MO', 'is no part of a rule'],
    ['FREQ', 'is no RRULE'],
    ['FREQ=WEEKLY;BYDAY', '"BYDAY" is no part of a rule'],
    ['FREQ=MINUTELY;INTERVAL=240', 'at most every hour'],
    ['FREQ=SECONDLY', 'at most every hour'],
    ['FREQ=HOURLY;BYMINUTE=0,30', 'more than 24 times a day'],
    ['FREQ=HOURLY;INTERVAL=2;BYMINUTE=0;BYSECOND=0,20,40', 'more than 24 times a day'],
    ['FREQ=DAILY;BYHOUR=8,9,10,11,12;BYMINUTE=0,10,20,30,40', 'more than 24 times a day'],
    ['FREQ=YEARLY;BYMINUTE=0,1,2,3,4;BYSECOND=0,1,2,3,4;BYSETPOS=1', 'more than 24 times a day'],
    ['DTSTART:20260101T090000\nRRULE:FREQ=DAILY', 'without DTSTART'],
  ])('%j', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
    expect(problemOf(text)).not.toContain('\n');
  });

  test.each([
    'FREQ=WEEKLY;BYDAY=MO,WE',
    'RRULE:FREQ=DAILY',
    'freq=weekly;byday=mo',
    'FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;',
    'FREQ=DAILY;UNTIL=20261231T235959',
    'FREQ=HOURLY;INTERVAL=6',
    'FREQ=HOURLY',
    'FREQ=HOURLY;INTERVAL=2;BYMINUTE=0,30',
    'FREQ=HOURLY;BYHOUR=9,10,11;BYMINUTE=0,15,30,45',
    'FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30',
  ])('%s is one', (text) => expect(problemOf(text)).toBeNull());

  test('COUNT is read beside the other parts', () => {
    const reading = readRule('FREQ=DAILY;COUNT=3;BYMONTH=2,2');
    expect(reading).toMatchObject({ kind: 'rule', rule: { count: 3, by: new Map([['BYMONTH', [2]]]) } });
  });
});

describe('S1: RFC 5545', () => {
  test.each([
    [
      'every other week, weeks from Monday',
      '1997-08-05T09:00',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    [
      'every other week, weeks from Sunday',
      '1997-08-05T09:00',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
    ],
    [
      'the anchor is no occurrence and not counted',
      '2026-11-03T09:00',
      'FREQ=WEEKLY;BYDAY=MO;COUNT=2',
      ['2026-11-09', '2026-11-16'],
    ],
    ["weekly on the anchor's own day", '2026-11-03T09:00', 'FREQ=WEEKLY;COUNT=2', ['2026-11-03', '2026-11-10']],
    [
      'daily on weekdays',
      '2026-11-05T09:00',
      'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=4',
      ['2026-11-05', '2026-11-06', '2026-11-09', '2026-11-10'],
    ],
    [
      'every third day',
      '2026-12-30T09:00',
      'FREQ=DAILY;INTERVAL=3;COUNT=3',
      ['2026-12-30', '2027-01-02', '2027-01-05'],
    ],
    ['a leap day', '2024-02-29T09:00', 'FREQ=YEARLY;COUNT=3', ['2024-02-29', '2028-02-29', '2032-02-29']],
    ['no leap day in 2100', '2096-02-29T09:00', 'FREQ=YEARLY;COUNT=2', ['2096-02-29', '2104-02-29']],
    [
      'a month without a 31st is left out',
      '2026-01-31T09:00',
      'FREQ=MONTHLY;COUNT=4',
      ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31'],
    ],
    [
      'the last Sunday',
      '2024-01-01T09:00',
      'FREQ=MONTHLY;BYDAY=-1SU;COUNT=3',
      ['2024-01-28', '2024-02-25', '2024-03-31'],
    ],
    [
      'the last working day',
      '2026-01-01T09:00',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3',
      ['2026-01-30', '2026-02-27', '2026-03-31'],
    ],
    [
      'Friday the 13th',
      '1997-09-02T09:00',
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3',
      ['1998-02-13', '1998-03-13', '1998-11-13'],
    ],
    [
      'election day',
      '1996-11-05T09:00',
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3',
      ['1996-11-05', '2000-11-07', '2004-11-02'],
    ],
    [
      'the 20th Monday of the year',
      '1997-05-19T09:00',
      'FREQ=YEARLY;BYDAY=20MO;COUNT=3',
      ['1997-05-19', '1998-05-18', '1999-05-17'],
    ],
    [
      'Monday of week 20',
      '1997-05-12T09:00',
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3',
      ['1997-05-12', '1998-05-11', '1999-05-17'],
    ],
    [
      'days of the year',
      '1997-01-01T09:00',
      'FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,-1',
      ['1997-01-01', '1997-04-10', '1997-12-31', '2000-01-01'],
    ],
    [
      'a day of the year that is also a weekday',
      '2026-01-01T09:00',
      'FREQ=YEARLY;BYYEARDAY=1;BYDAY=SA;COUNT=2',
      ['2028-01-01', '2033-01-01'],
    ],
    [
      'from the back of the month',
      '1997-09-28T09:00',
      'FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3',
      ['1997-09-28', '1997-10-29', '1997-11-28'],
    ],
    ['weekly in some months', '2026-11-24T09:00', 'FREQ=WEEKLY;BYMONTH=12;COUNT=2', ['2026-12-01', '2026-12-08']],
  ])('%s', (_what, start, repeat, dates) => {
    expect(starts(start, repeat)).toEqual(dates.map((date) => `${date}T09:00`));
  });

  test('several times a day, from the anchor on', () => {
    expect(starts('2026-11-03T09:00', 'FREQ=DAILY;BYHOUR=7,9,17;BYMINUTE=0;COUNT=3')).toEqual([
      '2026-11-03T09:00',
      '2026-11-03T17:00',
      '2026-11-04T07:00',
    ]);
  });

  test("an hour given by the rule wins over the anchor's", () => {
    expect(starts('2026-11-03T09:00', 'FREQ=DAILY;BYHOUR=8;COUNT=2')).toEqual(['2026-11-04T08:00', '2026-11-05T08:00']);
    expect(starts('2026-11-03T09:00', 'FREQ=WEEKLY;BYDAY=TU;BYHOUR=17;BYMINUTE=30;COUNT=2')).toEqual([
      '2026-11-03T17:30',
      '2026-11-10T17:30',
    ]);
  });

  test('by the hour', () => {
    expect(starts('2026-11-03T09:00', 'FREQ=HOURLY;INTERVAL=9;COUNT=4')).toEqual([
      '2026-11-03T09:00',
      '2026-11-03T18:00',
      '2026-11-04T03:00',
      '2026-11-04T12:00',
    ]);
    expect(starts('2026-11-03T22:30', 'FREQ=HOURLY;INTERVAL=3;BYMINUTE=0,30;COUNT=4')).toEqual([
      '2026-11-03T22:30',
      '2026-11-04T01:00',
      '2026-11-04T01:30',
      '2026-11-04T04:00',
    ]);
  });

  test('a rule that can never happen gives nothing, however far one looks', () => {
    expect(starts('2026-02-01T09:00', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3')).toEqual([]);
    expect(
      starts(
        '2026-02-01T09:00',
        'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3',
        '2026-01-01T00:00:00Z',
        '2030-01-01T00:00:00Z',
      ),
    ).toEqual([]);
  });

  test('COUNT counts from the anchor, wherever one looks', () => {
    for (const repeat of ['FREQ=DAILY;COUNT=100', 'FREQ=MONTHLY;COUNT=100', 'FREQ=WEEKLY;BYMONTH=1,2,3;COUNT=100']) {
      const all = starts('2026-01-05T09:00', repeat);
      expect(all).toHaveLength(100);
      expect(starts('2026-01-05T09:00', repeat, `${all[98]}:00Z`)).toEqual(all.slice(98));
      expect(starts('2026-01-05T09:00', repeat, `${all[99]}:30Z`, `${all[99]}:31Z`)).toEqual(all.slice(99));
    }
  });
});

describe('UNTIL includes its own moment', () => {
  const until = (value: string, zone = 'America/Chicago') =>
    names(
      oneLine(zone, [{ start: '2026-10-30T09:00', end: '2026-10-30T10:00', repeat: `FREQ=DAILY;UNTIL=${value}` }]),
      '2026-10-01T00:00:00Z',
      '2026-12-01T00:00:00Z',
    );
  const upTo = (count: number) =>
    ['2026-10-30T09:00', '2026-10-31T09:00', '2026-11-01T09:00', '2026-11-02T09:00'].slice(0, count);

  test.each([
    ['20261101T150000Z', 3],
    ['20261101T145959Z', 2],
    ['20261031T140000Z', 2],
    ['20261031T135959Z', 1],
    ['20261101T090000', 3],
    ['20261101T085959', 2],
    ['20261101', 3],
    ['20261029', 0],
    ['20261029T000000Z', 0],
  ])('%s', (value, count) => expect(until(value)).toEqual(upTo(count)));

  test.each([
    ['the first of two', '2026-11-01T01:30', '20261101T063000Z', 1],
    ['just before the first of two', '2026-11-01T01:30', '20261101T062959Z', 0],
    ['between the two', '2026-11-01T01:30', '20261101T070500Z', 1],
    ['the end of a gap', '2026-03-08T02:30', '20260308T080000Z', 1],
    ['just before the end of a gap', '2026-03-08T02:30', '20260308T075959Z', 0],
  ])('an instant is compared with the instant of the start: %s', (_what, start, value, count) => {
    const schedule = oneLine('America/Chicago', [
      { start, end: `${start.slice(0, 10)}T06:00`, repeat: `FREQ=DAILY;UNTIL=${value}` },
    ]);
    expect(names(schedule, '2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z')).toHaveLength(count);
  });
});
