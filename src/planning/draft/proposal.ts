/** What auto-fill may change in a draft, what it proposes, and what of a proposal still fits once the draft has moved on (R5). */
import { checkRoster, type RosterCheck, type Violation } from '../../planning/roster/check.ts';
import type { Placement, RosterModel, RosterOccurrence } from '../../planning/roster/model.ts';
import { onCallLeft } from '../../planning/roster/on-call.ts';
import { rosterOf, type Roster } from '../../planning/roster/roster.ts';
import { standingReason, whyNot, type Reason } from '../../planning/roster/why-not.ts';
import { lockKey, type DraftCommand, type Place } from './commands.ts';
import { isFixed, onCallMayPlan, type Fixed } from './fixed.ts';

/** `open`: open places are filled; `unlocked`: whoever is not locked may be moved for it as well. */
export type FillMode = 'open' | 'unlocked';

/** Somebody on an occurrence, by names. */
export type NamedPlacement = Place & { person: string };

/** Who comes and who goes, as primaries; nothing of it is in the draft yet. */
export type Proposal = { add: NamedPlacement[]; remove: NamedPlacement[] };

/**
 * The model that an optimiser is given. Occurrences that have begun, and locked ones, stay as they are. Whoever is on call may
 * be planned instead (`onCallMayPlan`). Where people may be moved, those stay all the same whom auto-fill could not put there by itself, and those who break a rule where they are: somebody
 * decided that.
 */
export function modelToFill(drafted: RosterModel, mode: FillMode, fixed: Fixed): RosterModel {
  const model = onCallMayPlan(drafted, fixed);
  const decided = mode === 'open' ? new Set<string>() : breakers(model);
  const nobody = rosterOf({ ...model, occurrences: model.occurrences.map((one) => ({ ...one, primaries: [] })) }, []);
  const stays = (person: number, occurrence: number) => {
    const one = model.occurrences[occurrence] as RosterOccurrence;
    const who = model.people[person];
    return (
      mode === 'open' ||
      who?.isCandidate !== true ||
      fixed.locks.has(lockKey(one, who.id)) ||
      decided.has(`${occurrence} ${person}`) ||
      standingReason(model, nobody, person, occurrence) !== null
    );
  };
  const occurrences = model.occurrences.map((one, index) => {
    if (!one.isInRange) return one;
    if (isFixed(one, fixed)) return { ...one, need: Math.min(one.need, one.primaries.length) };
    const stay = one.primaries.filter((person) => stays(person, index));
    // A trainee who stays is not left alone by those who were beside them.
    const isTrainee = (person: number) => model.people[person]?.isTrainee === true;
    const areAlone = stay.length > 0 && stay.every(isTrainee);
    return {
      ...one,
      primaries: areAlone ? one.primaries.filter((person) => stay.includes(person) || !isTrainee(person)) : stay,
    };
  });
  return { ...model, occurrences };
}

function breakers(model: RosterModel): Set<string> {
  const { violations } = checkRoster(model, rosterOf(model, []));
  return new Set(
    violations.flatMap(({ person, occurrences }) =>
      person === null ? [] : occurrences.map((occurrence) => `${occurrence} ${person}`),
    ),
  );
}

/** How many shifts of the range are still to come, and how many of their places are open. */
export function leftToFill(model: RosterModel, fixed: Fixed): { occurrences: number; places: number } {
  const ahead = model.occurrences.filter((one) => one.isInRange && !isFixed(one, fixed));
  const places = ahead.reduce((sum, one) => sum + Math.max(0, one.need - one.primaries.length), 0);
  return { occurrences: ahead.length, places };
}

