/** How a decision is written down: small however many are on shift, and read back exactly or not at all. */
import { describe, expect, test } from '@jest/globals';
import { wholesIn } from '../../src/contacts/decision-people.ts';
import { readRecord, recordOf, type DecisionRecord } from '../../src/contacts/decision-record.ts';
import { match } from '../../src/matching/match.ts';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';
import { each, few, instants, type Column } from '../../src/platform/columns.ts';
import { z } from 'zod';
import { aPerson, matchWorld, minute, now, second, waiting } from '../support/routing-fixtures.ts';

const asStored = (record: DecisionRecord) => JSON.parse(JSON.stringify(record)) as DecisionRecord;
/** An evening on which everybody has said something else, at another second. */
const evening = (people: number) =>
  Array.from({ length: people }, (_, index) =>
    aPerson(`somebody-with-a-name-${index}`, {
      languages: index % 3 === 0 ? ['en', 'es'] : ['en'],
      tags: [`tag-${index}`, ...(index % 5 === 0 ? ['veteran'] : [])],
      onShiftAs: index % 6 === 5 ? 'backup' : 'primary',
      setting: 'on',
      settingAtMs: now - index * 1_234,
      restUntilMs: index % 4 === 0 ? now + index * 777 : now - minute,
      wrapUpUntilMs: now - index * second,
      busy: index % 7 === 0 ? 'in-contact' : null,
      idleSinceMs: now - index * 4_321,
      load: index / 7,
    }),
  );

test('a decision among 300 people fits in 20 kB as text, and several callers cost little more than one', () => {
  const bytes = (callers: number) => {
    const contacts = Array.from({ length: callers }, (_, index) => waiting(`caller-${index}`, { wish: 'veteran' }));
    const world = matchWorld(contacts, evening(300));
    const { world: kept, answer } = recordOf(world, match(world));
    return JSON.stringify([kept, answer]).length;
  };
  expect(bytes(1)).toBeLessThan(20_000);
  expect(bytes(6) - bytes(1)).toBeLessThan(5 * 2_000);
});

test('a decision soon after another among 500 people fits in 4 kB, however many of them rest until their own instant', () => {
  const people = evening(500).map((one, index) => ({ ...one, breakUntilMs: now + minute + index * 777 }));
  const world = matchWorld([waiting('c1')], people);
  const first = recordOf(world, match(world));
  const later = { ...world, nowMs: now + second, lines: world.lines.map((line) => ({ ...line, people: [...people] })) };
  for (const place of [3, 78]) later.lines[0]!.people[place] = { ...people[place]!, busy: 'in-contact' };
  const record = recordOf(later, match(later), new Map(wholesIn(world.lines, first)));
  expect(JSON.stringify([record.world, record.answer]).length).toBeLessThan(4_000);
  expect(record.world.lines[0]?.like?.at).toEqual([3, 78]);
  const read = readRecord(asStored(record), new Map([[first.id, asStored(first).world]]));
  expect(read.answers).toEqual(match(later));
  expect(() => readRecord(asStored(record))).toThrow();
});

test.each<[string, { people?: PersonFacts[]; atMs?: number }]>([
  ['others are on shift', { people: evening(39) }],
  ['another is on shift', { people: [...evening(39), aPerson('zoe')] }],
  ['most have changed', { people: evening(40).map((one) => ({ ...one, busy: 'offered' as const })) }],
  ['it is long ago', { atMs: now + 11 * minute }],
  ['the clock was set back', { atMs: now - second }],
])('people are written down whole again where %s', (_why, { people = evening(40), atMs = now }) => {
  const world = matchWorld([waiting('c1')], evening(40));
  const wholes = new Map(wholesIn(world.lines, recordOf(world, match(world))));
  expect(wholes.size).toBe(1);
  const later = { ...matchWorld([waiting('c1')], people), nowMs: atMs };
  expect(recordOf(later, match(later), wholes)).toMatchObject({
    version: 2,
    world: { lines: [{ people: { personId: people.map(({ personId }) => personId) } }] },
  });
});

test('of few people each decision has all', () => {
  const world = matchWorld([waiting('c1')], evening(10));
  expect(wholesIn(world.lines, recordOf(world, match(world)))).toEqual([]);
});

test('among many with their own ends of rest each reason is read back with its own instant', () => {
  const world = matchWorld([waiting('c1'), waiting('c2', { language: 'es' })], evening(200));
  const answers = match(world);
  const read = readRecord(asStored(recordOf(world, answers)));
  expect(read.answers).toEqual(answers);
  expect(match(read.world)).toEqual(answers);
});

test('nothing is kept of somebody that no answer depends on: tags nobody wished for, the exact load, what is past', () => {
  const world = matchWorld([waiting('c1')], evening(10));
  const text = JSON.stringify(recordOf(world, match(world)).world);
  const [, one] = readRecord(asStored(recordOf(world, match(world)))).world.lines[0]?.people ?? [];
  expect(text).not.toMatch(/tag-|veteran|0\.14/);
  expect(one).toMatchObject({ personId: 'somebody-with-a-name-1', tags: [], load: 0, restUntilMs: null });
});

describe('a column', () => {
  const reads = <Value>(column: Column<Value>, values: Value[]) =>
    column.read(JSON.parse(JSON.stringify(column.write(values, now))), values.length, now);
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  test.each([
    ['of few values', few(z.string()), ['a', 'b', 'a', 'b', 'b']],
    ['of lists that say the same', few(z.array(z.string())), [['en'], ['es', 'en'], ['en']]],
    ['of one value for all', few(z.boolean().nullable()), [null, null, null]],
    ['of nobody', few(z.boolean()), []],
    ['of 36 values', few(z.number()), numbers(36)],
    ['of 37 values', few(z.number()), numbers(37)],
    ['of values of their own', each(z.string()), ['x', 'y z', '"']],
    ['of instants', instants, [now, null, now - 1, now + 86_400_000]],
    ['of one instant', instants, [now - 5]],
    ['of no instants', instants, [null, null]],
    ['of no instants of anybody', instants, []],
  ] as [string, Column<unknown>, unknown[]][])('%s is read as it was written', (_, column, values) => {
    expect(reads(column, values)).toEqual(values);
  });

  test.each([
    ['too short', few(z.string()), { of: ['a', 'b'], at: '01' }],
    ['of numbers that stand for nothing', few(z.string()), { of: ['a', 'b'], at: '012' }],
    ['of other values', few(z.string()), { of: [1, 2], at: '010' }],
    ['without its values', few(z.string()), { of: [] }],
    ['that is none', each(z.string()), { of: [] }],
    ['with too many', each(z.string()), ['a', 'b', 'c', 'd']],
    ['of words that are no instants', instants, '1 - 2'],
    ['of too few instants', instants, '1 2'],
  ] as [string, Column<unknown>, unknown][])('%s is refused', (_, column, stored) => {
    expect(() => column.read(stored, 3, now)).toThrow();
  });
});
