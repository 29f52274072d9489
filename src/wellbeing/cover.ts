/** How rests thin the cover of a line, and who of its backups then steps up (W4). */
import { guardsOf, type GuardKind, type PersonFacts } from './guards.ts';

/** What keeps somebody from calls for their own good. */
const restGuards = new Set<GuardKind>(['on-break', 'heavy-rest', 'spent']);
/** What else means that they are not there for callers now; somebody whose phone rings, who talks or wraps up is there. */
const absentGuards = new Set<GuardKind>(['off-shift', 'off', 'untrained']);

export type Cover = {
  /** Primaries who are there for callers, in a contact or free. */
  have: number;
  /** Primaries who rest or are on a break, and until when: the end of their duty where no other is known. */
  resting: { personId: string; untilMs: number }[];
  /** Backups whose phones ring like a primary's while rests leave fewer people than needed. */
  steppingUp: string[];
};

/** Since when rests have left a line fewer people than it needs, and the fewest that they have left it since. */
export type Thinness = { sinceMs: number; fewest: number };

/** An absence shorter than this is not worth anybody's attention. */
const shortRestMs = 5 * 60_000;

/**
 * Whether rests make cover thin, `was` being what the last look found: it begins with a rest of some length, and is the
 * same thinness until as many are there as are needed, or nobody rests any more.
 */
export function thinnessAt(
  { have, resting }: Cover,
  need: number,
  was: Thinness | null,
  nowMs: number,
): Thinness | null {
  if (have >= need || resting.length === 0) return null;
  if (was) return { sinceMs: was.sinceMs, fewest: Math.min(was.fewest, have) };
  return resting.some(({ untilMs }) => untilMs - nowMs >= shortRestMs) ? { sinceMs: nowMs, fewest: have } : null;
}

/**
 * The cover of a line of which `need` people are needed. Rests never make cover thin for long: as many backups as are
 * missing step up, those with the least load first, and step back by themselves as people return.
 */
export function coverOf(people: readonly PersonFacts[], need: number, nowMs: number): Cover {
  const primaries = people.filter((facts) => facts.onShiftAs === 'primary');
  const resting = primaries.filter((facts) => isResting(facts, nowMs));
  const have = primaries.filter((facts) => isThere(facts, nowMs)).length;
  const backups = people.filter((facts) => facts.onShiftAs === 'backup' && isThere(facts, nowMs)).sort(byLoad);
  return {
    have,
    resting: resting.map((facts) => ({ personId: facts.personId, untilMs: restEndMs(facts, nowMs) })),
    steppingUp: resting.length === 0 ? [] : backups.slice(0, Math.max(0, need - have)).map((facts) => facts.personId),
  };
}

/** Whether somebody is kept from calls for their own good. */
export function isResting(facts: PersonFacts, nowMs: number): boolean {
  return guardsOf(facts, nowMs).some((guard) => restGuards.has(guard.kind));
}

function isThere(facts: PersonFacts, nowMs: number): boolean {
  return !guardsOf(facts, nowMs).some((guard) => restGuards.has(guard.kind) || absentGuards.has(guard.kind));
}

function restEndMs(facts: PersonFacts, nowMs: number): number {
  const ends = guardsOf(facts, nowMs)
    .filter((guard) => restGuards.has(guard.kind))
    .map((guard) => guard.untilMs ?? facts.duty?.endMs ?? nowMs);
  return Math.max(...ends);
}

/** By load in steps of five, then by id, so that the choice does not change at every look. */
function byLoad(a: PersonFacts, b: PersonFacts): number {
  return Math.floor(a.load / 5) - Math.floor(b.load / 5) || (a.personId < b.personId ? -1 : 1);
}
