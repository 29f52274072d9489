/** A quick roster to begin with: the hardest places first, each to whoever fits best at that moment. */
import type { Placement, RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import { movingRoster, sharesOf } from './moving-roster.ts';
import { serves } from './roster.ts';
import { wishCost } from './windows.ts';

/** `before` and what can be added to it from `choices` one by one, until nobody more can come; never breaks a rule. */
export function greedyPlacements(
  model: RosterModel,
  choices: readonly Placement[],
  before: readonly Placement[] = [],
): Placement[] {
  const placements = [...before];
  const { roster, come, mayCome, hoursOf } = movingRoster(model, placements);
  const byOccurrence = new Map<number, { person: number; wish: number }[]>();
  for (const { occurrence, person } of choices) {
    const wish = wishCost(model.people[person]?.wishes ?? [], at(model, occurrence));
    const here = byOccurrence.get(occurrence);
    if (here === undefined) byOccurrence.set(occurrence, [{ person, wish }]);
    else here.push({ person, wish });
  }
  const openAt = (occurrence: number) => at(model, occurrence).need - (roster.primaries[occurrence]?.length ?? 0);
  const hours = [...model.people.keys()].map(hoursOf);
  const aims = sharesOf(model, mostHours(model));

  const fits = (occurrence: number): number | null => {
    const one = at(model, occurrence);
    const on = roster.primaries[occurrence] ?? [];
    const wanted = one.requires.filter(
      (requirement) =>
        on.filter((person) => serves(model.people[person] as RosterPerson, requirement)).length <
        (requirement.count ?? 1),
    );
    const priced = (byOccurrence.get(occurrence) ?? [])
      .filter(({ person }) => !on.includes(person))
      .map(({ person, wish }) => {
        const who = model.people[person] as RosterPerson;
        const distance = (hours[person] ?? 0) - (aims[person] ?? 0);
        const rank = (who.isReserve ? 2 : 0) + (who.isTrainee ? 1 : 0);
        const meets = wanted.filter((requirement) => serves(who, requirement)).length;
        return { person, rank, meets, price: 4 * wish + 2 * ((distance + one.hours) ** 2 - distance ** 2) };
      })
      .sort((a, b) => a.rank - b.rank || b.meets - a.meets || a.price - b.price || a.person - b.person);
    return priced.find(({ person }) => mayCome(occurrence, person))?.person ?? null;
  };

  const place = (occurrence: number, person: number) => {
    placements.push({ occurrence, person });
    come(occurrence, person);
    hours[person] = (hours[person] ?? 0) + at(model, occurrence).hours;
  };

  for (const { occurrence, person } of choices) {
    const isPublished = at(model, occurrence).published.includes(person);
    if (isPublished && openAt(occurrence) > 0 && mayCome(occurrence, person)) place(occurrence, person);
  }
  const hardest = [...byOccurrence].sort(
    ([a, those], [b, others]) => those.length - openAt(a) - (others.length - openAt(b)) || a - b,
  );
  // Somebody may come to a place only once they have the one beside it: the pause between two others is a rest too short.
  for (let reached = -1; reached < placements.length;) {
    reached = placements.length;
    for (const [occurrence] of hardest) {
      while (openAt(occurrence) > 0) {
        const person = fits(occurrence);
        if (person === null) break;
        place(occurrence, person);
      }
    }
  }
  return placements;
}

function at(model: RosterModel, occurrence: number): RosterOccurrence {
  return model.occurrences[occurrence] as RosterOccurrence;
}

/** All hours of the range, were every place filled. */
function mostHours({ occurrences }: RosterModel): number {
  return occurrences.reduce(
    (sum, one) =>
      sum + (one.isInRange ? one.hours * (Math.max(one.need, one.primaries.length) + one.texters.length) : 0),
    0,
  );
}
