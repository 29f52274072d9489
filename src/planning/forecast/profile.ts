/** The week's shape: how many contacts each half hour of each weekday brings, beside the line's level. */
import { slotsPerDay, type Series } from './series.ts';
import { bent, dayShape, withSize, type Sums } from './shape.ts';

/** Seven days of 48 half hours, Monday first. */
export type Profile = {
  /** Contacts in the half hour where the line's level is 1. */
  rate: Float64Array;
  /** How uncertain that is: the variance of its relative error. */
  doubt: Float64Array;
};

const cells = 7 * slotsPerDay;

/** Weekdays (0 Monday) that are mostly alike: workdays, and the weekend. */
export const kindsOfDay: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4],
  [5, 6],
];

/**
 * The profile from the days before `untilDay` (an index), each weighed by `weights` and set beside its `levels`. What a
 * half hour of one weekday tells by itself is trusted as far as it tells more than chance (`dispersion`: variance over
 * mean); for the rest it leans on the same half hour of the other workdays or of the weekend, and that on all days.
 */
export function profileOf(
  { counts, weekdays }: Series,
  untilDay: number,
  weights: Float64Array,
  levels: Float64Array,
  dispersion: number,
): Profile {
  const came = new Float64Array(cells);
  const told = new Float64Array(cells);
  const certainty = new Float64Array(cells);
  for (let day = 0; day < untilDay; day += 1) {
    const weight = weights[day] ?? 0;
    const level = levels[day] ?? 0;
    if (weight === 0 || level === 0) continue;
    const at = (weekdays[day] ?? 0) * slotsPerDay;
    for (let slot = 0; slot < slotsPerDay; slot += 1) {
      const count = counts[day * slotsPerDay + slot] ?? Number.NaN;
      if (Number.isNaN(count)) continue;
      came[at + slot] = (came[at + slot] ?? 0) + weight * count;
      told[at + slot] = (told[at + slot] ?? 0) + weight * level;
      certainty[at + slot] = (certainty[at + slot] ?? 0) + weight * weight * level;
    }
  }
  const all = { came, told, certainty };
  const everyDay = dayShape(pooled(all, [0, 1, 2, 3, 4, 5, 6]), dispersion);
  const rate = new Float64Array(cells);
  const doubt = new Float64Array(cells);
  for (const group of kindsOfDay) {
    const together = pooled(all, group);
    const shared = bent(together, withSize(everyDay, together, 0.1, dispersion), dispersion);
    for (const weekday of group) {
      const own = pooled(all, [weekday]);
      const prior = withSize(shared, own, 0.05, dispersion);
      const found = bent(own, prior, dispersion);
      rate.set(found.rate, weekday * slotsPerDay);
      doubt.set(found.doubt, weekday * slotsPerDay);
    }
  }
  closeWhatStays0({ counts, weekdays }, untilDay, levels, rate, dispersion);
  return { rate, doubt };
}

/** Whether the history tells of any day of the kind that a weekday is of. */
export function isKindTold({ counts, weekdays, days }: Series, weekday: number): boolean {
  const kind = kindsOfDay.find((one) => one.includes(weekday)) ?? [];
  for (let day = 0; day < days; day += 1) {
    const at = day * slotsPerDay;
    if (
      kind.includes(weekdays[day] ?? 0) &&
      counts.subarray(at, at + slotsPerDay).some((count) => !Number.isNaN(count))
    )
      return true;
  }
  return false;
}

/** Hours that lately brought nothing, three weeks running and where plenty would have come, are closed now. */
function closeWhatStays0(
  { counts, weekdays }: Pick<Series, 'counts' | 'weekdays'>,
  untilDay: number,
  levels: Float64Array,
  rate: Float64Array,
  dispersion: number,
): void {
  for (let cell = 0; cell < cells; cell += 1) {
    const [weekday, slot] = [Math.floor(cell / slotsPerDay), cell % slotsPerDay];
    let [weeks, missed] = [0, 0];
    for (let day = untilDay - 1; day >= 0; day -= 1) {
      const count = counts[day * slotsPerDay + slot] ?? Number.NaN;
      if (weekdays[day] !== weekday || Number.isNaN(count)) continue;
      if (count > 0) break;
      weeks += 1;
      missed += (levels[day] ?? 0) * (rate[cell] ?? 0);
    }
    if (weeks >= 3 && missed > 2 + 4 * dispersion) rate[cell] = 0;
  }
}

/** Some weekdays taken together, 48 half hours. */
function pooled({ came, told, certainty }: Sums, group: readonly number[]): Sums {
  const add = (values: Float64Array) =>
    Float64Array.from({ length: slotsPerDay }, (_, slot) =>
      group.reduce((sum, weekday) => sum + (values[weekday * slotsPerDay + slot] ?? 0), 0),
    );
  return { came: add(came), told: add(told), certainty: add(certainty) };
}
