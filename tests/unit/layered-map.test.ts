/** A map with cheap successors is what a plain one would be, and its own past stays as it was. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LayeredMap } from '../../src/schedule/layered-map.ts';

/** Few keys, so that they come, go and come back, and many, so that layers become one. */
const anyChanges = fc.array(
  fc.tuple(fc.oneof(fc.nat(9), fc.nat(400)), fc.option(fc.nat(9), { nil: undefined, freq: 2 })),
  { maxLength: 40, size: 'max' },
);

test('whatever is put in, changed and taken out', () => {
  fc.assert(
    fc.property(anyChanges, fc.array(anyChanges, { maxLength: 25, size: 'max' }), (first, rounds) => {
      const plain = new Map<number, number>();
      for (const [key, value] of first) if (value !== undefined) plain.set(key, value);
      let layered = LayeredMap.of(plain);
      for (const changes of rounds) {
        const [before, held] = [layered, [...layered]];
        for (const [key, value] of changes) {
          if (value === undefined) plain.delete(key);
          else plain.set(key, value);
        }
        layered = before.with(changes);
        expect([...layered]).toEqual([...plain]);
        expect([[...layered.keys()], [...layered.values()], layered.size]).toEqual([
          [...plain.keys()],
          [...plain.values()],
          plain.size,
        ]);
        for (const [key] of changes)
          expect([layered.get(key), layered.has(key)]).toEqual([plain.get(key), plain.has(key)]);
        const told: [number, number][] = [];
        layered.forEach((value, key) => told.push([key, value]));
        expect(told).toEqual([...plain]);
        expect([...before]).toEqual(held);
      }
    }),
    { numRuns: 60 },
  );
});

test('changes that change nothing give the same map', () => {
  const map = LayeredMap.of([['a', 1]]);
  expect(map.with([['b', undefined]])).toBe(map);
  expect(map.with([])).toBe(map);
});
