/** Knows the organisation's tags by the words people write for them; what somebody put on or took back by text holds against any file (W1). */
import { plainText, wordIn } from '../reading/plain-text.ts';
import { id } from './fields.ts';
import type { Line, Person, Shift } from './organisation-file.ts';

/** A tag that its person took back, or put on, by text. */
export type OwnTag = { person: string; tag: string };

/** `byWords`: what somebody may mean by words (see `tagKey`); `wanted`: the tags that callers may ask for and shifts require. */
export type KnownTags = { byWords: ReadonlyMap<string, readonly string[]>; wanted: readonly string[] };

/** A tag of the file that was left out, because its person took it back; or one it lacks that was left on, because they put it on. */
export type OwnTagFinding = { kind: 'dropped-tag' | 'added-tag'; person: string; tag: string; sentence: string };

/** Letter case, spaces, decoration and marks nobody sees don't tell two tags apart (T7). */
export function tagKey(words: string): string {
  return wordIn(words) || plainText(words).toUpperCase();
}

/** The tags that callers may ask for on these lines, and those that shifts require. */
export function wantedTags(lines: readonly Line[], shifts: readonly Shift[]): string[] {
  const wishes = lines.flatMap((line) => line.wishes);
  const required = shifts.flatMap((shift) => [
    ...shift.requires,
    ...shift.changes.flatMap((change) => change.requires ?? []),
  ]);
  return distinctTags([...wishes.map((wish) => wish.tag), ...required.flatMap(({ tag }) => tag ?? [])]);
}

/**
 * Every tag of the organisation, found by itself or by the name of the wish it answers, where no tag is called so. `used`: those
 * that people have or took back.
 */
export function knownTags(lines: readonly Line[], wanted: readonly string[], used: Iterable<string>): KnownTags {
  const wishes = lines.flatMap((line) => line.wishes);
  const tags = distinctTags([...wanted, ...[...used].sort()]);
  const byTag = grouped(tags.map((tag) => [tagKey(tag), tag]));
  const byName = grouped(wishes.filter(({ tag }) => wanted.includes(tag)).map(({ name, tag }) => [tagKey(name), tag]));
  return { byWords: new Map([...byName, ...byTag]), wanted };
}

/** How often people have each tag or took it back. */
export function tagUsesOf(people: readonly Person[], dropped: readonly OwnTag[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const tag of [...people.flatMap((person) => person.tags), ...dropped.map((own) => own.tag)])
    uses.set(tag, (uses.get(tag) ?? 0) + 1);
  return uses;
}

/** What a wish asks for may be no tag that a person of the file can have. */
function distinctTags(tags: readonly string[]): string[] {
  return [...new Set(tags)].filter((tag) => id.safeParse(tag).success);
}

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, tag] of pairs) groups.set(key, [...new Set([...(groups.get(key) ?? []), tag])]);
  return groups;
}

/**
 * The people of a file with the tags they chose themselves: whoever took a tag back does without it until they add it again,
 * and whoever put one on has it until they drop it, whatever the file says. Each is a finding.
 */
export function withOwnTags(
  people: readonly Person[],
  own: { droppedTags: readonly OwnTag[]; addedTags: readonly OwnTag[] },
): { people: Person[]; findings: OwnTagFinding[] } {
  const dropped = tagsByPerson(own.droppedTags);
  const added = tagsByPerson(own.addedTags);
  const findings: OwnTagFinding[] = [];
  const chosen = people.map((person) => {
    const find = (kind: OwnTagFinding['kind'], tag: string, why: string) =>
      findings.push({ kind, person: person.id, tag, sentence: `${person.id}: the tag "${tag}" ${why}` });
    const isOff = (tag: string) => hasTag(dropped.get(person.id), tag);
    for (const tag of person.tags.filter(isOff))
      find('dropped-tag', tag, 'stays off, because they took it back by text');
    const lacking = (added.get(person.id) ?? []).filter((tag) => !isOff(tag) && !hasTag(person.tags, tag));
    for (const tag of lacking) find('added-tag', tag, 'stays on, because they put it on by text');
    return { ...person, tags: [...person.tags.filter((tag) => !isOff(tag)), ...lacking] };
  });
  return { people: chosen, findings };
}

/** The tags of each person, in the order given. */
export function tagsByPerson(tags: readonly OwnTag[]): Map<string, readonly string[]> {
  const byPerson = new Map<string, readonly string[]>();
  for (const { person, tag } of tags) byPerson.set(person, [...(byPerson.get(person) ?? []), tag]);
  return byPerson;
}

function hasTag(tags: readonly string[] | undefined, tag: string): boolean {
  return tags?.some((own) => tagKey(own) === tagKey(tag)) ?? false;
}
