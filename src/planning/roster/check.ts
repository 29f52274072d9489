/** The one checker of rosters, whoever made them: what is short, what is missed, what breaks a rule, and the score. */
import { isOff, missingCourses } from './facts.ts';
import type { RosterModel, RosterOccurrence, RosterPerson } from './model.ts';
import { personBreaks, personRules } from './person-rules.ts';
import { type Roster, serves } from './roster.ts';
import { isTraineeAlone } from './why-not.ts';
import { isWithin, wishCost } from './windows.ts';

/** Every rule a roster can break, in the order in which violations are told. */
export const rules = ['availability', 'time-off', 'training', 'trainee-alone', ...personRules, 'overfilled'] as const;
export type Rule = (typeof rules)[number];

/** One break of a rule; `person` is null where it is nobody's own, `value` and `limit` where there is no number. */
export type Violation = {
  rule: Rule;
  person: number | null;
  occurrences: readonly number[];
  value: number | null;
  limit: number | null;
};

/** Raw sums over the range; hours squared for `fairness`. */
export type Score = {
  short: number;
  needsMissed: number;
  changes: number;
  wishes: number;
  fairness: number;
  load: number;
};

export type RosterCheck = {
  score: Score;
  short: { occurrence: number; short: number }[];
  /** `missing` names a language or tag once for each head. */
  needsMissed: { occurrence: number; missing: string[] }[];
  violations: Violation[];
};

/** Checks the range of `model` as `roster` has it; what lies outside counts, and is told where it concerns the range. */
export function checkRoster(model: RosterModel, roster: Roster): RosterCheck {
  const short: RosterCheck['short'] = [];
  const needsMissed: RosterCheck['needsMissed'] = [];
  const violations: Violation[] = [];
  let changes = 0;
  for (const [index, one] of model.occurrences.entries()) {
    if (!one.isInRange) continue;
    const primaries = roster.primaries[index] ?? [];
    if (primaries.length < one.need) short.push({ occurrence: index, short: one.need - primaries.length });
    const missing = missingOf(model, one, primaries);
    if (missing.length > 0) needsMissed.push({ occurrence: index, missing });
    changes += one.published.filter((person) => !primaries.includes(person)).length;
    violations.push(...violationsAt(model, roster, one, index));
  }
  for (const person of model.people.keys()) {
    for (const broken of personBreaks(model, person, roster.duties[person] ?? [], roster.backups[person] ?? [])) {
      const { rule, occurrences, value, limit } = broken;
      if (occurrences.some((index) => model.occurrences[index]?.isInRange === true))
        violations.push({ rule, person, occurrences, value, limit });
    }
  }
  const place = new Map(rules.map((rule, index) => [rule, index]));
  violations.sort((a, b) => (place.get(a.rule) ?? 0) - (place.get(b.rule) ?? 0));
  const score: Score = {
    short: short.reduce((sum, one) => sum + one.short, 0),
    needsMissed: needsMissed.reduce((sum, one) => sum + one.missing.length, 0),
    changes,
    wishes: wishesOf(model, roster),
    fairness: fairnessOf(model, roster),
    load: 0,
  };
  return { score, short, needsMissed, violations };
}

/** What `requires` asks for and the primaries have not, one entry for each missing head. */
function missingOf(model: RosterModel, one: RosterOccurrence, primaries: readonly number[]): string[] {
  return one.requires.flatMap((requirement) => {
    const have = primaries.filter((person) => serves(model.people[person] as RosterPerson, requirement)).length;
    const missing = Math.max(0, (requirement.count ?? 1) - have);
    return Array.from({ length: missing }, () => requirement.language ?? requirement.tag ?? '');
  });
}

/** What one occurrence breaks by itself. */
function violationsAt(model: RosterModel, roster: Roster, one: RosterOccurrence, index: number): Violation[] {
  const primaries = roster.primaries[index] ?? [];
  const found: Violation[] = [];
  const say = (rule: Rule, person: number | null, value: number | null = null, limit: number | null = null) =>
    found.push({ rule, person, occurrences: [index], value, limit });
  for (const person of one.away) say('time-off', person);
  for (const person of [...primaries, ...one.texters]) {
    const who = model.people[person] as RosterPerson;
    if (who.hasWindows && !isWithin(who.canBe, one)) say('availability', person);
    if (isOff(who, one)) say('time-off', person);
    if (missingCourses(model, who, one).length > 0) say('training', person);
    if (isTraineeAlone(model, roster, person, index)) say('trainee-alone', person);
  }
  if (primaries.length > one.need) say('overfilled', null, primaries.length, one.need);
  return found;
}

function wishesOf(model: RosterModel, roster: Roster): number {
  let sum = 0;
  for (const [index, one] of model.occurrences.entries()) {
    if (!one.isInRange) continue;
    for (const person of roster.primaries[index] ?? []) sum += wishCost(model.people[person]?.wishes ?? [], one);
  }
  return sum;
}

/** The squared distances, summed, of everybody's hours from the share of all hours that they have by what they offered. */
function fairnessOf(model: RosterModel, roster: Roster): number {
  const hours = model.people.map((_, person) =>
    (roster.duties[person] ?? []).reduce((sum, index) => sum + hoursInRange(model.occurrences[index]), 0),
  );
  const all = hours.reduce((sum, one) => sum + one, 0);
  const offered = model.people.reduce((sum, person) => sum + person.offeredHours, 0);
  return model.people.reduce((sum, person, index) => {
    const share = offered > 0 ? (all * person.offeredHours) / offered : 0;
    return sum + ((hours[index] ?? 0) - share) ** 2;
  }, 0);
}

function hoursInRange(one: RosterOccurrence | undefined): number {
  return one?.isInRange === true ? one.hours : 0;
}

/** What is weighed last: wishes, fairness and load as 4 : 2 : 1, for each of `places`. */
export function weighed({ wishes, fairness, load }: Score, places: number): number {
  return (4 * wishes + 2 * fairness + load) / Math.max(1, places);
}
