import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeSentence } from '../../src/messaging/compose.ts';
import { longestText, partsOf, shortened } from '../../src/carrier/text-parts.ts';

test('a text that fits is one part, just as it is', () => {
  expect(partsOf('a'.repeat(1600))).toEqual(['a'.repeat(1600)]);
  expect(partsOf('')).toEqual(['']);
});

test('a longer one is cut between words', () => {
  expect(partsOf('one two three four', 9)).toEqual(['one two', 'three', 'four']);
});

test('an emoji is never cut in two', () => {
  const family = '👩‍👩‍👧‍👦';
  const parts = partsOf(family.repeat(200), 100);
  for (const part of parts) expect(part.replaceAll(family, '')).toBe('');
  expect(parts.join('')).toBe(family.repeat(200));
});

test('no part is too long, none is empty, and nothing but spaces is lost', () => {
  const bare = (text: string) => text.replace(/\s/g, '');
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
      fc.integer({ min: 20, max: 80 }),
      (text, longest) => {
        const parts = partsOf(text, longest);
        expect(parts.every((part) => part.length <= longest)).toBe(true);
        if (text.trim() !== '') expect(parts.every((part) => part !== '')).toBe(true);
        expect(bare(parts.join(''))).toBe(bare(text));
      },
    ),
  );
});

test('a shortened text says that something is missing', () => {
  expect(shortened('short', 10)).toBe('short');
  expect(shortened('quite a long text', 10)).toBe('quite a...');
});

test('a line’s own wording that no text can hold is cut to what one can', () => {
  const line = {
    ...{ id: 'main', name: 'Main', languages: ['en'], timeZone: 'UTC' },
    wording: { 'text.hello': `A ${'very '.repeat(1_000)}long hello.` },
  };
  const directory = {
    organisation: { name: 'Northside', crisisNumber: '+15559880988', crisisName: 'the 988 lifeline' },
    people: new Map(),
  };
  const composing = { directory, line, reader: { zone: 'UTC', language: 'en' }, nowMs: 0 } as unknown as Parameters<
    typeof composeSentence
  >[2];
  const text = composeSentence('hello', {}, composing);
  expect(text.length).toBeLessThanOrEqual(longestText);
  expect(text).toMatch(/^A very very .*\.\.\.$/);
});
