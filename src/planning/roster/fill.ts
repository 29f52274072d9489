/** Fills a roster as well as can be: each aim in its order, none worsened by a later one, with what has been proven. */
import { checkRoster, weighed } from './check.ts';
import { type Choice, type Choices, choicesOf } from './choices.ts';
import { addFairness } from './fairness-rows.ts';
import { greedyPlacements } from './greedy.ts';
import { improved } from './improve.ts';
import type { Placement, RosterModel, RosterOccurrence } from './model.ts';
import type { SolveProgram, Term } from './program.ts';
import { rosterOf } from './roster.ts';
import { wishCost } from './windows.ts';

/** The aims in their order; `reserves`: those who are placed only where nobody else can be. */
export type Aim = 'short' | 'reserves' | 'needsMissed' | 'changes' | 'weighed';

/** How far it is: the aim, its best value so far and what is proven of it. */
export type FillProgress = { aim: Aim; best: number; bound: number };

export type FillTools = {
  solve: SolveProgram;
  /** What is left of the time it may take. */
  secondsLeft: () => number;
  onProgress?: (progress: FillProgress) => void;
};

/** What is added to what stays; `gap`: relative, of the first aim that is not proven, 0 where all are. */
export type Filled = { placements: Placement[]; optimal: boolean; gap: number };

type State = { values: Float64Array; gap: number };
/** Bounds of the weighed aim are trusted to this. */
const exact = 1e-6;

/** Fills the open places of `model`. The same model gives the same answer where the time suffices. */
export function fillRoster(model: RosterModel, tools: FillTools): Filled {
  const choices = choicesOf(model);
  if (choices.all.length === 0) return { placements: [], optimal: true, gap: 0 };
  const state: State = { values: startValues(model, choices, () => tools.secondsLeft() <= 0), gap: 0 };
  const columns = (list: readonly Choice[]) => list.map(({ column }): Term => [column, 1]);
  const shortColumns = [...choices.short.values()].map((column): Term => [column, 1]);

  reach('short', shortColumns, 0, choices.leastShort);
  reach('reserves', columns(choices.all.filter(({ person }) => model.people[person]?.isReserve)), 0, 0);
  reach(
    'needsMissed',
    choices.missed.map(({ column }): Term => [column, 1]),
    0,
    choices.leastMissed,
  );
  const published = choices.all.filter(({ occurrence, person }) =>
    model.occurrences[occurrence]?.published.includes(person),
  );
  reach(
    'changes',
    published.map(({ column }): Term => [column, -1]),
    published.length,
    0,
  );
  reachWeighed(model, choices, state, tools);
  const placements = completed(model, choices, placementsIn(choices, state.values));
  return { placements, optimal: state.gap === 0, gap: state.gap };

  /** Makes a count as small as it can be and keeps it there. */
  function reach(aim: Aim, costs: readonly Term[], constant: number, least: number): void {
    if (costs.length === 0) return;
    const valueOf = (values: Float64Array) =>
      Math.round(costs.reduce((sum, [column, factor]) => sum + factor * (values[column] ?? 0), constant));
    let bound = least;
    if (valueOf(state.values) > bound) {
      const seconds = tools.secondsLeft() * (state.gap > 0 ? 0.5 : 0.7);
      const program = choices.builder.build(costs);
      const onProgress = (value: number, proven: number) =>
        tell(tools, aim, Math.round(value + constant), Math.max(least, Math.ceil(proven + constant - exact)));
      const options = { start: state.values, seconds, absoluteGap: 0.99, relativeGap: 0, onProgress };
      const answer = tools.solve(program, options);
      if (answer.status !== 'none') {
        if (valueOf(answer.values) <= valueOf(state.values)) state.values = answer.values;
        bound = Math.max(bound, Math.ceil(answer.bound + constant - exact));
      }
    }
    const best = valueOf(state.values);
    tell(tools, aim, best, bound);
    if (best > bound && state.gap === 0) state.gap = (best - bound) / best;
    // In whole numbers: HiGHS has been seen to prove what is wrong where a bound was a thousandth looser.
    choices.builder.row(-Infinity, best - constant, costs);
  }
}

/** Tells how far it is, once there is something to tell. */
function tell({ onProgress }: FillTools, aim: Aim, best: number, bound: number): void {
  if (Number.isFinite(best) && Number.isFinite(bound)) onProgress?.({ aim, best, bound });
}

function placementsIn({ all }: Choices, values: Float64Array): Placement[] {
  return all
    .filter(({ column }) => (values[column] ?? 0) > 0.5)
    .map(({ occurrence, person }) => ({ occurrence, person }));
}

/** A place that a plain look still finds somebody for is filled, should the time have ended before. */
function completed(model: RosterModel, { all }: Choices, placements: Placement[]): Placement[] {
  return greedyPlacements(model, all, placements).sort((a, b) => a.occurrence - b.occurrence || a.person - b.person);
}

