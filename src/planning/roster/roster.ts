/** A roster: who is primary on what, as a model has it with placements added. */
import { speaks } from '../../schedule/languages.ts';
import type { Requirement } from '../../schedule/model.ts';
import type { Limits, Placement, RosterModel, RosterOccurrence, RosterPerson } from './model.ts';

/** Who is on what: for each occurrence its primaries who take calls, for each person their occurrences as primary and as backup, in order. */
export type Roster = {
  primaries: readonly (readonly number[])[];
  duties: readonly (readonly number[])[];
  backups: readonly (readonly number[])[];
};

/** Everybody whose duty an occurrence is as `model` has it: as primary, for calls or for texts only. */
export function onDuty({ primaries, texters }: Pick<RosterOccurrence, 'primaries' | 'texters'>): number[] {
  return [...primaries, ...texters];
}

/** The roster of what stays in `model` and of `placements`. */
export function rosterOf(model: RosterModel, placements: readonly Placement[]): Roster {
  const primaries = model.occurrences.map((one) => [...one.primaries]);
  for (const { occurrence, person } of placements) primaries[occurrence]?.push(person);
  const duties = model.people.map((): number[] => []);
  const backups = model.people.map((): number[] => []);
  for (const [index, one] of model.occurrences.entries()) {
    const on = primaries[index] ?? [];
    on.sort((a, b) => a - b);
    for (const person of [...on, ...one.texters]) duties[person]?.push(index);
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
  let { hoursPerWeek, shiftHours, restHours, daysInRow, nightsInRow } = model.limits;
  for (const id of lines) {
    const line = model.lines.get(id)?.limits;
    if (line === undefined) continue;
    hoursPerWeek = Math.min(hoursPerWeek, line.hoursPerWeek);
    shiftHours = Math.min(shiftHours, line.shiftHours);
    restHours = Math.max(restHours, line.restHours);
    daysInRow = Math.min(daysInRow, line.daysInRow);
    nightsInRow = Math.min(nightsInRow, line.nightsInRow);
  }
  return {
    hoursPerWeek: Math.min(hoursPerWeek, own.hoursPerWeek ?? Infinity),
    shiftHours,
    restHours,
    daysInRow,
    nightsInRow,
    shiftsPerWeek: own.shiftsPerWeek ?? Infinity,
    nightsPerWeek: own.nightsPerWeek ?? Infinity,
  };
}

/** The lines of some occurrences. */
export function linesOf(model: RosterModel, occurrences: readonly number[]): Set<string> {
  const lines = new Set<string>();
  for (const index of occurrences) lines.add(model.occurrences[index]?.line ?? '');
  return lines;
}
