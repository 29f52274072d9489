/** One-line organisations for tests of the schedule, and its answers as readable text. */
import { compileSchedule, type CompiledSchedule } from '../../src/schedule/compile.ts';
import type { Interval, ScheduleLine, SchedulePerson, ScheduleShift, TimeOff } from '../../src/schedule/model.ts';
import { resolve } from '../../src/schedule/resolve.ts';

type ShiftPart = Partial<ScheduleShift> & Pick<ScheduleShift, 'start' | 'end'>;
type More = { line?: Partial<ScheduleLine>; people?: readonly SchedulePerson[]; timeOff?: readonly TimeOff[] };

/** A schedule of one line `main` in `zone`; a shift's id is `s` and ana is its primary unless it says otherwise. */
export function oneLine(zone: string, shifts: readonly ShiftPart[], more: More = {}): CompiledSchedule {
  return compileSchedule({
    organisation: { timeZone: zone },
    lines: [{ id: 'main', timeZone: zone, ...more.line }],
    people: more.people ?? [{ id: 'ana' }, { id: 'ben' }, { id: 'cleo' }],
    shifts: shifts.map((shift) => ({ id: 's', line: 'main', assigned: [{ person: 'ana', as: 'primary' }], ...shift })),
    timeOff: more.timeOff ?? [],
  });
}

/** `2026-03-08T08:00:00Z` in milliseconds. */
export function ms(instant: string): number {
  return Date.parse(instant);
}

/** `2026-03-08T08:00:00Z` */
export function utc(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}

/** `2026-03-08T08:00:00Z/2026-03-08T11:00:00Z` */
export function span({ startMs, endMs }: Interval): string {
  return `${utc(startMs)}/${utc(endMs)}`;
}

/** Everything that runs between two instants, as spans. */
export function spans(schedule: CompiledSchedule, from: string, to: string): string[] {
  return resolve(schedule, ms(from), ms(to)).map(span);
}

/** The names of what runs between two instants. */
export function names(schedule: CompiledSchedule, from: string, to: string): string[] {
  return resolve(schedule, ms(from), ms(to)).map(({ occurrence }) => occurrence);
}
