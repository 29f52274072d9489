/** What a fill could not fill is told once for each reason, not once for each place (R5). */
import { expect, test } from '@jest/globals';
import { sameReasons } from '../../src/web/planner/fill-groups.ts';

const place = (occurrence: string, why: string, people: string[]) => ({
  occurrence,
  short: 1,
  reasons: [{ why, people }],
  waysOut: [{ way: { kind: 'ask' }, people }],
});

test('places with the same reasons and ways out are one entry, in the order in which they come', () => {
  const [monday, tuesday, wednesday, thursday] = [
    place('mo', 'not-said', ['ana', 'ben']),
    place('tu', 'not-said', ['ana']),
    place('we', 'not-said', ['ana', 'ben']),
    place('th', 'away', ['ana', 'ben']),
  ];
  expect(sameReasons([monday!, tuesday!, wednesday!, thursday!])).toEqual([[monday, wednesday], [tuesday], [thursday]]);
  expect(sameReasons([])).toEqual([]);
});
