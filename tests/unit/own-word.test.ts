import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { waivableGuards } from '../../src/wellbeing/guards.ts';
import { afterWord, type OwnWord, type WordScene } from '../../src/wellbeing/own-word.ts';

const now = Date.parse('2026-11-10T18:00:00Z');
const minute = 60_000;
const scene = (over: Partial<WordScene> = {}): WordScene => ({
  nowMs: now,
  restUntilMs: null,
  waived: [],
  waivedUntilMs: null,
  askedAbout: [],
  isSpent: false,
  dutyEndMs: null,
  ...over,
});
const noBreak = { breakUntilMs: null, breakReason: null };
const on = { setting: 'on', settingAtMs: now, ...noBreak };

describe('what a volunteer’s own word changes', () => {
  const rest = now + 10 * minute;
  const duty = now + 60 * minute;
  const table: [string, OwnWord, Partial<WordScene>, object][] = [
    ['BREAK', { kind: 'break', minutes: 20 }, {}, { breakUntilMs: now + 20 * minute, breakReason: 'asked' }],
    [
      'OFF withdraws a remembered word',
      { kind: 'off' },
      { restUntilMs: rest },
      { setting: 'off', settingAtMs: now, restMoreUntilMs: null },
    ],
    ['ON ends a break', { kind: 'on' }, {}, { ...on, restMoreUntilMs: null }],
    ['ON in a rest is remembered', { kind: 'on' }, { restUntilMs: rest }, { ...on, restMoreUntilMs: rest }],
    ['ON after a rest', { kind: 'on' }, { restUntilMs: now }, { ...on, restMoreUntilMs: null }],
    ['MORE ends wrap-up too', { kind: 'more' }, {}, { ...on, wrapUpUntilMs: null, restMoreUntilMs: null }],
    [
      'MORE in a rest is remembered',
      { kind: 'more' },
      { restUntilMs: rest },
      { ...on, wrapUpUntilMs: null, restMoreUntilMs: rest },
    ],
    [
      'MORE is a yes to calls in spite of a load, for the duty',
      { kind: 'more' },
      { isSpent: true, dutyEndMs: duty },
      { ...on, wrapUpUntilMs: null, restMoreUntilMs: null, waived: ['spent'], waivedUntilMs: duty },
    ],
    [
      'ON is no yes to an override',
      { kind: 'on' },
      { restUntilMs: rest, askedAbout: ['heavy-rest', 'untrained'] },
      { ...on, restMoreUntilMs: rest },
    ],
    [
      'MORE is a yes to whoever asked: this rest ends, and only this one',
      { kind: 'more' },
      {
        restUntilMs: rest,
        askedAbout: ['heavy-rest', 'on-break', 'untrained'],
        waived: ['spent'],
        waivedUntilMs: duty,
        dutyEndMs: duty,
      },
      {
        ...on,
        wrapUpUntilMs: null,
        restUntilMs: null,
        restReason: null,
        restMoreUntilMs: null,
        waived: ['spent', 'untrained'],
        waivedUntilMs: duty,
      },
    ],
  ];
  test.each(table)('%s', (_, word, over, change) => expect(afterWord(word, scene(over))).toEqual(change));
});

test('whatever is said, a rest changes only where somebody asked about it, and no pause is waived for later', () => {
  const words = fc.constantFrom<OwnWord>(
    { kind: 'on' },
    { kind: 'more' },
    { kind: 'off' },
    { kind: 'break', minutes: 5 },
  );
  const guards = fc.subarray([...waivableGuards]);
  fc.assert(
    fc.property(
      words,
      fc.integer({ min: -60, max: 60 }),
      guards,
      fc.boolean(),
      (word, minutes, askedAbout, isSpent) => {
        const change = afterWord(word, scene({ restUntilMs: now + minutes * minute, askedAbout, isSpent }));
        expect('restUntilMs' in change).toBe(word.kind === 'more' && askedAbout.includes('heavy-rest'));
        for (const pause of ['on-break', 'wrap-up', 'heavy-rest'] as const)
          expect(change.waived ?? []).not.toContain(pause);
      },
    ),
  );
});
