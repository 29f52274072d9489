/** Lists page by page: each item once, whatever comes or goes between two pages. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { contract } from '../../src/api/contract/all.ts';
import type { Operation } from '../../src/api/contract/operation.ts';
import { inOrder as listed, pageOf, pageOfTwoParts } from '../../src/api/listing.ts';
import { Problem } from '../../src/api/problem.ts';

const keyOf = (item: string) => item;
const inOrder = (items: Iterable<string>, order: 'up' | 'down') =>
  order === 'up' ? [...items].toSorted() : [...items].toSorted().toReversed();

test('page by page every item comes once, in order, and those that stayed even while others come and go', () => {
  const texts = fc.uniqueArray(fc.string({ maxLength: 4 }), { maxLength: 12 });
  fc.assert(
    fc.property(
      texts,
      texts,
      fc.constantFrom('up', 'down'),
      fc.integer({ min: 1, max: 4 }),
      (stay, come, order, limit) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let pages = 0; ; pages += 1) {
          const there = inOrder(new Set(pages % 2 === 0 ? stay : [...stay, ...come]), order);
          const { page, next } = pageOf(there, { cursor, limit }, order, keyOf);
          seen.push(...page);
          expect(page.length).toBeLessThanOrEqual(limit);
          if (next === null) break;
          cursor = next;
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(inOrder(seen, order)).toEqual(seen);
        expect(stay.filter((item) => !seen.includes(item))).toEqual([]);
      },
    ),
  );
});

test('a cursor that no list gave is refused at its field', () => {
  expect(() => pageOf(['a'], { cursor: 'not one!', limit: 1 }, 'up', keyOf)).toThrow(Problem);
});

test('those that come first come page by page before the others, and no more are judged than a page needs', () => {
  const items = fc.uniqueArray(fc.tuple(fc.string({ maxLength: 3 }), fc.boolean()), {
    maxLength: 14,
    selector: ([key]) => key,
  });
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 5 }), (unsorted, limit) => {
      type Item = (typeof unsorted)[number];
      const key = ([name]: Item) => name;
      const whole = ([name, first]: Item) => `${first ? 0 : 1} ${name}`;
      const sorted = listed(unsorted, key);
      const everyone = listed(unsorted, whole);
      for (let cursor: string | undefined; ;) {
        const judged = new Set<Item>();
        const isFirst = (item: Item) => judged.add(item) && item[1];
        const { page, next } = pageOfTwoParts(sorted, { cursor, limit }, isFirst, key);
        expect({ page, next }).toEqual(pageOf(everyone, { cursor, limit }, 'up', whole));
        // The first beyond the page says that there are more: whatever comes after it is not looked at.
        const beyond = everyone[everyone.indexOf(page.at(-1)!) + 1];
        if (beyond?.[1]) for (const [name] of judged) expect(name <= beyond[0]).toBe(true);
        if (next === null) break;
        cursor = next;
      }
    }),
  );
});

const operations = Object.entries<Operation>(contract);
/** Before anybody is signed in there is nobody whose key it could be; a proof is of use once by itself. */
const beforeSession = new Set<string>(['nobody', 'session']);

describe('the contract', () => {
  /** What is answered is kept for whoever asks again, and this is never kept. */
  const neverKept = new Set(['number.unseal']);

  test.each(
    operations.filter(
      ([name, { method, access }]) => method !== 'get' && !beforeSession.has(access) && !neverKept.has(name),
    ),
  )('%s can be asked for twice and is done once', (_name, { idempotent }) => expect(idempotent).toBe(true));

  test.each(operations.filter(([name, { method }]) => method === 'get' && name.endsWith('.list')))(
    '%s goes page by page, or is as short as one person can have it',
    (name, { query }) => {
      const short = ['inbox.list'];
      expect(short.includes(name) || (query !== undefined && 'cursor' in query.shape)).toBe(true);
    },
  );

  /** As long as the days that are asked for, as one person can have it, as those who are on shift now,
   * as a line has fields, sentences and people, or the latest hundred changes. */
  const bounded = new Set([
    ...['session.read', 'me.read', 'me.held', 'inbox.list', 'text.peers', 'offers.exchanges', 'load.read', 'now.read'],
    ...['hours.read', 'times.read', 'away.opens', 'leaving.opens', 'roster.read', 'drafts.read'],
    ...['offers.swaps', 'coverage.read', 'fairness.read', 'drafts.whyNot', 'dates.read', 'reports.read'],
    ...['forecast.read', 'contacts.read', 'people.read', 'people.opens', 'lines.read', 'lines.sentences'],
    ...['lines.states', 'lines.planned', 'settings.states', 'merge.look', 'people.held'],
    ...['people.timeOff', 'people.timeOffOpens'],
    // What there is to be right before going live, and the languages we speak.
    ...['go-live.read', 'founding.read'],
    // Counted by reason, with a few names each.
    'bulletins.preview',
  ]);

  test.each(operations.filter(([name, { method }]) => method === 'get' && !bounded.has(name)))(
    '%s goes page by page where it answers with a list',
    (_name, { query, answer }) => {
      const fields = answer instanceof z.ZodObject ? Object.values(answer.shape) : [];
      const hasList = fields.some((field) => field instanceof z.ZodArray);
      const goesOn = answer instanceof z.ZodObject && 'next' in answer.shape;
      expect([hasList, goesOn]).toEqual([hasList, hasList]);
      expect([goesOn, query !== undefined && 'cursor' in query.shape]).toEqual([goesOn, goesOn]);
    },
  );
});
