/** Looks people up as a coordinator does: by part of a name, by what they do, by what runs out (O2). */
import { plainText } from '../reading/plain-text.ts';
import type { Person } from './organisation-file.ts';
import { nextEnding, type Stage } from './person-stage.ts';

export type Wanted = {
  search?: string | undefined;
  role?: string | undefined;
  stage?: Stage | undefined;
  language?: string | undefined;
  runsOutBy?: string | undefined;
};

export type Staged = { person: Person; stage: Stage };

/** Those who match all that is wanted, by name. */
export function peopleFound(people: readonly Staged[], wanted: Wanted): Staged[] {
  const words = plain(wanted.search ?? '')
    .split(' ')
    .filter((word) => word !== '');
  return people
    .filter(({ person, stage }) => {
      const text = words.length === 0 ? '' : plain([person.name, person.id, ...person.tags].join(' '));
      const ending = wanted.runsOutBy === undefined ? null : nextEnding(person, '0000-01-01');
      return (
        words.every((word) => text.includes(word)) &&
        (wanted.role === undefined || person.roles.some((role) => role === wanted.role)) &&
        (wanted.stage === undefined || stage === wanted.stage) &&
        (wanted.language === undefined || person.languages.includes(wanted.language)) &&
        (wanted.runsOutBy === undefined || (ending !== null && ending.until <= wanted.runsOutBy))
      );
    })
    .map((one) => ({ one, key: nameKey(one) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ one }) => one);
}

/** Sorts people by name, whatever its letters' case and accents; the id keeps two of one name apart. */
export function nameKey({ person }: Staged): string {
  return `${plain(person.name)} ${person.id}`;
}

/** Without letter case and accents. */
const plain = (text: string) => plainText(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
