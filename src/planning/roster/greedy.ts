/** A quick roster to begin with: the hardest places first, each to whoever fits best at that moment. */
import type { Choice } from './choices.ts';
import type { Placement, RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import { rosterOf, serves } from './roster.ts';
import { whyNot } from './why-not.ts';
import { wishCost } from './windows.ts';

/** `before` and what can be added to it from `choices` one by one; never breaks a rule. */
export function greedyPlacements(
  model: RosterModel,
  choices: readonly Choice[],
  before: readonly Placement[] = [],
): Placement[] {
  const placements = [...before];
  const first = rosterOf(model, placements);
  const roster = {
    primaries: first.primaries.map((on) => [...on]),
    duties: first.duties.map((on) => [...on]),
    backups: first.backups,
  };
  const byOccurrence = new Map<number, number[]>();
  for (const { occurrence, person } of choices)
    byOccurrence.set(occurrence, [...(byOccurrence.get(occurrence) ?? []), person]);
  const openAt = (occurrence: number) =>
    (model.occurrences[occurrence]?.need ?? 0) - (roster.primaries[occurrence]?.length ?? 0);
  const hours = hoursOf(model, placements);
  const aims = aimsOf(model);

  const fits = (occurrence: number): number | null => {
    const one = model.occurrences[occurrence] as RosterOccurrence;
    const on = roster.primaries[occurrence] ?? [];
    const wanted = one.requires.filter(
      (requirement) =>
        on.filter((person) => serves(model.people[person] as RosterPerson, requirement)).length <
        (requirement.count ?? 1),
    );
    const price = (person: number): number[] => {
      const who = model.people[person] as RosterPerson;
      const distance = (hours[person] ?? 0) - (aims[person] ?? 0);
      return [
        who.isReserve ? 1 : 0,
        who.isTrainee ? 1 : 0,
        -wanted.filter((requirement) => serves(who, requirement)).length,
        4 * wishCost(who.wishes, one) + 2 * ((distance + one.hours) ** 2 - distance ** 2),
        person,
      ];
    };
    const priced = (byOccurrence.get(occurrence) ?? [])
      .filter((person) => !on.includes(person))
      .map((person) => ({ person, price: price(person) }))
      .sort((a, b) => comparePrices(a.price, b.price));
    return priced.find(({ person }) => whyNot(model, roster, person, occurrence) === null)?.person ?? null;
  };

  const place = (occurrence: number, person: number) => {
    placements.push({ occurrence, person });
    roster.primaries[occurrence]?.push(person);
    const duties = roster.duties[person] ?? [];
    duties.push(occurrence);
    duties.sort((a, b) => a - b);
    hours[person] = (hours[person] ?? 0) + (model.occurrences[occurrence]?.hours ?? 0);
  };

  for (const { occurrence, person } of choices) {
    const isPublished = model.occurrences[occurrence]?.published.includes(person) === true;
    if (isPublished && openAt(occurrence) > 0 && whyNot(model, roster, person, occurrence) === null)
      place(occurrence, person);
  }
  const hardest = [...byOccurrence].sort(
    ([a, those], [b, others]) => those.length - openAt(a) - (others.length - openAt(b)) || a - b,
  );
  for (const [occurrence] of hardest) {
    while (openAt(occurrence) > 0) {
      const person = fits(occurrence);
      if (person === null) break;
      place(occurrence, person);
    }
  }
  return placements;
}

function comparePrices(a: readonly number[], b: readonly number[]): number {
  for (const [index, price] of a.entries()) {
    const difference = price - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function hoursOf(model: RosterModel, placements: readonly Placement[]): number[] {
  const hours = model.people.map(() => 0);
  const add = (person: number, one: RosterOccurrence) => {
    if (one.isInRange) hours[person] = (hours[person] ?? 0) + one.hours;
  };
  for (const one of model.occurrences) for (const person of one.primaries) add(person, one);
  for (const { occurrence, person } of placements) add(person, model.occurrences[occurrence] as RosterOccurrence);
  return hours;
}

/** Everybody's share of all hours, were every place filled. */
function aimsOf(model: RosterModel): number[] {
  const all = model.occurrences.reduce(
    (sum, one) => sum + (one.isInRange ? one.hours * Math.max(one.need, one.primaries.length) : 0),
    0,
  );
  const offered = model.people.reduce((sum, person) => sum + person.offeredHours, 0);
  return model.people.map((person) => (offered > 0 ? (all * person.offeredHours) / offered : 0));
}
