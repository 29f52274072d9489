/** The rules about one person's occurrences as rows of a program: rests, duties, weeks, and days and nights in a row. */
import type { Interval } from '../../schedule/model.ts';
import { addDutyRows } from './duty-rows.ts';
import { hourMs, type Limits, type RosterCalendar, type RosterModel, type RosterOccurrence } from './model.ts';
import { type Conflicts, free, type Level, type Place } from './place.ts';
import type { ProgramBuilder, Term } from './program.ts';
import { limitsFor, linesOf } from './roster.ts';

/**
 * Adds the columns of `person` for the occurrences `may`, and every rule about their occurrences together. Gives the column
 * of each occurrence that they can be placed on at all; those at the very same time that are one to them share a column.
 */
export function addPersonRows(
  builder: ProgramBuilder,
  model: RosterModel,
  person: number,
  may: readonly number[],
): Map<number, number> {
  const who = model.people[person];
  const calendar = who && model.calendars.get(who.timeZone);
  if (who === undefined || calendar === undefined) return new Map();
  const at = (index: number) => model.occurrences[index] as RosterOccurrence;
  const own = [...model.occurrences.keys()].filter((index) => at(index).primaries.includes(person));
  const backups = [...model.occurrences.keys()].filter((index) => at(index).backups.includes(person));
  const isFree = (index: number) =>
    [...own, ...backups].every((other) => at(other).endMs <= at(index).startMs || at(other).startMs >= at(index).endMs);

  const possible = may.filter(isFree);
  const ownLines = linesOf(model, own);
  const loose = limitsFor(model, who, ownLines);
  const stricter = [...linesOf(model, possible)]
    .filter((line) => !ownLines.has(line))
    .map((line) => ({ line, limits: limitsFor(model, who, [...ownLines, line]) }))
    .filter(({ limits }) => JSON.stringify(limits) !== JSON.stringify(loose));
  const isOne = (index: number) => stricter.length === 0 && !at(index).published.includes(person);
  const slots = [...byTime(model, possible, isOne)].map((indexes) => ({
    indexes,
    column: builder.column(0, 1, true),
  }));
  const choices = slots.map(({ indexes: [index = 0], column }): Place => ({ ...placeAt(at(index)), index, column }));
  const places = [
    ...own.map((index): Place => ({ ...placeAt(at(index)), index, column: null })),
    ...(stricter.length === 0 ? atOnceAsOne(builder, choices) : choices),
  ].sort((a, b) => a.index - b.index);
  const lineAt = (place: Place) => at(place.index).line;
  addLevel(builder, calendar, places, { limits: loose, loose, guard: null }, lineAt);
  for (const { line, limits } of stricter) {
    // Whoever is on a stricter line, once, lives by its limits everywhere.
    const there = free(places).filter((place) => lineAt(place) === line);
    const column = builder.anyColumn(there.map((place) => place.column));
    addLevel(builder, calendar, places, { limits, loose, guard: { column, line } }, lineAt);
  }
  return new Map(slots.flatMap(({ indexes, column }) => indexes.map((index) => [index, column] as const)));
}

/** Occurrences in groups: those at the very same time for which `isOne` holds, and each of the others alone. */
function byTime(model: RosterModel, indexes: readonly number[], isOne: (index: number) => boolean): number[][] {
  const slots = new Map<string, number[]>();
  for (const index of indexes) {
    const { startMs, endMs } = model.occurrences[index] as RosterOccurrence;
    const key = isOne(index) ? `${startMs} ${endMs}` : `alone ${index}`;
    const slot = slots.get(key);
    if (slot === undefined) slots.set(key, [index]);
    else slot.push(index);
  }
  return [...slots.values()];
}

/** Choices at the very same time are one to a person's rules: they can have one of them at most. */
function atOnceAsOne(builder: ProgramBuilder, choices: readonly Place[]): Place[] {
  const slots = new Map<string, Place[]>();
  for (const choice of choices) {
    const key = `${choice.startMs} ${choice.endMs}`;
    slots.set(key, [...(slots.get(key) ?? []), choice]);
  }
  return [...slots.values()].flatMap((slot) => {
    const [first] = slot;
    if (first === undefined || slot.length === 1) return slot;
    return [
      {
        ...first,
        column: builder.sumColumn(
          free(slot).map(({ column }) => column),
          1,
        ),
      },
    ];
  });
}

function placeAt({ startMs, endMs, isInRange }: RosterOccurrence): Interval & { isInRange: boolean } {
  return { startMs, endMs, isInRange };
}

function addLevel(
  builder: ProgramBuilder,
  calendar: RosterCalendar,
  places: readonly Place[],
  level: Level,
  lineAt: (place: Place) => string,
): void {
  const conflicts = addDutyRows(builder, places, level, lineAt);
  addWeekRows(builder, calendar, places, level, conflicts);
  const weeks = byKey(places, ({ index }) => [calendar.monday[index] ?? 0]);
  const mostMore = new Map([...weeks].map(([monday, week]) => [monday, mostMoreIn(week, level.limits)]));
  /** How many of these days can have something more on them, by the limits of their weeks. */
  const reach = (days: readonly (readonly Place[])[]) => {
    const inWeek = new Map<number, number>();
    for (const day of days) {
      for (const monday of new Set(free(day).map(({ index }) => calendar.monday[index] ?? 0)))
        inWeek.set(monday, (inWeek.get(monday) ?? 0) + 1);
    }
    return sum([...inWeek].map(([monday, count]) => Math.min(count, mostMore.get(monday) ?? count)));
  };
  const days = byKey(places, ({ index }) => [calendar.day[index] ?? 0]);
  addRowRows(builder, days, level, 'daysInRow', conflicts, reach);
  const nights = byKey(places, ({ index }) => calendar.nights[index] ?? []);
  addRowRows(builder, nights, level, 'nightsInRow', conflicts, reach);
}

