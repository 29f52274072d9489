/** Places that stay short for the same reasons, told together: after founding that is every place there is (R5). */

type Short = { short: number; reasons: readonly unknown[]; waysOut: readonly unknown[] };

/** The places of each set of reasons and ways out, as they come. */
export function sameReasons<Place extends Short>(places: readonly Place[]): [Place, ...Place[]][] {
  const groups: Record<string, [Place, ...Place[]]> = {};
  for (const place of places) {
    const key = JSON.stringify([place.reasons, place.waysOut]);
    if (groups[key]) groups[key].push(place);
    else groups[key] = [place];
  }
  return Object.values(groups);
}
