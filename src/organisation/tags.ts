/** Knows the organisation's tags by the words people write for them, and keeps off the ones that somebody took back (W1). */
import { plainText, wordIn } from '../reading/plain-text.ts';
import { id } from './fields.ts';
import type { Organisation, Person } from './organisation-file.ts';

/** A tag that its person took back by text. */
export type DroppedTag = { person: string; tag: string };

/** `byWords`: what somebody may mean by words (see `tagKey`); `wanted`: the tags that callers may ask for and shifts require. */
export type KnownTags = { byWords: ReadonlyMap<string, readonly string[]>; wanted: readonly string[] };

/** A tag of the file that was left out, because its person took it back. */
export type DroppedTagFinding = { kind: 'dropped-tag'; person: string; tag: string; sentence: string };

/** Letter case, spaces, decoration and marks nobody sees don't tell two tags apart (T7). */
export function tagKey(words: string): string {
  return wordIn(words) || plainText(words).toUpperCase();
}

/** Every tag of the organisation, found by itself or by the name of the wish it answers, where no tag is called so. */
export function knownTags({ lines, shifts, people }: Organisation, dropped: readonly DroppedTag[]): KnownTags {
  const wishes = lines.flatMap((line) => line.wishes);
  const required = shifts.flatMap((shift) => [
    ...shift.requires,
    ...shift.changes.flatMap((change) => change.requires ?? []),
  ]);
  const wanted = distinctTags([...wishes.map((wish) => wish.tag), ...required.flatMap(({ tag }) => tag ?? [])]);
  const tags = distinctTags([...wanted, ...people.flatMap((person) => person.tags), ...dropped.map(({ tag }) => tag)]);
  const byTag = grouped(tags.map((tag) => [tagKey(tag), tag]));
  const byName = grouped(wishes.filter(({ tag }) => wanted.includes(tag)).map(({ name, tag }) => [tagKey(name), tag]));
  return { byWords: new Map([...byName, ...byTag]), wanted };
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

/** Whoever took a tag back does without it until they add it again, whatever the file says; each is a finding. */
export function withoutDropped(
  people: readonly Person[],
  dropped: readonly DroppedTag[],
): { people: Person[]; findings: DroppedTagFinding[] } {
  const off = new Set(dropped.map(({ person, tag }) => `${tagKey(tag)} ${person}`));
  const isOff = (person: Person, tag: string) => off.has(`${tagKey(tag)} ${person.id}`);
  return {
    people: people.map((person) => ({ ...person, tags: person.tags.filter((tag) => !isOff(person, tag)) })),
    findings: people.flatMap((person) =>
      person.tags
        .filter((tag) => isOff(person, tag))
        .map((tag): DroppedTagFinding => ({
          kind: 'dropped-tag',
          person: person.id,
          tag,
          sentence: `${person.id}: the tag "${tag}" stays off, because they took it back by text`,
        })),
    ),
  };
}
