/** What the rows about one person speak of: places they have or may get, and limits with the condition under which they hold. */
import type { Interval } from '../../schedule/model.ts';
import type { Limits } from './model.ts';

/** A choice of one person, or (`column` null) what they have already. */
export type Place = Interval & { index: number; isInRange: boolean; column: number | null };

/** Limits that hold always, or (`guard`) only where that column is 1; `loose` are those that hold anyway. */
export type Level = { limits: Limits; loose: Limits; guard: { column: number; line: string } | null };

/** Whether two places can never be one person's at once. */
export type Conflicts = (a: Place, b: Place) => boolean;

/** The places that are choices. */
export function free(places: readonly Place[]): (Place & { column: number })[] {
  return places.flatMap((place) => (place.column === null ? [] : [{ ...place, column: place.column }]));
}
