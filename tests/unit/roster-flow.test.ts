/** The most that flows through a net is what its narrowest cut lets through. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mostFlow, type Pipe } from '../../src/planning/roster/flow.ts';

const nodes = 6;
const pipe = fc.tuple(
  fc.integer({ min: 0, max: nodes - 1 }),
  fc.integer({ min: 0, max: nodes - 1 }),
  fc.integer({ min: 0, max: 5 }),
);

/** Every way to part the nodes with the first on one side and the second on the other. */
function narrowestCut(pipes: readonly Pipe[]): number {
  const cuts = Array.from({ length: 2 ** (nodes - 2) }, (_, bits) => {
    const isNear = (node: number) => node === 0 || (node > 1 && ((bits >> (node - 2)) & 1) === 1);
    return pipes.reduce((sum, [from, to, most]) => sum + (isNear(from) && !isNear(to) ? most : 0), 0);
  });
  return Math.min(...cuts);
}

test('flow and cut agree in any net', () => {
  fc.assert(
    fc.property(fc.array(pipe, { maxLength: 18 }), (pipes) => {
      expect(mostFlow(nodes, pipes)).toBe(narrowestCut(pipes));
    }),
    { numRuns: 500 },
  );
});
