/**
 * Pools: people who are alike to several occurrences at the very same time. A program need not say which of them is on which,
 * only who of them comes and how many each occurrence has; that is one column a person, not one for each occurrence.
 */
import type { Placement, RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import type { ProgramBuilder, Term } from './program.ts';
import { serves } from './roster.ts';

/** The columns of the members are 1 where they come; the columns of `counts` say how many are on each occurrence. */
export type Pool = {
  members: readonly { person: number; column: number }[];
  counts: readonly { occurrence: number; column: number }[];
};

/** Adds a pool for all whose choices share a column and who are alike on each of its occurrences. */
export function poolsOf(
  builder: ProgramBuilder,
  model: RosterModel,
  choices: readonly (Placement & { column: number })[],
): Pool[] {
  const shared = new Map<number, { person: number; occurrences: number[] }>();
  for (const { column, person, occurrence } of choices) {
    const one = shared.get(column);
    if (one === undefined) shared.set(column, { person, occurrences: [occurrence] });
    else one.occurrences.push(occurrence);
  }
  const pools = new Map<string, { members: Pool['members'][number][]; occurrences: number[] }>();
  for (const [column, { person, occurrences }] of shared) {
    if (occurrences.length < 2) continue;
    const key = `${occurrences.join(' ')}|${traitsOf(model, person, occurrences)}`;
    const pool = pools.get(key);
    if (pool === undefined) pools.set(key, { members: [{ person, column }], occurrences });
    else pool.members.push({ person, column });
  }
  return [...pools.values()].map(({ members, occurrences }) => {
    const counts = occurrences.map((occurrence) => {
      const { need, primaries } = model.occurrences[occurrence] as RosterOccurrence;
      return { occurrence, column: builder.column(0, Math.min(members.length, need - primaries.length), true) };
    });
    builder.row(0, 0, [
      ...members.map(({ column }): Term => [column, 1]),
      ...counts.map(({ column }): Term => [column, -1]),
    ]);
    return { members, counts };
  });
}

/** What an occurrence can tell one person from another by. */
function traitsOf(model: RosterModel, person: number, occurrences: readonly number[]): string {
  const who = model.people[person] as RosterPerson;
  const served = occurrences.map((index) =>
    (model.occurrences[index]?.requires ?? []).map((requirement) => (serves(who, requirement) ? 1 : 0)).join(''),
  );
  return `${who.isTrainee ? 't' : ''} ${served.join(' ')}`;
}

/** Who of a pool is on which occurrence: in order, those who come are given out as `values` counts them. */
export function placementsOfPool({ members, counts }: Pool, values: Float64Array): Placement[] {
  const come = members.filter(({ column }) => (values[column] ?? 0) > 0.5).map(({ person }) => person);
  return counts.flatMap(({ occurrence, column }) =>
    come.splice(0, Math.round(values[column] ?? 0)).map((person) => ({ occurrence, person })),
  );
}

/** Sets the columns of a pool to what `placed` says: who is on each of its occurrences. */
export function completePool(
  { members, counts }: Pool,
  placed: ReadonlyMap<number, ReadonlySet<number>>,
  values: Float64Array,
): void {
  for (const { column } of members) values[column] = 0;
  for (const count of counts) {
    const on = placed.get(count.occurrence) ?? new Set();
    const here = members.filter(({ person }) => on.has(person));
    values[count.column] = here.length;
    for (const { column } of here) values[column] = 1;
  }
}
