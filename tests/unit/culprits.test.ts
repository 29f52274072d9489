/** Deciding about many records of which some cannot be decided with. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allInTurn, decideWithout, eachAlone } from '../../src/platform/culprits.ts';

const decide = (items: readonly number[]) =>
  items.map((item) => {
    if (item < 0) throw new RangeError(`${item}`);
    return item * 2;
  });

test('the answer is that about all the others, and each culprit is named once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) => {
      const { answer, culprits } = decideWithout(items, decide);
      expect(answer).toEqual(items.filter((item) => item >= 0).map((item) => item * 2));
      expect(culprits.map(({ item }) => item)).toEqual(items.filter((item) => item < 0));
    }),
  );
});

test('what fails by itself, with no record to blame, is thrown', () => {
  const fails = () => {
    throw new Error('no world');
  };
  expect(() => decideWithout([], fails)).toThrow('no world');
  const together = (items: readonly number[]) => {
    if (items.length > 1) throw new Error('not together');
    return items.length;
  };
  expect(() => decideWithout([1, 2], together)).toThrow('not together');
});

test('one by one', () => {
  const { answer, culprits } = eachAlone([1, -1, 2], (item) => decide([item])[0]);
  expect(answer).toEqual([
    { item: 1, answer: 2 },
    { item: 2, answer: 4 },
  ]);
  expect(culprits).toEqual([{ item: -1, problem: new RangeError('-1') }]);
});

test('every work has its turn; the first problem is thrown at the end', async () => {
  const done: number[] = [];
  const works = [1, 2, 3].map((number) => async () => {
    done.push(number);
    if (number < 3) throw new Error(`problem ${number}`);
  });
  await expect(allInTurn(works)).rejects.toThrow('problem 1');
  expect(done).toEqual([1, 2, 3]);
});
