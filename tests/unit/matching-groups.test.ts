/** Lines that share people are routed together and others apart: that changes nothing of what is decided. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupsOf } from '../../src/matching/groups.ts';
import { match } from '../../src/matching/match.ts';
import type { MatchWorld } from '../../src/matching/model.ts';
import { frozen } from '../support/frozen.ts';
import { aLine, aPerson, minute, now, second, waiting } from '../support/routing-fixtures.ts';

const lineIds = ['a', 'b', 'c', 'd', 'e', 'f'];
const personIds = Array.from({ length: 9 }, (_, index) => `p${index}`);

test.each([
  ['nobody is on two lines', { a: ['p1'], b: ['p2'], c: [] }, [['a'], ['b'], ['c']]],
  ['one person is on two', { a: ['p1', 'p2'], b: ['p3'], c: ['p2'] }, [['a', 'c'], ['b']]],
  ['a chain', { d: ['p1'], a: ['p1', 'p2'], c: ['p3'], b: ['p2'] }, [['a', 'b', 'd'], ['c']]],
  ['no line', {}, []],
])('%s', (_what, people: Record<string, string[]>, groups) => {
  expect(groupsOf(Object.entries(people).map(([lineId, of]) => ({ lineId, people: of })))).toEqual(groups);
});

const sometimes = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const person = fc.record({
  languages: fc.constantFrom<string[][]>(['en'], ['es'], ['en', 'es']),
  onShiftAs: fc.constantFrom<('primary' | 'backup' | null)[]>('primary', 'primary', 'backup', null),
  busy: fc.constantFrom<(null | 'in-contact')[]>(null, null, null, 'in-contact'),
  load: fc.integer({ min: 0, max: 100 }),
  idleSinceMs: sometimes(fc.integer({ min: now - 10 * minute, max: now })),
});
const contact = fc.record({
  lineId: fc.constantFrom(...lineIds),
  language: fc.constantFrom('en', 'es'),
  rankAtMs: fc.integer({ min: now - 10 * minute, max: now }),
  waitingSinceMs: fc.integer({ min: now - 300 * second, max: now }),
  ladderStep: fc.integer({ min: 0, max: 2 }),
  preferredPersonId: sometimes(fc.constantFrom(...personIds)),
  decided: fc.boolean(),
});
/** Six lines, each with few of nine people, so that they fall into several groups more often than not. */
const world: fc.Arbitrary<MatchWorld> = fc
  .record({
    seed: fc.string(),
    people: fc.tuple(...personIds.map(() => person)),
    served: fc.tuple(...lineIds.map(() => fc.subarray(personIds, { maxLength: 3 }))),
    contacts: fc.array(contact, { maxLength: 10 }),
  })
  .map(({ seed, people, served, contacts }) => ({
    nowMs: now,
    seed,
    lines: lineIds.map((id, index) => ({
      id,
      policy: aLine().policy,
      hiddenToLeaders: false,
      people: (served[index] ?? []).map((personId) => aPerson(personId, people[personIds.indexOf(personId)] ?? {})),
    })),
    contacts: contacts.map((one, index) => waiting(`c${index}`, one)),
  }));

const groupsIn = ({ lines }: MatchWorld) =>
  groupsOf(lines.map(({ id, people }) => ({ lineId: id, people: people.map(({ personId }) => personId) })));

test('matching each group apart, chance falling alike, answers what matching all lines at once does', () => {
  let several = 0;
  fc.assert(
    fc.property(world, (given) => {
      const groups = groupsIn(given);
      if (groups.length > 1 && given.contacts.length > 1) several += 1;
      const apart = groups.flatMap((group) =>
        match(
          frozen({
            ...given,
            lines: given.lines.filter(({ id }) => group.includes(id)),
            contacts: given.contacts.filter(({ lineId }) => group.includes(lineId)),
          }),
        ),
      );
      const byContact = (answers: typeof apart) => new Map(answers.map((answer) => [answer.contactId, answer]));
      expect(byContact(apart)).toEqual(byContact(match(frozen(given))));
    }),
    { numRuns: 500 },
  );
  expect(several).toBeGreaterThan(100);
});

test('every line is in one group, and nobody in two', () => {
  fc.assert(
    fc.property(world, (given) => {
      const groups = groupsIn(given);
      expect(groups.flat().sort()).toEqual(lineIds);
      const homes = new Map<string, number>();
      for (const line of given.lines)
        for (const { personId } of line.people) {
          const home = groups.findIndex((group) => group.includes(line.id));
          expect(homes.get(personId) ?? home).toBe(home);
          homes.set(personId, home);
        }
    }),
  );
});
