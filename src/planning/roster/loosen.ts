/** Lets published people be moved: they are told already, but only those who are locked must stay. */
import type { Placement, RosterModel } from './model.ts';

/** The model in which the primaries of the range may be moved, unless `isLocked`; moving one counts as a change. */
export function loosened(model: RosterModel, isLocked: (placement: Placement) => boolean): RosterModel {
  return {
    ...model,
    occurrences: model.occurrences.map((one, occurrence) =>
      one.isInRange ? { ...one, primaries: one.primaries.filter((person) => isLocked({ occurrence, person })) } : one,
    ),
  };
}
