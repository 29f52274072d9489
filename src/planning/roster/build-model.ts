/** Makes the roster model of an organisation and a range: one canonical order, so that the order of a file changes nothing. */
import { compileSchedule } from '../../schedule/compile.ts';
import type { Occurrence } from '../../schedule/model.ts';
import { joined } from '../../schedule/opening-hours.ts';
import { resolve, resolveLine, resolvePerson } from '../../schedule/resolve.ts';
import { takesCalls } from '../../schedule/takes-calls.ts';
import { dayMs, parseDate } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { calendarOf } from './calendar.ts';
import { isOff } from './facts.ts';
import {
  hourMs,
  type RosterLine,
  type RosterModel,
  type RosterOccurrence,
  type RosterPerson,
  type RosterRange,
  type RosterSource,
  type RosterSourcePerson,
} from './model.ts';
import { offeredHours, windowsBetween } from './windows.ts';

/** An occurrence of the schedule, and whether it is one to fill and to judge. */
export type FoundOccurrence = Occurrence & { isInRange: boolean };

/** Weeks, rests and rows that begin before the range or end after it are seen this far. */
const leastMarginDays = 35;
const mostMarginDays = 400;

type Days = { fromDay: number; toDay: number };

/**
 * The model of `range`. Time off makes somebody absent from the occurrences that start on their dates. Throws a RangeError
 * for what `scheduleFaults` would have named, and for dates that are none.
 */
export function rosterModel(source: RosterSource, range: RosterRange): RosterModel {
  const days = { fromDay: dayOfDate(range.from), toDay: dayOfDate(range.to) };
  return modelOfOccurrences(source, occurrencesOf(source, days, range.line), days);
}

/**
 * `rosterModel` with no more than checking looks at: of what lies outside the range only the shifts of those who are on within
 * it. `checkRoster` says the same of both; to fill, everybody's shifts are needed.
 */
export function rosterModelToCheck(source: RosterSource, range: RosterRange & { line: string }): RosterModel {
  const days = { fromDay: dayOfDate(range.from), toDay: dayOfDate(range.to) };
  return modelOfOccurrences(source, occurrencesToCheck(source, days, range.line), days);
}

/**
 * The model of occurrences that are resolved already, of the people of `source`. `days`: the range in which offered hours
 * are counted; without it that of the occurrences in range.
 */
export function modelOfOccurrences(
  source: RosterSource,
  occurrencesFound: readonly FoundOccurrence[],
  range?: Days,
): RosterModel {
  const found = occurrencesFound.toSorted(inModelOrder);
  const spanned = spanOf(found.filter(({ isInRange }) => isInRange));
  const dayAt = (ms: number | undefined) => Math.floor((ms ?? 0) / dayMs);
  const days = range ?? { fromDay: dayAt(spanned?.startMs), toDay: dayAt(spanned?.endMs) };
  const lines = new Map([...source.lines].sort(byId).map((line) => [line.id, rosterLine(source, line)]));
  const sourcePeople = [...source.people].sort(byId);
  const timeOff = timeOffOf(source);
  const people = sourcePeople.map((person) => rosterPerson(person, timeOff.get(person.id) ?? [], days, spanned));
  const indexOf = new Map(people.map(({ id }, index) => [id, index]));
  const isAway = (person: number, startMs: number) => isOff(people[person] as RosterPerson, { startMs });
  const occurrences = found.map((one): RosterOccurrence => {
    const on = (as: 'primary' | 'backup') =>
      one.people
        .filter((assigned) => assigned.as === as)
        .map(({ person }) => indexOf.get(person) ?? -1)
        .filter((person) => person >= 0)
        .sort((a, b) => a - b);
    const planned = on('primary');
    const there = planned.filter((person) => !isAway(person, one.startMs));
    const primaries = there.filter((person) => people[person]?.takesCalls);
    return {
      line: one.line,
      shift: one.shift,
      occurrence: one.occurrence,
      startMs: one.startMs,
      endMs: one.endMs,
      hours: (one.endMs - one.startMs) / hourMs,
      need: one.need,
      requires: one.requires,
      isInRange: one.isInRange,
      primaries,
      texters: there.filter((person) => !people[person]?.takesCalls),
      backups: on('backup').filter((person) => !isAway(person, one.startMs)),
      away: planned.filter((person) => isAway(person, one.startMs)),
      published: primaries,
    };
  });
  const zones = new Set(people.map(({ timeZone }) => timeZone));
  const calendars = new Map([...zones].map((zone) => [zone, calendarOf(occurrences, zone)]));
  return { occurrences, people, lines, limits: source.policy.limits, calendars };
}

/** The order of a model's occurrences; those it says nothing of stay as they were. */
export function inModelOrder(a: Occurrence, b: Occurrence): number {
  return (
    a.startMs - b.startMs || compare(a.line, b.line) || compare(a.shift, b.shift) || compare(a.occurrence, b.occurrence)
  );
}

