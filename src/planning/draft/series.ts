/** Changes a repeating shift as a whole or from one occurrence on (R4): the rule ends, and a series of its own goes on from there. */
import { repeatingSeries } from '../../schedule/compile.ts';
import type { OccurrenceChange, ScheduleShift } from '../../schedule/model.ts';
import { dayMs, dayOf, parseEndWall, parseTimeOfDay, wallName } from '../../schedule/wall-clock.ts';
import type { ZoneClock } from '../../schedule/zone-clock.ts';
import type { SeriesChange } from './commands.ts';
import { wallOf } from './occurrences.ts';

/** The shift with `change` in all its occurrences; what single ones have of their own goes with them. */
export function changedSeries(shift: ScheduleShift, change: SeriesChange): ScheduleShift {
  const startWall = wallOf(shift.start);
  const movedMs = change.startTime === undefined ? 0 : (parseTimeOfDay(change.startTime) ?? 0) - timeOfDay(startWall);
  const moved = (text: string) => wallName(dayOf(wallOf(text)) * dayMs + timeOfDay(wallOf(text)) + movedMs);
  const start = moved(shift.start);
  const endWall =
    change.endTime === undefined
      ? (parseEndWall(shift.end) ?? Number.NaN)
      : dayOf(startWall) * dayMs + (parseTimeOfDay(change.endTime) ?? 0);
  return {
    ...shift,
    ...(change.need !== undefined && { need: change.need }),
    ...(change.requires !== undefined && { requires: change.requires }),
    ...(change.assigned !== undefined && { assigned: change.assigned }),
    ...(shift.repeat !== undefined && change.days !== undefined && { repeat: onDays(shift.repeat, change.days) }),
    start,
    end: wallName(endWall > wallOf(start) ? endWall : endWall + dayMs),
    ...(movedMs !== 0 && {
      also: (shift.also ?? []).map(moved),
      except: (shift.except ?? []).map(moved),
      changes: (shift.changes ?? []).map((one) => ({ ...one, occurrence: moved(one.occurrence) })),
    }),
  };
}

/** The shift up to `occurrence`, that one not included; null where nothing is left of it. */
export function endedBefore(shift: ScheduleShift, occurrence: string, clock: ZoneClock): ScheduleShift | null {
  const wall = wallOf(occurrence);
  const before = kept(shift, (one) => one < wall);
  if (shift.repeat === undefined) return wallOf(shift.start) < wall ? before : alone(before);
  const first = repeatingSeries(shift.repeat, wallOf(shift.start), clock).startsBetween(wallOf(shift.start), wall);
  if (first.length === 0) return alone(before);
  return { ...before, repeat: `${withoutEnd(shift.repeat)};UNTIL=${basic(wall - 1000)}` };
}

/** The shift from `occurrence` on as one of its own, named `id`, anchored there. */
export function goingOnFrom(shift: ScheduleShift, occurrence: string, id: string, clock: ZoneClock): ScheduleShift {
  const wall = wallOf(occurrence);
  const lengthMs = (parseEndWall(shift.end) ?? Number.NaN) - wallOf(shift.start);
  const after = { ...kept(shift, (one) => one >= wall), id, start: occurrence, end: wallName(wall + lengthMs) };
  if (shift.repeat === undefined) return { ...after, also: (after.also ?? []).filter((one) => one !== occurrence) };
  const before = repeatingSeries(shift.repeat, wallOf(shift.start), clock).startsBetween(wallOf(shift.start), wall);
  return { ...after, repeat: countedDown(shift.repeat, before.length) };
}

/** The starts that `also` adds, without the series: a shift is anchored at the first of them. */
function alone(shift: ScheduleShift): ScheduleShift | null {
  const [first, ...others] = [...(shift.also ?? [])].sort();
  if (first === undefined) return null;
  const lengthMs = (parseEndWall(shift.end) ?? Number.NaN) - wallOf(shift.start);
  const { repeat: _repeat, ...rest } = shift;
  return { ...rest, start: first, end: wallName(wallOf(first) + lengthMs), also: others };
}

function kept(shift: ScheduleShift, isKept: (wall: number) => boolean): ScheduleShift {
  const of = (texts: readonly string[] | undefined) => (texts ?? []).filter((text) => isKept(wallOf(text)));
  const changes = (shift.changes ?? []).filter((one: OccurrenceChange) => isKept(wallOf(one.occurrence)));
  return { ...shift, also: of(shift.also), except: of(shift.except), changes };
}

function timeOfDay(wall: number): number {
  return wall - dayOf(wall) * dayMs;
}

function parts(repeat: string): string[] {
  return repeat
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')
    .filter((part) => part !== '');
}

const isPart = (name: string) => (part: string) => part.startsWith(`${name}=`);

function withoutEnd(repeat: string): string {
  return parts(repeat)
    .filter((part) => !isPart('COUNT')(part) && !isPart('UNTIL')(part))
    .join(';');
}

function countedDown(repeat: string, by: number): string {
  return parts(repeat)
    .map((part) => (isPart('COUNT')(part) ? `COUNT=${Math.max(1, Number(part.slice(6)) - by)}` : part))
    .join(';');
}

function onDays(repeat: string, days: readonly string[]): string {
  return [...parts(repeat).filter((part) => !isPart('BYDAY')(part)), `BYDAY=${days.join(',')}`].join(';');
}

/** `20261231T165959`, as UNTIL writes a wall-clock time. */
function basic(wall: number): string {
  const [date = '', time = ''] = wallName(wall).split('T');
  return `${date.replaceAll('-', '')}T${time.replaceAll(':', '').padEnd(6, '0')}`;
}
