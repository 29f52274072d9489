/** A schedule in which few records are others than before: only these are compiled, all else is taken over as it is. */
import {
  byId,
  compileAbsences,
  compileShift,
  peopleOf,
  type CompiledLine,
  type CompiledSchedule,
  type CompiledShift,
} from './compile.ts';
import type { ScheduleLine, SchedulePerson, ScheduleShift, TimeOff } from './model.ts';
import { compileOpening } from './opening-hours.ts';

/** By id, each record as it is now; undefined: it is there no more. */
export type ScheduleChanges = {
  /** The lines of which something was written; none comes, goes or moves to another zone. */
  lines: readonly ScheduleLine[];
  people: ReadonlyMap<string, SchedulePerson | undefined>;
  shifts: ReadonlyMap<string, ScheduleShift | undefined>;
  /** All time off of the people among the changes. */
  timeOff: readonly TimeOff[];
  /** The organisation's, the same as before. */
  timeZone: string;
};

/** What compiling everything would give. Throws a RangeError where that would. */
export function recompiled(known: CompiledSchedule, changes: ScheduleChanges): CompiledSchedule {
  const people = known.people.with([...changes.people]);
  const away = compileAbsences(changes.timeOff, people, changes.timeZone);
  const absences = known.absences.with([...changes.people.keys()].map((id) => [id, away.get(id)]));
  const { lines, shiftsOfPerson } = withShifts(known, changes.shifts);
  return { lines: withOpenings(lines, changes.lines), people, absences, shiftsOfPerson };
}

function withOpenings(lines: CompiledSchedule['lines'], changed: readonly ScheduleLine[]): CompiledSchedule['lines'] {
  if (changed.length === 0) return lines;
  const after = new Map(lines);
  for (const line of changed) {
    const own = after.get(line.id);
    if (own) after.set(line.id, { ...own, opening: compileOpening(line, own.clock) });
  }
  return after;
}

function withShifts(
  known: CompiledSchedule,
  changed: ScheduleChanges['shifts'],
): Pick<CompiledSchedule, 'lines' | 'shiftsOfPerson'> {
  const { lines, shiftsOfPerson } = known;
  if (changed.size === 0) return { lines, shiftsOfPerson };
  const others = (shifts: readonly CompiledShift[]) => shifts.filter(({ id }) => !changed.has(id));
  const now = [...changed.values()].flatMap((shift) => (shift ? [compileShift(shift, lines.get(shift.line))] : []));
  const after = new Map<string, CompiledLine>();
  const concerned = new Set(now.flatMap((shift) => [...peopleOf(shift)]));
  for (const [id, line] of lines) {
    const kept = others(line.shifts);
    const coming = now.filter((shift) => shift.line.id === id);
    const isSame = kept.length === line.shifts.length && coming.length === 0;
    after.set(id, isSame ? line : { ...line, shifts: [...kept, ...coming].sort(byId) });
    if (kept.length === line.shifts.length) continue;
    for (const shift of line.shifts) if (changed.has(shift.id)) for (const id of peopleOf(shift)) concerned.add(id);
  }
  const theirs = [...concerned].map((person) => {
    const coming = now.filter((shift) => peopleOf(shift).has(person));
    const shifts = [...others(shiftsOfPerson.get(person) ?? []), ...coming].sort(byId);
    return [person, shifts.length > 0 ? shifts : undefined] as const;
  });
  return { lines: after, shiftsOfPerson: shiftsOfPerson.with(theirs) };
}
