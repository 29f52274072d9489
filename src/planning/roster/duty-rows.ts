/** Rests and duties of one person as rows of a program: which occurrences exclude each other, and which need what lies between. */
import { hourMs, type Limits } from './model.ts';
import { type Conflicts, free, type Level, type Place } from './place.ts';
import type { ProgramBuilder, Term } from './program.ts';

/** A stretch between two places with those that cover it. */
type Stretch = { startMs: number; endMs: number; covering: Place[] };

/** Adds the rows of rest and of the length of duties; gives which places exclude each other whatever else is planned. */
export function addDutyRows(
  builder: ProgramBuilder,
  places: readonly Place[],
  { limits, loose, guard }: Level,
  lineAt: (place: Place) => string,
): Conflicts {
  const { excluded, conflicts } = conflictsAmong(places, limits);
  if (guard === null) {
    addExclusions(builder, places, excluded, conflicts);
    for (const place of free(places)) if (hours(place) > limits.shiftHours) builder.limitColumn(place.column, 0);
    addBridges(builder, places, limits, [], 0);
    return conflicts;
  }
  const base = conflictsAmong(places, loose);
  const onLine = (place: Place) => lineAt(place) === guard.line;
  for (const [place, others] of excluded) {
    for (const other of others) {
      if (base.conflicts(place, other)) continue;
      if (place.column === null && other.column === null) {
        // What is planned breaks the stricter limit already: the line is not for them.
        if (place.isInRange || other.isInRange) builder.limitColumn(guard.column, 0);
        continue;
      }
      const isCertain = onLine(place) || onLine(other);
      const terms = free([place, other]).map(({ column }): Term => [column, 1]);
      builder.row(-Infinity, terms.length - (isCertain ? 1 : 0), isCertain ? terms : [...terms, [guard.column, 1]]);
    }
  }
  for (const place of places) {
    if (hours(place) <= limits.shiftHours || hours(place) > loose.shiftHours) continue;
    if (place.column === null && place.isInRange) builder.limitColumn(guard.column, 0);
    else if (place.column === null) continue;
    else if (onLine(place)) builder.limitColumn(place.column, 0);
    else
      builder.row(-Infinity, 1, [
        [place.column, 1],
        [guard.column, 1],
      ]);
  }
  addBridges(builder, places, limits, [[guard.column, 1]], 1);
  return base.conflicts;
}

const isChoice = ({ column }: Place): boolean => column !== null;
const hours = ({ startMs, endMs }: { startMs: number; endMs: number }) => (endMs - startMs) / hourMs;

type Relation = 'free' | 'excluded' | 'bridge';

/** Two places in order of start: free of each other, never together, or (closer than a rest) only with no pause between them. */
function relation(places: readonly Place[], a: Place, b: Place, { restHours, shiftHours }: Limits): Relation {
  if (b.startMs < a.endMs) return 'excluded';
  const gapHours = (b.startMs - a.endMs) / hourMs;
  const isOneDutyTooLong = hours({ startMs: a.startMs, endMs: Math.max(a.endMs, b.endMs) }) > shiftHours;
  if (gapHours === 0) return isOneDutyTooLong ? 'excluded' : 'free';
  if (gapHours >= restHours || isRestTakenAlready(places, a, b)) return 'free';
  return isOneDutyTooLong ? 'excluded' : 'bridge';
}

/** Whether something planned already lies between something planned and a choice: the rest there is not the choice's doing. */
function isRestTakenAlready(places: readonly Place[], a: Place, b: Place): boolean {
  if (isChoice(a) === isChoice(b)) return false;
  return places.some((one) => !isChoice(one) && one.startMs >= a.endMs && one.endMs <= b.startMs);
}

/** For each place those after it that exclude it, whatever else is planned. */
function conflictsAmong(
  places: readonly Place[],
  limits: Limits,
): { excluded: Map<Place, Set<Place>>; conflicts: Conflicts } {
  const excluded = new Map<Place, Set<Place>>();
  for (const [index, a] of places.entries()) {
    const others = new Set<Place>();
    for (let next = index + 1; next < places.length; next += 1) {
      const b = places[next] as Place;
      if (b.startMs - a.endMs >= limits.restHours * hourMs && b.startMs > a.endMs) break;
      const found = relation(places, a, b, limits);
      if (found === 'excluded' || (found === 'bridge' && stretchesBetween(places, a, b) === null)) others.add(b);
    }
    excluded.set(a, others);
  }
  return { excluded, conflicts: (a, b) => excluded.get(a)?.has(b) === true || excluded.get(b)?.has(a) === true };
}

