/**
 * Fairness as rows of a program. Squares are no linear costs; but somebody's hours take few values, and the straight lines
 * through neighbouring ones are exact there. Only those lines are added that an answer needs.
 */
import type { Choice } from './choices.ts';
import type { RosterModel } from './model.ts';
import type { ProgramBuilder, Term } from './program.ts';
import { onDuty } from './roster.ts';

/** One person's hours in the range: what they have, steps that choices add, and the column of the squared distance. */
type Hours = {
  fixed: number;
  step: number;
  most: number;
  aim: number;
  share: number;
  terms: Term[];
  /** The columns of what choices add to the hours, and of the squared distance; -1 where there are no choices. */
  added: number;
  squared: number;
};

export type FairnessRows = {
  /** The costs of fairness, and what the columns do not say of it. */
  costs: readonly Term[];
  constant: number;
  /** Adds what `values` needs to be priced rightly; whether there was anything. */
  sharpen: (values: Float64Array) => boolean;
  /** Sets the columns of fairness to what the choices in `values` come to. */
  complete: (values: Float64Array) => void;
};

/** Two sums of hours that differ by less are the same. */
const nothing = 1e-6;

/**
 * Adds the columns of fairness. `allHours`: all hours of the range, each value they can come to in ascending order; with
 * one value everybody's share is known, else one column chooses it.
 */
export function addFairness(
  builder: ProgramBuilder,
  model: RosterModel,
  choices: readonly Choice[],
  allHours: readonly number[],
): FairnessRows {
  const middle = allHours[allHours.length >> 1] ?? 0;
  const people = hoursOf(builder, model, choices, middle);
  const costs: Term[] = [];
  let constant = 0;
  for (const one of people) {
    if (one.terms.length === 0) {
      constant += (one.fixed - one.aim) ** 2;
      continue;
    }
    costs.push([one.squared, 1]);
    builder.row(0, 0, [[one.added, -1], ...one.terms]);
    for (const place of firstPlaces(one)) addLine(builder, one, place);
  }
  const turn =
    allHours.length > 1 && people.some(({ share }) => share > 0) ? addTurn(builder, people, allHours, middle) : null;
  const lines = new Map(people.map((one) => [one, new Set(firstPlaces(one))]));
  return {
    costs: [...costs, ...(turn?.costs ?? [])],
    constant,
    sharpen(values) {
      let isSharper = false;
      for (const one of people) {
        const reached = one.terms.length === 0 ? null : (hoursIn(one, values) - one.fixed) / one.step;
        if (reached === null) continue;
        for (const place of [Math.round(reached) - 1, Math.round(reached)]) {
          if (place < 0 || lines.get(one)?.has(place)) continue;
          lines.get(one)?.add(place);
          addLine(builder, one, place);
          isSharper = true;
        }
      }
      return isSharper;
    },
    complete(values) {
      for (const one of people) {
        if (one.terms.length === 0) continue;
        values[one.added] = hoursIn(one, values) - one.fixed;
        values[one.squared] = (hoursIn(one, values) - one.aim) ** 2;
      }
      turn?.complete(values);
    },
  };
}

function hoursIn(one: Hours, values: Float64Array): number {
  return one.terms.reduce((sum, [column, hours]) => sum + hours * Math.round(values[column] ?? 0), one.fixed);
}

function hoursOf(builder: ProgramBuilder, model: RosterModel, choices: readonly Choice[], allHours: number): Hours[] {
  const offered = model.people.reduce((sum, person) => sum + person.offeredHours, 0);
  const terms = model.people.map((): Term[] => []);
  for (const { occurrence, person, column } of choices)
    terms[person]?.push([column, model.occurrences[occurrence]?.hours ?? 0]);
  const fixed = model.people.map(() => 0);
  for (const one of model.occurrences)
    if (one.isInRange) for (const person of onDuty(one)) fixed[person] = (fixed[person] ?? 0) + one.hours;
  return model.people.map((who, person) => {
    const own = terms[person] ?? [];
    const share = offered > 0 ? who.offeredHours / offered : 0;
    const added = own.reduce((sum, [, hours]) => sum + hours, 0);
    const step = own.reduce((measure, [, hours]) => commonMeasure(measure, Math.round(hours * 3600)), 0) / 3600;
    return {
      fixed: fixed[person] ?? 0,
      step,
      most: (fixed[person] ?? 0) + added,
      aim: share * allHours,
      share,
      terms: own,
      added: own.length > 0 ? builder.column(0, added) : -1,
      squared: own.length > 0 ? builder.column(0, Infinity) : -1,
    };
  });
}

