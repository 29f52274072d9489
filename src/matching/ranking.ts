/** The order in which free people are asked, whoever they are asked for (rules.md, "Ring order"). */
import { bandOf, type Band } from '../wellbeing/bands.ts';
import type { PersonFacts } from '../wellbeing/guards.ts';
import { roleOf } from './eligibility.ts';
import type { Role } from './model.ts';

const roles: Record<Role, number> = { primary: 0, backup: 1, reserve: 2 };
const bands: Record<Band, number> = { fresh: 0, steady: 1, strained: 2, spent: 3 };

/** What decides their place besides the person's own facts. */
export type RankedFor = {
  /** Whoever missed this contact is behind everybody (V3). */
  missed: number;
  /** A lost volunteer comes before the others (V6). */
  isPreferred: boolean;
  /** Somebody with fewer open conversations comes first, for those who write (T1). */
  openConversations: number;
  wish: string | null;
  seed: string;
};

/** Sort key of a person, smallest first. */
export function rankOf(facts: PersonFacts, ranked: RankedFor): number[] {
  return [...placeOf(facts, ranked), drawOf(ranked.seed, facts.personId)];
}

/** The same but for chance, which parts those who are alike. */
function placeOf(facts: PersonFacts, ranked: RankedFor): number[] {
  return [
    ranked.missed,
    ranked.isPreferred ? 0 : 1,
    roles[roleOf(facts)],
    ranked.openConversations,
    ranked.wish === null || facts.tags.includes(ranked.wish) ? 0 : 1,
    bands[bandOf(facts.load)],
    Math.floor(facts.load / 5),
    facts.idleSinceMs ?? 0,
  ];
}

/** The people in the order in which they are asked. */
export function inRingOrder<Person>(people: readonly Person[], rank: (person: Person) => number[]): Person[] {
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ person }) => person);
}

/** The first of them by `rankOf`; nobody puts the others in order, and chance is drawn only for those who are alike. */
export function firstInRingOrder(
  people: readonly PersonFacts[],
  rankedFor: (facts: PersonFacts) => RankedFor,
): PersonFacts | undefined {
  let [first] = people;
  if (!first) return undefined;
  let place = placeOf(first, rankedFor(first));
  for (const facts of people) {
    const ranked = rankedFor(facts);
    const other = placeOf(facts, ranked);
    const compared =
      compareRanks(other, place) || drawOf(ranked.seed, facts.personId) - drawOf(ranked.seed, first.personId);
    if (compared < 0) [first, place] = [facts, other];
  }
  return first;
}

/** Compares two sort keys item by item. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index += 1) {
    const [left, right] = [a[index] ?? 0, b[index] ?? 0];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** A number that depends on seed and person alone (FNV-1a), so that ties fall differently each time and replay the same. */
export function drawOf(seed: string, personId: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${seed}/${personId}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** What a caller's place in line goes by; `src/contacts/routing-sql.ts` asks the tables in the same order. */
type Placed = { id: string; lastInLine: boolean; rankAtMs: number; arrivedAtMs: number };

/** The order in which callers are served, oldest first: a sort of contacts. */
export function byPlaceInLine(a: Placed, b: Placed): number {
  return (
    Number(a.lastInLine) - Number(b.lastInLine) ||
    a.rankAtMs - b.rankAtMs ||
    a.arrivedAtMs - b.arrivedAtMs ||
    (a.id < b.id ? -1 : 1)
  );
}
