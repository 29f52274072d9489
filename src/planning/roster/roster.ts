/** A roster: who is primary on what, as a model has it with placements added. */
import { speaks } from '../../schedule/languages.ts';
import type { Requirement } from '../../schedule/model.ts';
import type { Limits, Placement, RosterModel, RosterPerson } from './model.ts';

/** Who is on what: for each occurrence its primaries, for each person their occurrences as primary and as backup, in order. */
export type Roster = {
  primaries: readonly (readonly number[])[];
  duties: readonly (readonly number[])[];
  backups: readonly (readonly number[])[];
};

/** The roster of what stays in `model` and of `placements`. */
export function rosterOf(model: RosterModel, placements: readonly Placement[]): Roster {
  const primaries = model.occurrences.map((one) => [...one.primaries]);
  for (const { occurrence, person } of placements) primaries[occurrence]?.push(person);
  const duties = model.people.map((): number[] => []);
  const backups = model.people.map((): number[] => []);
  for (const [index, one] of model.occurrences.entries()) {
    const on = primaries[index] ?? [];
    on.sort((a, b) => a - b);
    for (const person of on) duties[person]?.push(index);
    for (const person of one.backups) backups[person]?.push(index);
  }
  return { primaries, duties, backups };
}

/** Whether somebody is one of those that a requirement asks for. */
export function serves({ languages, tags }: RosterPerson, { language, tag }: Requirement): boolean {
  return language === undefined ? tags.includes(tag ?? '') : speaks(languages, language);
}

/** What holds for somebody who serves `lines`: of every two limits the stricter. */
export function limitsFor(model: RosterModel, { limits: own }: RosterPerson, lines: Iterable<string>): Limits {
  const limits: Limits = {
    ...model.limits,
    shiftsPerWeek: own.shiftsPerWeek ?? Infinity,
    nightsPerWeek: own.nightsPerWeek ?? Infinity,
  };
  for (const id of lines) {
    const line = model.lines.get(id)?.limits;
    if (line === undefined) continue;
    limits.hoursPerWeek = Math.min(limits.hoursPerWeek, line.hoursPerWeek);
    limits.shiftHours = Math.min(limits.shiftHours, line.shiftHours);
    limits.restHours = Math.max(limits.restHours, line.restHours);
    limits.daysInRow = Math.min(limits.daysInRow, line.daysInRow);
    limits.nightsInRow = Math.min(limits.nightsInRow, line.nightsInRow);
  }
  limits.hoursPerWeek = Math.min(limits.hoursPerWeek, own.hoursPerWeek ?? Infinity);
  return limits;
}

/** The lines of some occurrences. */
export function linesOf(model: RosterModel, occurrences: readonly number[]): Set<string> {
  return new Set(occurrences.map((index) => model.occurrences[index]?.line ?? ''));
}
