/** What an optimiser may choose: a column for each person on each open place, with the rules of one occurrence as rows. */
import { isOff, missingCourses } from './facts.ts';
import type { RosterModel } from './model.ts';
import { addPersonRows } from './person-rows.ts';
import { type ProgramBuilder, programBuilder, type Term } from './program.ts';
import { serves } from './roster.ts';
import { isWithin } from './windows.ts';

/** Somebody who may be placed on an occurrence; the column is 1 where they are. */
export type Choice = { occurrence: number; person: number; column: number };

export type Choices = {
  builder: ProgramBuilder;
  all: readonly Choice[];
  /** The places that stay empty, by occurrence. */
  short: ReadonlyMap<number, number>;
  /** The heads that `requires` misses: the column, and those of `all` that would count. */
  missed: readonly { column: number; heads: number; choices: readonly Choice[] }[];
  /** What the columns of `short`, and of `missed`, come to at least. */
  leastShort: number;
  leastMissed: number;
};

/** Columns and rows of every rule that a roster of `model` must keep. */
export function choicesOf(model: RosterModel): Choices {
  const builder = programBuilder();
  const choices: Choice[] = [];
  for (const [person, who] of model.people.entries()) {
    if (!who.isCandidate || !who.hasWindows) continue;
    const may = model.occurrences.flatMap((one, occurrence) => {
      const isOpen = one.isInRange && one.primaries.length < one.need;
      if (!isOpen || one.primaries.includes(person) || one.backups.includes(person)) return [];
      const can = isWithin(who.canBe, one) && !isOff(who, one) && missingCourses(model, who, one).length === 0;
      return can ? [occurrence] : [];
    });
    if (may.length === 0) continue;
    const columns = addPersonRows(builder, model, person, may);
    for (const [occurrence, column] of columns) choices.push({ occurrence, person, column });
  }
  const byOccurrence = new Map<number, Choice[]>();
  for (const choice of choices)
    byOccurrence.set(choice.occurrence, [...(byOccurrence.get(choice.occurrence) ?? []), choice]);
  return { builder, all: choices, ...addOccurrenceRows(builder, model, byOccurrence) };
}

function addOccurrenceRows(
  builder: ProgramBuilder,
  model: RosterModel,
  byOccurrence: ReadonlyMap<number, readonly Choice[]>,
): Pick<Choices, 'short' | 'missed' | 'leastShort' | 'leastMissed'> {
  const short = new Map<number, number>();
  const missed: { column: number; heads: number; choices: Choice[] }[] = [];
  let leastShort = 0;
  let leastMissed = 0;
  for (const [index, one] of model.occurrences.entries()) {
    if (!one.isInRange) continue;
    const here = byOccurrence.get(index) ?? [];
    const open = Math.max(0, one.need - one.primaries.length);
    if (open > 0 && here.length > 0) {
      leastShort += Math.max(0, open - here.length);
      const column = builder.column(0, open);
      short.set(index, column);
      builder.row(open, open, [[column, 1], ...here.map((choice): Term => [choice.column, 1])]);
    }
    for (const requirement of one.requires) {
      const counts = (person: number) => {
        const who = model.people[person];
        return who !== undefined && serves(who, requirement);
      };
      const heads = (requirement.count ?? 1) - one.primaries.filter(counts).length;
      if (heads <= 0) continue;
      const choices = here.filter(({ person }) => counts(person));
      if (choices.length === 0) continue;
      leastMissed += Math.max(0, heads - Math.min(open, choices.length));
      const column = builder.column(0, heads);
      missed.push({ column, heads, choices });
      builder.row(heads, Infinity, [[column, 1], ...choices.map((choice): Term => [choice.column, 1])]);
    }
    const isTrainee = (person: number) => model.people[person]?.isTrainee === true;
    if (one.primaries.some((person) => !isTrainee(person))) continue;
    const trainees = here.filter(({ person }) => isTrainee(person));
    if (trainees.length === 0) continue;
    const others = here.filter(({ person }) => !isTrainee(person)).map(({ column }) => column);
    const beside = others.length === 0 ? [] : [[builder.sumColumn(others, open), -1] as const];
    for (const { column } of trainees) builder.row(-Infinity, 0, [[column, 1], ...beside]);
  }
  return { short, missed, leastShort, leastMissed };
}
