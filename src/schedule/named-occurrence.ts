/** Finds one occurrence by its name, wherever a change has moved it, and who is assigned to it. */
import type { CompiledSchedule } from './compile.ts';
import type { Assignment, Occurrence } from './model.ts';
import { resolveLine } from './resolve.ts';
import { parseWall } from './wall-clock.ts';

/** An occurrence's name: its line, its shift and the rule's own wall-clock start. */
export type OccurrenceName = { line: string; shift: string; occurrence: string };

/** The occurrence of this name; null where there is none, or it is cancelled. */
export function occurrenceNamed(schedule: CompiledSchedule, name: OccurrenceName): Occurrence | null {
  const line = schedule.lines.get(name.line);
  const single = line?.shifts
    .find(({ id }) => id === name.shift)
    ?.singles.find(({ occurrence }) => occurrence === name.occurrence);
  const wall = parseWall(name.occurrence);
  if (line === undefined || wall === null) return null;
  const atMs = single?.startMs ?? line.clock.startInstant(wall);
  return (
    resolveLine(schedule, name.line, atMs, atMs + 1).find(
      ({ shift, occurrence }) => shift === name.shift && occurrence === name.occurrence,
    ) ?? null
  );
}

/** Everybody assigned to the occurrence of this name, those on time off as well. */
export function assignedTo(schedule: CompiledSchedule, name: OccurrenceName): readonly Assignment[] {
  const shift = schedule.lines.get(name.line)?.shifts.find(({ id }) => id === name.shift);
  return shift?.singles.find(({ occurrence }) => occurrence === name.occurrence)?.assigned ?? shift?.assigned ?? [];
}
