/** Names what is wrong with the shifts of an organisation file that only the engine can tell: rules, lengths, changed occurrences. */
import { faultWord, type FaultWord } from '../reading/fault-words.ts';
import { repeatingSeries } from './compile.ts';
import type { ScheduleLine, ScheduleShift } from './model.ts';
import { readRule, startsPerDay } from './recurrence-rule.ts';
import { dayMs, parseEndWall, parseWall } from './wall-clock.ts';
import { isZone, zoneClock } from './zone-clock.ts';

/** Where (`shifts[3].changes[0].occurrence`) and what is wrong there. */
export type ScheduleFault = { path: string; problem: FaultWord };

/** Shifts and lines as far as they could be read: whatever is malformed is absent and not judged here. */
export type LooseSchedule = {
  lines: readonly Partial<Pick<ScheduleLine, 'id' | 'timeZone'>>[];
  shifts: readonly LooseShift[];
};
type LooseChange = {
  occurrence?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
  cancelled?: boolean | undefined;
};
type LooseShift = { changes?: readonly LooseChange[] | undefined } & {
  [Field in 'line' | 'start' | 'end' | 'repeat']?: ScheduleShift[Field] | undefined;
} & Pick<ScheduleShift, 'also'>;

/** Every fault of the shifts, in order of the file; none means that `compileSchedule` can take them. */
export function scheduleFaults({ lines, shifts }: LooseSchedule): ScheduleFault[] {
  const zones = new Map(lines.map(({ id, timeZone }) => [id, timeZone]));
  return shifts.flatMap((shift, index) => {
    const zone = zones.get(shift.line);
    return faultsOfShift(shift, zone !== undefined && isZone(zone) ? zone : null).map(({ path, problem }) => ({
      path: `shifts[${index}].${path}`,
      problem,
    }));
  });
}

function faultsOfShift(shift: LooseShift, zone: string | null): ScheduleFault[] {
  const { start, end, repeat } = shift;
  const faults: ScheduleFault[] = [];
  const startWall = start === undefined ? null : parseWall(start);
  const endWall = end === undefined ? null : parseEndWall(end);
  if (startWall !== null && endWall !== null && endWall <= startWall)
    faults.push({ path: 'end', problem: faultWord('endsBeforeStart', { start: start ?? '' }) });
  const ruleFault =
    repeat === undefined
      ? null
      : faultOfRule(repeat, startWall === null || endWall === null ? null : endWall - startWall);
  if (ruleFault !== null) faults.push({ path: 'repeat', problem: ruleFault });
  if (startWall === null || zone === null || ruleFault !== null) return faults;

  const has = occurrenceTest(shift, startWall, zone);
  const seen = new Set<number>();
  for (const [index, change] of (shift.changes ?? []).entries()) {
    const { occurrence = '' } = change;
    const wall = parseWall(occurrence);
    if (wall === null) continue;
    const path = `changes[${index}]`;
    if (!has(wall)) faults.push({ path: `${path}.occurrence`, problem: faultWord('noOccurrence', { occurrence }) });
    if (seen.has(wall)) faults.push({ path: `${path}.occurrence`, problem: faultWord('changedTwice', { occurrence }) });
    seen.add(wall);
    if (endWall === null || endWall <= startWall || change.cancelled === true) continue;
    const changedStart = change.start === undefined ? wall : parseWall(change.start);
    const changedEnd = change.end === undefined ? wall + endWall - startWall : parseEndWall(change.end);
    if (changedStart === null || changedEnd === null || changedEnd > changedStart) continue;
    const field = change.end === undefined ? 'start' : 'end';
    faults.push({ path: `${path}.${field}`, problem: faultWord('changeEndsBeforeStart') });
  }
  return faults;
}

/** More occurrences of one shift than this never run at once. */
const mostAtOnce = 200;

/** What is wrong with a rule, alone or for occurrences of `lengthMs` (null where that is not known). */
function faultOfRule(repeat: string, lengthMs: number | null): FaultWord | null {
  const reading = readRule(repeat);
  if (reading.kind === 'fault') return reading.problem;
  const atOnce = (startsPerDay(reading.rule) * (lengthMs ?? 0)) / dayMs;
  if (atOnce <= mostAtOnce) return null;
  return faultWord('tooMuchAtOnce', { most: mostAtOnce });
}

/** Whether a shift has an occurrence of this name; an excepted one it has, and drops. */
function occurrenceTest({ repeat, also }: LooseShift, startWall: number, zone: string): (wall: number) => boolean {
  const explicit = new Set((also ?? []).map(parseWall));
  if (repeat === undefined) return (wall) => wall === startWall || explicit.has(wall);
  const series = repeatingSeries(repeat, startWall, zoneClock(zone));
  return (wall) => explicit.has(wall) || series.startsBetween(wall, wall + 1).length > 0;
}
