import { describe, expect, test } from '@jest/globals';
import { forecast, silenceBefore, type Foreseen } from '../../src/planning/forecast/forecast.ts';
import type { HalfHour } from '../../src/planning/forecast/series.ts';
import { families, firstDay, historyOf } from '../support/call-series.ts';

const dayMs = 86_400_000;
const dayOf = ({ startMs }: HalfHour) => Math.floor(startMs / dayMs) - firstDay;

/** The first days of an office line and of one in the evening, silent on the days from `from` to before `until`. */
function silentOn(name: string, days: number, from: number, until: number, offered = 0): HalfHour[] {
  const family = families.find((one) => one.name === name);
  if (!family) throw new Error(name);
  return historyOf(family, days, 3).map((half) => {
    const isSilent = dayOf(half) >= from && dayOf(half) < until;
    return isSilent ? { ...half, offered: (half.startMs / 1_800_000) % 48 === 30 ? offered : 0 } : half;
  });
}

const names = ['a warmline in the evening, steady', 'an office line that grows, with holidays'];
const week = (history: readonly HalfHour[], day: number) =>
  forecast(history, firstDay + day, firstDay + day + 7, 'UTC');
const total = (foreseen: readonly Foreseen[]) => foreseen.reduce((sum, { expected }) => sum + expected, 0);
const width = (foreseen: readonly Foreseen[]) => foreseen.reduce((sum, { low, high }) => sum + high - low, 0);

describe.each(names)('%s', (name) => {
  test.each([4, 10, 20])('silent for the last %i days is expected back as it was, less surely', (days) => {
    const before = silentOn(name, 60, 60, 60);
    const history = silentOn(name, 60 + days, 60, 60 + days);
    const [after, without] = [week(history, 60 + days), week(before, 60 + days)];
    expect(total(after) / total(without)).toBeCloseTo(1, 2);
    expect(width(after)).toBeGreaterThan(width(without));
    expect(silenceBefore(history, firstDay + 60 + days, 'UTC')).toMatchObject({ days, isEnd: false });
  });

  test('to which a wrong number comes now and then is silent all the same', () => {
    const history = silentOn(name, 70, 60, 70, 1);
    expect(total(week(history, 70)) / total(week(silentOn(name, 60, 60, 60), 70))).toBeCloseTo(1, 2);
  });

  test('silent for eight weeks has ended: nothing is expected', () => {
    const history = silentOn(name, 120, 62, 120);
    expect(silenceBefore(history, firstDay + 120, 'UTC')).toMatchObject({
      fromDay: firstDay + 62,
      days: 58,
      isEnd: true,
    });
    expect(new Set(week(history, 120).map(({ expected, low, high }) => expected + low + high))).toEqual(new Set([0]));
  });

  test('back since three days, after two silent weeks, has its old pace', () => {
    const history = silentOn(name, 77, 60, 74);
    expect(silenceBefore(history, firstDay + 77, 'UTC')).toBeNull();
    const ratio = total(week(history, 77)) / total(week(silentOn(name, 77, 0, 0), 77));
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });
});

test('nights, weekends and days off each week are no silence', () => {
  const office = silentOn('an office line that grows, with holidays', 60, 0, 0);
  for (let days = 50; days <= 60; days += 1)
    expect(silenceBefore(office.slice(0, days * 48 + 10), firstDay + 61, 'UTC')).toBeNull();
});

test('a line that lately opens at weekends alone is expected at weekends alone', () => {
  const always = historyOf({ ...families[0], name: 'x', rate: () => 4, special: {} } as (typeof families)[0], 90, 2);
  const weekends = always.map((half) =>
    dayOf(half) >= 55 && (firstDay + dayOf(half) + 3) % 7 < 5 ? { ...half, offered: 0 } : half,
  );
  // 90 days on from a Thursday it is a Wednesday: the last three days were silent ones.
  const foreseen = week(weekends, 90);
  const [workdays, weekend] = [0, 1].map((kind) =>
    total(foreseen.filter(({ startMs }) => ((startMs / dayMs + 3) % 7 < 5 ? 0 : 1) === kind)),
  );
  expect(weekend).toBeGreaterThan(300);
  expect(workdays).toBeLessThan(0.05 * (weekend ?? 0));
});
