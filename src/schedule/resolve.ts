/** Who is planned when: the one place where shifts become instants, used by routing, rosters, feeds and reports alike (S2). */
import type { Absences, CompiledLine, CompiledSchedule, CompiledShift } from './compile.ts';
import type { Assignment, Interval, Occurrence } from './model.ts';
import { wallName } from './wall-clock.ts';

/** Somebody on an occurrence that runs at the moment asked for. */
export type OnShift = Interval & {
  line: string;
  shift: string;
  occurrence: string;
  person: string;
  as: Assignment['as'];
};

/** The wall-clock times between which an occurrence's start, or its end, must lie to matter to a range. */
type WallBounds = { fromWall: number; toWall: number };

/** Every occurrence with start < `toMs` and end > `fromMs`, whole, in order of start, line and shift (S2, S3). */
export function resolve(schedule: CompiledSchedule, fromMs: number, toMs: number): Occurrence[] {
  const occurrences: Occurrence[] = [];
  for (const line of schedule.lines.values()) addLine(schedule, line, fromMs, toMs, occurrences);
  return inOrder(occurrences);
}

/** `resolve` for one line; an unknown line has no occurrences. */
export function resolveLine(schedule: CompiledSchedule, lineId: string, fromMs: number, toMs: number): Occurrence[] {
  const occurrences: Occurrence[] = [];
  const line = schedule.lines.get(lineId);
  if (line !== undefined) addLine(schedule, line, fromMs, toMs, occurrences);
  return inOrder(occurrences);
}

/** `resolve` for one person: the occurrences, on any line, on which they are assigned and not away. */
export function resolvePerson(
  schedule: CompiledSchedule,
  personId: string,
  fromMs: number,
  toMs: number,
): Occurrence[] {
  const occurrences: Occurrence[] = [];
  const shifts = schedule.shiftsOfPerson.get(personId) ?? [];
  const linesInOrder = [...new Set(shifts.map(({ line }) => line.id))].sort();
  for (const id of linesInOrder) {
    const line = schedule.lines.get(id);
    if (line === undefined) continue;
    const bounds = wallBounds(line, fromMs, toMs);
    for (const shift of shifts) if (shift.line.id === id) addShift(schedule, shift, fromMs, toMs, bounds, occurrences);
  }
  const isAmong = lookingFor(({ person }) => person === personId);
  return inOrder(occurrences.filter(({ people }) => isAmong(people)));
}

/**
 * Whether it holds of one of those assigned. Occurrences of a shift that follow each other mostly have the very same people, who are
 * looked through once: there may be hundreds of them.
 */
export function lookingFor(holds: (one: Assignment) => boolean): (people: readonly Assignment[]) => boolean {
  let last: readonly Assignment[] | null = null;
  let wasThere = false;
  return (people) => {
    if (people !== last) wasThere = people.some(holds);
    last = people;
    return wasThere;
  };
}

/** Who is on at `atMs`, on one line or on all, in order of line, shift and assignment. */
export function whoIsOn(schedule: CompiledSchedule, atMs: number, lineId?: string): OnShift[] {
  const occurrences: Occurrence[] = [];
  for (const line of schedule.lines.values()) {
    if (lineId === undefined || line.id === lineId) addLine(schedule, line, atMs, atMs + 1, occurrences);
  }
  return occurrences.flatMap(({ line, shift, occurrence, startMs, endMs, people }) =>
    people.map(({ person, as }) => ({ line, shift, occurrence, startMs, endMs, person, as })),
  );
}

/** Where one person is on at `atMs`: what `whoIsOn` says of them. */
export function whereIsOn(schedule: CompiledSchedule, personId: string, atMs: number): OnShift[] {
  const byPlace = (a: Occurrence, b: Occurrence) => compare(a.line, b.line) || compare(a.shift, b.shift);
  return resolvePerson(schedule, personId, atMs, atMs + 1)
    .sort(byPlace)
    .flatMap(({ line, shift, occurrence, startMs, endMs, people }) =>
      people.flatMap(({ person, as }) =>
        person === personId ? [{ line, shift, occurrence, startMs, endMs, person, as }] : [],
      ),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// Lines and shifts are visited in order of their ids and sorting is stable, so equal starts stay in that order.
function inOrder(occurrences: Occurrence[]): Occurrence[] {
  return occurrences.sort((a, b) => a.startMs - b.startMs);
}

function addLine(
  schedule: CompiledSchedule,
  line: CompiledLine,
  fromMs: number,
  toMs: number,
  into: Occurrence[],
): void {
  const bounds = wallBounds(line, fromMs, toMs);
  for (const shift of line.shifts) addShift(schedule, shift, fromMs, toMs, bounds, into);
}

function wallBounds({ clock }: CompiledLine, fromMs: number, toMs: number): WallBounds {
  return { fromWall: fromMs + clock.offsetsAround(fromMs).minMs, toWall: toMs + clock.offsetsAround(toMs).maxMs };
}

function addShift(
  schedule: CompiledSchedule,
  shift: CompiledShift,
  fromMs: number,
  toMs: number,
  bounds: WallBounds,
  into: Occurrence[],
): void {
  const { id, line, lengthMs, need, requires } = shift;
  if (shift.series !== null && lengthMs > 0) {
    for (const startWall of shift.series.startsBetween(bounds.fromWall - lengthMs, bounds.toWall)) {
      if (shift.dropped.has(startWall)) continue;
      const startMs = line.clock.startInstant(startWall);
      const endMs = line.clock.endInstant(startWall + lengthMs);
      if (startMs >= toMs || endMs <= fromMs || endMs <= startMs) continue;
      const people = present(schedule, shift.assigned, startMs);
      into.push({ line: line.id, shift: id, occurrence: wallName(startWall), startMs, endMs, people, need, requires });
    }
  }
  for (const single of shift.singles) {
    const { occurrence, startMs, endMs } = single;
    if (startMs >= toMs) break;
    if (endMs <= fromMs) continue;
    const people = present(schedule, single.assigned, startMs);
    into.push({
      line: line.id,
      shift: id,
      occurrence,
      startMs,
      endMs,
      people,
      need: single.need,
      requires: single.requires,
    });
  }
}

/** Those assigned who are not away on the local date on which the occurrence starts. */
function present(schedule: CompiledSchedule, assigned: readonly Assignment[], startMs: number): readonly Assignment[] {
  const { absences } = schedule;
  if (absences.size === 0 || !assigned.some(({ person }) => isAway(absences.get(person), startMs))) return assigned;
  return assigned.filter(({ person }) => !isAway(absences.get(person), startMs));
}

function isAway(absences: Absences | undefined, startMs: number): boolean {
  if (absences === undefined) return false;
  const day = absences.clock.localDay(startMs);
  return absences.days.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay);
}
