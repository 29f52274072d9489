/** Own words typed on the page of a line are what callers of that language hear, and no other language's change with them. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replaceable, sentencesOf } from '../../src/messaging/replaceable-sentences.ts';
import { overrideOf } from '../../src/voice/wording/overrides.ts';
import { withOwnWords } from '../../src/web/lines/own-words.ts';

const languages = ['en', 'es', 'de'];
const key = fc.constantFrom('greeting', 'looking', 'text.thanks');
const words = fc.constantFrom('One', 'Two', 'Tres');
const line = fc.record({
  greeting: fc.option(words),
  wording: fc.oneof(
    fc.dictionary(key, fc.oneof(words, fc.dictionary(fc.constantFrom(...languages), words))),
    fc.dictionary(fc.constantFrom(...languages), fc.dictionary(key, words)),
  ),
});
const heard = (own: { greeting: string | null; wording: Record<string, string | Record<string, string>> }) => {
  const { greeting, wording } = own;
  const whole = { languages, wording, ...(greeting === null ? {} : { greeting }) };
  return (language: string, sentence: string) => overrideOf(whole, language, sentence) ?? '';
};

test('what was typed is heard in its language, and everything else stays', () => {
  fc.assert(
    fc.property(
      line,
      key,
      fc.constantFrom(...languages),
      fc.oneof(words, fc.constant('')),
      (own, sentence, language, typed) => {
        const before = heard(own);
        const after = heard(withOwnWords(own, languages, { key: sentence, language, words: typed }));
        expect(after(language, sentence)).toBe(typed);
        for (const other of languages)
          for (const one of ['greeting', 'looking', 'text.thanks'])
            if (other !== language || one !== sentence)
              expect([one, other, after(other, one)]).toEqual([one, other, before(other, one)]);
      },
    ),
  );
});

test('a greeting of a line with one language stands in its own field', () => {
  expect(
    withOwnWords({ greeting: null, wording: {} }, ['en'], { key: 'greeting', language: 'en', words: 'Hi' }),
  ).toEqual({
    greeting: 'Hi',
    wording: {},
  });
  expect(withOwnWords({ greeting: 'Hi', wording: {} }, ['en'], { key: 'greeting', language: 'en', words: '' })).toEqual(
    {
      greeting: null,
      wording: {},
    },
  );
});

test('every sentence that can be replaced can be shown with its places, in each language', () => {
  const shown = sentencesOf({
    languages: ['en', 'es', 'de'],
    greeting: 'Hello',
    wording: { looking: { es: 'Un momento' } },
  });
  expect(shown).toHaveLength(replaceable.length);
  for (const { key: name, said } of shown)
    for (const { ours } of said)
      expect([name, ours.trim() === '', /undefined|NaN/.test(ours)]).toEqual([name, false, false]);
  expect(shown.find((one) => one.key === 'greeting')).toMatchObject({
    isText: false,
    places: ['line'],
    said: [
      { language: 'en', ours: expect.stringContaining('{line}'), own: 'Hello' },
      { language: 'es', own: null },
      { language: 'de', ours: expect.stringContaining('You have reached {line}'), own: null },
    ],
  });
});
