import { describe, expect, test } from '@jest/globals';
import {
  availabilityState,
  guardsOf,
  isSetAvailable,
  missingTraining,
  type GuardKind,
  type PersonFacts,
} from '../../src/wellbeing/guards.ts';
import { aPerson, minute, now } from '../support/routing-fixtures.ts';

const hour = 60 * minute;
const duty = (fromNowMs: number, toNowMs: number) => ({ duty: { startMs: now + fromNowMs, endMs: now + toNowMs } });
const kinds = (over: Partial<PersonFacts>) => guardsOf(aPerson('ana', over), now).map((guard) => guard.kind);

describe('each reason not to be offered a contact', () => {
  const table: [string, Partial<PersonFacts>, GuardKind[]][] = [
    ['on shift and free', {}, []],
    ['not on shift', { onShiftAs: null, duty: null }, ['off-shift']],
    ['not on shift, though available', { onShiftAs: null, duty: null, setting: 'on', settingAtMs: now }, ['off-shift']],
    [
      'a reserve who is available',
      { onShiftAs: null, duty: null, reserve: true, setting: 'on', settingAtMs: now - hour },
      [],
    ],
    ['a reserve who said nothing', { onShiftAs: null, duty: null, reserve: true }, ['off-shift']],
    [
      'a reserve who said OFF',
      { onShiftAs: null, duty: null, reserve: true, setting: 'off', settingAtMs: now },
      ['off-shift'],
    ],
    ['a backup on shift', { onShiftAs: 'backup' }, []],
    ['said OFF in this shift', { setting: 'off', settingAtMs: now - minute }, ['off']],
    ['on a line that waits for ON', { automatic: false }, ['off']],
    ['on a break', { breakUntilMs: now + 1 }, ['on-break']],
    ['a break that ends now', { breakUntilMs: now }, []],
    ['being rung', { busy: 'offered' }, ['offered']],
    ['talking', { busy: 'in-contact' }, ['in-contact']],
    ['wrapping up', { wrapUpUntilMs: now + 1 }, ['wrap-up']],
    ['wrapped up', { wrapUpUntilMs: now }, []],
    ['resting', { restUntilMs: now + 15 * minute }, ['heavy-rest']],
    ['rested', { restUntilMs: now - 1 }, []],
    ['lacks a course', { missingTraining: ['core'] }, ['untrained']],
    ['16 minutes before the end', duty(-hour, 16 * minute), []],
    ['15 minutes before the end', duty(-hour, 15 * minute), ['shift-ending']],
    ['load 79.9', { load: 79.9 }, []],
    ['load 80', { load: 80 }, ['spent']],
    [
      'several at once',
      { busy: 'in-contact', restUntilMs: now + minute, load: 95 },
      ['in-contact', 'heavy-rest', 'spent'],
    ],
  ];
  test.each(table)('%s', (_, over, expected) => expect(kinds(over)).toEqual(expected));
});

test('a guard says until when it holds, where it ends by itself', () => {
  const facts = aPerson('ana', { breakUntilMs: now + 20 * minute, restUntilMs: now + 30 * minute, busy: 'offered' });
  expect(guardsOf(facts, now)).toEqual([
    { kind: 'on-break', untilMs: now + 20 * minute },
    { kind: 'offered', untilMs: null },
    { kind: 'heavy-rest', untilMs: now + 30 * minute },
  ]);
});

