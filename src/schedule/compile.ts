/** Prepares an organisation's schedule once, so that asking who is on stays fast however often it is asked. */
import type {
  Assignment,
  OccurrenceChange,
  Requirement,
  SchedulePerson,
  ScheduleShift,
  ScheduleSource,
  TimeOff,
} from './model.ts';
import { LayeredMap } from './layered-map.ts';
import { type CompiledOpening, compileOpening } from './opening-hours.ts';
import { inEnglish } from '../reading/fault-words.ts';
import { readRule } from './recurrence-rule.ts';
import type { Series } from './block-series.ts';
import { seriesOf } from './series.ts';
import { parseDate, parseEndWall, parseWall, wallName } from './wall-clock.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

/** What an occurrence has, unless a change says otherwise. */
export type Staffing = { need: number; requires: readonly Requirement[]; assigned: readonly Assignment[] };

/** An occurrence outside the regular series: a one-off, one of `also`, or a changed one. */
export type SingleOccurrence = Staffing & { occurrence: string; startMs: number; endMs: number };

export type CompiledShift = Staffing & {
  id: string;
  line: { id: string; clock: ZoneClock };
  /** The wall-clock time from start to end. */
  lengthMs: number;
  series: Series | null;
  /** Starts of the series that are excepted or stand among the singles. */
  dropped: ReadonlySet<number>;
  /** In order of their start. */
  singles: readonly SingleOccurrence[];
};

export type CompiledLine = {
  id: string;
  clock: ZoneClock;
  opening: CompiledOpening;
  /** In order of their ids. */
  shifts: readonly CompiledShift[];
};

/** The local dates, as day numbers with both ends included, on which somebody is away. */
export type Absences = { clock: ZoneClock; days: readonly { fromDay: number; toDay: number }[] };

export type CompiledSchedule = {
  /** In order of their ids. */
  lines: ReadonlyMap<string, CompiledLine>;
  people: LayeredMap<string, SchedulePerson>;
  absences: LayeredMap<string, Absences>;
  /** The shifts on which somebody is assigned, at least once, in order of their ids. */
  shiftsOfPerson: LayeredMap<string, readonly CompiledShift[]>;
};

/**
 * Compiles a whole organisation file, or any source of the same shape. Throws a RangeError for what `scheduleFaults`
 * would have named: an unknown zone or line, a malformed time or rule.
 */
export function compileSchedule(source: ScheduleSource): CompiledSchedule {
  const shiftsOfLine = new Map<string, CompiledShift[]>();
  const lines = new Map<string, CompiledLine>();
  for (const line of [...source.lines].sort(byId)) {
    const clock = zoneClock(line.timeZone);
    const shifts: CompiledShift[] = [];
    shiftsOfLine.set(line.id, shifts);
    lines.set(line.id, { id: line.id, clock, opening: compileOpening(line, clock), shifts });
  }
  const shiftsOfPerson = new Map<string, CompiledShift[]>();
  for (const shift of [...source.shifts].sort(byId)) {
    const compiled = compileShift(shift, lines.get(shift.line));
    shiftsOfLine.get(shift.line)?.push(compiled);
    for (const person of peopleOf(compiled)) {
      const shifts = shiftsOfPerson.get(person);
      if (shifts === undefined) shiftsOfPerson.set(person, [compiled]);
      else shifts.push(compiled);
    }
  }
  const people = LayeredMap.of(source.people.map((person) => [person.id, person]));
  const absences = compileAbsences(source.timeOff ?? [], people, source.organisation.timeZone);
  return { lines, people, absences: LayeredMap.of(absences), shiftsOfPerson: LayeredMap.of(shiftsOfPerson) };
}

