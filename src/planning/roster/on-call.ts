/** Being on call gives way to being planned: nobody is kept from a place by being the backup of it, and nobody is both at once. */
import type { Placement, RosterModel, RosterOccurrence } from './model.ts';

/**
 * `model` without those backups who may be planned in the place of being on call; whoever `stays` on call, such as on another
 * line, is kept from what is at the same time. What of the others ends with a placement, `onCallLeft` says.
 */
export function withoutOnCall(
  model: RosterModel,
  stays: (occurrence: RosterOccurrence, person: number) => boolean,
): RosterModel {
  const occurrences = model.occurrences.map((one) =>
    one.isInRange && one.backups.length > 0
      ? { ...one, backups: one.backups.filter((person) => stays(one, person)) }
      : one,
  );
  return { ...model, occurrences };
}

/** Where those who are placed are on call in `model` for the same shift or one at the same time, in order. */
export function onCallLeft({ occurrences }: RosterModel, placements: readonly Placement[]): Placement[] {
  const placed = new Map<number, RosterOccurrence[]>();
  for (const { occurrence, person } of placements) {
    const one = occurrences[occurrence];
    if (one) placed.set(person, [...(placed.get(person) ?? []), one]);
  }
  return occurrences.flatMap((one, occurrence) =>
    one.isInRange
      ? one.backups
          .filter((person) =>
            placed.get(person)?.some((other) => other.startMs < one.endMs && other.endMs > one.startMs),
          )
          .map((person) => ({ occurrence, person }))
      : [],
  );
}
