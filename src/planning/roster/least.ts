/**
 * What no roster of a model can better, found by counting rather than by solving: how many places people can come to at all
 * by their weeks, and how fair hours and how good wishes can be. Where a roster reaches it nothing is left to prove.
 */
import type { Choice, Choices } from './choices.ts';
import { mostFlow, type Pipe } from './flow.ts';
import type { RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import { sharesOf } from './moving-roster.ts';
import { limitsFor, linesOf, onDuty } from './roster.ts';
import { wishCost } from './windows.ts';

/** So many people are wanted on an occurrence. */
type Wanted = { occurrence: number; heads: number; most: number };

/** The fewest places that stay empty, of those that somebody could come to. */
export function leastShort(model: RosterModel, { all, short }: Choices): number {
  const wanted = [...short.keys()].map((occurrence) => {
    const heads = openAt(model, occurrence);
    return { occurrence, heads, most: heads };
  });
  return missing(model, all, wanted);
}

/** The fewest heads that `requires` misses, each language and tag by itself, of those that somebody could be. */
export function leastMissed(model: RosterModel, { all, missed }: Choices): number {
  const kinds = new Map<string, Choices['missed'][number][]>();
  for (const one of missed) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  return sum(
    [...kinds.values()].map((those) => {
      const people = new Set(those.flatMap(({ here }) => here.flatMap((one) => one.people)));
      const wanted = those.map(({ occurrence, heads }) => ({ occurrence, heads, most: openAt(model, occurrence) }));
      return missing(
        model,
        all.filter(({ person }) => people.has(person)),
        wanted,
      );
    }),
  );
}

/**
 * What wishes and fairness come to at least, weighed, where `empty` places stay so and all hours of the range are `allHours`:
 * each place goes to who wants it most, and hours are shared out as fairly as the weeks of each person allow.
 */
export function leastWeighed(model: RosterModel, { all, short }: Choices, empty: number, allHours: number): number {
  const wishes: number[] = [];
  for (const [occurrence, costs] of wishesAt(model, all))
    if (short.has(occurrence)) wishes.push(...costs.toSorted((a, b) => a - b).slice(0, openAt(model, occurrence)));
  wishes.sort((a, b) => a - b);
  return 4 * sum(wishes.slice(0, Math.max(0, wishes.length - empty))) + 2 * leastFairness(model, all, allHours);
}

function wishesAt(model: RosterModel, choices: readonly Choice[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const { occurrence, person } of choices) {
    const cost = wishCost(model.people[person]?.wishes ?? [], at(model, occurrence));
    const here = found.get(occurrence);
    if (here === undefined) found.set(occurrence, [cost]);
    else here.push(cost);
  }
  return found;
}

/** Steps of hours, the cheapest first whoever takes them: squares grow, so that everybody's own come in their order. */
function leastFairness(model: RosterModel, choices: readonly Choice[], allHours: number): number {
  const aims = sharesOf(model, allHours);
  const fixed = model.people.map(() => 0);
  for (const one of model.occurrences)
    if (one.isInRange) for (const person of onDuty(one)) fixed[person] = (fixed[person] ?? 0) + one.hours;
  const lengths = model.people.map((): number[] => []);
  for (const { occurrence, person } of choices) lengths[person]?.push(at(model, occurrence).hours);
  const most = mostHours(model, choices);
  const steps: { hours: number; slope: number }[] = [];
  let cost = 0;
  for (const [person, own] of lengths.entries()) {
    const [has, aim] = [fixed[person] ?? 0, aims[person] ?? 0];
    cost += (has - aim) ** 2;
    const step = own.reduce((measure, hours) => commonMeasure(measure, Math.round(hours * 3600)), 0) / 3600;
    const last = has + (most[person] ?? 0);
    for (let hours = has; step > 0 && hours + step <= last + 1e-6; hours += step)
      steps.push({ hours: step, slope: 2 * hours + step - 2 * aim });
  }
  steps.sort((a, b) => a.slope - b.slope);
  let left = allHours - sum(fixed);
  for (const { hours, slope } of steps) {
    const taken = Math.min(hours, left);
    if (taken <= 0) break;
    cost += taken * slope;
    left -= taken;
  }
  return cost;
}

/** How many hours each person can have more, by the hours of their weeks. */
function mostHours(model: RosterModel, choices: readonly Choice[]): number[] {
  const longest = new Map<string, number>();
  for (const { occurrence, person } of choices) {
    const key = `${person} ${mondayAt(model, person, occurrence)}`;
    longest.set(key, Math.max(longest.get(key) ?? 0, at(model, occurrence).hours));
  }
  const most = model.people.map(() => 0);
  for (const [key, { shifts, hours }] of weeksOf(model, choices)) {
    const person = Number(key.split(' ')[0]);
    most[person] = (most[person] ?? 0) + Math.min(hours, shifts * (longest.get(key) ?? 0));
  }
  return most;
}

/** How many of those wanted cannot come, whoever comes where: each person once at a time, and so often in a week. */
function missing(model: RosterModel, choices: readonly Choice[], wanted: readonly Wanted[]): number {
  const pipes: Pipe[] = [];
  const nodes = new Map<string, number>();
  const node = (key: string) => {
    const known = nodes.get(key) ?? 2 + nodes.size;
    nodes.set(key, known);
    return known;
  };
  const isWanted = new Set(wanted.map(({ occurrence }) => occurrence));
  const weeks = weeksOf(model, choices);
  for (const { occurrence, heads, most } of wanted)
    pipes.push([node(`occurrence ${occurrence}`), 1, Math.min(heads, most)]);
  const columns = new Set<number>();
  for (const { occurrence, person, column } of choices) {
    if (!isWanted.has(occurrence)) continue;
    const monday = mondayAt(model, person, occurrence);
    const most = weeks.get(`${person} ${monday}`)?.shifts ?? 0;
    const isKnown = nodes.has(`week ${person} ${monday}`);
    const week = node(`week ${person} ${monday}`);
    if (!isKnown) pipes.push([0, week, most]);
    const place = node(`column ${column}`);
    if (!columns.has(column)) pipes.push([week, place, 1]);
    columns.add(column);
    pipes.push([place, node(`occurrence ${occurrence}`), 1]);
  }
  return sum(wanted.map(({ heads }) => heads)) - mostFlow(2 + nodes.size, pipes);
}

/** By person and Monday, how many more occurrences and hours they can have in that week. */
function weeksOf(model: RosterModel, choices: readonly Choice[]): Map<string, { shifts: number; hours: number }> {
  const shortest = new Map<string, number>();
  for (const { occurrence, person } of choices) {
    const key = `${person} ${mondayAt(model, person, occurrence)}`;
    shortest.set(key, Math.min(shortest.get(key) ?? Infinity, at(model, occurrence).hours));
  }
  const had = new Map<string, { hours: number; shifts: number }>();
  const lines = new Map<number, Set<string>>();
  for (const [index, one] of model.occurrences.entries()) {
    for (const person of one.primaries) {
      const key = `${person} ${mondayAt(model, person, index)}`;
      const { hours, shifts } = had.get(key) ?? { hours: 0, shifts: 0 };
      had.set(key, { hours: hours + one.hours, shifts: shifts + 1 });
      for (const line of linesOf(model, [index])) lines.set(person, (lines.get(person) ?? new Set()).add(line));
    }
  }
  return new Map(
    [...shortest].map(([key, hours]) => {
      const person = Number(key.split(' ')[0]);
      const limits = limitsFor(model, model.people[person] as RosterPerson, lines.get(person) ?? []);
      const own = had.get(key) ?? { hours: 0, shifts: 0 };
      const free = Math.max(0, limits.hoursPerWeek - own.hours);
      const shifts = Math.min(Math.floor(free / hours + 1e-9), limits.shiftsPerWeek - own.shifts);
      return [key, { shifts: Math.max(0, shifts), hours: free }];
    }),
  );
}

function mondayAt(model: RosterModel, person: number, occurrence: number): number {
  return model.calendars.get(model.people[person]?.timeZone ?? '')?.monday[occurrence] ?? 0;
}

function openAt(model: RosterModel, occurrence: number): number {
  const { need, primaries } = at(model, occurrence);
  return Math.max(0, need - primaries.length);
}

function at(model: RosterModel, occurrence: number): RosterOccurrence {
  return model.occurrences[occurrence] as RosterOccurrence;
}

function commonMeasure(a: number, b: number): number {
  return b === 0 ? a : commonMeasure(b, a % b);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
