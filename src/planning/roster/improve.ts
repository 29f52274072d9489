/** Betters a quick roster by giving single places to somebody else and by exchanging two, as long as that helps: a good beginning for the proof. */
import type { Placement, RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import { movingRoster, sharesOf } from './moving-roster.ts';
import { serves } from './roster.ts';
import { wishCost } from './windows.ts';

/** More rounds than this, and rounds that save a smaller share of what is left, hardly help. */
const mostRounds = 40;
const leastShareSaved = 0.003;
/** Of many exchanges that would save something so many are tried. */
const mostTries = 6;
/** What saves less is none the better. */
const nothing = 1e-6;

/** `placements` with other people in some places: as many filled, no more needs missed, fairer and nearer to what was wished; ends early where the time `isOver`. */
export function improved(
  model: RosterModel,
  choices: readonly Placement[],
  placements: readonly Placement[],
  isOver: () => boolean,
): Placement[] {
  const now = placements.map((one) => ({ ...one }));
  const { roster, come, go, mayCome, hoursOf } = movingRoster(model, now);
  /** What each choice costs for its wish, by occurrence and by person. */
  const wishes = new Map<number, Map<number, number>>();
  for (const { occurrence, person } of choices) {
    const wish = 4 * wishCost(model.people[person]?.wishes ?? [], at(model, occurrence));
    wishes.set(occurrence, (wishes.get(occurrence) ?? new Map<number, number>()).set(person, wish));
  }
  const wishOf = (occurrence: number, person: number) => wishes.get(occurrence)?.get(person);
  const hours = [...model.people.keys()].map(hoursOf);
  const shares = sharesOf(
    model,
    hours.reduce((sum, one) => sum + one, 0),
  );
  const distance = hours.map((one, person) => one - (shares[person] ?? 0));
  /** What it costs, or saves, that somebody has so many hours more. */
  const costOf = (person: number, more: number) =>
    2 * (((distance[person] ?? 0) + more) ** 2 - (distance[person] ?? 0) ** 2);
  const isMovable = ({ occurrence, person }: Placement) => !at(model, occurrence).published.includes(person);
  const placed = new Map<number, Placement[]>();
  for (const one of now) placed.set(one.person, [...(placed.get(one.person) ?? []), one]);

  const move = (placement: Placement, other: number) => {
    const { occurrence, person } = placement;
    const length = at(model, occurrence).hours;
    distance[person] = (distance[person] ?? 0) - length;
    distance[other] = (distance[other] ?? 0) + length;
    placed.set(
      person,
      (placed.get(person) ?? []).filter((one) => one !== placement),
    );
    placed.set(other, [...(placed.get(other) ?? []), placement]);
    placement.person = other;
  };
  /** Whether `other` may come where `person` goes, and nobody misses anything for it. */
  const mayReplace = (occurrence: number, other: number, person: number): boolean => {
    const stay = (roster.primaries[occurrence] ?? []).filter((one) => one !== person);
    return isAsGood(model, stay, at(model, occurrence), other, person) && mayCome(occurrence, other);
  };

  /** Gives the place to whoever saves the most by it. */
  const replace = (placement: Placement): boolean => {
    const { occurrence, person } = placement;
    const length = at(model, occurrence).hours;
    const saved = (wishOf(occurrence, person) ?? 0) - costOf(person, -length);
    const better: { other: number; cost: number }[] = [];
    for (const [other, wish] of wishes.get(occurrence) ?? []) {
      const cost = wish + costOf(other, length);
      if (other !== person && cost < saved - nothing) better.push({ other, cost });
    }
    if (better.length === 0) return false;
    better.sort((a, b) => a.cost - b.cost || a.other - b.other);
    const found = better.find(({ other }) => mayReplace(occurrence, other, person));
    if (found === undefined) return false;
    go(occurrence, person);
    come(occurrence, found.other);
    move(placement, found.other);
    return true;
  };

  /** Exchanges the place for the one of somebody who wants it more, with which the two save the most. */
  const exchange = (placement: Placement): boolean => {
    const { occurrence, person } = placement;
    const length = at(model, occurrence).hours;
    const own = wishOf(occurrence, person) ?? 0;
    const better: { other: Placement; cost: number }[] = [];
    for (const [peer, wish] of wishes.get(occurrence) ?? []) {
      if (peer === person || wish >= own) continue;
      for (const other of placed.get(peer) ?? []) {
        const back = wishOf(other.occurrence, person);
        if (back === undefined || other.occurrence === occurrence) continue;
        const more = length - at(model, other.occurrence).hours;
        const before = own + (wishOf(other.occurrence, peer) ?? 0);
        const cost = wish + back - before + costOf(peer, more) + costOf(person, -more);
        if (cost < -nothing && isMovable(other)) better.push({ other, cost });
      }
    }
    better.sort(
      (a, b) => a.cost - b.cost || a.other.occurrence - b.other.occurrence || a.other.person - b.other.person,
    );
    for (const { other } of better.slice(0, mostTries)) {
      const peer = other.person;
      go(occurrence, person);
      go(other.occurrence, peer);
      const isThere = mayReplace(occurrence, peer, person);
      come(occurrence, isThere ? peer : person);
      const isBack = isThere && mayReplace(other.occurrence, person, peer);
      come(other.occurrence, isBack ? person : peer);
      if (isBack) {
        move(placement, peer);
        move(other, person);
        return true;
      }
      if (isThere) {
        go(occurrence, peer);
        come(occurrence, person);
      }
    }
    return false;
  };

  const costNow = () =>
    distance.reduce((all, one) => all + 2 * one * one, 0) +
    now.reduce((all, { occurrence, person }) => all + (wishOf(occurrence, person) ?? 0), 0);
  let cost = costNow();
  for (let round = 0; round < mostRounds; round += 1) {
    const before = cost;
    for (const placement of now) {
      if (isOver()) return now;
      if (isMovable(placement) && !replace(placement)) exchange(placement);
    }
    cost = costNow();
    if (before - cost <= leastShareSaved * cost) break;
  }
  return now;
}

function at(model: RosterModel, occurrence: number): RosterOccurrence {
  return model.occurrences[occurrence] as RosterOccurrence;
}

/** Whether those who are on, without `goes`, are as well off with `comes` in their place. */
function isAsGood(
  model: RosterModel,
  on: readonly number[],
  { requires }: RosterOccurrence,
  comes: number,
  goes: number,
): boolean {
  const [one, other] = [model.people[comes] as RosterPerson, model.people[goes] as RosterPerson];
  if (one.isReserve && !other.isReserve) return false;
  const isTrainee = (person: number) => model.people[person]?.isTrainee === true;
  if (one.isTrainee && on.every(isTrainee)) return false;
  return requires.every((requirement) => {
    if (!serves(other, requirement) || serves(one, requirement)) return true;
    return (
      on.filter((person) => serves(model.people[person] as RosterPerson, requirement)).length >=
      (requirement.count ?? 1)
    );
  });
}
