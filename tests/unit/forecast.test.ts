import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eightyPercent } from '../../src/planning/forecast/counts.ts';
import { forecast, type Foreseen } from '../../src/planning/forecast/forecast.ts';
import type { HalfHour } from '../../src/planning/forecast/series.ts';
import { easterSunday, kindsOfDate } from '../../src/planning/forecast/special-days.ts';
import { parseDate } from '../../src/schedule/wall-clock.ts';
import { compared, families, firstDay, historyOf, type Family } from '../support/call-series.ts';

const dayMs = 86_400_000;
const halfHourMs = 1_800_000;
const day = (date: string) => parseDate(date) ?? Number.NaN;
const familyNamed = (name: string): Family => {
  const family = families.find((one) => one.name === name);
  if (!family) throw new Error(name);
  return family;
};

/** Half hours from a date (UTC) on, as many as there are counts. */
function from(date: string, counts: readonly number[]): HalfHour[] {
  return counts.map((offered, index) => ({ startMs: day(date) * dayMs + index * halfHourMs, offered }));
}

/** `weeks` alike: open 9–17 on workdays with `count` each half hour. */
function officeWeeks(date: string, weeks: number, count: number): HalfHour[] {
  const counts = Array.from({ length: weeks * 7 * 48 }, (_, index) => {
    const weekday = (day(date) + Math.floor(index / 48) + 3) % 7;
    return weekday < 5 && index % 48 >= 18 && index % 48 < 34 ? count : 0;
  });
  return from(date, counts);
}

function total(foreseen: readonly Foreseen[]): number {
  return foreseen.reduce((sum, { expected }) => sum + expected, 0);
}

/** Two weeks ahead of `known` days, over a few seeds and times of the year. */
function tried(family: Family, known: number): { ratio: number; coverage: number } {
  let [own, naive, inside, told] = [0, 0, 0, 0];
  for (const seed of known > 100 ? [1, 2] : [1, 2, 3, 4]) {
    const skipped = seed * 75;
    const all = historyOf(family, skipped + known + 14, seed).slice(skipped * 48);
    const history = all.slice(0, known * 48);
    const start = firstDay + skipped + known;
    const one = compared(forecast(history, start, start + 14, 'UTC'), all.slice(known * 48), history.slice(-336));
    own += one.own;
    naive += one.naive;
    inside += one.inside;
    told += one.told;
  }
  return { ratio: own / naive, coverage: inside / told };
}

describe('beside "as in the same half hour last week"', () => {
  // Where a count is mostly 0, no mean has a small error; the aim there is to be no worse. One end of a month is no habit yet.
  const most = (family: Family) => (family.name === 'a small line at night' ? 0.95 : 0.85);
  const mostOfFour = (family: Family) => (family.name.includes('end of the month') ? 0.9 : most(family));
  test.each(families.map((family) => [family.name, family] as const))('%s, from a year', (_name, family) => {
    const { ratio, coverage } = tried(family, 366);
    expect(ratio).toBeLessThanOrEqual(most(family));
    expect(coverage).toBeGreaterThan(0.76);
    expect(coverage).toBeLessThan(0.97);
  });

  test.each(families.map((family) => [family.name, family] as const))('%s, from four weeks', (_name, family) => {
    const { ratio, coverage } = tried(family, 28);
    expect(ratio).toBeLessThanOrEqual(mostOfFour(family));
    expect(coverage).toBeGreaterThan(0.72);
    expect(coverage).toBeLessThan(0.97);
  });
});

