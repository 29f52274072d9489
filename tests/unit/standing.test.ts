/** What somebody hears of where they stand, and what their answer to how heavy it was brings about. */
import { describe, expect, test } from '@jest/globals';
import { afterCheckIn } from '../../src/wellbeing/check-in.ts';
import type { AvailabilityState, Guard } from '../../src/wellbeing/guards.ts';
import { heardState, whatWantingCallsBrings, type Expected } from '../../src/wellbeing/standing.ts';

const now = Date.parse('2026-11-10T18:00:00Z');
const minute = 60_000;
const rest: Guard = { kind: 'heavy-rest', untilMs: now + 15 * minute };
const untrained: Guard = { kind: 'untrained', untilMs: null };
const soon = [{ startMs: now + 60 * minute }];

describe('whoever wants calls hears', () => {
  type Standing = Parameters<typeof whatWantingCallsBrings>[0];
  const onDuty: Standing = { guards: [], onShift: true, dutyEndMs: now + 60 * minute, shifts: soon };
  test.each<[string, Partial<Standing>, Expected]>([
    ['that they come', {}, { kind: 'calls-now' }],
    ['when they come', { onShift: false, dutyEndMs: null }, { kind: 'calls-from', atMs: now + 60 * minute }],
    ['that no shift is planned', { onShift: false, dutyEndMs: null, shifts: [] }, { kind: 'no-shift' }],
    ['that a course is missing', { guards: [untrained] }, { kind: 'untrained' }],
    ['until when they rest', { guards: [rest] }, { kind: 'resting', untilMs: now + 15 * minute, backOnDuty: true }],
    [
      'the rest first',
      { guards: [untrained, rest] },
      { kind: 'resting', untilMs: now + 15 * minute, backOnDuty: true },
    ],
    [
      'that no call comes in this duty any more',
      { guards: [rest], dutyEndMs: now + 15 * minute },
      { kind: 'resting', untilMs: now + 15 * minute, backOnDuty: false },
    ],
    [
      'the end of a rest outside duty',
      { guards: [rest], onShift: false, dutyEndMs: null },
      { kind: 'resting', untilMs: now + 15 * minute, backOnDuty: false },
    ],
  ])('%s', (_what, standing, expected) => {
    expect(whatWantingCallsBrings({ ...onDuty, ...standing })).toEqual(expected);
  });
});

test.each<[AvailabilityState, Guard[], ReturnType<typeof heardState>]>([
  ['available', [], { kind: 'available' }],
  ['wrap-up', [{ kind: 'wrap-up', untilMs: now }], { kind: 'available' }],
  ['off', [{ kind: 'off', untilMs: null }], { kind: 'off' }],
  ['break', [{ kind: 'on-break', untilMs: now + minute }], { kind: 'break', untilMs: now + minute }],
  ['off', [{ kind: 'off', untilMs: null }, rest], { kind: 'resting', untilMs: now + 15 * minute }],
])('%s with %j is heard as', (state, guards, heard) => {
  expect(heardState({ state, guards })).toEqual(heard);
});

test('an answer of 4 or 5 begins a rest, 6 a break, and nothing follows from the others', () => {
  const policy = { wrapUpMinutes: 2, restAfterHeavyMinutes: 15, restAfterCrisisMinutes: 30 };
  const heavy = { rest: { restUntilMs: now + 15 * minute, restReason: 'heavy' }, breakMinutes: null };
  const nothing = { rest: null, breakMinutes: null };
  expect([1, 2, 3, 4, 5, 6].map((answer) => afterCheckIn(answer, policy, now))).toEqual([
    nothing,
    nothing,
    nothing,
    heavy,
    heavy,
    { rest: null, breakMinutes: 20 },
  ]);
});
