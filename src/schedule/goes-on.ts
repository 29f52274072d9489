/** Who goes on from one shift of a line into the next without a break. */
import type { Occurrence } from './model.ts';
import { dateName, dayOf, dayTurnsMs, parseWall } from './wall-clock.ts';

/** Of these occurrences of a line: whether somebody is on one that ends at an instant, and on one that starts then. */
export type GoesOn = {
  ends: (atMs: number, person: string) => boolean;
  starts: (atMs: number, person: string) => boolean;
};

export function goesOn(occurrences: readonly Occurrence[]): GoesOn {
  const [ending, starting] = [new Map<number, Set<string>>(), new Map<number, Set<string>>()];
  const note = (at: Map<number, Set<string>>, atMs: number, { people }: Occurrence) => {
    const there = at.get(atMs) ?? new Set();
    for (const { person } of people) there.add(person);
    at.set(atMs, there);
  };
  for (const occurrence of occurrences) {
    note(ending, occurrence.endMs, occurrence);
    note(starting, occurrence.startMs, occurrence);
  }
  return {
    ends: (atMs, person) => ending.get(atMs)?.has(person) ?? false,
    starts: (atMs, person) => starting.get(atMs)?.has(person) ?? false,
  };
}

/** The day that an occurrence belongs to by its own name, such as `2026-11-11T02:00`: what begins in the night is of the evening before. */
export function dayOfDuty(occurrence: string): string {
  return dateName(dayOf((parseWall(occurrence) ?? Number.NaN) - dayTurnsMs));
}