describe('a history', () => {
  test('of three days has a shape of the day, and wider intervals than one of a year', () => {
    const family = familyNamed('a line whose level jumps');
    const all = historyOf(family, 366, 5);
    const end = firstDay + 366;
    const short = forecast(all.slice(-3 * 48), end, end + 7, 'UTC');
    const long = forecast(all, end, end + 7, 'UTC');
    const width = (foreseen: readonly Foreseen[]) => foreseen.reduce((sum, { low, high }) => sum + high - low, 0);
    expect(total(short) / total(long)).toBeGreaterThan(0.6);
    expect(total(short) / total(long)).toBeLessThan(1.6);
    expect(width(short)).toBeGreaterThan(1.1 * width(long));
    const [night, evening] = [short[10]?.expected ?? 0, short[40]?.expected ?? 0];
    expect(evening).toBeGreaterThan(2 * night);
  });

  test('of one hour says what it said, widely', () => {
    const foreseen = forecast(from('2026-03-02', [5, 7]), day('2026-03-03'), day('2026-03-04'), 'UTC');
    expect(foreseen).toHaveLength(48);
    for (const { expected, low, high } of foreseen) {
      expect(expected).toBeGreaterThanOrEqual(5);
      expect(expected).toBeLessThanOrEqual(7);
      expect(high - low).toBeGreaterThanOrEqual(8);
    }
  });

  test('of nothing but zeros expects nothing; after an hour of them something may come', () => {
    const zeros = (count: number) =>
      from(
        '2026-03-02',
        Array.from({ length: count }, () => 0),
      );
    const of = (history: HalfHour[]) => forecast(history, day('2026-04-01'), day('2026-04-02'), 'UTC');
    expect(new Set(of(zeros(480)).map(({ expected, low, high }) => `${low} ${expected} ${high}`))).toEqual(
      new Set(['0 0 0']),
    );
    expect(new Set(of(zeros(2)).map(({ expected, low, high }) => `${low} ${expected} ${high}`))).toEqual(
      new Set(['0 0 1']),
    );
  });

  test('of nothing at all is refused', () => {
    expect(() => forecast([], 0, 1, 'UTC')).toThrow(RangeError);
  });

  test('in any order, with gaps, says nearly the same; what is missing is not 0', () => {
    const whole = officeWeeks('2026-01-05', 8, 6);
    const gappy = whole.filter((_, index) => index % 5 !== 2).toReversed();
    const [one, other] = [whole, gappy].map((history) =>
      forecast(history, day('2026-03-02'), day('2026-03-09'), 'UTC'),
    );
    expect(total(other ?? []) / total(one ?? [])).toBeCloseTo(1, 2);
  });

  test('far behind widens the intervals, not without end', () => {
    const history = officeWeeks('2026-01-05', 8, 20);
    const at = (date: string) =>
      forecast(history, day(date), day(date) + 1, 'UTC')[20] ?? { low: 0, expected: 0, high: 0 };
    const [soon, later, far] = [at('2026-03-02'), at('2027-03-01'), at('2996-03-07')];
    expect(later.high - later.low).toBeGreaterThan(soon.high - soon.low);
    expect(far.high).toBeGreaterThan(1.5 * far.expected);
    expect(far.high).toBeLessThan(10 * far.expected);
  });

  test('whose zeros of weeks end three days ago is of a line that has just opened', () => {
    const lately = officeWeeks('2026-01-05', 9, 20).map((half) =>
      half.startMs < day('2026-03-03') * dayMs ? { ...half, offered: 0 } : half,
    );
    const friday = forecast(lately.slice(0, -2 * 48), day('2026-03-06'), day('2026-03-07'), 'UTC');
    expect(total(friday) / (16 * 20)).toBeGreaterThan(0.8);
    expect(total(friday) / (16 * 20)).toBeLessThan(1.2);
  });

  test.each([3, 10])('of %i days, one of them a hundred times as busy, expects the others again', (days) => {
    const one = officeWeeks('2026-01-05', 2, 6).slice(0, days * 48);
    const odd = one.map((half, index) =>
      Math.floor(index / 48) === 1 ? { ...half, offered: half.offered * 100 } : half,
    );
    const ask = (history: HalfHour[]) => total(forecast(history, day('2026-01-19'), day('2026-01-24'), 'UTC'));
    expect(ask(odd) / ask(one)).toBeGreaterThan(0.8);
    expect(ask(odd) / ask(one)).toBeLessThan(1.3);
  });

  test.each([3, 10])(
    'of %i days covers what it says and not everything, and loses no calls to half hours without one',
    (days) => {
      let [own, naive, inside, told] = [0, 0, 0, 0];
      const family = familyNamed('a warmline in the evening, steady');
      for (const seed of [1, 2, 3, 4, 5, 6]) {
        const all = historyOf(family, days + 7, seed);
        const start = firstDay + days;
        const foreseen = forecast(all.slice(0, days * 48), start, start + 7, 'UTC');
        const last = all.slice(Math.max(0, days - 7) * 48, days * 48);
        const one = compared(foreseen, all.slice(days * 48), last);
        [own, naive, inside, told] = [own + one.own, naive + one.naive, inside + one.inside, told + one.told];
        // One and more come in every half hour of this line, though in some of so few nobody did.
        for (const { expected } of foreseen) expect(expected).toBeGreaterThan(0.1);
      }
      expect(own / naive).toBeLessThan(0.85);
      expect(inside / told).toBeGreaterThan(0.78);
      expect(inside / told).toBeLessThan(0.96);
    },
  );

  test('of later days is not looked at', () => {
    const known = officeWeeks('2026-01-05', 8, 6);
    const later = officeWeeks('2026-03-02', 1, 60);
    const ask = (history: HalfHour[]) => forecast(history, day('2026-03-02'), day('2026-03-09'), 'UTC');
    expect(ask([...known, ...later])).toEqual(ask(known));
  });
});