describe('a yes in the last 15 minutes of a shift (S5)', () => {
  const ending = duty(-hour, 10 * minute);
  const table: [string, Partial<PersonFacts>, GuardKind[]][] = [
    ['none', ending, ['shift-ending']],
    ['said before they began', { ...ending, setting: 'on', settingAtMs: now - 6 * minute }, ['shift-ending']],
    ['said as they began', { ...ending, setting: 'on', settingAtMs: now - 5 * minute }, []],
    ['said a moment ago', { ...ending, setting: 'on', settingAtMs: now }, []],
    [
      'for the reserve of another line',
      { ...ending, onShiftAs: null, reserve: true, setting: 'on', settingAtMs: now - 20 * minute },
      [],
    ],
    [
      'a shift of ten minutes, said in it',
      { ...duty(-5 * minute, 5 * minute), setting: 'on', settingAtMs: now - 4 * minute },
      [],
    ],
    [
      'a shift of ten minutes, said before it',
      { ...duty(-5 * minute, 5 * minute), setting: 'on', settingAtMs: now - 6 * minute },
      ['shift-ending'],
    ],
  ];
  test.each(table)('%s', (_, over, expected) => expect(kinds(over)).toEqual(expected));
});

describe('whether somebody has set themselves available', () => {
  const table: [string, Partial<PersonFacts>, boolean][] = [
    ['going on shift makes available', {}, true],
    ['where the line asks for ON, silence does not', { automatic: false }, false],
    [
      'ON before the shift, 4 h at most',
      { automatic: false, setting: 'on', settingAtMs: now - 5 * hour, ...duty(-hour, hour) },
      true,
    ],
    [
      'ON longer before',
      { automatic: false, setting: 'on', settingAtMs: now - 5 * hour - 1, ...duty(-hour, hour) },
      false,
    ],
    ['OFF in this shift', { setting: 'off', settingAtMs: now - hour, ...duty(-hour, hour) }, false],
    ['OFF before this shift', { setting: 'off', settingAtMs: now - hour - 1, ...duty(-hour, hour) }, true],
    [
      'OFF before this shift, where the line asks for ON',
      { automatic: false, setting: 'off', settingAtMs: now - 2 * hour, ...duty(-hour, hour) },
      false,
    ],
    ['off shift, ON 12 h ago', { duty: null, setting: 'on', settingAtMs: now - 12 * hour }, false],
    ['off shift, ON a little later', { duty: null, setting: 'on', settingAtMs: now - 12 * hour + 1 }, true],
    ['off shift, silent', { duty: null }, false],
  ];
  test.each(table)('%s', (_, over, expected) => expect(isSetAvailable(aPerson('ana', over), now)).toBe(expected));
});

test('training counts to the last day it is valid, and without an end for good', () => {
  const training = [
    { course: 'core', until: '2026-11-10' },
    { course: 'suicide-safer' },
    { course: 'texting', until: '2026-11-09' },
    { course: 'texting', until: null },
  ];
  expect(missingTraining(training, ['core', 'suicide-safer', 'texting'], '2026-11-10')).toEqual([]);
  expect(missingTraining(training, ['core', 'suicide-safer'], '2026-11-11')).toEqual(['core']);
  expect(missingTraining([], ['core'], '2026-11-10')).toEqual(['core']);
  expect(missingTraining([], [], '2026-11-10')).toEqual([]);
});

describe('what a volunteer is doing now', () => {
  const table: [string, Partial<PersonFacts>, string][] = [
    ['free', {}, 'available'],
    ['rung', { busy: 'offered', setting: 'off', settingAtMs: now }, 'offered'],
    ['talking beyond the end of the shift', { busy: 'in-contact', onShiftAs: null, duty: null }, 'in-contact'],
    ['off shift, with a rest still running', { onShiftAs: null, duty: null, restUntilMs: now + minute }, 'off'],
    ['said OFF', { setting: 'off', settingAtMs: now }, 'off'],
    ['on a break', { breakUntilMs: now + minute, wrapUpUntilMs: now + minute }, 'break'],
    ['resting and wrapping up', { restUntilMs: now + minute, wrapUpUntilMs: now + minute }, 'resting'],
    ['wrapping up', { wrapUpUntilMs: now + minute }, 'wrap-up'],
  ];
  test.each(table)('%s', (_, over, expected) => expect(availabilityState(aPerson('ana', over), now)).toBe(expected));
});