// Plain code-unit order, so that an answer does not depend on the machine's language.
function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Of the policy's limits and the line's the stricter hold. */
function rosterLine({ policy }: RosterSource, line: RosterSource['lines'][number]): RosterLine {
  const { limits } = policy;
  const own = line.limits ?? {};
  return {
    id: line.id,
    timeZone: line.timeZone,
    languages: line.languages ?? [],
    training: line.training ?? policy.training,
    limits: {
      hoursPerWeek: Math.min(limits.hoursPerWeek, own.hoursPerWeek ?? Infinity),
      shiftHours: Math.min(limits.shiftHours, own.shiftHours ?? Infinity),
      restHours: Math.max(limits.restHours, own.restHours ?? 0),
      daysInRow: Math.min(limits.daysInRow, own.daysInRow ?? Infinity),
      nightsInRow: Math.min(limits.nightsInRow, own.nightsInRow ?? Infinity),
    },
  };
}

/** How many days away an occurrence can still matter: a row, a rest and a duty at their limits, and the week around them. */
export function reachDays({ policy, lines }: Pick<RosterSource, 'policy' | 'lines'>): number {
  const most = [{}, ...lines.map(({ limits }) => limits ?? {})].map((own) => {
    const { daysInRow, nightsInRow, restHours, shiftHours } = { ...policy.limits, ...own };
    return Math.max(daysInRow, nightsInRow) + (restHours + shiftHours) / 24;
  });
  return Math.ceil(Math.max(...most) + 8);
}

function occurrencesOf(source: RosterSource, days: Days, line: string | undefined): FoundOccurrence[] {
  const { schedule, fromMs, toMs, isInRange } = lookOf(source, days);
  return resolve(schedule, fromMs, toMs)
    .map((one) => ({ ...one, isInRange: (line ?? one.line) === one.line && isInRange(one) }))
    .filter((one) => one.isInRange || one.people.length > 0);
}

function occurrencesToCheck(source: RosterSource, days: Days, line: string): FoundOccurrence[] {
  const { schedule, fromMs, toMs, isInRange } = lookOf(source, days);
  const within = resolveLine(schedule, line, fromMs, toMs).filter(isInRange);
  const found = new Map(within.map((one) => [keyOf(one), { ...one, isInRange: true }]));
  for (const personId of new Set(within.flatMap(({ people }) => people.map(({ person }) => person))))
    for (const one of resolvePerson(schedule, personId, fromMs, toMs)) {
      const key = keyOf(one);
      if (!found.has(key)) found.set(key, { ...one, isInRange: false });
    }
  return [...found.values()];
}

/** The schedule with everybody there, and from when to when it is looked at: weeks, rests and rows reach beyond the range. */
function lookOf(source: RosterSource, { fromDay, toDay }: Days) {
  const margin = Math.min(mostMarginDays, Math.max(leastMarginDays, reachDays(source)));
  // The model says itself who is away: their place is open, and they are told of.
  const schedule = compileSchedule({ ...source, timeOff: [] });
  const isInRange = ({ line, startMs }: Occurrence) => {
    const day = schedule.lines.get(line)?.clock.localDay(startMs) ?? Number.NaN;
    return fromDay <= day && day <= toDay;
  };
  return { schedule, fromMs: (fromDay - margin) * dayMs, toMs: (toDay + 1 + margin) * dayMs, isInRange };
}

const keyOf = ({ shift, occurrence }: Occurrence) => JSON.stringify([shift, occurrence]);

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function spanOf(occurrences: readonly Occurrence[]): { startMs: number; endMs: number } | null {
  if (occurrences.length === 0) return null;
  return {
    startMs: Math.min(...occurrences.map(({ startMs }) => startMs)),
    endMs: Math.max(...occurrences.map(({ endMs }) => endMs)),
  };
}

function timeOffOf({ timeOff }: RosterSource): Map<string, Days[]> {
  const found = new Map<string, Days[]>();
  for (const { person, from, to } of timeOff ?? []) {
    const dates = { fromDay: dayOfDate(from), toDay: dayOfDate(to) };
    found.set(person, [...(found.get(person) ?? []), dates]);
  }
  return found;
}

function rosterPerson(
  person: RosterSourcePerson,
  timeOff: Days[],
  days: Days,
  span: { startMs: number; endMs: number } | null,
): RosterPerson {
  const clock = zoneClock(person.timeZone);
  const firstDay = Math.min(days.fromDay, span === null ? Infinity : clock.localDay(span.startMs)) - 2;
  const lastDay = Math.max(days.toDay, span === null ? -Infinity : clock.localDay(span.endMs)) + 1;
  const availability = person.availability ?? [];
  const dates = person.dates ?? [];
  const wishes = windowsBetween(availability, clock, firstDay, lastDay, dates);
  return {
    id: person.id,
    timeZone: person.timeZone,
    isCandidate: person.roles.includes('volunteer') || person.roles.includes('shift-leader'),
    languages: person.languages ?? ['en'],
    tags: person.tags ?? [],
    training: person.training ?? [],
    isTrainee: person.trainee ?? false,
    takesCalls: takesCalls(person),
    isReserve: person.reserve ?? false,
    limits: person.limits ?? {},
    hasWindows: availability.length > 0 || dates.some(({ wish }) => wish !== 'not'),
    canBe: joined(wishes),
    wishes,
    timeOff,
    offeredHours: offeredHours(wishes, timeOff, clock, days.fromDay, days.toDay),
  };
}

function dayOfDate(text: string): number {
  const day = parseDate(text);
  if (day === null) throw new RangeError(`no such date "${text}"`);
  return day;
}
