import { describe, expect, test } from '@jest/globals';
import { compileSchedule } from '../../src/schedule/compile.ts';
import { dutiesOf, dutyOf, nextShifts } from '../../src/schedule/duties.ts';
import type { Assignment, ScheduleShift } from '../../src/schedule/model.ts';
import { ms, oneLine, span } from '../support/one-line.ts';

const ana: Assignment = { person: 'ana', as: 'primary' };

/** Two lines in two zones, so that their shifts touch in time though not on the wall. */
function twoLines(shifts: Partial<ScheduleShift>[]) {
  return compileSchedule({
    organisation: { timeZone: 'UTC' },
    lines: [
      { id: 'chicago', timeZone: 'America/Chicago' },
      { id: 'utc', timeZone: 'UTC' },
    ],
    people: [{ id: 'ana' }],
    shifts: shifts.map((shift, index) => ({
      id: `s${index}`,
      line: 'utc',
      start: '',
      end: '',
      assigned: [ana],
      ...shift,
    })),
  });
}

describe('duties', () => {
  const schedule = twoLines([
    { start: '2026-11-02T15:00', end: '2026-11-02T18:00' },
    { line: 'chicago', start: '2026-11-02T12:00', end: '2026-11-02T14:00' },
    { start: '2026-11-02T19:30', end: '2026-11-02T22:00' },
    { start: '2026-11-02T22:30', end: '2026-11-02T23:00' },
    { start: '2026-11-02T14:00', end: '2026-11-02T15:00', assigned: [{ person: 'ana', as: 'backup' }] },
  ]);
  const duty = (at: string) => {
    const found = dutyOf(schedule, 'ana', ms(at));
    return found && span(found);
  };

  test('touching and overlapping shifts on all lines are one duty', () => {
    const whole = '2026-11-02T15:00:00Z/2026-11-02T22:00:00Z';
    expect(['15:00', '17:59', '18:00', '19:45', '21:59'].map((time) => duty(`2026-11-02T${time}:00Z`))).toEqual([
      whole,
      whole,
      whole,
      whole,
      whole,
    ]);
  });

  test('before, between and after there is none', () => {
    expect(['14:59', '22:00', '22:29', '23:00'].map((time) => duty(`2026-11-02T${time}:00Z`))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(duty('2026-11-02T22:30:00Z')).toBe('2026-11-02T22:30:00Z/2026-11-02T23:00:00Z');
    expect(dutyOf(schedule, 'nobody', ms('2026-11-02T17:00:00Z'))).toBeNull();
  });

  test('being a backup is a duty only where asked for', () => {
    expect(duty('2026-11-02T14:30:00Z')).toBeNull();
    expect(dutyOf(schedule, 'ana', ms('2026-11-02T14:30:00Z'), 'backup')).toEqual({
      startMs: ms('2026-11-02T14:00:00Z'),
      endMs: ms('2026-11-02T15:00:00Z'),
    });
  });

  test('all duties of a range, whole', () => {
    expect(dutiesOf(schedule, 'ana', ms('2026-11-02T21:00:00Z'), ms('2026-11-03T00:00:00Z')).map(span)).toEqual([
      '2026-11-02T19:30:00Z/2026-11-02T22:00:00Z',
      '2026-11-02T22:30:00Z/2026-11-02T23:00:00Z',
    ]);
  });

  test('a chain of shifts over days is followed to both ends', () => {
    const chain = oneLine('UTC', [
      { start: '2026-11-02T00:00', end: '2026-11-03T00:00', repeat: 'FREQ=DAILY;COUNT=9' },
    ]);
    const found = dutyOf(chain, 'ana', ms('2026-11-06T12:00:00Z'));
    expect(found && span(found)).toBe('2026-11-02T00:00:00Z/2026-11-11T00:00:00Z');
    const endless = oneLine('UTC', [{ start: '2026-01-01T00:00', end: '2026-01-02T00:00', repeat: 'FREQ=DAILY' }]);
    expect(dutyOf(endless, 'ana', ms('2026-11-06T12:00:00Z'))).not.toBeNull();
  });
});

describe('next shifts', () => {
  const schedule = oneLine(
    'America/Chicago',
    [
      {
        start: '2026-11-02T17:00',
        end: '2026-11-02T21:00',
        repeat: 'FREQ=WEEKLY',
        changes: [{ occurrence: '2026-11-16T17:00', start: '2026-11-20T17:00', end: '2026-11-20T21:00' }],
      },
      {
        id: 'once',
        start: '2026-12-24T09:00',
        end: '2026-12-24T10:00',
        assigned: [
          { person: 'ana', as: 'backup' },
          { person: 'ben', as: 'primary' },
        ],
      },
    ],
    { timeOff: [{ person: 'ana', from: '2026-11-23', to: '2026-11-29' }] },
  );
  const next = (person: string, at: string, count: number) =>
    nextShifts(schedule, person, ms(at), count).map(({ occurrence, as }) => `${occurrence} ${as}`);

  test('those that start later, in order, moved ones where they are now, without time off', () => {
    expect(next('ana', '2026-11-02T23:00:00Z', 3)).toEqual([
      '2026-11-09T17:00 primary',
      '2026-11-16T17:00 primary',
      '2026-11-30T17:00 primary',
    ]);
    expect(next('ana', '2026-11-02T22:59:59Z', 1)).toEqual(['2026-11-02T17:00 primary']);
  });

  test('as primary or backup', () => {
    expect(next('ana', '2026-12-22T00:00:00Z', 1)).toEqual(['2026-12-24T09:00 backup']);
    expect(next('ben', '2026-11-02T00:00:00Z', 5)).toEqual(['2026-12-24T09:00 primary']);
  });

  test('as many as asked for, each once', () => {
    // Half past midnight in UTC, every window looked through ends while a shift runs.
    const many = next('ana', '2026-11-03T00:30:00Z', 60);
    expect(many).toHaveLength(60);
    expect(new Set(many).size).toBe(60);
    expect(next('ana', '2026-11-02T00:00:00Z', 0)).toEqual([]);
    expect(next('cleo', '2026-11-02T00:00:00Z', 3)).toEqual([]);
  });
});
