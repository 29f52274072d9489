/** A roster in which people come and go one by one: what a search for a better one works on. */
import type { Placement, RosterModel } from './model.ts';
import { type Roster, rosterOf } from './roster.ts';
import { isTraineeAlone, newBreaks, standingReason } from './why-not.ts';

export type MovingRoster = {
  roster: Roster;
  come: (occurrence: number, person: number) => void;
  go: (occurrence: number, person: number) => void;
  /** Whether nothing speaks against somebody's coming to an occurrence now. */
  mayCome: (occurrence: number, person: number) => boolean;
  /** The hours of the range that somebody has. */
  hoursOf: (person: number) => number;
};

/** The roster of what stays in `model` and of `placements`. */
export function movingRoster(model: RosterModel, placements: readonly Placement[]): MovingRoster {
  const first = rosterOf(model, placements);
  const primaries = first.primaries.map((on) => [...on]);
  const duties = first.duties.map((on) => [...on]);
  const roster: Roster = { primaries, duties, backups: first.backups };
  /** What their other occurrences say of one, for as long as somebody has the same. */
  const known = model.people.map(() => new Map<number, boolean>());
  const breaksNothing = (occurrence: number, person: number): boolean => {
    const answers = known[person];
    const answer =
      answers?.get(occurrence) ??
      (standingReason(model, roster, person, occurrence) === null &&
        newBreaks(model, roster, person, occurrence).length === 0);
    answers?.set(occurrence, answer);
    return answer;
  };
  return {
    roster,
    come(occurrence, person) {
      primaries[occurrence]?.push(person);
      const own = duties[person] ?? [];
      const later = own.findIndex((index) => index > occurrence);
      own.splice(later < 0 ? own.length : later, 0, occurrence);
      known[person]?.clear();
    },
    go(occurrence, person) {
      remove(primaries[occurrence], person);
      remove(duties[person], occurrence);
      known[person]?.clear();
    },
    mayCome: (occurrence, person) =>
      breaksNothing(occurrence, person) && !isTraineeAlone(model, roster, person, occurrence),
    hoursOf: (person) => (duties[person] ?? []).reduce((sum, index) => sum + hoursInRange(model, index), 0),
  };
}

function remove(list: number[] | undefined, item: number): void {
  const place = list?.indexOf(item) ?? -1;
  if (place >= 0) list?.splice(place, 1);
}

function hoursInRange(model: RosterModel, index: number): number {
  const one = model.occurrences[index];
  return one?.isInRange === true ? one.hours : 0;
}

/** Everybody's share of `allHours` of the range, in proportion to what they offered. */
export function sharesOf({ people }: RosterModel, allHours: number): number[] {
  const offered = people.reduce((sum, person) => sum + person.offeredHours, 0);
  return people.map((person) => (offered > 0 ? (allHours * person.offeredHours) / offered : 0));
}