describe('the forecast', () => {
  test('expects 0 in closed hours', () => {
    const foreseen = forecast(officeWeeks('2026-01-05', 8, 6), day('2026-03-02'), day('2026-03-09'), 'UTC');
    const open = foreseen.filter(({ expected }) => expected > 0);
    expect(open).toHaveLength(5 * 16);
    for (const { expected } of open) expect(expected).toBeCloseTo(6, 1);
    for (const half of foreseen.filter(({ expected }) => expected === 0))
      expect(half).toMatchObject({ low: 0, high: 0 });
  });

  test('follows hours that closed three weeks ago, and a level that halved a week ago', () => {
    const closing = officeWeeks('2026-01-05', 9, 20).map((half) =>
      half.startMs >= day('2026-02-16') * dayMs && Math.floor(half.startMs / dayMs + 3) % 7 === 4
        ? { ...half, offered: 0 }
        : half,
    );
    const friday = forecast(closing, day('2026-03-13'), day('2026-03-14'), 'UTC');
    expect(total(friday)).toBe(0);
    const halving = [...officeWeeks('2026-01-05', 8, 20), ...officeWeeks('2026-03-02', 1, 10)];
    const monday = forecast(halving, day('2026-03-09'), day('2026-03-10'), 'UTC');
    expect(total(monday) / 160).toBeCloseTo(1, 1);
  });

  test('follows hours that widened four weeks ago, though most of a year says otherwise', () => {
    const widened = officeWeeks('2025-06-02', 40, 12).map((half) => {
      const [date, slot] = [Math.floor(half.startMs / dayMs), (half.startMs / halfHourMs) % 48];
      const isOpen = (date + 3) % 7 < 5 && slot >= 16 && slot < 40;
      return date >= day('2026-02-09') && isOpen ? { ...half, offered: 12 } : half;
    });
    const tuesday = forecast(widened, day('2026-03-10'), day('2026-03-11'), 'UTC');
    for (const slot of [16, 17, 20, 33, 34, 39]) expect(Math.abs((tuesday[slot]?.expected ?? 0) - 12)).toBeLessThan(1);
    for (const slot of [15, 40]) expect(tuesday[slot]?.expected).toBe(0);
  });

  test('takes a half hour without a call in a short history for chance, not for a closed one', () => {
    const once = officeWeeks('2026-01-05', 1, 4).map((half, index) => (index === 24 ? { ...half, offered: 0 } : half));
    expect(forecast(once, day('2026-01-12'), day('2026-01-13'), 'UTC')[24]?.expected).toBeGreaterThan(2);
  });

  test('of a line that on every other day nobody calls is as much as comes, neither more nor less', () => {
    const now = { ...familyNamed('a small line at night'), rate: () => 0.04, level: (at: number) => 1 - (at % 2) };
    const history = historyOf(now, 364, 1);
    const came = history.reduce((sum, { offered }) => sum + offered, 0) / 52;
    const foreseen = total(forecast(history, firstDay + 364, firstDay + 371, 'UTC'));
    expect(foreseen / came).toBeGreaterThan(0.7);
    expect(foreseen / came).toBeLessThan(1.4);
  });

  test('knows the end of the month from a year, in months of any length', () => {
    const history = historyOf(familyNamed("a bank's line, busy on Mondays and at the end of the month"), 366, 4);
    const on = (date: string) => total(forecast(history, day(date), day(date) + 1, 'UTC'));
    for (const [end, usual] of [
      ['2025-02-27', '2025-02-20'],
      ['2025-03-31', '2025-03-24'],
      ['2025-05-01', '2025-05-08'],
    ] as const) {
      expect(on(end) / on(usual)).toBeGreaterThan(1.25);
      expect(on(end) / on(usual)).toBeLessThan(1.55);
    }
  });

  test('is not poisoned by a holiday, an outage or a day in the news', () => {
    const usual = historyOf(familyNamed('a warmline in the evening, steady'), 84, 3);
    // Two weeks ago five times as many came on one day; in the last week nothing came on two.
    const odd = usual.map((half) => {
      const at = Math.floor(half.startMs / dayMs) - firstDay;
      if (at === 79 || at === 82) return { ...half, offered: 0 };
      return at === 71 ? { ...half, offered: half.offered * 5 + 3 } : half;
    });
    const byDay = (history: HalfHour[]) => {
      const foreseen = forecast(history, firstDay + 84, firstDay + 91, 'UTC');
      return [0, 1, 2, 3, 4, 5, 6].map((index) => total(foreseen.slice(index * 48, index * 48 + 48)));
    };
    const clean = byDay(usual);
    for (const [index, expected] of byDay(odd).entries()) {
      expect(expected / (clean[index] ?? 1)).toBeGreaterThan(0.94);
      expect(expected / (clean[index] ?? 1)).toBeLessThan(1.06);
    }
  });

  test('expects a holiday again on its date, also where that moves, and a pay day every month', () => {
    const family = familyNamed('an office line that grows, with holidays');
    const history = historyOf(family, 660, 2);
    const foreseen = forecast(history, day('2025-11-24'), day('2025-12-27'), 'UTC');
    const totalOn = (date: string) =>
      total(foreseen.filter(({ startMs }) => Math.floor(startMs / dayMs) === day(date)));
    expect(totalOn('2025-11-27')).toBeLessThan(0.3 * totalOn('2025-12-04'));
    expect(totalOn('2025-12-25')).toBeLessThan(0.3 * totalOn('2025-12-18'));
    expect(totalOn('2025-11-28')).toBeGreaterThan(0.8 * totalOn('2025-12-05'));
    const paid = historyOf({ ...familyNamed('a warmline in the evening, steady'), special: {} }, 200, 2).map((half) =>
      new Date(half.startMs).getUTCDate() === 15 ? { ...half, offered: half.offered * 3 } : half,
    );
    const on = (date: string) => total(forecast(paid, day(date), day(date) + 1, 'UTC'));
    expect(on('2024-10-15') / on('2024-10-22')).toBeGreaterThan(2);
  });

  test('lives by the local clock: 46 half hours where clocks go forward, 50 where they go back', () => {
    const zone = 'America/Chicago';
    const local = Array.from({ length: 56 * 48 }, (_, index): HalfHour => {
      // Winter time, six hours behind: busy at 18:00 on the local clock.
      const slot = index % 48;
      return { startMs: day('2026-01-05') * dayMs + index * halfHourMs + 6 * 3_600_000, offered: slot === 36 ? 40 : 4 };
    });
    const busiest = (foreseen: readonly Foreseen[]) =>
      foreseen.filter(({ expected }) => expected > 20).map(({ startMs }) => new Date(startMs).toISOString());
    const spring = forecast(local, day('2026-03-08'), day('2026-03-09'), zone);
    expect(spring).toHaveLength(46);
    expect(spring[0]?.startMs).toBe(Date.parse('2026-03-08T06:00:00Z'));
    expect(busiest(spring)).toEqual(['2026-03-08T23:00:00.000Z']);
    expect(forecast(local, day('2026-11-01'), day('2026-11-02'), zone)).toHaveLength(50);
    expect(forecast(local, day('2026-03-02'), day('2026-03-03'), 'Asia/Kathmandu')[0]?.startMs).toBe(
      Date.parse('2026-03-01T18:15:00Z'),
    );
  });

  test('whatever the history: expected lies between low and high, and all are numbers of at least 0', () => {
    const halfHours = fc.uniqueArray(
      fc.record({
        index: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 9000 })),
        offered: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1_000_000 })),
      }),
      { minLength: 1, maxLength: 300, selector: ({ index }) => index },
    );
    const zones = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia');
    fc.assert(
      fc.property(halfHours, fc.integer({ min: -30, max: 800 }), zones, (cells, ahead, zone) => {
        const history = cells.map(({ index, offered }) => ({
          startMs: day('2025-01-01') * dayMs + index * halfHourMs,
          offered,
        }));
        const start = day('2025-02-01') + ahead;
        const foreseen = forecast(history, start, start + 2, zone);
        expect(foreseen.length).toBeGreaterThanOrEqual(94);
        for (const { expected, low, high } of foreseen) {
          expect(Number.isFinite(expected) && Number.isFinite(low) && Number.isFinite(high)).toBe(true);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(expected).toBeGreaterThanOrEqual(low);
          expect(high).toBeGreaterThanOrEqual(expected);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('eighty per cent', () => {
  test('of Poisson counts', () => {
    // Tables: P(X ≤ 1) = 0.0404, P(X ≤ 2) = 0.1247, P(X ≤ 6) = 0.7622, P(X ≤ 7) = 0.8666 for a mean of 5.
    expect(eightyPercent(5, 5)).toEqual({ low: 2, high: 7 });
    expect(eightyPercent(0.05, 0.05)).toEqual({ low: 0, high: 0 });
    expect(eightyPercent(0, 0)).toEqual({ low: 0, high: 0 });
  });

  test('goes on smoothly where it is no longer summed', () => {
    for (const widening of [1, 4, 40]) {
      const [summed, cubed] = [eightyPercent(149, 149 * widening), eightyPercent(151, 151 * widening)];
      expect(Math.abs(summed.low - cubed.low)).toBeLessThan(4);
      expect(Math.abs(summed.high - cubed.high)).toBeLessThan(7);
    }
  });
});

describe('kinds of dates', () => {
  test.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25'],
  ])('Easter Sunday of %i is %s', (year, date) => {
    expect(easterSunday(year)).toBe(day(date));
  });

  test.each([
    ['2026-12-25', ['12-25']],
    ['2026-04-06', ['easter+1', '04 1 1']],
    ['2026-11-26', ['11 4 4']],
    ['2026-05-25', ['easter+50', '05 last 1']],
    ['2026-09-08', ['09-08']],
  ])('%s is found again as %s', (date, kinds) => {
    expect(kindsOfDate(day(date))).toEqual(kinds);
  });
});