/** Wishes, fairness and load, weighed. */
function reachWeighed(model: RosterModel, choices: Choices, state: State, tools: FillTools): void {
  const { builder } = choices;
  const fairness = addFairness(builder, model, choices.all, possibleHours(model, choices, state.values));
  const places = model.occurrences.reduce((sum, one) => sum + (one.isInRange ? one.need : 0), 0);
  const wishes = choices.all.map(({ occurrence, person, column }): Term => [
    column,
    4 * wishCost(model.people[person]?.wishes ?? [], model.occurrences[occurrence] as RosterOccurrence),
  ]);
  const costs = [...wishes, ...fairness.costs.map(([column, cost]): Term => [column, 2 * cost])];
  const scoreOf = (values: Float64Array) =>
    weighed(checkRoster(model, rosterOf(model, placementsIn(choices, values))).score, places) * Math.max(1, places);
  const wishesPlanned = model.occurrences
    .filter(({ isInRange }) => isInRange)
    .reduce(
      (sum, one) =>
        sum + one.primaries.reduce((all, person) => all + wishCost(model.people[person]?.wishes ?? [], one), 0),
      0,
    );
  const constant = 4 * wishesPlanned + 2 * fairness.constant;

  let best = scoreOf(state.values);
  let bound = 0;
  for (let isSharper = true; isSharper;) {
    const start = new Float64Array(builder.columnCount());
    start.set(state.values.subarray(0, Math.min(state.values.length, start.length)));
    fairness.complete(start);
    const seconds = tools.secondsLeft();
    if (seconds <= 0) break;
    // The costs of fairness are an estimate from below, so the best so far may look better than it scores.
    const onProgress = (value: number, proven: number) =>
      tell(tools, 'weighed', Math.min(best, Math.max(bound, value + constant)), Math.max(bound, proven + constant));
    const options = { start, seconds, absoluteGap: exact, relativeGap: 1e-9, onProgress };
    const answer = tools.solve(builder.build(costs), options);
    if (answer.status === 'none') break;
    bound = Math.max(bound, answer.bound + constant);
    const value = scoreOf(answer.values);
    if (value < best) {
      best = value;
      state.values = answer.values;
    }
    tell(tools, 'weighed', best, bound);
    isSharper = best - bound > exact * Math.max(1, best) && fairness.sharpen(answer.values);
  }
  if (state.gap === 0 && best - bound > exact * Math.max(1, best)) state.gap = (best - bound) / best;
}

/** Every value that all hours of the range can come to where as many places stay empty as in `values`, ascending. */
function possibleHours(model: RosterModel, { short }: Choices, values: Float64Array): number[] {
  const places: number[] = [];
  let empty = 0;
  let most = 0;
  for (const [index, one] of model.occurrences.entries()) {
    if (!one.isInRange) continue;
    most += one.hours * one.primaries.length;
    const column = short.get(index);
    if (column === undefined) continue;
    const open = one.need - one.primaries.length;
    most += one.hours * open;
    for (let place = 0; place < open; place += 1) places.push(one.hours);
    empty += Math.round(values[column] ?? 0);
  }
  places.sort((a, b) => a - b);
  const sum = (hours: readonly number[]) => hours.reduce((total, one) => total + one, 0);
  if (empty === 0) return [most];
  const least = places[0] ?? 0;
  const from = most - sum(places.slice(-empty));
  const to = most - sum(places.slice(0, empty));
  const step = places.reduce((measure, hours) => commonMeasure(measure, Math.round((hours - least) * 3600)), 0) / 3600;
  if (step === 0) return [to];
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function commonMeasure(a: number, b: number): number {
  return b === 0 ? a : commonMeasure(b, a % b);
}

function startValues(model: RosterModel, choices: Choices, isOver: () => boolean): Float64Array {
  const values = new Float64Array(choices.builder.columnCount());
  const possible = choices.all.filter(({ column }) => choices.builder.upperOf(column) > 0);
  const placed = improved(model, possible, greedyPlacements(model, possible), isOver);
  const columns = new Map(choices.all.map(({ occurrence, person, column }) => [`${occurrence} ${person}`, column]));
  for (const { occurrence, person } of placed) values[columns.get(`${occurrence} ${person}`) ?? 0] = 1;
  for (const [occurrence, column] of choices.short) {
    const here = choices.all.filter((choice) => choice.occurrence === occurrence);
    const one = model.occurrences[occurrence] as RosterOccurrence;
    values[column] = one.need - one.primaries.length - here.filter((choice) => values[choice.column] === 1).length;
  }
  for (const { column, heads, choices: those } of choices.missed)
    values[column] = Math.max(0, heads - those.filter((choice) => values[choice.column] === 1).length);
  choices.builder.complete(values);
  return values;
}
