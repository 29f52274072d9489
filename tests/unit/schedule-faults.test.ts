import { describe, expect, test } from '@jest/globals';
import { inEnglish } from '../../src/reading/fault-words.ts';
import type { ScheduleShift } from '../../src/schedule/model.ts';
import { type LooseSchedule, scheduleFaults } from '../../src/schedule/schedule-faults.ts';

const lines = [{ id: 'main', timeZone: 'America/Chicago' }];
const evening: ScheduleShift = {
  id: 's',
  line: 'main',
  start: '2026-11-02T17:00',
  end: '2026-11-02T21:00',
  repeat: 'FREQ=WEEKLY;COUNT=4',
};

function faults(...shifts: Partial<ScheduleShift>[]): string[] {
  return scheduleFaults({ lines, shifts: shifts.map((shift) => ({ ...evening, ...shift })) }).map(
    ({ path, problem }) => `${path}: ${inEnglish(problem)}`,
  );
}

describe('what is wrong with shifts', () => {
  test('nothing', () => {
    expect(
      faults(
        {},
        { repeat: undefined },
        { also: ['2026-11-04T17:00'], except: ['2026-11-09T17:00', '2026-11-10T17:00'] },
      ),
    ).toEqual([]);
  });

  test('a rule that is none', () => {
    expect(faults({}, { repeat: 'FREQ=WEEKLY;BYDAY=XX' })).toEqual([
      'shifts[1].repeat: BYDAY=XX is no weekday (MO, TU, WE, TH, FR, SA, SU)',
    ]);
  });

  test('a shift that repeats more than hourly', () => {
    expect(faults({ repeat: 'FREQ=MINUTELY' }, { repeat: 'FREQ=SECONDLY;INTERVAL=86400' })).toEqual([
      'shifts[0].repeat: FREQ=MINUTELY is too often: a shift repeats at most every hour (FREQ=HOURLY)',
      'shifts[1].repeat: FREQ=SECONDLY is too often: a shift repeats at most every hour (FREQ=HOURLY)',
    ]);
  });

  test('a repeating shift so long that nobody could count those at once', () => {
    const tooLong = 'the shift lasts too long to repeat so often';
    expect(
      faults(
        { repeat: 'FREQ=HOURLY', end: '2026-11-10T17:00' },
        { repeat: 'FREQ=HOURLY', end: '2026-11-12T17:00' },
        { repeat: 'FREQ=YEARLY', end: '2027-03-02T17:00' },
        { repeat: 'FREQ=YEARLY', end: '9999-11-02T17:00' },
        { repeat: undefined, end: '9999-11-02T17:00' },
      ),
    ).toEqual([
      expect.stringContaining(`shifts[1].repeat: ${tooLong}`),
      expect.stringContaining(`shifts[3].repeat: ${tooLong}`),
    ]);
  });

  test('an end before or at the start', () => {
    expect(faults({ end: '2026-11-02T16:00' }, { end: '2026-11-02T17:00' })).toEqual([
      'shifts[0].end: the shift ends before it starts (2026-11-02T17:00)',
      'shifts[1].end: the shift ends before it starts (2026-11-02T17:00)',
    ]);
  });

  test.each([
    ['of the rule', '2026-11-09T17:00', true],
    ['the anchor', '2026-11-02T17:00', true],
    ['an excepted one', '2026-11-16T17:00', true],
    ['one of "also"', '2026-11-05T09:00', true],
    ['another day', '2026-11-10T17:00', false],
    ['another time', '2026-11-09T18:00', false],
    ['beyond COUNT', '2026-11-30T17:00', false],
    ['before the anchor', '2026-10-26T17:00', false],
  ])('a change of an occurrence: %s', (_what, occurrence, has) => {
    const found = faults({
      also: ['2026-11-05T09:00'],
      except: ['2026-11-16T17:00'],
      changes: [{ occurrence, end: '2026-12-24T00:00' }],
    });
    expect(found).toEqual(has ? [] : [`shifts[0].changes[0].occurrence: the shift has no occurrence "${occurrence}"`]);
  });

  test('an occurrence changed twice', () => {
    const change = { occurrence: '2026-11-09T17:00', need: 2 };
    expect(faults({ changes: [change, change] })).toEqual([
      'shifts[0].changes[1].occurrence: the occurrence "2026-11-09T17:00" is changed already',
    ]);
  });

  test('a change in a gap, where the rule has its name, and of a one-off', () => {
    const night = { start: '2026-03-07T02:30', end: '2026-03-07T06:00', repeat: 'FREQ=DAILY' };
    expect(faults({ ...night, changes: [{ occurrence: '2026-03-08T02:30', need: 2 }] })).toEqual([]);
    expect(faults({ ...night, changes: [{ occurrence: '2026-03-08T03:00', need: 2 }] })).toHaveLength(1);
    expect(faults({ repeat: undefined, changes: [{ occurrence: '2026-11-02T17:00', cancelled: true }] })).toEqual([]);
  });

  test('a change that ends before it starts, whichever end it moves; a cancelled one may', () => {
    const change = { occurrence: '2026-11-09T17:00' };
    expect(faults({ changes: [{ ...change, start: '2026-11-09T21:00' }] })).toEqual([
      'shifts[0].changes[0].start: the changed occurrence ends before it starts',
    ]);
    expect(faults({ changes: [{ ...change, end: '2026-11-09T17:00' }] })).toEqual([
      'shifts[0].changes[0].end: the changed occurrence ends before it starts',
    ]);
    expect(faults({ changes: [{ ...change, end: '2026-11-09T17:00', cancelled: true }] })).toEqual([]);
  });

  test('what is malformed or unknown is left to others', () => {
    const loose: LooseSchedule = {
      lines: [{ id: 'main', timeZone: 'Mars/Olympus' }, {}],
      shifts: [
        {},
        { ...evening, changes: [{ occurrence: '2026-11-10T17:00' }] },
        { ...evening, line: 'nowhere', start: 'soon', changes: [{}] },
      ],
    };
    expect(scheduleFaults(loose)).toEqual([]);
    expect(faults({ changes: [{ occurrence: 'soon' }] })).toEqual([]);
  });
});
