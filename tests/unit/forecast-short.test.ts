import { describe, expect, test } from '@jest/globals';
import { chanceBetweenDays } from '../../src/planning/forecast/chance.ts';
import { eightyPercent } from '../../src/planning/forecast/counts.ts';
import { forecast } from '../../src/planning/forecast/forecast.ts';
import { seriesOf } from '../../src/planning/forecast/series.ts';
import { compared, families, firstDay, historyOf, type Family } from '../support/call-series.ts';

/** How many counts of the week after `days` days lie in their intervals, from days all over half a year. */
function coverage(family: Family, days: number): number {
  let [inside, told] = [0, 0];
  const all = historyOf(family, 190, 7);
  for (let start = days; start + 7 <= 190; start += 11) {
    const known = all.slice((start - days) * 48, start * 48);
    const foreseen = forecast(known, firstDay + start, firstDay + start + 7, 'UTC');
    const one = compared(foreseen, all.slice(start * 48, (start + 7) * 48), known.slice(-48));
    [inside, told] = [inside + one.inside, told + one.told];
  }
  return inside / told;
}

describe.each(families.map((family) => [family.name, family] as const))('%s', (_name, family) => {
  test.each([3, 10])('from %i days, intervals of eighty per cent cover about that', (days) => {
    const covered = coverage(family, days);
    expect(covered).toBeGreaterThan(0.72);
    expect(covered).toBeLessThan(0.92);
  });

  test('from three days chance is told from the shape of the days', () => {
    const all = historyOf(family, 120, 5);
    const found = Array.from({ length: 39 }, (_, turn) => {
      const series = seriesOf(all.slice(turn * 144, turn * 144 + 144), 'UTC');
      return chanceBetweenDays(series, new Uint8Array(series.days)) ?? 0;
    }).sort((a, b) => a - b);
    expect(found[19]).toBeGreaterThan(0.75 * family.dispersion);
    expect(found[19]).toBeLessThan(1.25 * family.dispersion);
  });
});

test('weekends that three workdays do not tell of may be closed', () => {
  const office = historyOf({ ...families[0], rate: () => 20 } as Family, 6, 1).slice(4 * 48);
  const monday = firstDay + 4;
  const foreseen = forecast(office, monday + 2, monday + 7, 'UTC');
  const lows = [0, 1, 2, 3, 4].map((day) => foreseen[day * 48 + 24]?.low ?? Number.NaN);
  expect(lows.map((low) => low > 0)).toEqual([true, true, true, false, false]);
});

test('an interval is no wider than eight in ten need: of few nobody can be below', () => {
  // P(0) = 0.449, P(≤ 1) = 0.809, P(≤ 2) = 0.953 for a mean of 0.8.
  expect(eightyPercent(0.8, 0.8)).toEqual({ low: 0, high: 1 });
  // P(0) = 0.819 for a mean of 0.2.
  expect(eightyPercent(0.2, 0.2)).toEqual({ low: 0, high: 0 });
});
