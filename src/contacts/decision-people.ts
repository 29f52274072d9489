/** The people of a line as a decision writes them down: whole, or as the differences from a decision shortly before. */
import { z } from 'zod';
import type { MatchContact, MatchLine } from '../matching/model.ts';
import { each, few, instants, type Column } from '../platform/columns.ts';
import { guardKinds, type GuardKind, type PersonFacts } from '../wellbeing/guards.ts';

/** The people of a line as a decision wrote them down whole: those after it say who is otherwise by now. */
export type Whole = { decisionId: string; atMs: number; people: readonly PersonFacts[] };

/** Of so few people each decision has all. */
const fewPeople = 30;
/** A decision goes by one that was made so long before it at most. */
export const likeAtMostMs = 10 * 60_000;

/** The facts that an answer may depend on: only the board asks who is about to get off the phone. */
type Facts = Required<Omit<PersonFacts, 'leaving' | 'textsOnly'>>;

export const words = z.array(z.string());
const columns: { readonly [Field in keyof Facts]: Column<Facts[Field]> } = {
  personId: each(z.string()),
  languages: few(words),
  tags: few(words),
  leader: few(z.boolean()),
  trainee: few(z.boolean()),
  reserve: few(z.boolean()),
  onShiftAs: few(z.enum(['primary', 'backup']).nullable()),
  duty: few(z.object({ startMs: z.number(), endMs: z.number() }).nullable()),
  automatic: few(z.boolean()),
  missingTraining: few(words),
  setting: few(z.enum(['on', 'off']).nullable()),
  settingAtMs: instants,
  breakUntilMs: instants,
  wrapUpUntilMs: instants,
  restUntilMs: instants,
  restMoreUntilMs: instants,
  waived: few(z.array(z.enum(guardKinds))),
  waivedUntilMs: instants,
  busy: few(z.enum(['offered', 'in-contact']).nullable()),
  textingUntilMs: instants,
  idleSinceMs: instants,
  load: few(z.number()),
};
const columnEntries = Object.entries<Column<unknown>>(columns);

const whole = z.record(z.string(), z.unknown());

/** How the people of a line are stored: `like` names the decision that has them whole, `at` the places of those who are otherwise, `wished` of those with a tag that somebody wished for. */
export const storedPeople = {
  people: whole,
  like: z
    .object({ decision: z.string(), at: z.array(z.number()), wished: z.record(z.string(), z.array(z.number())) })
    .exactOptional(),
};
export type StoredPeople = {
  people: Record<string, unknown>;
  like?: { decision: string; at: number[]; wished: Record<string, number[]> };
};

/** The people of a line, by where they were written down whole not long ago, if they were. */
export function peopleRecord(
  people: readonly PersonFacts[],
  contacts: readonly MatchContact[],
  nowMs: number,
  before: Whole | undefined,
): StoredPeople {
  const wishes = new Set(contacts.flatMap(({ wish }) => (wish === null ? [] : [wish])));
  const at = before ? otherwise(people, before, nowMs) : null;
  if (!before || !at) return { people: written(people, wishes, nowMs) };
  const tagged = (wish: string) => people.flatMap(({ tags }, place) => (tags.includes(wish) ? [place] : []));
  return {
    people: written(
      at.flatMap((place) => people[place] ?? []),
      noWishes,
      nowMs,
    ),
    like: {
      decision: before.decisionId,
      at,
      wished: Object.fromEntries([...wishes].map((wish) => [wish, tagged(wish)])),
    },
  };
}

/** The lines whose people a decision has whole, for the decisions after it; lines of few people are left out. */
export function wholesIn(
  lines: readonly MatchLine[],
  { id, atMs, world }: { id: string; atMs: number; world: { lines: readonly ({ id: string } & StoredPeople)[] } },
  fewest = fewPeople,
): [lineId: string, Whole][] {
  return world.lines.flatMap((stored): [string, Whole][] => {
    const people = lines.find((line) => line.id === stored.id)?.people ?? [];
    if (stored.like || people.length < fewest) return [];
    return [[stored.id, { decisionId: id, atMs, people }]];
  });
}

/** The people of a line again; `wholeOf` gives those of the decision they are like. */
export function peopleOf(
  { people, like }: StoredPeople,
  nowMs: number,
  wholeOf: (decisionId: string) => PersonFacts[],
): PersonFacts[] {
  const read = readPeople(people, nowMs);
  if (!like) return read;
  const others = new Map(like.at.map((place, index) => [place, read[index]]));
  const wished = Object.entries(like.wished).map(([tag, places]) => ({ tag, places: new Set(places) }));
  return wholeOf(like.decision).map((facts, place) => ({
    ...(others.get(place) ?? facts),
    tags: wished.flatMap(({ tag, places }) => (places.has(place) ? [tag] : [])),
  }));
}