function commonMeasure(a: number, b: number): number {
  return b === 0 ? a : commonMeasure(b, a % b);
}

/** Where the first lines lie: close together around the aim, further apart away from it. */
function firstPlaces({ fixed, step, most, aim }: Hours): number[] {
  const last = Math.round((most - fixed) / step) - 1;
  const nearest = Math.floor((aim - fixed) / step);
  const places = [0, -1, 1, -2, 2, -4, 4, -8, 8, -16, 16].map((distance) => nearest + distance);
  return [...new Set([0, ...places])].filter((place) => place >= 0 && place <= last);
}

/** The squared distance is never under the line through its values at `place` and one step further. */
function addLine(builder: ProgramBuilder, { fixed, step, aim, added, squared }: Hours, place: number): void {
  const low = fixed + place * step;
  const high = low + step;
  const slope = low + high - 2 * aim;
  // (low + high − 2·aim)·hours + aim² − low·high, with hours = fixed + added
  builder.row(slope * fixed + aim * aim - low * high, Infinity, [
    [squared, 1],
    [added, -slope],
  ]);
}

/**
 * Where all hours are `middle + turn`, everybody's share turns with them: Σ (distance − share·turn)², of which
 * −2·turn·Σ share·distance is a product. One column chooses the turn, and for each value one carries the sum.
 */
function addTurn(builder: ProgramBuilder, people: readonly Hours[], allHours: readonly number[], middle: number) {
  const spread = people.reduce((sum, { share }) => sum + share * share, 0);
  const least = people.reduce((sum, one) => sum + one.share * (one.fixed - one.aim), 0);
  const most = people.reduce((sum, one) => sum + one.share * (one.most - one.aim), 0);
  const fixedHours = people.reduce((sum, one) => sum + one.fixed, 0);
  const turns = allHours.map((hours) => ({
    hours,
    turn: hours - middle,
    chosen: builder.column(0, 1, true),
    sum: builder.column(Math.min(0, least), Math.max(0, most)),
  }));
  builder.row(
    1,
    1,
    turns.map(({ chosen }): Term => [chosen, 1]),
  );
  const choosing = people.filter(({ terms }) => terms.length > 0);
  builder.row(fixedHours, fixedHours, [
    ...turns.map(({ hours, chosen }): Term => [chosen, hours]),
    ...choosing.map(({ added }): Term => [added, -1]),
  ]);
  builder.row(least, least, [
    ...turns.map(({ sum }): Term => [sum, 1]),
    ...choosing.map(({ added, share }): Term => [added, -share]),
  ]);
  for (const { chosen, sum } of turns) {
    builder.row(-Infinity, 0, [
      [sum, 1],
      [chosen, -most],
    ]);
    builder.row(0, Infinity, [
      [sum, 1],
      [chosen, -least],
    ]);
  }
  return {
    costs: turns.flatMap(({ turn, chosen, sum }): Term[] => [
      [sum, -2 * turn],
      [chosen, spread * turn * turn],
    ]),
    complete(values: Float64Array) {
      const all = people.reduce((total, one) => total + hoursIn(one, values), 0);
      const shared = people.reduce((total, one) => total + one.share * (hoursIn(one, values) - one.aim), 0);
      for (const { hours, chosen, sum } of turns) {
        const isIt = Math.abs(hours - all) < nothing;
        values[chosen] = isIt ? 1 : 0;
        values[sum] = isIt ? shared : 0;
      }
    },
  };
}
