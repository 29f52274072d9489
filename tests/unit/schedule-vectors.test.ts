import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { ScheduleShift } from '../../src/schedule/model.ts';
import { resolve, whoIsOn } from '../../src/schedule/resolve.ts';
import { ms, oneLine, utc } from '../support/one-line.ts';

type Window = { start: string; end: string };
type Case = {
  id: string;
  zone: string;
  shifts: ScheduleShift[];
  from?: string;
  to?: string;
  at?: string;
  expect?: Window[];
  expectStart?: string;
  expectEnd?: string;
  on?: boolean;
  onShifts?: string[];
};
const { cases } = JSON.parse(readFileSync('tests/vectors/schedule.json', 'utf8')) as { cases: Case[] };

describe('schedule vectors', () => {
  test.each(cases.map((each) => [each.id, each] as const))('%s', (_id, known) => {
    const schedule = oneLine(known.zone, known.shifts);
    if (known.at !== undefined) {
      const on = whoIsOn(schedule, ms(known.at)).map(({ shift }) => shift);
      if (known.onShifts !== undefined) expect([...on].sort()).toEqual([...known.onShifts].sort());
      else expect(on.length > 0).toBe(known.on);
      return;
    }
    const windows = resolve(schedule, ms(known.from ?? ''), ms(known.to ?? '')).map(({ startMs, endMs }) => ({
      start: utc(startMs),
      end: utc(endMs),
    }));
    if (known.expect !== undefined) expect(windows).toEqual(known.expect);
    else
      expect(windows).toEqual([
        { start: known.expectStart ?? expect.anything(), end: known.expectEnd ?? expect.anything() },
      ]);
  });

  test('there are cases of every kind', () => {
    expect(cases.length).toBeGreaterThan(15);
    for (const field of ['expect', 'expectStart', 'expectEnd', 'on'] as const)
      expect(cases.some((each) => each[field] !== undefined)).toBe(true);
  });
});
