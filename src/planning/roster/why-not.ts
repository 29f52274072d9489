/** Why somebody may not be placed on an occurrence: one answer for auto-fill, its reasons, open shifts, and the warnings of the grid. */
import { speaks } from '../../schedule/languages.ts';
import { isOff, missingCourses } from './facts.ts';
import type { RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import { personBreaks, personRules, type PersonBreak } from './person-rules.ts';
import type { Roster } from './roster.ts';
import { isWithin } from './windows.ts';

/** Every reason of auto-fill, in the order in which the first that holds is told. */
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

/** What speaks against people who ask for themselves, besides. */
export type OwnReason = 'not-a-volunteer' | 'language';

/**
 * Who asks. `auto-fill` places candidates only where they said that they can. Whoever is `taking` a shift can, by their own
 * word, but must be a volunteer and speak a language of the line. `coming-in` is the same for a shift that begins now, made
 * for them alone: whether a trainee has somebody beside them there is for the guards to say, which know who is on the line.
 */
export type Asker = 'auto-fill' | 'taking' | 'coming-in';

const notAsked: Record<Asker, ReadonlySet<Reason | OwnReason>> = {
  'auto-fill': new Set(['not-a-volunteer', 'language']),
  taking: new Set(['no-times-given', 'not-available']),
  'coming-in': new Set(['no-times-given', 'not-available', 'trainee-alone']),
};

/** A reason with what it is about: the courses that are missing, or the rule that would be broken and by how much. */
export type Obstacle =
  | { why: Exclude<Reason, 'training' | PersonBreak['rule']> }
  | { why: 'training'; courses: string[] }
  | BrokenRule;
export type BrokenRule = { why: PersonBreak['rule']; break: PersonBreak };
export type OwnObstacle = { why: OwnReason };

/** The first reason why `person` may not come as primary to `occurrence` in `roster` by auto-fill; null where nothing speaks against it. */
export function whyNot(model: RosterModel, roster: Roster, person: number, occurrence: number): Reason | null {
  const [standing] = standingObstacles(model, roster, person, occurrence);
  return standing?.why ?? newBreaks(model, roster, person, occurrence)[0]?.rule ?? null;
}

/** Everything that keeps `person` away from auto-fill and is no rule about their occurrences together, in the order of reasons. */
export function standingObstacles(model: RosterModel, roster: Roster, person: number, occurrence: number): Obstacle[] {
  return obstaclesFor('auto-fill', model, roster, person, occurrence).filter(isOfAutoFill);
}

/** The same of somebody who asks for themselves. */
export function ownObstacles(
  asker: Exclude<Asker, 'auto-fill'>,
  model: RosterModel,
  roster: Roster,
  person: number,
  occurrence: number,
): (Obstacle | OwnObstacle)[] {
  return obstaclesFor(asker, model, roster, person, occurrence);
}

/** What no other placement changes for auto-fill: there already, not available, away, untrained. */
export function standingReason(model: RosterModel, roster: Roster, person: number, occurrence: number): Reason | null {
  const [first] = standingObstacles(model, roster, person, occurrence).filter(({ why }) => why !== 'trainee-alone');
  return first?.why ?? null;
}

function isOfAutoFill(obstacle: Obstacle | OwnObstacle): obstacle is Obstacle {
  return !notAsked['auto-fill'].has(obstacle.why);
}

function obstaclesFor(
  asker: Asker,
  model: RosterModel,
  roster: Roster,
  person: number,
  occurrence: number,
): (Obstacle | OwnObstacle)[] {
  const who = model.people[person];
  const one = model.occurrences[occurrence];
  if (who === undefined || one === undefined) return [];
  if (isThere(roster, one, person, occurrence)) return [{ why: 'already-there' }];
  const found: (Obstacle | OwnObstacle)[] = [];
  if (!who.isCandidate) found.push({ why: 'not-a-volunteer' });
  if (!who.hasWindows) found.push({ why: 'no-times-given' });
  else if (!isWithin(who.canBe, one)) found.push({ why: 'not-available' });
  if (isOff(who, one)) found.push({ why: 'time-off' });
  if (!speaksThere(model, who, one)) found.push({ why: 'language' });
  const courses = missingCourses(model, who, one);
  if (courses.length > 0) found.push({ why: 'training', courses });
  if (isTraineeAlone(model, roster, person, occurrence)) found.push({ why: 'trainee-alone' });
  return found.filter(({ why }) => !notAsked[asker].has(why));
}

/** The rules about the person's occurrences together that would be broken, or more than now, in the order of reasons. */
export function brokenObstacles(model: RosterModel, roster: Roster, person: number, occurrence: number): BrokenRule[] {
  return newBreaks(model, roster, person, occurrence).map((one) => ({ why: one.rule, break: one }));
}

function speaksThere({ lines }: RosterModel, { languages }: RosterPerson, { line }: RosterOccurrence): boolean {
  const wanted = lines.get(line)?.languages ?? [];
  return wanted.length === 0 || wanted.some((language) => speaks(languages, language));
}

function isThere(roster: Roster, one: RosterOccurrence, person: number, occurrence: number): boolean {
  return [...(roster.primaries[occurrence] ?? []), ...one.texters, ...one.backups].includes(person);
}

/** Whether somebody is a trainee and no other primary of the occurrence is none; beside who answers calls is only who takes calls. */
export function isTraineeAlone(model: RosterModel, roster: Roster, person: number, occurrence: number): boolean {
  const who = model.people[person];
  if (who?.isTrainee !== true) return false;
  const texters = who.takesCalls ? [] : (model.occurrences[occurrence]?.texters ?? []);
  return [...(roster.primaries[occurrence] ?? []), ...texters].every(
    (other) => model.people[other]?.isTrainee === true,
  );
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
