/** The list of pages stays short for whoever has many, loses none, and always shows where one is. */
import { expect, test } from '@jest/globals';
import { actions, isOpenTo, type Role } from '../../src/access/rights.ts';
import { menuFor, pagesFor } from '../../src/web/pages.ts';

const signedInAs = (roles: readonly Role[]) => ({
  may: actions.filter((action) => isOpenTo(roles, action)),
  mayWithProof: [],
});

test.each<[Role[], shown: number, folded: number]>([
  [['volunteer'], 8, 0],
  [['volunteer', 'shift-leader'], 8, 4],
  [['coordinator'], 8, 7],
  [['volunteer', 'shift-leader', 'coordinator', 'admin'], 11, 10],
])('%j: %i pages at once, %i folded away', (roles, shown, folded) => {
  const signedIn = signedInAs(roles);
  const listed = pagesFor(signedIn).filter(({ inside }) => !inside);
  const menu = menuFor(signedIn, '/now');
  expect([menu.shown.length, menu.folded.length]).toEqual([shown, folded]);
  expect(new Set([...menu.shown, ...menu.folded])).toEqual(new Set(listed));
  for (const { address } of listed)
    for (const most of [Infinity, 3, 1])
      expect(menuFor(signedIn, address, most).shown.map((one) => one.address)).toContain(address);
  const narrow = menuFor(signedIn, '/me', 3);
  expect(narrow.shown.map((one) => one.address)).toEqual([listed[0]?.address, listed[1]?.address, '/me']);
  expect(new Set([...narrow.shown, ...narrow.folded])).toEqual(new Set(listed));
});