/** The time between two places in stretches, each with the places that cover it; null where nothing can cover one of them. */
function stretchesBetween(places: readonly Place[], a: Place, b: Place): Stretch[] | null {
  const between = places.filter(
    (one) =>
      one.startMs < b.startMs &&
      one.endMs > a.endMs &&
      (!isChoice(one) || (one.startMs >= a.endMs && one.endMs <= b.startMs)) &&
      one !== a &&
      one !== b,
  );
  const cuts = [...new Set([a.endMs, b.startMs, ...between.flatMap(({ startMs, endMs }) => [startMs, endMs])])]
    .filter((ms) => ms >= a.endMs && ms <= b.startMs)
    .sort((one, other) => one - other);
  const stretches: Stretch[] = [];
  for (const [index, startMs] of cuts.slice(0, -1).entries()) {
    const endMs = cuts[index + 1] ?? startMs;
    const covering = between.filter((one) => one.startMs <= startMs && one.endMs >= endMs);
    if (covering.length === 0) return null;
    stretches.push({ startMs, endMs, covering });
  }
  return stretches;
}

/** Rows for as few groups of places as cover every exclusion: at most one of each group. */
function addExclusions(
  builder: ProgramBuilder,
  places: readonly Place[],
  excluded: ReadonlyMap<Place, ReadonlySet<Place>>,
  conflicts: Conflicts,
): void {
  for (const place of places) {
    for (const other of excluded.get(place) ?? []) {
      if (place.column === null && other.column !== null) builder.limitColumn(other.column, 0);
      if (other.column === null && place.column !== null) builder.limitColumn(place.column, 0);
    }
  }
  const together = new Map(places.map((place) => [place, new Set<Place>()]));
  for (const place of places.filter(isChoice)) {
    const others = [...(excluded.get(place) ?? [])].filter(isChoice);
    for (const other of others) {
      if (together.get(place)?.has(other)) continue;
      const group = [place, other];
      for (const more of others) {
        if (more !== other && group.every((one) => conflicts(one, more))) group.push(more);
      }
      for (const one of group) for (const two of group) together.get(one)?.add(two);
      builder.row(
        -Infinity,
        1,
        free(group).map(({ column }): Term => [column, 1]),
      );
    }
  }
}

/**
 * Two places closer than a rest need what lies between them, and no chain without a pause may grow too long. `guard` and
 * `guardCount`: the terms, all at 1, without which none of it holds.
 */
function addBridges(
  builder: ProgramBuilder,
  places: readonly Place[],
  limits: Limits,
  guard: readonly Term[],
  guardCount: number,
): void {
  for (const [index, a] of places.entries()) {
    for (let next = index + 1; next < places.length; next += 1) {
      const b = places[next] as Place;
      const gapHours = (b.startMs - a.endMs) / hourMs;
      if (gapHours > Math.max(limits.restHours, limits.shiftHours)) break;
      if (gapHours <= 0) continue;
      const found = relation(places, a, b, limits);
      const ends = free([a, b]).map(({ column }): Term => [column, 1]);
      const isPlanned = ends.length === 0;
      const isTooLong = hours({ startMs: a.startMs, endMs: b.endMs }) > limits.shiftHours;
      const wantsBridge = found === 'bridge' && !isPlanned;
      const forbidsChain = isTooLong && (found === 'free' || isPlanned) && gapHours < limits.shiftHours;
      if (!wantsBridge && !forbidsChain) continue;
      const stretches = stretchesBetween(places, a, b);
      if (stretches === null) continue;
      const together = ends.length + guardCount;
      const open = stretches.filter(({ covering }) => covering.every(({ column }) => column !== null));
      const terms = (stretch: Stretch, factor: number) =>
        free(stretch.covering).map(({ column }): Term => [column, factor]);
      if (wantsBridge)
        for (const stretch of open) builder.row(-Infinity, together - 1, [...ends, ...guard, ...terms(stretch, -1)]);
      else if (ends.length + open.length > 0)
        builder.row(-Infinity, together + open.length - 1, [
          ...ends,
          ...guard,
          ...merged(open.flatMap((stretch) => terms(stretch, 1))),
        ]);
    }
  }
}

/** One term for each column. */
function merged(terms: readonly Term[]): Term[] {
  const sums = new Map<number, number>();
  for (const [column, factor] of terms) sums.set(column, (sums.get(column) ?? 0) + factor);
  return [...sums];
}