// Plain code-unit order, so that an answer does not depend on the machine's language.
export function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** A shift on its line. Throws a RangeError where it has none, or for a malformed time or rule. */
export function compileShift(shift: ScheduleShift, onLine: CompiledShift['line'] | undefined): CompiledShift {
  if (onLine === undefined) throw new RangeError(`shift "${shift.id}" is on no known line`);
  const line = { id: onLine.id, clock: onLine.clock };
  const startWall = wallOf(shift.start);
  const lengthMs = wallOf(shift.end, parseEndWall) - startWall;
  const staffing: Staffing = { need: shift.need ?? 1, requires: shift.requires ?? [], assigned: shift.assigned ?? [] };
  const series = shift.repeat === undefined ? null : repeatingSeries(shift.repeat, startWall, line.clock);
  const explicit = new Set((shift.also ?? []).map((text) => wallOf(text)));
  if (series === null) explicit.add(startWall);

  const dropped = new Set([...explicit, ...(shift.except ?? []).map((text) => wallOf(text))]);
  for (const wall of (shift.except ?? []).map((text) => wallOf(text))) explicit.delete(wall);
  const singles: SingleOccurrence[] = [];
  const add = (single: SingleOccurrence | null) => {
    if (single !== null) singles.push(single);
  };
  for (const change of shift.changes ?? []) {
    const wall = wallOf(change.occurrence);
    const regular = !dropped.has(wall) && series !== null && series.startsBetween(wall, wall + 1).length > 0;
    if (!explicit.delete(wall) && !regular) continue;
    dropped.add(wall);
    if (change.cancelled !== true) add(singleOccurrence(line.clock, wall, lengthMs, staffing, change));
  }
  for (const wall of explicit) add(singleOccurrence(line.clock, wall, lengthMs, staffing, null));
  singles.sort((a, b) => a.startMs - b.startMs);
  return { id: shift.id, line, lengthMs, series, dropped, singles, ...staffing };
}

/** The series of a shift's `repeat`, its UNTIL put on the wall clock of the line. Throws a RangeError for a rule that is none. */
export function repeatingSeries(repeat: string, anchorWall: number, clock: ZoneClock): Series {
  const reading = readRule(repeat);
  if (reading.kind === 'fault') throw new RangeError(inEnglish(reading.problem));
  const { until } = reading.rule;
  const lastWall =
    until === null ? Number.POSITIVE_INFINITY : until.kind === 'wall' ? until.wall : clock.lastWallStartedBy(until.ms);
  return seriesOf(reading.rule, anchorWall, lastWall);
}

/** One occurrence with its change applied; null where nothing is left of it (S3: a window wholly in a gap vanishes). */
function singleOccurrence(
  clock: ZoneClock,
  wall: number,
  lengthMs: number,
  own: Staffing,
  change: OccurrenceChange | null,
): SingleOccurrence | null {
  const startWall = change?.start === undefined ? wall : wallOf(change.start);
  const endWall = change?.end === undefined ? wall + lengthMs : wallOf(change.end, parseEndWall);
  const startMs = clock.startInstant(startWall);
  const endMs = clock.endInstant(endWall);
  if (endWall <= startWall || endMs <= startMs) return null;
  return {
    occurrence: wallName(wall),
    startMs,
    endMs,
    need: change?.need ?? own.need,
    requires: change?.requires ?? own.requires,
    assigned: change?.assigned ?? own.assigned,
  };
}

/** Everybody who is assigned to some occurrence of it. */
export function peopleOf(shift: CompiledShift): Set<string> {
  const assignments = [shift.assigned, ...shift.singles.map((single) => single.assigned)];
  return new Set(assignments.flatMap((assigned) => assigned.map(({ person }) => person)));
}

/** When each of the people is away; whoever has no zone of their own goes by the organisation's. */
export function compileAbsences(
  timeOff: readonly TimeOff[],
  people: ReadonlyMap<string, SchedulePerson>,
  timeZone: string,
): Map<string, Absences> {
  const daysOf = new Map<string, { fromDay: number; toDay: number }[]>();
  for (const { person, from, to } of timeOff) {
    const days = daysOf.get(person) ?? [];
    days.push({ fromDay: dayOfDate(from), toDay: dayOfDate(to) });
    daysOf.set(person, days);
  }
  const zoneOf = (person: string) => people.get(person)?.timeZone ?? timeZone;
  return new Map([...daysOf].map(([person, days]) => [person, { clock: zoneClock(zoneOf(person)), days }]));
}

function wallOf(text: string, parse = parseWall): number {
  const wall = parse(text);
  if (wall === null) throw new RangeError(`no such date and time "${text}"`);
  return wall;
}

function dayOfDate(text: string): number {
  const day = parseDate(text);
  if (day === null) throw new RangeError(`no such date "${text}"`);
  return day;
}
