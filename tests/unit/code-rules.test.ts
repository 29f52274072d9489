import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codeMinutes, mayShare, mayTry, triesAtMost } from '../../src/access/code-rules.ts';

const madeAtMs = Date.parse('2026-11-10T18:00:00Z');
const fresh = { madeAtMs, tries: 0, usedAtMs: null };

test.each<[string, Parameters<typeof mayTry>[0], number, boolean]>([
  ['a new one', fresh, 0, true],
  ['the last try', { ...fresh, tries: triesAtMost - 1 }, 0, true],
  ['one try too many', { ...fresh, tries: triesAtMost }, 0, false],
  ['the last moment', fresh, codeMinutes * 60_000 - 1, true],
  ['ten minutes', fresh, codeMinutes * 60_000, false],
  ['one that was used', { ...fresh, usedAtMs: madeAtMs }, 0, false],
])('%s', (_what, facts, laterMs, may) => expect(mayTry(facts, madeAtMs + laterMs)).toBe(may));

test.each<[string, number, number, boolean]>([
  ['a new one', 0, 0, true],
  ['one with three minutes left', 7 * 60_000, 0, false],
  ['the moment before', 7 * 60_000 - 1, 2, true],
  ['one that was tried three times', 0, 3, false],
])('%s is shared with whoever asks for the same phone: %s', (_what, laterMs, tries, may) =>
  expect(mayShare({ madeAtMs, tries }, madeAtMs + laterMs)).toBe(may),
);

test('what is over stays over, however it goes on', () => {
  const facts = fc.record({
    madeAtMs: fc.constant(madeAtMs),
    tries: fc.nat(10),
    usedAtMs: fc.option(fc.constant(madeAtMs)),
  });
  fc.assert(
    fc.property(facts, fc.nat(1_200_000), fc.nat(1_200_000), fc.nat(3), (before, atMs, passedMs, tried) => {
      const after = { ...before, tries: before.tries + tried };
      return mayTry(before, madeAtMs + atMs) || !mayTry(after, madeAtMs + atMs + passedMs);
    }),
  );
});
