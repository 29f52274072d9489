/** One occurrence of a shift as the organisation file writes it down: whether there is one of that name, and what it has of its own. */
import { repeatingSeries } from '../../schedule/compile.ts';
import type { Assignment, OccurrenceChange, ScheduleShift } from '../../schedule/model.ts';
import { parseEndWall, parseWall, wallName } from '../../schedule/wall-clock.ts';
import type { ZoneClock } from '../../schedule/zone-clock.ts';

/** The wall-clock time of a shift's own times, which are well formed by now. */
export function wallOf(text: string): number {
  return parseWall(text) ?? Number.NaN;
}

/** Whether the shift has an occurrence of this name that is not excepted; a cancelled one it has. */
export function hasOccurrence(shift: ScheduleShift, occurrence: string, clock: ZoneClock): boolean {
  const wall = parseWall(occurrence);
  if (wall === null || wallName(wall) !== occurrence) return false;
  if ((shift.except ?? []).some((text) => wallOf(text) === wall)) return false;
  if ((shift.also ?? []).some((text) => wallOf(text) === wall)) return true;
  if (shift.repeat === undefined) return wallOf(shift.start) === wall;
  return repeatingSeries(shift.repeat, wallOf(shift.start), clock).startsBetween(wall, wall + 1).length > 0;
}

/** What the occurrence has in place of its shift's; empty where it has nothing of its own. */
export function changeOf(shift: ScheduleShift, occurrence: string): OccurrenceChange {
  return (shift.changes ?? []).find((change) => change.occurrence === occurrence) ?? { occurrence };
}

/** Everybody assigned to the occurrence, whether they are away then or not. */
export function assignedOn(shift: ScheduleShift, occurrence: string): readonly Assignment[] {
  return changeOf(shift, occurrence).assigned ?? shift.assigned ?? [];
}

/** The wall-clock start and end of the occurrence, moved ones where they were moved to (S1). */
export function timesOf(shift: ScheduleShift, occurrence: string): { start: string; end: string } {
  const { start = occurrence, end } = changeOf(shift, occurrence);
  const lengthMs = (parseEndWall(shift.end) ?? Number.NaN) - wallOf(shift.start);
  return { start, end: end ?? wallName(wallOf(occurrence) + lengthMs) };
}

/** The shift with another change of this occurrence; a change that changes nothing is left out. */
export function withChange(shift: ScheduleShift, change: OccurrenceChange): ScheduleShift {
  const said = Object.fromEntries(
    Object.entries(change).filter(([name, value]) => value !== undefined && !isAsShift(shift, name, value)),
  ) as OccurrenceChange;
  const others = shift.changes ?? [];
  const isEmpty = Object.keys(said).length <= 1;
  const stands = others.some(({ occurrence }) => occurrence === change.occurrence);
  if (stands)
    return {
      ...shift,
      changes: others.flatMap((one) => (one.occurrence === change.occurrence ? (isEmpty ? [] : [said]) : [one])),
    };
  return isEmpty ? shift : { ...shift, changes: [...others, said] };
}

function isAsShift(shift: ScheduleShift, name: string, value: unknown): boolean {
  if (name === 'cancelled') return value === false;
  if (name === 'need') return value === (shift.need ?? 1);
  if (name === 'assigned') return JSON.stringify(value) === JSON.stringify(shift.assigned ?? []);
  return false;
}
