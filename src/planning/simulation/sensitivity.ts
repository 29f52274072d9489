/** What each weight of the load does: the same weeks and callers, one weight changed at a time. */
import { usualLoadWeights, type PartName } from '../../wellbeing/load.ts';
import { confidenceOfMean, meanOf } from '../../planning/replay/spread.ts';
import type { Spread } from '../../planning/replay/model.ts';
import { compareRotations } from './compare.ts';
import type { Figures } from './figures.ts';
import type { Plan } from './plan.ts';
import { rotations } from './rotations.ts';

/** What is looked at, in the order of the table; shares are per cent, Jain's index hundredths. */
export const outcomes = {
  wait: (one: Figures) => one.averageWaitSeconds,
  worstLoad: (one: Figures) => one.worstAverageLoad,
  strainedHours: (one: Figures) => one.strainedHoursPerWeek,
  unrested: (one: Figures) => 100 * one.unrestedShare,
  toldUnrested: (one: Figures) => 100 * one.toldUnrestedShare,
  fairness: (one: Figures) => 100 * one.jain,
};

export type Outcome = keyof typeof outcomes;

/** A weight at so many times the usual, and what that changes beside it: the mean over seeds, with its 95 % interval. */
export type WeightEffect = { part: PartName; factor: number; change: Record<Outcome, Spread> };

export type Sensitivity = { usual: Record<Outcome, number>; effects: WeightEffect[] };

/** The factors that every weight is tried with. */
export const factors = [0, 0.5, 1.5];

/** At least two plans that differ in nothing but their seed; `onProgress` hears the share done after every plan. */
export function sensitivityOf(plans: readonly Plan[], onProgress: (share: number) => void = () => {}): Sensitivity {
  const own = rotations.slice(0, 1);
  const parts = Object.keys(usualLoadWeights) as PartName[];
  const changes = parts.flatMap((part) => factors.map((factor) => ({ part, factor })));
  const runs = plans.map((plan, index) => {
    const figuresAt = (loadWeights = usualLoadWeights) => compareRotations({ ...plan, loadWeights }, () => {}, own);
    const usual = figuresAt();
    const changed = changes.map(({ part, factor }) =>
      figuresAt({ ...usualLoadWeights, [part]: factor * usualLoadWeights[part] }),
    );
    onProgress((index + 1) / plans.length);
    return { usual, changed };
  });
  const valuesOf = (of: (figures: Figures) => number, figures: readonly Figures[]) => figures.map(of);
  const usual = runs.flatMap((run) => run.usual);
  return {
    usual: overOutcomes((of) => meanOf(valuesOf(of, usual))),
    effects: changes.map((change, index) => {
      const changed = runs.flatMap((run) => run.changed[index] ?? []);
      return {
        ...change,
        change: overOutcomes((of) =>
          confidenceOfMean(changed.map((figures, run) => of(figures) - (valuesOf(of, usual)[run] ?? 0))),
        ),
      };
    }),
  };
}

function overOutcomes<Value>(value: (of: (figures: Figures) => number) => Value): Record<Outcome, Value> {
  return Object.fromEntries(Object.entries(outcomes).map(([name, of]) => [name, value(of)])) as Record<Outcome, Value>;
}
