/** Why a place stays empty, and what would fill it: each candidate under one reason, and the cheapest ways out. */
import { dateName } from '../../schedule/wall-clock.ts';
import type { Limits, OwnLimits, RosterModel, RosterPerson } from './model.ts';
import { limitsFor, linesOf, type Roster } from './roster.ts';
import { brokenObstacles, type Obstacle, type Reason, reasons, standingObstacles, whyNot } from './why-not.ts';
import type { PersonBreak } from './person-rules.ts';

/** One reason with those for whom it is the first. */
export type ReasonGroup = { why: Reason; people: number[] };

/** What one more person could come by: what has to change for them, and whom it would bring, each one alone. */
export type WayOut = { people: number[]; change: WayOutChange };

export type WayOutChange =
  | { kind: 'own-limit'; monday: number; limits: { limit: keyof OwnLimits; more: number }[] }
  | { kind: 'times' }
  | { kind: 'training'; courses: string[] };

/** Every candidate, under the first reason that holds, in the order of reasons; those whom nothing keeps are not in it. */
export function reasonsFor(model: RosterModel, roster: Roster, occurrence: number): ReasonGroup[] {
  const groups = new Map<Reason, number[]>();
  for (const [person, { isCandidate, takesCalls }] of model.people.entries()) {
    const why = isCandidate && takesCalls ? whyNot(model, roster, person, occurrence) : null;
    if (why !== null) groups.set(why, [...(groups.get(why) ?? []), person]);
  }
  return reasons.flatMap((why) => {
    const people = groups.get(why);
    return people === undefined ? [] : [{ why, people }];
  });
}

/**
 * What would bring one more person to `occurrence`, cheapest first: a limit of one's own that stays within the policy, times
 * not offered yet, a course. Nobody is asked for what would cost them rest, time off or the policy's limits.
 */
export function waysOut(model: RosterModel, roster: Roster, occurrence: number): WayOut[] {
  const ways = new Map<string, WayOut>();
  for (const [person, { isCandidate, takesCalls }] of model.people.entries()) {
    const change = isCandidate && takesCalls ? wayOutFor(model, roster, person, occurrence) : null;
    if (change === null) continue;
    const key = JSON.stringify(change);
    const way = ways.get(key);
    if (way === undefined) ways.set(key, { people: [person], change });
    else way.people.push(person);
  }
  return [...ways].sort(([, a], [, b]) => priceOf(a.change) - priceOf(b.change)).map(([, way]) => way);
}

function priceOf(change: WayOutChange): number {
  if (change.kind === 'training') return 1_000_000;
  if (change.kind === 'times') return 10_000;
  return change.limits.reduce((sum, { limit, more }) => sum + (limit === 'hoursPerWeek' ? more : 10 * more), 0);
}

/** The one change that brings this person, or null: two different kinds at once are no way out. */
export function wayOutFor(model: RosterModel, roster: Roster, person: number, occurrence: number): WayOutChange | null {
  const standing = standingObstacles(model, roster, person, occurrence);
  const [first] = standing;
  if (standing.length > 1) return null;
  const change = first === undefined ? null : changeFor(first);
  if (first !== undefined && change === null) return null;
  const broken = brokenObstacles(model, roster, person, occurrence);
  if (change !== null) return broken.length === 0 ? change : null;
  const limits = broken.map((one) => ownLimitOf(model, roster, person, occurrence, one));
  if (limits.length === 0 || limits.some((one) => one === null)) return null;
  const zone = model.people[person]?.timeZone ?? '';
  const monday = model.calendars.get(zone)?.monday[occurrence] ?? 0;
  return { kind: 'own-limit', monday, limits: limits.flatMap((one) => one ?? []) };
}

function changeFor(standing: Obstacle): WayOutChange | null {
  if (standing.why === 'training') return { kind: 'training', courses: standing.courses };
  return standing.why === 'not-available' || standing.why === 'no-times-given' ? { kind: 'times' } : null;
}

const ownLimits: { [Why in Reason]?: keyof OwnLimits } = {
  'hours-per-week': 'hoursPerWeek',
  'shifts-per-week': 'shiftsPerWeek',
  'nights-per-week': 'nightsPerWeek',
};

/** How much more of a limit of their own it would take, where that stays within the policy's. */
function ownLimitOf(
  model: RosterModel,
  roster: Roster,
  person: number,
  occurrence: number,
  obstacle: Extract<Obstacle, { break: PersonBreak }>,
): { limit: keyof OwnLimits; more: number } | null {
  const limit = ownLimits[obstacle.why];
  if (limit === undefined) return null;
  const { value, limit: most } = obstacle.break;
  const who = model.people[person] as RosterPerson;
  const lines = linesOf(model, [...(roster.duties[person] ?? []), occurrence]);
  const policy: Limits = limitsFor(model, { ...who, limits: {} }, lines);
  if (value === null || most === null || value > policy[limit]) return null;
  return { limit, more: value - most };
}

/** A way out in words, such as "2 more hours in the week of 2026-11-09". */
export function wayOutInWords(occurrence: string, change: WayOutChange): string {
  switch (change.kind) {
    case 'own-limit':
      return `${change.limits.map(moreOf).join(' and ')} in the week of ${dateName(change.monday)} than they have set themselves`;
    case 'times':
      return `offer the time of this shift (${occurrence.replace('T', ' ')})`;
    case 'training':
      return `a valid training ${change.courses.map((course) => JSON.stringify(course)).join(' and ')}`;
  }
}

const nouns: Record<keyof OwnLimits, string> = { hoursPerWeek: 'hour', shiftsPerWeek: 'shift', nightsPerWeek: 'night' };

function moreOf({ limit, more }: { limit: keyof OwnLimits; more: number }): string {
  const amount = Math.round(more * 100) / 100;
  return `${amount} more ${nouns[limit]}${amount === 1 ? '' : 's'}`;
}
