/** Fills places that nobody is left for: somebody comes who gives another place of theirs to somebody else. */
import type { Placement, RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import { movingRoster } from './moving-roster.ts';
import { serves } from './roster.ts';

/** So many moves are tried: where hardly anybody has time left there would be no end of them. */
const mostTries = 20_000;

/** `placements` with as many more as such moves bring; never breaks a rule, moves nobody published, and ends early where the time `isOver`. */
export function withRoomMade(
  model: RosterModel,
  choices: readonly Placement[],
  placements: readonly Placement[],
  isOver: () => boolean,
): Placement[] {
  const now = placements.map((one) => ({ ...one }));
  const { roster, come, go, mayCome } = movingRoster(model, now);
  const candidates = new Map<number, number[]>();
  for (const { occurrence, person } of choices) {
    const here = candidates.get(occurrence);
    if (here === undefined) candidates.set(occurrence, [person]);
    else here.push(person);
  }
  const placed = new Map<number, Placement[]>();
  for (const one of now) placed.set(one.person, [...(placed.get(one.person) ?? []), one]);
  const monday = (person: number, occurrence: number) =>
    model.calendars.get(model.people[person]?.timeZone ?? '')?.monday[occurrence] ?? 0;

  /** Who could take `given` from `person`: as free as they were, and as much of what it asks for. */
  const heirOf = ({ occurrence, person }: Placement): number | null =>
    (candidates.get(occurrence) ?? []).find(
      (other) =>
        other !== person && isAsGood(model, at(model, occurrence), other, person) && mayCome(occurrence, other),
    ) ?? null;

  let tries = 0;
  /** Brings `person` to `occurrence` where one of their other places in that week, or beside it, finds an heir. */
  const bring = (occurrence: number, person: number): boolean => {
    for (const given of placed.get(person) ?? []) {
      if (Math.abs(monday(person, given.occurrence) - monday(person, occurrence)) > 7) continue;
      if (at(model, given.occurrence).published.includes(person)) continue;
      tries += 1;
      const heir = heirOf(given);
      if (heir === null || given.occurrence === occurrence) continue;
      go(given.occurrence, person);
      if (!mayCome(occurrence, person)) {
        come(given.occurrence, person);
        continue;
      }
      come(given.occurrence, heir);
      come(occurrence, person);
      const more = { occurrence, person };
      placed.set(person, [...(placed.get(person) ?? []).filter((one) => one !== given), more]);
      placed.set(heir, [...(placed.get(heir) ?? []), given]);
      given.person = heir;
      now.push(more);
      return true;
    }
    return false;
  };

  for (const [occurrence, here] of candidates) {
    while ((roster.primaries[occurrence]?.length ?? 0) < at(model, occurrence).need) {
      if (isOver() || tries > mostTries) return now;
      const on = roster.primaries[occurrence] ?? [];
      const free = here.find((person) => !on.includes(person) && mayCome(occurrence, person));
      if (free !== undefined) {
        const more = { occurrence, person: free };
        come(occurrence, free);
        placed.set(free, [...(placed.get(free) ?? []), more]);
        now.push(more);
      } else if (!here.some((person) => !on.includes(person) && bring(occurrence, person))) break;
    }
  }
  return now;
}

function at(model: RosterModel, occurrence: number): RosterOccurrence {
  return model.occurrences[occurrence] as RosterOccurrence;
}

/** Whether an occurrence is as well off with `comes` as with `goes`. */
function isAsGood(model: RosterModel, { requires }: RosterOccurrence, comes: number, goes: number): boolean {
  const [one, other] = [model.people[comes] as RosterPerson, model.people[goes] as RosterPerson];
  if ((one.isReserve && !other.isReserve) || (one.isTrainee && !other.isTrainee)) return false;
  return requires.every((requirement) => !serves(other, requirement) || serves(one, requirement));
}
