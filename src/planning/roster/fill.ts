/** Fills a roster as well as can be: each aim in its order, none worsened by a later one, with what has been proven. */
import { checkRoster, weighed } from './check.ts';
import { type Choice, type Choices, choicesOf } from './choices.ts';
import { addFairness } from './fairness-rows.ts';
import { greedyPlacements } from './greedy.ts';
import { improved } from './improve.ts';
import { leastMissed, leastShort, leastWeighed } from './least.ts';
import { withRoomMade } from './make-room.ts';
import type { Placement, RosterModel, RosterOccurrence } from './model.ts';
import type { SolveProgram, Term } from './program.ts';
import { completePool, placementsOfPool } from './pools.ts';
import { onDuty, rosterOf } from './roster.ts';
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
  /** What it would answer if it were stopped now: told before anything that may take long. */
  onBest?: (best: Filled) => void;
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

  reach('short', shortColumns, 0, () => leastShort(model, choices));
  reach('reserves', columns(choices.columns.filter(({ person }) => model.people[person]?.isReserve)), 0, () => 0);
  reach(
    'needsMissed',
    choices.missed.map(({ column }): Term => [column, 1]),
    0,
    () => leastMissed(model, choices),
  );
  const published = choices.all.filter(({ occurrence, person }) =>
    model.occurrences[occurrence]?.published.includes(person),
  );
  reach(
    'changes',
    published.map(({ column }): Term => [column, -1]),
    published.length,
    () => 0,
  );
  const reached = placementsIn(choices, state.values);
  const better = improved(model, choices.all, reached, () => tools.secondsLeft() <= 0);
  state.values = valuesOf(model, choices, better);
  reachWeighed(model, choices, state, tools);
  const placements = completed(model, choices, placementsIn(choices, state.values));
  return { placements, optimal: state.gap === 0, gap: state.gap };

  /** Makes a count as small as it can be and keeps it there. */
  function reach(aim: Aim, costs: readonly Term[], constant: number, least: () => number): void {
    if (costs.length === 0) return;
    const valueOf = (values: Float64Array) =>
      Math.round(costs.reduce((sum, [column, factor]) => sum + factor * (values[column] ?? 0), constant));
    let bound = valueOf(state.values) > 0 ? least() : 0;
    if (valueOf(state.values) > bound) {
      tellBest(model, choices, state, tools, (valueOf(state.values) - bound) / valueOf(state.values));
      const seconds = tools.secondsLeft() * (state.gap > 0 ? 0.5 : 0.7);
      const program = choices.builder.build(costs);
      const target = bound - constant + exact;
      const onProgress = (value: number, proven: number) =>
        tell(tools, aim, Math.round(value + constant), Math.max(bound, Math.ceil(proven + constant - exact)));
      const options = { start: state.values, seconds, absoluteGap: 0.99, relativeGap: 0, target, onProgress };
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

/** `gap`: of the aim that comes now, should none before it be unproven. */
function tellBest(model: RosterModel, choices: Choices, state: State, { onBest }: FillTools, gap: number): void {
  if (onBest === undefined) return;
  const placements = completed(model, choices, placementsIn(choices, state.values));
  onBest({ placements, optimal: false, gap: state.gap > 0 ? state.gap : gap });
}

function placementsIn({ single, pools }: Choices, values: Float64Array): Placement[] {
  const alone = single
    .filter(({ column }) => (values[column] ?? 0) > 0.5)
    .map(({ occurrence, person }) => ({ occurrence, person }));
  return [...alone, ...pools.flatMap((pool) => placementsOfPool(pool, values))];
}

/** A place that a plain look still finds somebody for is filled, should the time have ended before. */
function completed(model: RosterModel, { all }: Choices, placements: Placement[]): Placement[] {
  return greedyPlacements(model, all, placements).sort((a, b) => a.occurrence - b.occurrence || a.person - b.person);
}

/** Wishes, fairness and load, weighed. */
function reachWeighed(model: RosterModel, choices: Choices, state: State, tools: FillTools): void {
  const { builder } = choices;
  const allHours = possibleHours(model, choices, state.values);
  const fairness = addFairness(builder, model, choices.columns, allHours);
  const places = model.occurrences.reduce((sum, one) => sum + (one.isInRange ? one.need : 0), 0);
  const wishes = choices.columns.map(({ occurrence, person, column }): Term => [
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
  const empty = [...choices.short.values()].reduce((sum, column) => sum + Math.round(state.values[column] ?? 0), 0);
  let bound = Math.min(...allHours.map((hours) => leastWeighed(model, choices, empty, hours) + 4 * wishesPlanned));
  const isProven = () => best - bound <= exact * Math.max(1, best);
  for (let isSharper = !isProven(); isSharper;) {
    const start = new Float64Array(builder.columnCount());
    start.set(state.values.subarray(0, Math.min(state.values.length, start.length)));
    fairness.complete(start);
    tellBest(model, choices, state, tools, (best - bound) / best);
    const seconds = tools.secondsLeft();
    if (seconds <= 0) break;
    // The costs of fairness are an estimate from below, so the best so far may look better than it scores.
    const onProgress = (value: number, proven: number) =>
      tell(tools, 'weighed', Math.min(best, Math.max(bound, value + constant)), Math.max(bound, proven + constant));
    const target = bound - constant;
    const options = { start, seconds, absoluteGap: exact, relativeGap: 1e-9, target, onProgress };
    const answer = tools.solve(builder.build(costs), options);
    if (answer.status === 'none') break;
    bound = Math.max(bound, answer.bound + constant);
    const value = scoreOf(answer.values);
    if (value < best) {
      best = value;
      state.values = answer.values;
    }
    tell(tools, 'weighed', best, bound);
    isSharper = !isProven() && fairness.sharpen(answer.values);
  }
  if (state.gap === 0 && !isProven()) state.gap = (best - bound) / best;
}

/** Every value that all hours of the range can come to where as many places stay empty as in `values`, ascending. */
function possibleHours(model: RosterModel, { short }: Choices, values: Float64Array): number[] {
  const places: number[] = [];
  let empty = 0;
  let most = 0;
  for (const [index, one] of model.occurrences.entries()) {
    if (!one.isInRange) continue;
    most += one.hours * onDuty(one).length;
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
  const possible = choices.all.filter(({ column }) => choices.builder.upperOf(column) > 0);
  return valuesOf(model, choices, withRoomMade(model, possible, greedyPlacements(model, possible), isOver));
}

/** The values of all columns where these are placed. */
function valuesOf(model: RosterModel, choices: Choices, placements: readonly Placement[]): Float64Array {
  const { builder, single, pools, short, missed } = choices;
  const values = new Float64Array(builder.columnCount());
  const placed = new Map<number, Set<number>>();
  for (const { occurrence, person } of placements)
    placed.set(occurrence, (placed.get(occurrence) ?? new Set()).add(person));
  for (const { occurrence, person, column } of single) if (placed.get(occurrence)?.has(person)) values[column] = 1;
  for (const pool of pools) completePool(pool, placed, values);
  for (const [occurrence, column] of short) {
    const one = model.occurrences[occurrence] as RosterOccurrence;
    values[column] = one.need - one.primaries.length - (placed.get(occurrence)?.size ?? 0);
  }
  for (const { column, heads, here } of missed)
    values[column] = Math.max(0, heads - here.reduce((sum, one) => sum + (values[one.column] ?? 0), 0));
  builder.complete(values);
  return values;
}
