/** The shape of a day: 48 half hours from what came in them, leaning on what is known of others as far as chance alone may be why they differ. */
import { slotsPerDay } from './series.ts';

/** So many contacts that did not come say that the line is closed then; chance alone hides fewer. */
const closedFrom = (dispersion: number) => 5 + 3 * dispersion;
/** What is not known at all may be a good deal more or less. */
const unknownDoubt = 0.5;

/** So many half hours on both sides are first taken together. */
const reaches = [6, 2, 0];
/** The pace before and after a stretch is that of so many half hours. */
const besideSlots = 3;
/** Beyond so many standard errors two half hours are not alike. */
const alikeErrors = 2;

/** What came in each half hour of a day, out of how much (days times their level), and that with squared weights: how sure it is. */
export type Sums = { came: Float64Array; told: Float64Array; certainty: Float64Array };
/** A day's rates, and the variance of the relative error of each. */
export type Shape = { rate: Float64Array; doubt: Float64Array };

/** All days as one; a half hour nobody ever told of lies between its neighbours. */
export function dayShape(sums: Sums, dispersion: number): Shape {
  const [came, told] = [total(sums.came), total(sums.told)];
  const mean = told === 0 ? 0 : came / told;
  const isShut = shutHours(sums, dispersion);
  const flat = Float64Array.from(isShut, (is) => (is ? 0 : mean));
  const unknown = new Float64Array(slotsPerDay).fill(unknownDoubt);
  const { rate, doubt } = bent(sums, { rate: flat, doubt: unknown }, dispersion);
  const isTold = (slot: number) => (sums.told[slot] ?? 0) > 0;
  for (let slot = 0; slot < slotsPerDay; slot += 1) {
    if (isTold(slot)) continue;
    const [before, after] = [nearestTold(isTold, slot, -1), nearestTold(isTold, slot, 1)];
    const of = (distance: number, way: number) => rate[(slot + way * distance + slotsPerDay) % slotsPerDay] ?? 0;
    rate[slot] = before + after === 0 ? 0 : (of(before, -1) * after + of(after, 1) * before) / (before + after);
    doubt[slot] = unknownDoubt;
  }
  return { rate, doubt };
}

/** Stretches of the day, over midnight too, in which nobody came though at the pace before and after many would have: the line is shut then. */
function shutHours({ came, told }: Sums, dispersion: number): Uint8Array {
  const isShut = new Uint8Array(slotsPerDay);
  const sumOf = (values: Float64Array, from: number, until: number) => {
    let sum = 0;
    for (let at = from; at < until; at += 1) sum += values[(at + slotsPerDay) % slotsPerDay] ?? 0;
    return sum;
  };
  const first = came.findIndex((count) => count > 0) + 1;
  for (let from = first; from < first + slotsPerDay;) {
    let until = from;
    while (until < first + slotsPerDay && came[until % slotsPerDay] === 0) until += 1;
    const beside = (values: Float64Array) =>
      sumOf(values, from - besideSlots, from) + sumOf(values, until, until + besideSlots);
    const missed = (beside(came) / Math.max(beside(told), 1e-9)) * sumOf(told, from, until);
    if (missed > closedFrom(dispersion)) for (let slot = from; slot < until; slot += 1) isShut[slot % slotsPerDay] = 1;
    from = until + 1;
  }
  return isShut;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
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
export function withSize({ rate, doubt }: Shape, sums: Sums, spread: number, dispersion: number): Shape {
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

/** `prior` bent to what the sums say: first where hours together say it, then where a single half hour does. */
export function bent(sums: Sums, prior: Shape, dispersion: number): Shape {
  let shape = prior;
  for (const reach of reaches) shape = leaning(around(sums, shape.rate, reach, dispersion), shape, dispersion);
  return shape;
}

/**
 * The sums of each half hour and of those around it that stand to `rate` as it does, the nearer counting more, as if each
 * had the rate of the middle one.
 */
function around({ came, told, certainty }: Sums, rate: Float64Array, reach: number, dispersion: number): Sums {
  const found = { came: came.slice(), told: told.slice(), certainty: certainty.slice() };
  const expected = told.map((exposure, slot) => exposure * (rate[slot] ?? 0));
  const squares = certainty.map((square, slot) => square * (rate[slot] ?? 0));
  for (let slot = 0; reach > 0 && slot < slotsPerDay; slot += 1) {
    const middle = rate[slot] ?? 0;
    if (middle <= 0) continue;
    let [count, exposure, square] = [0, 0, 0];
    for (let other = Math.max(0, slot - reach); other <= Math.min(slotsPerDay - 1, slot + reach); other += 1) {
      if (!areAlike({ came, expected, squares }, slot, other, dispersion)) continue;
      const weight = 1 - Math.abs(other - slot) / (reach + 1);
      count += weight * (came[other] ?? 0);
      exposure += weight * (expected[other] ?? 0);
      square += weight * weight * (squares[other] ?? 0);
    }
    found.came[slot] = count;
    found.told[slot] = exposure / middle;
    found.certainty[slot] = square / middle;
  }
  return found;
}

type Beside = { came: Float64Array; expected: Float64Array; squares: Float64Array };

/** Whether chance alone may be why what came of two half hours stands otherwise to what was expected; opening and closing are no chance. */
function areAlike({ came, expected, squares }: Beside, slot: number, other: number, dispersion: number): boolean {
  const [one, two] = [expected[slot] ?? 0, expected[other] ?? 0];
  if (one <= 0 || two <= 0) return true;
  const [cameOne, cameTwo] = [came[slot] ?? 0, came[other] ?? 0];
  const variance = (squares[slot] ?? 0) / one ** 2 + (squares[other] ?? 0) / two ** 2;
  const ratio = (cameOne + cameTwo) / (one + two);
  return (cameOne / one - cameTwo / two) ** 2 <= alikeErrors ** 2 * dispersion * ratio * variance;
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
