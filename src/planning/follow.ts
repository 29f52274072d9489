/** Where a shift that is up is by now: moved, or carried on by another series, it stays up at its new time (R6). */
import type { CompiledSchedule } from '../schedule/compile.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { resolveLine } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import type { OpenShift, ShiftName, ShiftTime } from './open-shifts.ts';

/** A shift that somebody is on, as it was written down. */
export type Written = ShiftName & ShiftTime;

/** The occurrence that `written` is by now: the one of its name, else the only one of `personId` on its line and date; null where there is none. */
export function whereNow(schedule: CompiledSchedule, written: Written, personId: string): Occurrence | null {
  const named = occurrenceNamed(schedule, written);
  if (named) return named;
  const clock = schedule.lines.get(written.line)?.clock;
  if (clock === undefined) return null;
  const day = clock.localDay(written.startMs);
  const [fromMs, toMs] = [clock.startInstant(day * dayMs), clock.startInstant((day + 1) * dayMs)];
  const theirs = resolveLine(schedule, written.line, fromMs, toMs).filter(
    ({ startMs, people }) => startMs >= fromMs && people.some(({ person }) => person === personId),
  );
  return theirs.length === 1 ? (theirs[0] ?? null) : null;
}

/**
 * What becomes of a shift that is up, once the schedule is another: nothing, it is where `shift` (and `inExchange`) is now,
 * or it is `over`, since its holder has it no more.
 */
export type Following =
  | { kind: 'as-it-was' }
  | { kind: 'moved'; shift: Occurrence; inExchange: Occurrence | null }
  | { kind: 'over' };

export function whereItGoes(schedule: CompiledSchedule, up: OpenShift): Following {
  const shift = whereNow(schedule, up, up.holderId);
  if (!shift?.people.some(({ person }) => person === up.holderId)) return { kind: 'over' };
  const back = up.inExchange;
  const inExchange = back && up.offeredTo !== null ? whereNow(schedule, back, up.offeredTo) : null;
  const isSame = isAsWritten(up, shift) && (!back || !inExchange || isAsWritten(back, inExchange));
  return isSame ? { kind: 'as-it-was' } : { kind: 'moved', shift, inExchange };
}

/** Whether an occurrence still has the name and the time that were written down. */
export function isAsWritten(written: Written, { shift, occurrence, startMs, endMs }: Occurrence): boolean {
  return (
    written.shift === shift &&
    written.occurrence === occurrence &&
    written.startMs === startMs &&
    written.endMs === endMs
  );
}
