/** What a phone on a slow network has to fetch before a page can be used (design: a volunteer's first page stays below 120 KB of script). */
import { expect, test } from '@jest/globals';
import { firstPageAtMost, pageWeights } from '../support/page-weight.ts';

test('a volunteer’s first page is below 120 KB of script, whichever page it is', () => {
  const heavy = pageWeights()
    .filter(({ forVolunteers, start, own }) => forVolunteers && start + own > firstPageAtMost)
    .map(({ address, start, own }) => `${address}: ${start} + ${own} bytes`);
  expect(heavy).toEqual([]);
});

test('the first page after signing in is below that in every language', () => {
  const now = pageWeights().find(({ address }) => address === '/now');
  expect(now?.words).toBeGreaterThan(1_000);
  expect((now?.start ?? 0) + (now?.own ?? 0) + (now?.words ?? 0)).toBeLessThan(firstPageAtMost);
});

test('every page of a volunteer is weighed', () => {
  const weighed = pageWeights().filter(({ forVolunteers }) => forVolunteers);
  expect(weighed.map(({ address }) => address)).toEqual([
    '/sign-in',
    '/now',
    '/shifts',
    '/open-shifts',
    '/times',
    '/hours',
    '/load',
    '/inbox',
    '/resources',
    '/me',
  ]);
  for (const { start, own } of weighed) {
    expect(start).toBeGreaterThan(10_000);
    expect(own).toBeGreaterThan(100);
  }
});

test('the roster, with the rules of the service in it, is below 60 KB of script beside the start', () => {
  const roster = pageWeights().find(({ address }) => address === '/roster');
  expect(roster?.own).toBeGreaterThan(10_000);
  expect(roster?.own).toBeLessThan(60_000);
});
