/** Seeded histories of lines whose truth is known: profile, level, special days and chance, half hour by half hour. */
import { chance } from '../../src/planning/simulation/random.ts';
import type { HalfHour } from '../../src/planning/forecast/series.ts';

export type Family = {
  name: string;
  /** Contacts in the half hour at level 1, by weekday (0 Monday) and half hour of the day. */
  rate: (weekday: number, slot: number) => number;
  /** The level on a day of the series. */
  level: (day: number, seed: number) => number;
  /** Variance over mean of a half hour's count. */
  dispersion: number;
  /** The standard deviation of a whole day's own mood (logarithm), and how much of it lasts until the next day. */
  mood: number;
  moodKept: number;
  /** What these dates (every year's MM-DD, or one year's) bring beside an ordinary day. */
  special: Record<string, number>;
};

/** A Thursday: 2024-02-01. */
export const firstDay = 19_754;
const dayMs = 86_400_000;

const hill = (slot: number, peak: number, width: number) => Math.exp(-(((slot - peak) / width) ** 2));
const holidays = {
  '01-01': 0.2,
  '07-04': 0.2,
  '12-24': 0.4,
  '12-25': 0.05,
  // Of those that move, the dates of two years.
  '2024-05-27': 0.3,
  '2025-05-26': 0.3,
  '2024-09-02': 0.3,
  '2025-09-01': 0.3,
  '2024-11-28': 0.1,
  '2025-11-27': 0.1,
};
const office = (weekday: number, slot: number) => {
  if (slot < 16 || slot >= 40 || weekday === 6) return 0;
  return (hill(slot, 21, 5) + 0.8 * hill(slot, 30, 6)) * ([1.25, 1.05, 1, 0.98, 1.02, 0.4][weekday] ?? 0);
};
const evening = (weekday: number, slot: number) =>
  (0.25 + hill(slot, 40, 7) + 0.4 * hill(slot, 2, 4)) * ([1, 0.95, 0.95, 1, 1.1, 1.25, 1.3][weekday] ?? 0);
const stepsOf = (seed: number, everyDays: number, size: number) => (day: number) => {
  let level = 1;
  for (let step = 0; step <= day / everyDays; step += 1) level *= Math.exp(size * (2 * chance(seed, 77, step) - 1));
  return level;
};

export const families: readonly Family[] = [
  {
    name: 'a warmline in the evening, steady',
    rate: (weekday, slot) => 4 * evening(weekday, slot),
    level: () => 1,
    dispersion: 1.5,
    mood: 0.05,
    moodKept: 0.3,
    special: {},
  },
  {
    name: 'an office line that grows, with holidays',
    rate: (weekday, slot) => 60 * office(weekday, slot),
    level: (day) => Math.exp(day * 0.0008),
    dispersion: 3,
    mood: 0.08,
    moodKept: 0.5,
    special: holidays,
  },
  {
    name: 'a line whose level jumps',
    rate: (weekday, slot) => 12 * evening(weekday, slot),
    level: (day, seed) => stepsOf(seed, 60, 0.35)(day),
    dispersion: 2.5,
    mood: 0.06,
    moodKept: 0.5,
    special: holidays,
  },
  {
    name: 'a small line at night',
    rate: (weekday, slot) => (slot >= 36 || slot < 8 ? 0.5 * evening(weekday, slot) : 0),
    level: () => 1,
    dispersion: 1.2,
    mood: 0,
    moodKept: 0,
    special: {},
  },
  {
    name: 'a line with a year of its own and moods',
    rate: (weekday, slot) => 25 * (0.2 + office(weekday === 6 ? 5 : weekday, slot)),
    level: (day) => 1 + 0.25 * Math.cos((2 * Math.PI * (day - 300)) / 365.25),
    dispersion: 4,
    mood: 0.1,
    moodKept: 0.7,
    special: holidays,
  },
  {
    name: 'a line that falls, with outages',
    rate: (weekday, slot) => 20 * office(weekday, slot),
    level: (day) => Math.exp(-day * 0.0012),
    dispersion: 2,
    mood: 0.05,
    moodKept: 0.3,
    special: { ...holidays, '03-14': 0, '08-09': 0, '10-17': 2.5 },
  },
  {
    name: "a bank's line, busy on Mondays and at the end of the month",
    rate: (weekday, slot) =>
      slot < 14 || slot >= 42
        ? 0
        : 90 * (hill(slot, 20, 4) + 0.8 * hill(slot, 29, 5) + 0.1) * ([1.4, 1.1, 1, 0.95, 1, 0.2, 0.03][weekday] ?? 0),
    level: (day) => (isMonthEnd(day) ? 1.4 : 1),
    dispersion: 3,
    mood: 0.08,
    moodKept: 0.3,
    special: {},
  },
];

