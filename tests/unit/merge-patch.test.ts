/** What is sent of a change, applied, gives what there is: for any two values (RFC 7396). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { patchBetween, patched, type Plain } from '../../src/reading/merge-patch.ts';

const { tree } = fc.letrec<{ tree: Plain }>((tie) => ({
  tree: fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.oneof({ maxDepth: 3 }, fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constantFrom('x', 'y'), tie('tree')),
    { maxKeys: 4, noNullPrototype: true },
  ) as fc.Arbitrary<Plain>,
}));

describe('the difference between two values', () => {
  test('applied to the first it gives the second', () =>
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const patch = patchBetween(before, after);
        expect(patched(before, patch ?? {})).toEqual(after);
        expect(patch === null).toBe(JSON.stringify(patchBetween(after, before)) === 'null');
      }),
    ));
  test('of equal values there is none, and what is gone is null', () => {
    expect(patchBetween({ a: { b: 1 } }, { a: { b: 1 } })).toBeNull();
    expect(patchBetween({ a: { b: 1, c: 2 }, d: 'x' }, { a: { b: 1, c: 3 } })).toEqual({ d: null, a: { c: 3 } });
    expect(patchBetween({ a: { b: 1 } }, { a: {} })).toEqual({ a: { b: null } });
  });
  test('what did not change stays the same object', () => {
    const before = { a: { x: 1 }, b: { y: 1 } };
    expect(patched(before, { b: { y: 2 } })['a']).toBe(before.a);
  });
});
