/** Betters a quick roster by giving single places to somebody else, as long as that helps: a good beginning for the proof. */
import type { Choice } from './choices.ts';
import type { Placement, RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import { type Roster, rosterOf, serves } from './roster.ts';
import { whyNot } from './why-not.ts';
import { wishCost } from './windows.ts';

/** More rounds than this hardly help. */
const mostRounds = 40;

/** `placements` with other people in some places: as many filled, no more needs missed, fairer and nearer to what was wished; ends early where the time `isOver`. */
export function improved(
  model: RosterModel,
  choices: readonly Choice[],
  placements: readonly Placement[],
  isOver: () => boolean,
): Placement[] {
  const now = placements.map((one) => ({ ...one }));
  const roster = movable(rosterOf(model, now));
  const candidates = new Map<number, { person: number; wish: number }[]>();
  for (const { occurrence, person } of choices) {
    const wish = 4 * wishCost(model.people[person]?.wishes ?? [], at(model, occurrence));
    candidates.set(occurrence, [...(candidates.get(occurrence) ?? []), { person, wish }]);
  }
  const hours = model.people.map((_, person) =>
    (roster.duties[person] ?? []).reduce(
      (sum, index) => sum + (at(model, index).isInRange ? at(model, index).hours : 0),
      0,
    ),
  );
  const all = hours.reduce((sum, one) => sum + one, 0);
  const offered = model.people.reduce((sum, person) => sum + person.offeredHours, 0);
  const distance = model.people.map(
    (person, index) => (hours[index] ?? 0) - (offered > 0 ? (all * person.offeredHours) / offered : 0),
  );

  /** What it costs, or saves, that somebody has so many hours more. */
  const costOf = (person: number, more: number) =>
    2 * (((distance[person] ?? 0) + more) ** 2 - (distance[person] ?? 0) ** 2);

  const betterFor = ({ occurrence, person }: Placement): number | null => {
    const one = at(model, occurrence);
    const here = candidates.get(occurrence) ?? [];
    const ownWish = here.find((candidate) => candidate.person === person)?.wish ?? 0;
    const saved = ownWish - costOf(person, -one.hours);
    return (
      here
        .filter((candidate) => candidate.person !== person)
        .map((candidate) => ({ ...candidate, cost: candidate.wish + costOf(candidate.person, one.hours) }))
        .filter(({ cost }) => cost < saved - 1e-6)
        .sort((a, b) => a.cost - b.cost || a.person - b.person)
        .find((candidate) => canReplace(model, roster, occurrence, candidate.person, person))?.person ?? null
    );
  };

  for (let round = 0, isBetter = true; isBetter && round < mostRounds; round += 1) {
    isBetter = false;
    for (const placement of now) {
      const { occurrence, person } = placement;
      if (isOver()) return now;
      if (at(model, occurrence).published.includes(person)) continue;
      take(roster, occurrence, person);
      const other = betterFor(placement);
      give(roster, occurrence, other ?? person);
      if (other === null) continue;
      const length = at(model, occurrence).hours;
      distance[person] = (distance[person] ?? 0) - length;
      distance[other] = (distance[other] ?? 0) + length;
      placement.person = other;
      isBetter = true;
    }
  }
  return now;
}

type MovableRoster = { primaries: number[][]; duties: number[][]; backups: Roster['backups'] };

function movable({ primaries, duties, backups }: Roster): MovableRoster {
  return { primaries: primaries.map((on) => [...on]), duties: duties.map((on) => [...on]), backups };
}

function at(model: RosterModel, occurrence: number): RosterOccurrence {
  return model.occurrences[occurrence] as RosterOccurrence;
}

/** Whether `other` may come where `person` has just been taken away, and nobody is worse off for it. */
function canReplace(
  model: RosterModel,
  roster: MovableRoster,
  occurrence: number,
  other: number,
  person: number,
): boolean {
  const [comes, goes] = [model.people[other] as RosterPerson, model.people[person] as RosterPerson];
  if (comes.isReserve && !goes.isReserve) return false;
  if (whyNot(model, roster, other, occurrence) !== null) return false;
  const on = roster.primaries[occurrence] ?? [];
  if (comes.isTrainee && on.every((one) => model.people[one]?.isTrainee)) return false;
  return at(model, occurrence).requires.every((requirement) => {
    if (!serves(goes, requirement) || serves(comes, requirement)) return true;
    return (
      on.filter((one) => serves(model.people[one] as RosterPerson, requirement)).length >= (requirement.count ?? 1)
    );
  });
}

function take(roster: MovableRoster, occurrence: number, person: number): void {
  roster.primaries[occurrence]?.splice(roster.primaries[occurrence]?.indexOf(person) ?? 0, 1);
  roster.duties[person]?.splice(roster.duties[person]?.indexOf(occurrence) ?? 0, 1);
}

function give(roster: MovableRoster, occurrence: number, person: number): void {
  roster.primaries[occurrence]?.push(person);
  const duties = roster.duties[person] ?? [];
  duties.push(occurrence);
  duties.sort((a, b) => a - b);
}
