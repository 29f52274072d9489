/** What an optimiser may choose: columns for people on open places, with the rules of one occurrence as rows. */
import { isOff, missingCourses } from './facts.ts';
import type { Placement, RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import { addPersonRows } from './person-rows.ts';
import { poolsOf, type Pool } from './pools.ts';
import { type ProgramBuilder, programBuilder, type Term } from './program.ts';
import { serves } from './roster.ts';
import { isWithin } from './windows.ts';

/** Somebody who may be placed on an occurrence; the column is 1 where they are, there or on another that shares it. */
export type Choice = Placement & { column: number };

/** Columns of an occurrence that say how many of these people are on it; they are alike in all that matters there. */
type Here = { column: number; people: readonly number[] };

export type Choices = {
  builder: ProgramBuilder;
  all: readonly Choice[];
  /** The first choice of each column: whatever a column costs is the same for all of its choices. */
  columns: readonly Choice[];
  /** Those of `all` that are in no pool. */
  single: readonly Choice[];
  pools: readonly Pool[];
  /** The places that stay empty, by occurrence. */
  short: ReadonlyMap<number, number>;
  /** The heads that `requires` misses of the language or tag `kind`: the column, and the columns of those who would count. */
  missed: readonly { occurrence: number; kind: string; column: number; heads: number; here: readonly Here[] }[];
};

/** Columns and rows of every rule that a roster of `model` must keep. */
export function choicesOf(model: RosterModel): Choices {
  const builder = programBuilder();
  const all: Choice[] = [];
  for (const [person, who] of model.people.entries()) {
    const may = who.isCandidate && who.takesCalls && who.hasWindows ? openTo(model, person, who) : [];
    if (may.length === 0) continue;
    for (const [occurrence, column] of addPersonRows(builder, model, person, may))
      all.push({ occurrence, person, column });
  }
  const columns = [...new Map(all.toReversed().map((choice) => [choice.column, choice])).values()].reverse();
  const pools = poolsOf(builder, model, all);
  const here = new Map<number, Here[]>();
  const add = (occurrence: number, one: Here) => here.set(occurrence, [...(here.get(occurrence) ?? []), one]);
  const pooled = new Set(pools.flatMap(({ members }) => members.map(({ column }) => column)));
  const single = all.filter(({ column }) => !pooled.has(column));
  for (const { occurrence, person, column } of single) add(occurrence, { column, people: [person] });
  for (const { members, counts } of pools) {
    const people = members.map(({ person }) => person);
    for (const { occurrence, column } of counts) add(occurrence, { column, people });
  }
  return { builder, all, columns, single, pools, ...addOccurrenceRows(builder, model, here) };
}

/** The open occurrences of the range that somebody may be placed on, as far as it is theirs alone to say. */
function openTo(model: RosterModel, person: number, who: RosterPerson): number[] {
  return model.occurrences.flatMap((one, occurrence) => {
    const isOpen = one.isInRange && one.primaries.length < one.need;
    if (!isOpen || one.primaries.includes(person) || one.backups.includes(person)) return [];
    const can = isWithin(who.canBe, one) && !isOff(who, one) && missingCourses(model, who, one).length === 0;
    return can ? [occurrence] : [];
  });
}

function addOccurrenceRows(
  builder: ProgramBuilder,
  model: RosterModel,
  byOccurrence: ReadonlyMap<number, readonly Here[]>,
): Pick<Choices, 'short' | 'missed'> {
  const short = new Map<number, number>();
  const missed: Choices['missed'][number][] = [];
  for (const [index, one] of model.occurrences.entries()) {
    if (!one.isInRange) continue;
    const here = byOccurrence.get(index) ?? [];
    const open = Math.max(0, one.need - one.primaries.length);
    if (open > 0 && here.length > 0) {
      const column = builder.column(0, open);
      short.set(index, column);
      builder.row(open, open, [[column, 1], ...terms(here)]);
    }
    for (const requirement of one.requires) {
      const { language, tag } = requirement;
      const counts = (person: number) => serves(model.people[person] as RosterPerson, requirement);
      const heads = (requirement.count ?? 1) - one.primaries.filter(counts).length;
      if (heads <= 0) continue;
      const those = here.filter(({ people: [first = 0] }) => counts(first));
      if (those.length === 0) continue;
      const column = builder.column(0, heads);
      missed.push({ occurrence: index, kind: JSON.stringify([language, tag]), column, heads, here: those });
      builder.row(heads, Infinity, [[column, 1], ...terms(those)]);
    }
    addTraineeRows(builder, model, one, here, open);
  }
  return { short, missed };
}

/** A trainee only beside somebody who is none. */
function addTraineeRows(
  builder: ProgramBuilder,
  model: RosterModel,
  one: RosterOccurrence,
  here: readonly Here[],
  open: number,
): void {
  const isTrainee = (person: number) => model.people[person]?.isTrainee === true;
  if (one.primaries.some((person) => !isTrainee(person))) return;
  const trainees = here.filter(({ people: [first = 0] }) => isTrainee(first));
  if (trainees.length === 0) return;
  const others = here.filter(({ people: [first = 0] }) => !isTrainee(first)).map(({ column }) => column);
  const beside = others.length === 0 ? null : builder.sumColumn(others, open);
  for (const { column, people } of trainees) {
    const most = Math.min(people.length, open - 1);
    builder.row(-Infinity, 0, [[column, 1], ...(beside === null ? [] : [[beside, -most] as const])]);
  }
}

function terms(here: readonly Here[]): Term[] {
  return here.map(({ column }): Term => [column, 1]);
}