/** Until when a guard holds, as the facts of its person say. */
export function untilOf(kind: GuardKind, facts: PersonFacts): number | null {
  if (kind === 'on-break') return facts.breakUntilMs;
  if (kind === 'wrap-up') return facts.wrapUpUntilMs;
  if (kind === 'heavy-rest') return facts.restUntilMs;
  return kind === 'in-contact' && facts.busy !== 'in-contact' ? (facts.textingUntilMs ?? null) : null;
}

/** The places of those of whom something that matters is not as it was; null where they are other people, too many, or it is too long ago. */
function otherwise(people: readonly PersonFacts[], before: Whole, nowMs: number): number[] | null {
  const agoMs = nowMs - before.atMs;
  if (agoMs < 0 || agoMs > likeAtMostMs || people.length !== before.people.length) return null;
  const atMost = Math.max(2, people.length / 8);
  const at: number[] = [];
  for (const [place, facts] of people.entries()) {
    const was = before.people[place];
    if (facts === was) continue;
    if (was?.personId !== facts.personId) return null;
    if (!isAlike(facts, was, nowMs)) at.push(place);
    if (at.length > atMost) return null;
  }
  return at;
}

function isAlike(facts: PersonFacts, was: PersonFacts, nowMs: number): boolean {
  const [now, then] = [factsThatMatter(facts, noWishes, nowMs), factsThatMatter(was, noWishes, nowMs)];
  return columnEntries.every(([name]) => {
    const [one, other] = [now[name as keyof Facts], then[name as keyof Facts]];
    return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
  });
}

function written(people: readonly PersonFacts[], wishes: ReadonlySet<string>, nowMs: number): Record<string, unknown> {
  const facts = people.map((one) => factsThatMatter(one, wishes, nowMs));
  const fields = columnEntries.map(([field, column]) => {
    const values = facts.map((one) => one[field as keyof Facts]);
    return [field, column.write(values, nowMs)] as const;
  });
  return Object.fromEntries(fields);
}

/** What is past holds nothing, nobody's tags matter but those wished for, and the ring order looks at loads in steps of five. */
function factsThatMatter(facts: PersonFacts, wishes: ReadonlySet<string>, nowMs: number): Facts {
  const waivedUntilMs = ifAhead(facts.waivedUntilMs, nowMs);
  // Each field by name: this is done for everybody on shift while callers wait, and a spread takes five times as long.
  return {
    personId: facts.personId,
    languages: facts.languages,
    tags: wishes.size === 0 ? none : facts.tags.filter((tag) => wishes.has(tag)),
    leader: facts.leader,
    trainee: facts.trainee,
    reserve: facts.reserve,
    onShiftAs: facts.onShiftAs,
    duty: facts.duty,
    automatic: facts.automatic,
    missingTraining: facts.missingTraining,
    setting: facts.setting,
    settingAtMs: facts.settingAtMs,
    breakUntilMs: ifAhead(facts.breakUntilMs, nowMs),
    wrapUpUntilMs: ifAhead(facts.wrapUpUntilMs, nowMs),
    restUntilMs: ifAhead(facts.restUntilMs, nowMs),
    restMoreUntilMs: facts.restMoreUntilMs ?? null,
    waived: waivedUntilMs === null ? none : (facts.waived ?? none),
    waivedUntilMs,
    busy: facts.busy,
    textingUntilMs: ifAhead(facts.textingUntilMs, nowMs),
    idleSinceMs: facts.idleSinceMs,
    load: Math.floor(facts.load / 5) * 5,
  };
}
const none: never[] = [];
const noWishes: ReadonlySet<string> = new Set();

function ifAhead(untilMs: number | null | undefined, nowMs: number): number | null {
  return untilMs != null && untilMs > nowMs ? untilMs : null;
}

function readPeople(people: Readonly<Record<string, unknown>>, nowMs: number): PersonFacts[] {
  const ids = words.parse(people['personId']);
  const read = columnEntries.map(([field, column]) => [field, column.read(people[field], ids.length, nowMs)] as const);
  return ids.map((_, index) => Object.fromEntries(read.map(([field, values]) => [field, values[index]])) as Facts);
}
