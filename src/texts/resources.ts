/** Texts that a peer may send to whoever asks for them: which are found, in which language, and whether they are still to be trusted (O8). Pure. */
import { DateTime } from 'luxon';
import { plainText } from '../reading/plain-text.ts';

/** What is sent to somebody who reads `language`. */
export type ResourceWords = { language: string; text: string };

export type Resource = {
  id: string;
  version: number;
  name: string;
  area: string;
  tags: string[];
  words: ResourceWords[];
  /** A date, and for how many months it holds that somebody looked on that day. */
  checkedOn: string;
  holdsMonths: number;
  toldStale: boolean;
  archivedAtMs: number | null;
};

/** So long a check holds where nobody says otherwise. */
export const checkHoldsMonths = 6;

/** The last date on which the check of a resource holds. */
export function checkedUntil({ checkedOn, holdsMonths }: Pick<Resource, 'checkedOn' | 'holdsMonths'>): string {
  return DateTime.fromISO(checkedOn, { zone: 'utc' }).plus({ months: holdsMonths }).toISODate() ?? checkedOn;
}

/** Whether nobody has looked for too long; one that is put away needs no looking at. */
export function isStale(resource: Resource, today: string): boolean {
  return resource.archivedAtMs === null && checkedUntil(resource) < today;
}

/** A cursor of a list holds as many. */
const lettersSorted = 24;

/** What is searched for: part of a name, an area, a tag or the words, and a tag as it is written. */
export type ResourceSearch = { search?: string | undefined; tag?: string | undefined; language?: string | undefined };

/** Those found, by name; with a language those first that can be sent in it. `keyOf` is what they are sorted by. */
export function foundResources(
  resources: readonly Resource[],
  { search, tag, language }: ResourceSearch,
): { keyOf: (resource: Resource) => string; found: Resource[] } {
  const parts = folded(search ?? '')
    .split(' ')
    .filter(Boolean);
  const keyOf = (resource: Resource) =>
    `${language === undefined || hasLanguage(resource, language) ? 0 : 1} ${[...folded(resource.name)].slice(0, lettersSorted).join('')} ${resource.id}`;
  const found = resources.filter((resource) => {
    const { name, area, tags, words } = resource;
    const all = folded([name, area, ...tags, ...words.map(({ text }) => text)].join(' '));
    return (tag === undefined || tags.includes(tag)) && parts.every((part) => all.includes(part));
  });
  return { keyOf, found: found.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}

/** Whether it can be sent in the language, whichever of its forms. */
function hasLanguage({ words }: Pick<Resource, 'words'>, language: string): boolean {
  return words.some((one) => baseOf(one.language) === baseOf(language));
}

/** The words for somebody who reads `language` first, the others after them in their order. */
export function wordsInOrder<Words extends Pick<ResourceWords, 'language'>>(
  words: readonly Words[],
  language: string,
): Words[] {
  const rank = (one: Words) =>
    one.language === language
      ? 0
      : baseOf(one.language) === baseOf(language)
        ? 1
        : baseOf(one.language) === 'en'
          ? 2
          : 3;
  return words.toSorted((a, b) => rank(a) - rank(b));
}

/** Whether there is an address in the words that does not begin with `https://`: whoever opens it is read along with. */
export function hasOpenAddress(text: string): boolean {
  return [...text.matchAll(/([a-z][a-z0-9+.-]*):\/\//gi)].some(([, scheme]) => scheme?.toLowerCase() !== 'https');
}

const baseOf = (language: string) => language.slice(0, 2).toLowerCase();

/** Without case and accents, as people type what they look for. */
const folded = (text: string) => plainText(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
