/** Copies a week of a line onto another (R4): the occurrences, and the people with it where that is wanted. */
import type { CompiledSchedule } from '../../schedule/compile.ts';
import type { Occurrence, ScheduleShift } from '../../schedule/model.ts';
import { resolveLine } from '../../schedule/resolve.ts';
import { dayMs, parseDate, wallName } from '../../schedule/wall-clock.ts';
import { zoneClock, type ZoneClock } from '../../schedule/zone-clock.ts';
import type { DraftCommand, Place } from './commands.ts';
import { assignedOn, hasOccurrence, timesOf, wallOf } from './occurrences.ts';

/** What a copied week leaves out: somebody who is away then. */
export type LeftOut = { at: Place; person: string };

/**
 * The command that makes the week beginning on `toMonday` like that beginning on `fromMonday` (local dates of the line), and who
 * is left out because they are away. People who are on the other week's occurrences already stay.
 */
export function copiedWeek(
  schedule: CompiledSchedule,
  shifts: readonly ScheduleShift[],
  {
    lineId,
    zone,
    fromMonday,
    toMonday,
    withPeople,
  }: { lineId: string; zone: string; fromMonday: string; toMonday: string; withPeople: boolean },
): { command: DraftCommand; leftOut: LeftOut[] } {
  const clock = zoneClock(zone);
  const fromWall = (parseDate(fromMonday) ?? Number.NaN) * dayMs;
  const movedMs = (parseDate(toMonday) ?? Number.NaN) * dayMs - fromWall;
  const week = resolveLine(schedule, lineId, clock.startInstant(fromWall), clock.startInstant(fromWall + 7 * dayMs));
  const commands: DraftCommand[] = [];
  const leftOut: LeftOut[] = [];
  for (const one of week.filter((occurrence) => startsIn(occurrence, shifts, fromWall))) {
    const shift = shifts.find(({ id }) => id === one.shift);
    if (!shift) continue;
    const at = { shift: one.shift, occurrence: wallName(wallOf(one.occurrence) + movedMs) };
    commands.push(...occurrenceLike(shift, one, at, movedMs, clock));
    if (!withPeople) continue;
    const there = assignedOn(shift, at.occurrence);
    for (const { person, as } of assignedOn(shift, one.occurrence)) {
      if (there.some((other) => other.person === person)) continue;
      if (isAway(schedule, person, at.occurrence, clock)) leftOut.push({ at, person });
      else commands.push({ kind: 'assign', at, person, as });
    }
  }
  return { command: { kind: 'many', commands }, leftOut };
}

/** By the wall clock of where it stands now, moved or not. */
function startsIn({ shift, occurrence }: Occurrence, shifts: readonly ScheduleShift[], mondayWall: number): boolean {
  const own = shifts.find(({ id }) => id === shift);
  const start = own ? wallOf(timesOf(own, occurrence).start) : Number.NaN;
  return start >= mondayWall && start < mondayWall + 7 * dayMs;
}

function occurrenceLike(
  shift: ScheduleShift,
  one: Occurrence,
  at: Place,
  movedMs: number,
  clock: ZoneClock,
): DraftCommand[] {
  const commands: DraftCommand[] = [];
  if (!hasOccurrence(shift, at.occurrence, clock)) commands.push({ kind: 'add-occurrence', at });
  const [source, target] = [timesOf(shift, one.occurrence), timesOf(shift, at.occurrence)];
  const moved = (text: string) => wallName(wallOf(text) + movedMs);
  if (moved(source.start) !== target.start || moved(source.end) !== target.end)
    commands.push({ kind: 'set-times', at, start: moved(source.start), end: moved(source.end) });
  const need = (shift.changes ?? []).find(({ occurrence }) => occurrence === at.occurrence)?.need ?? shift.need ?? 1;
  if (one.need !== need) commands.push({ kind: 'set-need', at, need: one.need });
  return commands;
}

function isAway(schedule: CompiledSchedule, personId: string, occurrence: string, clock: ZoneClock): boolean {
  const absences = schedule.absences.get(personId);
  if (!absences) return false;
  const day = absences.clock.localDay(clock.startInstant(wallOf(occurrence)));
  return absences.days.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay);
}
