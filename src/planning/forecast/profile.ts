/** The week's shape: how many contacts each half hour of each weekday brings, beside the line's level. */
import { slotsPerDay, type Series } from './series.ts';

/** Seven days of 48 half hours, Monday first. */
export type Profile = {
  /** Contacts in the half hour where the line's level is 1. */
  rate: Float64Array;
  /** How uncertain that is: the variance of its relative error. */
  doubt: Float64Array;
};

const cells = 7 * slotsPerDay;
/** So many contacts that did not come say that the line is closed then; chance alone hides fewer. */
const closedFrom = (dispersion: number) => 3 + 2 * dispersion;
/** What is not known at all may be a good deal more or less. */
const unknownDoubt = 0.5;

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
  const everyDay = dayShape(all, [0, 1, 2, 3, 4, 5, 6], dispersion);
  const rate = new Float64Array(cells);
  const doubt = new Float64Array(cells);
  for (const group of [
    [0, 1, 2, 3, 4],
    [5, 6],
  ]) {
    const shared = leaning(pooled(all, group), withSize(everyDay, pooled(all, group), 0.1, dispersion), dispersion);
    for (const weekday of group) {
      const own = pooled(all, [weekday]);
      const prior = withSize(shared, own, 0.05, dispersion);
      const found = leaning(own, prior, dispersion);
      rate.set(found.rate, weekday * slotsPerDay);
      doubt.set(found.doubt, weekday * slotsPerDay);
    }
  }
  closeWhatStays0({ counts, weekdays }, untilDay, levels, rate, dispersion);
  return { rate, doubt };
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

type Sums = { came: Float64Array; told: Float64Array; certainty: Float64Array };
type Shape = { rate: Float64Array; doubt: Float64Array };

/** Some weekdays taken together, 48 half hours. */
function pooled({ came, told, certainty }: Sums, group: readonly number[]): Sums {
  const add = (values: Float64Array) =>
    Float64Array.from({ length: slotsPerDay }, (_, slot) =>
      group.reduce((sum, weekday) => sum + (values[weekday * slotsPerDay + slot] ?? 0), 0),
    );
  return { came: add(came), told: add(told), certainty: add(certainty) };
}

/** All days as one; a half hour nobody ever told of lies between its neighbours. */
function dayShape(all: Sums, group: readonly number[], dispersion: number): Shape {
  const sums = pooled(all, group);
  const rate = new Float64Array(slotsPerDay);
  const doubt = new Float64Array(slotsPerDay);
  const isTold = (slot: number) => (sums.told[slot] ?? 0) > 0;
  for (let slot = 0; slot < slotsPerDay; slot += 1) {
    if (isTold(slot)) {
      rate[slot] = (sums.came[slot] ?? 0) / (sums.told[slot] ?? 1);
      doubt[slot] = Math.min(unknownDoubt, (dispersion * informationOf(sums, slot)) / Math.max(rate[slot] ?? 0, 1e-9));
      continue;
    }
    const [before, after] = [nearestTold(isTold, slot, -1), nearestTold(isTold, slot, 1)];
    const of = (distance: number, way: number) => {
      const at = (slot + way * distance + slotsPerDay) % slotsPerDay;
      return (sums.came[at] ?? 0) / (sums.told[at] ?? 1);
    };
    rate[slot] = before + after === 0 ? 0 : (of(before, -1) * after + of(after, 1) * before) / (before + after);
    doubt[slot] = unknownDoubt;
  }
  return { rate, doubt };
}

function nearestTold(isTold: (slot: number) => boolean, slot: number, way: number): number {
  for (let distance = 1; distance < slotsPerDay; distance += 1)
    if (isTold((slot + way * distance + slotsPerDay) % slotsPerDay)) return distance;
  return 0;
}

/** One over the exposure, corrected for uneven weights. */
function informationOf({ told, certainty }: Sums, slot: number): number {
  return (certainty[slot] ?? 0) / Math.max((told[slot] ?? 0) ** 2, 1e-12);
}

/** `shape` made as large as the sums say, as far as they say it: `spread` is the variance expected between such sizes. */
function withSize({ rate, doubt }: Shape, sums: Sums, spread: number, dispersion: number): Shape {
  let [expected, came, information] = [0, 0, 0];
  for (let slot = 0; slot < slotsPerDay; slot += 1) {
    expected += (sums.told[slot] ?? 0) * (rate[slot] ?? 0);
    came += sums.came[slot] ?? 0;
    information += (sums.certainty[slot] ?? 0) * (rate[slot] ?? 0);
  }
  if (expected <= 0) return { rate, doubt: doubt.map((one) => one + spread * 2) };
  if (came === 0 && expected > closedFrom(dispersion)) return { rate: new Float64Array(slotsPerDay), doubt };
  const noise = (2 * information) / expected ** 2;
  const trust = spread / (spread + noise);
  const size = 1 + trust * (came / expected - 1);
  return { rate: rate.map((one) => one * size), doubt: doubt.map((one) => one + spread * (1 - trust)) };
}

/** The sums' own rates, leaning on `prior` where chance alone could explain the difference. */
function leaning(sums: Sums, prior: Shape, dispersion: number): Shape {
  const spread = spreadOf(sums, prior.rate, dispersion);
  const rate = new Float64Array(slotsPerDay);
  const doubt = new Float64Array(slotsPerDay);
  for (let slot = 0; slot < slotsPerDay; slot += 1) {
    const [came, told, before] = [sums.came[slot] ?? 0, sums.told[slot] ?? 0, prior.rate[slot] ?? 0];
    if (told === 0) {
      [rate[slot], doubt[slot]] = [before, (prior.doubt[slot] ?? 0) + spread];
      continue;
    }
    if (came === 0 && (before === 0 || before * told > closedFrom(dispersion))) continue;
    const noise = (dispersion * informationOf(sums, slot)) / Math.max(before, 1e-9);
    const trust = before === 0 ? 1 : spread / (spread + noise);
    rate[slot] = trust * (came / told) + (1 - trust) * before;
    doubt[slot] = Math.min(unknownDoubt, spread * (1 - trust) + (prior.doubt[slot] ?? 0) * (1 - trust) ** 2);
  }
  return { rate, doubt };
}

/** How much the rates differ from `prior` beyond chance, as the variance of the relative difference. */
function spreadOf(sums: Sums, prior: Float64Array, dispersion: number): number {
  let [weighed, weights] = [0, 0];
  for (let slot = 0; slot < slotsPerDay; slot += 1) {
    const [came, told, before] = [sums.came[slot] ?? 0, sums.told[slot] ?? 0, prior[slot] ?? 0];
    if (told === 0 || before <= 0) continue;
    const noise = (dispersion * informationOf(sums, slot)) / before;
    const difference = came / (told * before) - 1;
    const weight = 1 / (noise + 0.02) ** 2;
    weighed += weight * (Math.min(4, difference ** 2) - noise);
    weights += weight;
  }
  return Math.min(2, Math.max(0.0005, weights === 0 ? 0.02 : weighed / weights));
}