/** The last two days of a month and the first two. */
function isMonthEnd(day: number): boolean {
  const dates = [-2, 2].map((apart) => new Date((firstDay + day + apart) * dayMs).getUTCMonth());
  return dates[0] !== dates[1];
}

/** `days` days of a family from the first day on, every half hour told, in UTC. */
export function historyOf(family: Family, days: number, givenSeed: number): HalfHour[] {
  // Each family has moods of its own.
  const seed = [...family.name].reduce((key, letter) => (key * 31 + letter.charCodeAt(0)) % 1_000_003, givenSeed);
  const history: HalfHour[] = [];
  let mood = 0;
  for (let day = 0; day < days; day += 1) {
    const fresh = Math.sqrt(1 - family.moodKept ** 2) * family.mood;
    mood = family.moodKept * mood + fresh * normal(seed, 1, day);
    const date = new Date((firstDay + day) * dayMs).toISOString().slice(0, 10);
    const level =
      family.level(day, seed) * Math.exp(mood) * (family.special[date] ?? family.special[date.slice(5)] ?? 1);
    for (let slot = 0; slot < 48; slot += 1) {
      const mean = level * family.rate((firstDay + day + 3) % 7, slot);
      const offered = countOf(mean, family.dispersion, seed, day * 48 + slot);
      history.push({ startMs: (firstDay + day) * dayMs + slot * 1_800_000, offered });
    }
  }
  return history;
}

/** A negative binomial count: Poisson with a mean of its own from a gamma distribution. */
function countOf(mean: number, dispersion: number, seed: number, cell: number): number {
  if (mean <= 0) return 0;
  const shape = mean / (dispersion - 1);
  const own = (mean / shape) * gamma(shape, seed, cell);
  if (own > 500) return Math.max(0, Math.round(own + Math.sqrt(own) * normal(seed, 3, cell)));
  let count = 0;
  for (let time = -Math.log(1 - chance(seed, 4, cell, 0)); time < own; count += 1)
    time -= Math.log(1 - chance(seed, 4, cell, count + 1));
  return count;
}

/** Marsaglia and Tsang's gamma of scale 1. */
function gamma(shape: number, seed: number, cell: number): number {
  if (shape < 1) return gamma(shape + 1, seed, cell) * (1 - chance(seed, 5, cell)) ** (1 / shape);
  const d = shape - 1 / 3;
  for (let turn = 0; ; turn += 1) {
    const x = normal(seed, 6, cell * 64 + turn);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - chance(seed, 7, cell, turn)) < x * x * 0.5 + d - d * v + d * Math.log(v)) return d * v;
  }
}

function normal(...keys: number[]): number {
  return Math.sqrt(-2 * Math.log(1 - chance(...keys, 1))) * Math.cos(2 * Math.PI * chance(...keys, 2));
}

/** A forecast beside what came: its mean absolute error over that of "as in the same half hour a week before", and coverage. */
export function compared(
  foreseen: readonly { expected: number; low: number; high: number }[],
  came: readonly HalfHour[],
  lastWeek: readonly HalfHour[],
): { own: number; naive: number; inside: number; told: number } {
  let [own, naive, inside, told] = [0, 0, 0, 0];
  for (const [index, { offered }] of came.entries()) {
    const { expected, low, high } = foreseen[index] ?? { expected: Number.NaN, low: 0, high: 0 };
    own += Math.abs(offered - expected);
    naive += Math.abs(offered - (lastWeek[index % lastWeek.length]?.offered ?? Number.NaN));
    // Closed hours are no art.
    if (expected === 0) continue;
    told += 1;
    if (offered >= low && offered <= high) inside += 1;
  }
  return { own, naive, inside, told };
}