function addWeekRows(
  builder: ProgramBuilder,
  calendar: RosterCalendar,
  places: readonly Place[],
  level: Level,
  conflicts: Conflicts,
): void {
  for (const week of byKey(places, ({ index }) => [calendar.monday[index] ?? 0]).values()) {
    if (!week.some(({ isInRange }) => isInRange)) continue;
    addAtMost(
      builder,
      level,
      'hoursPerWeek',
      sum(week.filter(isFixed).map(hoursOf)),
      free(week).map((place) => [place.column, hoursOf(place)]),
    );
    addAtMost(
      builder,
      level,
      'shiftsPerWeek',
      week.filter(isFixed).length,
      free(week).map((place) => [place.column, 1]),
    );
    if (!Number.isFinite(level.limits.nightsPerWeek)) continue;
    const nights = [...byKey(week, ({ index }) => calendar.nights[index] ?? []).values()];
    const open = nights.filter((night) => !night.some(isFixed));
    addAtMost(
      builder,
      level,
      'nightsPerWeek',
      nights.length - open.length,
      open.flatMap((night) => anyOf(builder, free(night), conflicts)),
    );
  }
}

/** How many more of a week's places can be taken at most. */
function mostMoreIn(week: readonly Place[], limits: Limits): number {
  const fixed = week.filter(isFixed);
  const shortest = Math.min(...free(week).map(hoursOf));
  const byHours = Math.floor((limits.hoursPerWeek - sum(fixed.map(hoursOf))) / shortest + 1e-9);
  return Math.max(0, Math.min(byHours, limits.shiftsPerWeek - fixed.length));
}

/** Of each `limit + 1` consecutive days at least one stays free. */
function addRowRows(
  builder: ProgramBuilder,
  byDay: ReadonlyMap<number, Place[]>,
  level: Level,
  limit: 'daysInRow' | 'nightsInRow',
  conflicts: Conflicts,
  reach: (days: readonly (readonly Place[])[]) => number,
): void {
  const most = level.limits[limit];
  const terms = new Map<number, Term[]>();
  const termsOf = (day: number): Term[] => {
    const places = byDay.get(day) ?? [];
    const found = terms.get(day) ?? (places.some(isFixed) ? [] : anyOf(builder, free(places), conflicts));
    terms.set(day, found);
    return found;
  };
  for (const first of byDay.keys()) {
    const days = Array.from({ length: most + 1 }, (_, index) => first + index);
    if (!days.every((day) => byDay.has(day))) continue;
    if (!days.some((day) => byDay.get(day)?.some(({ isInRange }) => isInRange))) continue;
    const open = days.filter((day) => byDay.get(day)?.some(isFixed) !== true);
    const fixed = days.length - open.length;
    if (open.length > 0 && fixed + reach(open.map((day) => byDay.get(day) ?? [])) <= most) continue;
    addAtMost(builder, level, limit, fixed, days.flatMap(termsOf), most + 1);
  }
}

/**
 * `fixed` and the terms together within a limit; what is over it already may not grow. `reach` is the most that the sum can
 * be where the guard does not hold.
 */
function addAtMost(
  builder: ProgramBuilder,
  { limits, loose, guard }: Level,
  limit: keyof Limits,
  fixed: number,
  terms: readonly Term[],
  reach = loose[limit],
): void {
  const most = limits[limit];
  const possible = fixed + sum(terms.map(([, factor]) => factor));
  if (guard === null) {
    if (terms.length > 0 && possible > most) builder.row(-Infinity, floored(Math.max(0, most - fixed), terms), terms);
    return;
  }
  if (most >= loose[limit] || possible <= most || fixed > reach) return;
  const slack = Math.min(reach, possible) - most;
  builder.row(-Infinity, most - fixed + slack, [...terms, [guard.column, slack]]);
}

/** The most that the terms can come to without going over `most`: a multiple of their common measure, in whole minutes. */
function floored(most: number, terms: readonly Term[]): number {
  const minutes = terms.map(([, factor]) => factor * 60);
  if (!minutes.every(Number.isInteger)) return most;
  const measure = minutes.reduce((a, b) => commonMeasure(a, b), 0);
  return (Math.floor((most * 60 + 1e-6) / measure) * measure) / 60;
}

function commonMeasure(a: number, b: number): number {
  return b === 0 ? a : commonMeasure(b, a % b);
}

/** 1 where at least one of the places is taken: their sum where at most one can be, else a column of its own. */
function anyOf(builder: ProgramBuilder, places: readonly (Place & { column: number })[], conflicts: Conflicts): Term[] {
  const isOneOnly = places.every((a, index) => places.slice(index + 1).every((b) => conflicts(a, b)));
  if (isOneOnly) return places.map(({ column }): Term => [column, 1]);
  return [[builder.anyColumn(places.map(({ column }) => column)), 1]];
}

const hoursOf = ({ startMs, endMs }: Place): number => (endMs - startMs) / hourMs;
const isFixed = ({ column }: Place): boolean => column === null;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function byKey(places: readonly Place[], keysOf: (place: Place) => readonly number[]): Map<number, Place[]> {
  const found = new Map<number, Place[]>();
  for (const place of places) {
    for (const key of keysOf(place)) {
      const group = found.get(key);
      if (group === undefined) found.set(key, [place]);
      else group.push(place);
    }
  }
  return found;
}
