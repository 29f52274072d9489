/** Texts for whoever asks: how long a check holds, what is found, and in which language first (O8). */
import { expect, test } from '@jest/globals';
import {
  checkedUntil,
  foundResources,
  hasOpenAddress,
  isStale,
  wordsInOrder,
  type Resource,
} from '../../src/texts/resources.ts';

const resource = (name: string, part: Partial<Resource> = {}): Resource => ({
  ...{ id: name, version: 1, name, area: '', tags: [], words: [{ language: 'en', text: 'words' }] },
  ...{ checkedOn: '2026-08-31', holdsMonths: 6, toldStale: false, archivedAtMs: null },
  ...part,
});

test.each([
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-01-15', 1, '2026-02-15'],
  ['2024-02-29', 12, '2025-02-28'],
])('a check on %s for %i months holds until %s, that day included', (checkedOn, holdsMonths, until) => {
  const one = resource('food', { checkedOn, holdsMonths });
  expect([checkedUntil(one), isStale(one, until), isStale(one, '2030-01-01')]).toEqual([until, false, true]);
  expect(isStale({ ...one, archivedAtMs: 0 }, '2030-01-01')).toBe(false);
});

test('found by part of anything, without case and accents, first what can be sent in the language', () => {
  const all = [
    resource('Food bank', { area: 'Cook County', tags: ['food'] }),
    resource('Ábaco', { words: [{ language: 'es-MX', text: 'Línea de niños' }] }),
    resource('Chat'),
  ];
  const names = (search: object) => foundResources(all, search).found.map(({ name }) => name);
  expect(names({})).toEqual(['Ábaco', 'Chat', 'Food bank']);
  expect(names({ search: 'COUNTY food' })).toEqual(['Food bank']);
  expect(names({ search: 'ninos' })).toEqual(['Ábaco']);
  expect(names({ tag: 'food' })).toEqual(['Food bank']);
  expect(names({ language: 'es' })).toEqual(['Ábaco', 'Chat', 'Food bank']);
  expect(names({ language: 'en' })).toEqual(['Chat', 'Food bank', 'Ábaco']);
});

test('their language first, then English, then the others as they stand', () => {
  const words = ['fr', 'en', 'es-MX', 'es'].map((language) => ({ language }));
  expect(wordsInOrder(words, 'es').map(({ language }) => language)).toEqual(['es', 'es-MX', 'en', 'fr']);
  expect(wordsInOrder(words, 'de').map(({ language }) => language)).toEqual(['en', 'fr', 'es-MX', 'es']);
});

test.each([
  ['call 988 or +1 555 013 0000', false],
  ['see https://food.example/a?b', false],
  ['see HTTPS://food.example', false],
  ['see http://food.example', true],
  ['https://a.example and ftp://b.example', true],
])('%s', (text, isOpen) => expect(hasOpenAddress(text)).toBe(isOpen));
