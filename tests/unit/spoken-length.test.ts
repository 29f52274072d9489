/** How long a sentence takes to be said, at 150 words a minute. */
import { expect, test } from '@jest/globals';
import { spokenSeconds } from '../../src/reading/spoken-length.ts';

test.each([
  ['', 0],
  ['   …', 0],
  ['Hello.', 1],
  [Array.from({ length: 150 }, () => 'word').join(' '), 60],
  ['You have reached {line}. You will talk with a volunteer who has been there.', 6],
  ['It’s 988.', 2],
  ['Llámenos mañana, y también después', 2],
])('%j: %i s', (sentence, seconds) => {
  expect(spokenSeconds(sentence)).toBe(seconds);
});
