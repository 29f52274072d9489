/** Why somebody may not be placed on an occurrence: one answer for reasons, open shifts and the warnings of the grid. */
import { isOff, missingCourses } from './facts.ts';
import type { RosterModel, RosterOccurrence } from './model.ts';
import { personBreaks, personRules, type PersonBreak } from './person-rules.ts';
import type { Roster } from './roster.ts';
import { isWithin } from './windows.ts';

/** Every reason, in the order in which the first that holds is told. */
export const reasons = [
  'already-there',
  'no-times-given',
  'not-available',
  'time-off',
  'training',
  'trainee-alone',
  ...personRules,
] as const;
export type Reason = (typeof reasons)[number];

/** A reason with what it is about: the courses that are missing, or the rule that would be broken and by how much. */
export type Obstacle =
  | { why: Exclude<Reason, 'training' | PersonBreak['rule']> }
  | { why: 'training'; courses: string[] }
  | { why: PersonBreak['rule']; break: PersonBreak };

/** The first reason why `person` may not come as primary to `occurrence` in `roster`; null where nothing speaks against it. */
export function whyNot(model: RosterModel, roster: Roster, person: number, occurrence: number): Reason | null {
  return (
    standingReason(model, roster, person, occurrence) ??
    (isTraineeAlone(model, roster, person, occurrence) ? 'trainee-alone' : null) ??
    newBreaks(model, roster, person, occurrence)[0]?.rule ??
    null
  );
}

/** Everything that keeps `person` away and is no rule about their occurrences together, in the order of reasons. */
export function standingObstacles(model: RosterModel, roster: Roster, person: number, occurrence: number): Obstacle[] {
  const who = model.people[person];
  const one = model.occurrences[occurrence];
  if (who === undefined || one === undefined) return [];
  if (isThere(roster, one, person, occurrence)) return [{ why: 'already-there' }];
  const found: Obstacle[] = [];
  if (!who.hasWindows) found.push({ why: 'no-times-given' });
  else if (!isWithin(who.canBe, one)) found.push({ why: 'not-available' });
  if (isOff(who, one)) found.push({ why: 'time-off' });
  const courses = missingCourses(model, who, one);
  if (courses.length > 0) found.push({ why: 'training', courses });
  if (isTraineeAlone(model, roster, person, occurrence)) found.push({ why: 'trainee-alone' });
  return found;
}

/** The rules about the person's occurrences together that would be broken, or more than now, in the order of reasons. */
export function brokenObstacles(
  model: RosterModel,
  roster: Roster,
  person: number,
  occurrence: number,
): Extract<Obstacle, { break: PersonBreak }>[] {
  return newBreaks(model, roster, person, occurrence).map((one) => ({ why: one.rule, break: one }));
}

/** What no other placement changes: there already, not available, away, untrained. */
export function standingReason(model: RosterModel, roster: Roster, person: number, occurrence: number): Reason | null {
  const who = model.people[person];
  const one = model.occurrences[occurrence];
  if (who === undefined || one === undefined) return null;
  if (isThere(roster, one, person, occurrence)) return 'already-there';
  if (!who.hasWindows) return 'no-times-given';
  if (!isWithin(who.canBe, one)) return 'not-available';
  if (isOff(who, one)) return 'time-off';
  return missingCourses(model, who, one).length > 0 ? 'training' : null;
}

function isThere(roster: Roster, one: RosterOccurrence, person: number, occurrence: number): boolean {
  return (roster.primaries[occurrence] ?? []).includes(person) || one.backups.includes(person);
}

/** Whether somebody is a trainee and no other primary of the occurrence is none. */
export function isTraineeAlone(model: RosterModel, roster: Roster, person: number, occurrence: number): boolean {
  if (model.people[person]?.isTrainee !== true) return false;
  return (roster.primaries[occurrence] ?? []).every((other) => model.people[other]?.isTrainee === true);
}

/** What breaks among the person's occurrences with this one that did not, or not as much, without it. */
export function newBreaks(model: RosterModel, roster: Roster, person: number, occurrence: number): PersonBreak[] {
  const duties = roster.duties[person] ?? [];
  const backups = roster.backups[person] ?? [];
  const after = personBreaks(
    model,
    person,
    [...duties, occurrence].sort((a, b) => a - b),
    backups,
  );
  if (after.length === 0) return after;
  const before = personBreaks(model, person, duties, backups);
  return after.filter(
    (one) =>
      one.occurrences.some((index) => model.occurrences[index]?.isInRange) &&
      !before.some((other) => isNoWorse(one, other)),
  );
}

function isNoWorse(now: PersonBreak, before: PersonBreak): boolean {
  if (now.rule !== before.rule || now.at !== before.at) return false;
  return now.rule === 'rest' ? (now.value ?? 0) >= (before.value ?? 0) : (now.value ?? 0) <= (before.value ?? 0);
}
