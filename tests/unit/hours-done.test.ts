import { expect, test } from '@jest/globals';
import { hoursDone } from '../../src/planning/hours-done.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import type { ScheduleShift } from '../../src/schedule/model.ts';

const zone = 'America/Chicago';
const shift = (id: string, start: string, end: string, as: 'primary' | 'backup' = 'primary'): ScheduleShift => ({
  id,
  line: 'main',
  start,
  end,
  assigned: [{ person: 'ben', as }],
});
const done = (shifts: ScheduleShift[], now: string, from = '2026-10', to = '2026-12') =>
  hoursDone(
    compileSchedule({
      organisation: { timeZone: zone },
      lines: [{ id: 'main', timeZone: zone }],
      people: [{ id: 'ben' }],
      shifts,
      timeOff: [{ person: 'ben', from: '2026-11-20', to: '2026-11-20' }],
    }),
    'ben',
    zone,
    { from, to },
    Date.parse(now),
  );

test('what is over counts by the month it began in; what runs, what comes, backups and days away do not', () => {
  const shifts = [
    shift('a', '2026-10-31T22:00', '2026-11-01T03:00'),
    shift('b', '2026-11-10T17:00', '2026-11-10T20:30'),
    shift('c', '2026-11-11T17:00', '2026-11-11T20:00', 'backup'),
    shift('d', '2026-11-20T17:00', '2026-11-20T20:00'),
    shift('e', '2026-11-21T17:00', '2026-11-21T21:00'),
  ];
  expect(done(shifts, '2026-11-21T20:00:00-06:00')).toEqual([
    // The clocks went back in that night.
    { month: '2026-10', shifts: 1, hours: 6 },
    { month: '2026-11', shifts: 1, hours: 3.5 },
  ]);
  expect(done(shifts, '2026-11-21T21:00:00-06:00', '2026-11', '2026-11')).toEqual([
    { month: '2026-11', shifts: 2, hours: 7.5 },
  ]);
});

test('a shift that follows another without a gap counts in its own month', () => {
  const shifts = [
    shift('a', '2026-10-31T20:00', '2026-11-01T00:00'),
    shift('b', '2026-11-01T00:00', '2026-11-01T04:00'),
  ];
  expect(done(shifts, '2026-11-30T00:00:00-06:00')).toEqual([
    { month: '2026-10', shifts: 1, hours: 4 },
    // The clocks went back in that night.
    { month: '2026-11', shifts: 1, hours: 5 },
  ]);
});

test('two shifts at once are the time of one', () => {
  const shifts = [
    shift('a', '2026-11-10T17:00', '2026-11-10T20:00'),
    shift('b', '2026-11-10T18:00', '2026-11-10T22:00'),
  ];
  expect(done(shifts, '2026-11-30T00:00:00-06:00')).toEqual([{ month: '2026-11', shifts: 2, hours: 5 }]);
});