/** What `placements`, found for `given`, change in `model`; nothing where that would be no better than what is there. */
export function proposalOf(model: RosterModel, given: RosterModel, placements: readonly Placement[]): Proposal {
  const [before, after] = [rosterOf(model, []), rosterOf(given, placements)];
  const covers = ({ score }: RosterCheck) => [score.short, score.needsMissed];
  const [was, is] = [covers(checkRoster(model, before)), covers(checkRoster(model, after))];
  const worse = is.map((value, index) => value - (was[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
  const proposal: Proposal = { add: [], remove: [] };
  if (worse > 0) return proposal;
  for (const index of model.occurrences.keys()) {
    const [old, fresh] = [before.primaries[index] ?? [], after.primaries[index] ?? []];
    const named = (person: number) => namedIn(model, index, person);
    proposal.add.push(...fresh.filter((person) => !old.includes(person)).map(named));
    proposal.remove.push(...old.filter((person) => !fresh.includes(person)).map(named));
  }
  return proposal;
}

/**
 * Why a part of a proposal is left out: `filled`: somebody else is there by now; `begun`: it is too late; `kept`: they stay since
 * nobody can come in their place; or the rule that speaks against it by now.
 */
export type LeftOutWhy =
  | Reason
  | 'no-occurrence'
  | 'no-person'
  | 'not-there'
  | 'filled'
  | 'locked'
  | 'begun'
  | 'kept'
  | 'breaks-rules';

export type LeftOutOfFill = NamedPlacement & { step: 'add' | 'remove'; why: LeftOutWhy };

/**
 * What of a proposal fits, where those who come are on call no more (`leaves`: there, and at the same time), and the roster then,
 * of `model`: the draft's, without those on call who could be planned as well.
 */
export type Fitting = {
  fits: Proposal;
  leaves: NamedPlacement[];
  leftOut: LeftOutOfFill[];
  roster: Roster;
  model: RosterModel;
};

type Step = Placement & { named: NamedPlacement };

/** What of `proposal` can be done to `drafted` now: all of it where nothing it rests on has changed, else one by one. */
export function fitting(drafted: RosterModel, proposal: Proposal, fixed: Fixed): Fitting {
  const model = onCallMayPlan(drafted, fixed);
  const leftOut: LeftOutOfFill[] = [];
  const now = rosterOf(model, []);
  const steps = (step: 'add' | 'remove', named: readonly NamedPlacement[]): Step[] => {
    const [occurrences, people] = indexesOf(model);
    return named.flatMap((one) => {
      const occurrence = occurrences.get(JSON.stringify([one.shift, one.occurrence]));
      const person = people.get(one.person);
      const why = obstacle(model, now, step, { occurrence, person, fixed });
      if (why !== null || occurrence === undefined || person === undefined) {
        leftOut.push({ ...one, step, why: why ?? 'no-person' });
        return [];
      }
      return [{ occurrence, person, named: one }];
    });
  };
  const removals = steps('remove', proposal.remove);
  const adds = steps('add', proposal.add);
  const whole = rosterOf(without(model, removals), adds);
  const isWhole = leftOut.length === 0 && breaksNothingNew(model, now, whole);
  const fit = isWhole
    ? { added: adds, fits: proposal, leftOut, roster: whole }
    : oneByOne(model, removals, adds, leftOut);
  const { added, ...rest } = fit;
  const leaves = onCallLeft(drafted, added).map(({ occurrence, person }) => namedIn(model, occurrence, person));
  return { ...rest, leaves, model };
}

function namedIn(model: RosterModel, occurrence: number, person: number): NamedPlacement {
  const one = model.occurrences[occurrence] as RosterOccurrence;
  return { shift: one.shift, occurrence: one.occurrence, person: model.people[person]?.id ?? '' };
}

function indexesOf(model: RosterModel): [Map<string, number>, Map<string, number>] {
  const occurrences = [...model.occurrences.entries()].filter(([, one]) => one.isInRange);
  return [
    new Map(occurrences.map(([index, one]) => [JSON.stringify([one.shift, one.occurrence]), index])),
    new Map(model.people.map(({ id }, index) => [id, index])),
  ];
}

function obstacle(
  model: RosterModel,
  now: Roster,
  step: 'add' | 'remove',
  { occurrence, person, fixed }: { occurrence: number | undefined; person: number | undefined; fixed: Fixed },
): LeftOutWhy | null {
  const one = occurrence === undefined ? undefined : model.occurrences[occurrence];
  if (occurrence === undefined || one === undefined) return 'no-occurrence';
  const who = person === undefined ? undefined : model.people[person];
  if (person === undefined || who === undefined) return 'no-person';
  if (one.startMs <= fixed.nowMs) return 'begun';
  if (fixed.locks.has(lockKey(one, null))) return 'locked';
  const isThere = (now.primaries[occurrence] ?? []).includes(person);
  if (step === 'add') return isThere || one.backups.includes(person) ? 'already-there' : null;
  if (!isThere) return 'not-there';
  return fixed.locks.has(lockKey(one, who.id)) ? 'locked' : null;
}

/** The model without some of its primaries. */
export function without(model: RosterModel, removals: readonly Placement[]): RosterModel {
  const gone = new Set(removals.map(({ occurrence, person }) => `${occurrence} ${person}`));
  const occurrences = model.occurrences.map((one, index) => ({
    ...one,
    primaries: one.primaries.filter((person) => !gone.has(`${index} ${person}`)),
  }));
  return { ...model, occurrences };
}

function breaksNothingNew(model: RosterModel, before: Roster, after: Roster): boolean {
  return newViolations(checkRoster(model, before), checkRoster(model, after)).length === 0;
}

/** The violations of `after` that are not, or not as they are, among those of `before`. */
export function newViolations(before: RosterCheck, after: RosterCheck): Violation[] {
  const known = new Set(before.violations.map((one) => JSON.stringify(one)));
  return after.violations.filter((one) => !known.has(JSON.stringify(one)));
}

/** Adds what fits, again and again as long as one makes room for another; who was to go for somebody who cannot come stays. */
function oneByOne(
  model: RosterModel,
  removals: readonly Step[],
  adds: readonly Step[],
  before: LeftOutOfFill[],
): Pick<Fitting, 'fits' | 'leftOut' | 'roster'> & { added: Placement[] } {
  const leftOut = [...before];
  const first = rosterOf(without(model, removals), []);
  const roster = {
    primaries: first.primaries.map((on) => [...on]),
    duties: first.duties.map((duties) => [...duties]),
    backups: first.backups,
  };
  const isFull = (occurrence: number) =>
    (roster.primaries[occurrence] ?? []).length >= (model.occurrences[occurrence]?.need ?? 0);
  const reasonNow = ({ occurrence, person }: Placement): LeftOutWhy | null =>
    isFull(occurrence) ? 'filled' : whyNot(model, roster, person, occurrence);
  const fits: Proposal = { add: [], remove: [] };
  const added: Placement[] = [];
  let waiting = [...adds];
  for (let more = true; more;) {
    more = false;
    const later: Step[] = [];
    for (const step of waiting) {
      if (reasonNow(step) !== null) later.push(step);
      else {
        put(roster, step);
        fits.add.push(step.named);
        added.push(step);
        more = true;
      }
    }
    waiting = later;
  }
  for (const step of waiting) leftOut.push({ ...step.named, step: 'add', why: reasonNow(step) ?? 'breaks-rules' });
  for (const step of removals) {
    if (reasonNow(step) !== null) fits.remove.push(step.named);
    else {
      put(roster, step);
      leftOut.push({ ...step.named, step: 'remove', why: 'kept' });
    }
  }
  return { fits, added, leftOut, roster };
}

function put(roster: { primaries: number[][]; duties: number[][] }, { occurrence, person }: Placement): void {
  const [on, duties] = [roster.primaries[occurrence] ?? [], roster.duties[person] ?? []];
  on.push(person);
  on.sort((a, b) => a - b);
  duties.push(occurrence);
  duties.sort((a, b) => a - b);
}

/**
 * The one step by which a proposal comes into a draft, and those who come leave what they are on call for elsewhere; null where
 * there is nothing of it.
 */
export function commandOf({ add, remove }: Proposal, leaves: readonly NamedPlacement[]): DraftCommand | null {
  const coming = new Set(add.map((one) => lockKey(one, one.person)));
  const elsewhere = leaves.filter((one) => !coming.has(lockKey(one, one.person)));
  const commands: DraftCommand[] = [
    ...[...remove, ...elsewhere].map(({ person, ...at }): DraftCommand => ({ kind: 'unassign', at, person })),
    ...add.map(({ person, ...at }): DraftCommand => ({ kind: 'assign', at, person, as: 'primary' })),
  ];
  return commands.length === 0 ? null : { kind: 'many', commands };
}
