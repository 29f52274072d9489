/** Much to do, a few at a time: in order, no more than were allowed, and none after a failure or when it is enough. */
import { expect, test } from '@jest/globals';
import { someAtOnce } from '../../src/platform/some-at-once.ts';

const items = Array.from({ length: 20 }, (_, index) => index);
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('in their order, and never more at once', async () => {
  const begun: number[] = [];
  let [now, most] = [0, 0];
  await someAtOnce(items, { atOnce: 3 }, async (item) => {
    begun.push(item);
    most = Math.max(most, (now += 1));
    await turn();
    now -= 1;
  });
  expect(begun).toEqual(items);
  expect(most).toBe(3);
});

test('after a failure none is begun, and it is thrown once the others are over', async () => {
  const over: number[] = [];
  const doing = someAtOnce(items, { atOnce: 3 }, async (item) => {
    if (item === 1) throw new Error('no connection');
    await turn();
    over.push(item);
  });
  await expect(doing).rejects.toThrow('no connection');
  expect(over).toEqual([0, 2]);
});

test('none is begun once it is enough; nothing to do is done', async () => {
  const begun: number[] = [];
  await someAtOnce(items, { atOnce: 2, isEnough: () => begun.length >= 5 }, async (item) => void begun.push(item));
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  await someAtOnce([], { atOnce: 2 }, async () => {
    throw new Error('nothing is to be done');
  });
});
