/** Who may ask a volunteer to take calls in spite of what keeps them from it, and about what. */
import { expect, test } from '@jest/globals';
import type { Guard } from '../../src/wellbeing/guards.ts';
import { overrideFor, type OverrideAnswer, type OverrideWish } from '../../src/wellbeing/overrides.ts';

const rest: Guard = { kind: 'heavy-rest', untilMs: 1 };
const talks: Guard = { kind: 'in-contact', untilMs: null };
const wish = (over: Partial<OverrideWish> = {}): OverrideWish => ({
  personId: 'ana',
  by: { id: 'lea', roles: ['volunteer', 'shift-leader'] },
  reason: 'nobody else is there',
  guards: [rest],
  ...over,
});

test.each<[string, OverrideWish, OverrideAnswer]>([
  ['a leader asks about a rest', wish(), { kind: 'ask', guards: ['heavy-rest'] }],
  [
    'a coordinator may too',
    wish({ by: { id: 'cora', roles: ['coordinator'] } }),
    { kind: 'ask', guards: ['heavy-rest'] },
  ],
  ['only about what a yes can change', wish({ guards: [talks, rest] }), { kind: 'ask', guards: ['heavy-rest'] }],
  ['a fact is none', wish({ guards: [talks] }), { kind: 'refuse', why: 'nothing-to-waive' }],
  ['nobody asks themselves', wish({ personId: 'lea' }), { kind: 'refuse', why: 'themselves' }],
  [
    'another volunteer does not',
    wish({ by: { id: 'ben', roles: ['volunteer'] } }),
    { kind: 'refuse', why: 'no-leader' },
  ],
  ['nobody asks without a reason', wish({ reason: ' ' }), { kind: 'refuse', why: 'no-reason' }],
])('%s', (_, asked, answer) => expect(overrideFor(asked)).toEqual(answer));
