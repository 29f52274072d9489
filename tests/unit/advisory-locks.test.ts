import { expect, test } from '@jest/globals';
import { lockNumbers } from '../../src/platform/advisory-locks.ts';

test('no two things share a lock, so that none waits for another without need', () => {
  const numbers = Object.values(lockNumbers);
  expect(new Set(numbers).size).toBe(numbers.length);
});
