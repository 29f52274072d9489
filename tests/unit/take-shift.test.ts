import { describe, expect, test } from '@jest/globals';
import { whyNotTake, type NotTaken, type Taker, type TakingRules } from '../../src/planning/take.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import type { ScheduleShift, TimeOff } from '../../src/schedule/model.ts';
import { occurrenceNamed } from '../../src/schedule/named-occurrence.ts';

const timeZone = 'America/Chicago';
const ben: Taker = {
  id: 'ben',
  timeZone,
  roles: ['volunteer'],
  languages: ['en'],
  training: [{ course: 'core', until: '2026-11-30' }],
  limits: {},
};
const rules: TakingRules = {
  languages: ['en', 'es'],
  training: ['core'],
  timeZone,
  limits: { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 },
};

/** A shift of Ben's, unless `assigned` says otherwise. */
const own = (id: string, start: string, end: string, as: 'primary' | 'backup' = 'primary'): ScheduleShift => ({
  id,
  line: 'main',
  start,
  end,
  assigned: [{ person: 'ben', as }],
});
/** Wednesday evening, which Ana has put up. */
const open: ScheduleShift = {
  id: 'open',
  line: 'main',
  start: '2026-11-11T17:00',
  end: '2026-11-11T21:00',
  assigned: [{ person: 'ana', as: 'primary' }],
};

function why(
  shifts: ScheduleShift[],
  taker: Partial<Taker> = {},
  line: Partial<TakingRules> = {},
  timeOff: TimeOff[] = [],
  wanted = open,
): NotTaken | null {
  const people = ['ana', 'ben'].map((id) => ({ id, timeZone }));
  const schedule = compileSchedule({
    organisation: { timeZone },
    lines: [{ id: 'main', timeZone }],
    people,
    shifts: [wanted, ...shifts],
    timeOff,
  });
  const occurrence = occurrenceNamed(schedule, { line: 'main', shift: 'open', occurrence: wanted.start });
  return whyNotTake(schedule, { ...ben, ...taker }, { ...rules, ...line }, occurrence!);
}

const over = (cap: string, limit: number) => expect.objectContaining({ kind: 'over-cap', cap, limit });

describe('whether somebody may take a shift', () => {
  test('a free, trained volunteer may', () => {
    expect(why([])).toBeNull();
    expect(
      why([own('a', '2026-11-09T17:00', '2026-11-09T21:00'), own('b', '2026-11-13T17:00', '2026-11-13T21:00')]),
    ).toBeNull();
  });

  test.each<[string, NotTaken | null, NotTaken | null]>([
    ['somebody who takes no calls', why([], { roles: ['coordinator'] }), { kind: 'not-a-volunteer' }],
    ['a shift leader may', why([], { roles: ['shift-leader'] }), null],
    [
      'somebody away that day',
      why([], {}, {}, [{ person: 'ben', from: '2026-11-10', to: '2026-11-11' }]),
      { kind: 'away' },
    ],
    ['somebody who is back by then', why([], {}, {}, [{ person: 'ben', from: '2026-11-09', to: '2026-11-10' }]), null],
    ['somebody on at that time', why([own('a', '2026-11-11T20:00', '2026-11-11T22:00')]), { kind: 'already-on' }],
    ['a backup at that time may', why([own('a', '2026-11-11T20:00', '2026-11-11T22:00', 'backup')]), null],
    ['touching shifts do not overlap', why([own('a', '2026-11-11T15:00', '2026-11-11T17:00')]), null],
    ['none of the languages', why([], { languages: ['vi'] }), { kind: 'language' }],
    ['a course missing', why([], { training: [] }), { kind: 'untrained', course: 'core' }],
    [
      'a course that has run out by then',
      why([], { training: [{ course: 'core', until: '2026-11-10' }] }),
      { kind: 'untrained', course: 'core' },
    ],
    ['a course that lasts until that day', why([], { training: [{ course: 'core', until: '2026-11-11' }] }), null],
  ])('%s', (_what, found, expected) => {
    expect(found).toEqual(expected);
  });

  test('hours of the week, Monday to Sunday, the line’s or one’s own', () => {
    const eight = [own('a', '2026-11-09T10:00', '2026-11-09T14:00'), own('b', '2026-11-15T10:00', '2026-11-15T14:00')];
    expect(why(eight)).toBeNull();
    expect(why([...eight, own('c', '2026-11-13T10:00', '2026-11-13T11:00')])).toEqual(over('hoursPerWeek', 12));
    expect(why([...eight, own('c', '2026-11-16T10:00', '2026-11-16T14:00')])).toBeNull();
    expect(why([], { limits: { hoursPerWeek: 3 } })).toEqual(over('hoursPerWeek', 3));
    expect(why([], { limits: { hoursPerWeek: 40 } }, { limits: { ...rules.limits, hoursPerWeek: 3 } })).toEqual(
      over('hoursPerWeek', 3),
    );
    expect(why([own('a', '2026-11-10T10:00', '2026-11-10T11:00')], { limits: { shiftsPerWeek: 1 } })).toEqual(
      over('shiftsPerWeek', 1),
    );
  });

  test('rest before and after it, and hours on end', () => {
    expect(why([own('a', '2026-11-12T07:00', '2026-11-12T09:00')])).toEqual(over('restHours', 11));
    expect(why([own('a', '2026-11-12T08:00', '2026-11-12T10:00')])).toBeNull();
    expect(why([own('a', '2026-11-11T05:00', '2026-11-11T07:00')])).toEqual(over('restHours', 11));
    expect(why([own('a', '2026-11-11T12:00', '2026-11-11T17:00')])).toEqual(over('shiftHours', 8));
  });

  test('days in a row, also where it closes a hole', () => {
    const days = (...dates: number[]) =>
      dates.map((day) => own(`d${day}`, `2026-11-${day}T17:00`, `2026-11-${day}T18:00`));
    expect(why(days(12, 13, 14, 15, 16))).toEqual(over('daysInRow', 5));
    expect(
      why(['09', '10', '12', '13', '14'].map((day) => own(`d${day}`, `2026-11-${day}T17:00`, `2026-11-${day}T18:00`))),
    ).toEqual(over('daysInRow', 5));
    expect(why(days(12, 13, 14, 15))).toBeNull();
  });

  test('nights in a row', () => {
    const night = (day: number) => own(`n${day}`, `2026-11-${day}T22:00`, `2026-11-${day + 1}T04:00`);
    const wanted = { ...open, start: '2026-11-11T22:00', end: '2026-11-12T02:00' };
    expect(why([night(12), night(13)], {}, { limits: { ...rules.limits, hoursPerWeek: 40 } }, [], wanted)).toEqual(
      over('nightsInRow', 2),
    );
    expect(why([night(12)], {}, { limits: { ...rules.limits, hoursPerWeek: 40 } }, [], wanted)).toBeNull();
  });

  test('what is over a cap already, and gets no worse by it, does not count', () => {
    const lastWeek = [
      own('a', '2026-11-02T08:00', '2026-11-02T18:00'),
      own('b', '2026-11-03T00:00', '2026-11-03T05:00'),
    ];
    expect(why(lastWeek)).toBeNull();
  });
});
