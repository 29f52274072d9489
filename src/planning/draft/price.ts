/** "Why not Ben on Tuesday?": the rule, its way out, and what it would cost (R5). */
import { checkRoster, weighed, type RosterCheck, type Score, type Violation } from '../../planning/roster/check.ts';
import type { Placement, RosterModel } from '../../planning/roster/model.ts';
import { wayOutFor, type WayOutChange } from '../../planning/roster/reasons.ts';
import { rosterOf, type Roster } from '../../planning/roster/roster.ts';
import {
  brokenObstacles,
  standingObstacles,
  whyNot,
  type Obstacle,
  type Reason,
} from '../../planning/roster/why-not.ts';
import { lockKey } from './commands.ts';
import { onCallMayPlan, type Fixed } from './fixed.ts';
import { newViolations, without } from './proposal.ts';

/** What speaks against somebody on an occurrence. */
export type Price = {
  /** The first rule, as everywhere; null where none speaks against it. */
  why: Reason | null;
  obstacle: Obstacle | null;
  wayOut: WayOutChange | null;
  score: Score;
  /** Placed all the same: the score, and what is broken that is not now; null where they are there already. */
  anyway: { score: Score; violations: Violation[] } | null;
  /** Those who would have to give way so that nothing is broken for it, at the best score; null where nothing helps, or is needed. */
  instead: { score: Score; dropped: Placement[] } | null;
};

/** At most so many of somebody's shifts give way for one. */
const dropsAtMost = 2;

/** What it means to place `person` on `occurrence` of `drafted`, both by their index; whoever is on call there may come. */
export function priceOf(drafted: RosterModel, person: number, occurrence: number, fixed: Fixed): Price {
  const model = onCallMayPlan(drafted, fixed);
  const roster = rosterOf(model, []);
  const now = checkRoster(model, roster);
  const why = whyNot(model, roster, person, occurrence);
  const obstacles = [
    ...standingObstacles(model, roster, person, occurrence),
    ...brokenObstacles(model, roster, person, occurrence),
  ];
  const obstacle = obstacles.find((one) => one.why === why) ?? null;
  const answer: Price = { why, obstacle, wayOut: null, score: now.score, anyway: null, instead: null };
  if (why === 'already-there') return answer;
  const placed = checkRoster(model, rosterOf(model, [{ occurrence, person }]));
  return {
    ...answer,
    wayOut: model.people[person]?.isCandidate ? wayOutFor(model, roster, person, occurrence) : null,
    anyway: { score: placed.score, violations: newViolations(now, placed) },
    instead: insteadOf(model, roster, { person, occurrence }, { fixed, now }),
  };
}

function insteadOf(
  model: RosterModel,
  roster: Roster,
  { person, occurrence }: Placement,
  { fixed, now }: { fixed: Fixed; now: RosterCheck },
): Price['instead'] {
  const one = model.occurrences[occurrence];
  const own = standingObstacles(model, roster, person, occurrence).filter(({ why }) => why !== 'trainee-alone');
  if (one === undefined || own.length > 0) return null;
  const mayGo = (placement: Placement) => {
    const at = model.occurrences[placement.occurrence];
    const who = model.people[placement.person]?.id ?? '';
    const isLocked = at && (fixed.locks.has(lockKey(at, null)) || fixed.locks.has(lockKey(at, who)));
    return at?.isInRange === true && at.startMs > fixed.nowMs && !isLocked;
  };
  const on = roster.primaries[occurrence] ?? [];
  const isFull = on.length >= one.need;
  const others = isFull ? on.map((other) => ({ occurrence, person: other })).filter(mayGo) : [];
  if (isFull && others.length === 0) return null;
  let best: { check: RosterCheck; dropped: Placement[] } | null = null;
  for (const mine of waysToMakeRoom(model, roster, { person, occurrence }, mayGo)) {
    for (const dropped of isFull ? others.map((other) => [...mine, other]) : [mine]) {
      if (dropped.length === 0) continue;
      const after = without(model, dropped);
      if (whyNot(after, rosterOf(after, []), person, occurrence) !== null) continue;
      const check = checkRoster(after, rosterOf(after, [{ occurrence, person }]));
      if (newViolations(now, check).length > 0) continue;
      if (best === null || isBetter(model, check.score, best.check.score)) best = { check, dropped };
    }
  }
  return best && { score: best.check.score, dropped: best.dropped };
}

/** The fewest of somebody's own shifts without which no rule about them keeps them away: every choice of that size. */
function waysToMakeRoom(
  model: RosterModel,
  roster: Roster,
  { person, occurrence }: Placement,
  mayGo: (placement: Placement) => boolean,
): Placement[][] {
  const obstacles = brokenObstacles(model, roster, person, occurrence);
  if (obstacles.length === 0) return [[]];
  const concerned = new Set(obstacles.flatMap((one) => one.break.occurrences));
  const own = (roster.duties[person] ?? [])
    .filter((index) => concerned.has(index))
    .map((index) => ({ occurrence: index, person }))
    .filter(mayGo);
  let choices: Placement[][] = [[]];
  for (let size = 1; size <= dropsAtMost; size += 1) {
    choices = choices.flatMap((chosen) =>
      own.filter((one) => one.occurrence > (chosen.at(-1)?.occurrence ?? -1)).map((one) => [...chosen, one]),
    );
    const enough = choices.filter((dropped) => {
      const duties = (roster.duties[person] ?? []).filter((index) => !dropped.some((one) => one.occurrence === index));
      const lighter = { ...roster, duties: roster.duties.map((of, index) => (index === person ? duties : of)) };
      return brokenObstacles(model, lighter, person, occurrence).length === 0;
    });
    if (enough.length > 0) return enough;
  }
  return [];
}

function isBetter(model: RosterModel, one: Score, other: Score): boolean {
  const places = model.occurrences.reduce((sum, { isInRange, need }) => sum + (isInRange ? need : 0), 0);
  const prices = (score: Score) => [score.short, score.needsMissed, score.changes, weighed(score, places)];
  const [mine, theirs] = [prices(one), prices(other)];
  const difference = mine.map((price, index) => price - (theirs[index] ?? 0)).find((apart) => Math.abs(apart) > 1e-9);
  return (difference ?? 0) < 0;
}
