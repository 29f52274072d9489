import { describe, expect, test } from '@jest/globals';
import { crowdOf } from '../../src/people/now.ts';
import { whatHolds, whereIStand } from '../../src/web/pages/now-in-words.ts';
import { en } from '../../src/web/words/en.ts';
import { es } from '../../src/web/words/es.ts';

type Now = Parameters<typeof whereIStand>[0];

/** 18:00 in Chicago, on shift until 23:00. */
const evening: Now = {
  at: '2026-11-11T00:00:00.000Z',
  zone: 'America/Chicago',
  state: 'available',
  onShift: true,
  wantsCalls: true,
  wantsCallsAfterRest: false,
  line: 'Northside Warmline',
  dutyEndAt: '2026-11-11T05:00:00.000Z',
  holds: [],
  missingTraining: [],
  leads: false,
  leader: null,
  waiting: 'nobody',
  nextShift: null,
  checkIn: null,
  callIn: null,
};
const hold = (kind: Now['holds'][number]['kind'], until: string | null = null): Now['holds'] => [{ kind, until }];
const ten = '2026-11-11T00:10:00.000Z';

describe('where somebody stands', () => {
  test.each<[string, Partial<Now>, RegExp]>([
    ['on', {}, /^You are on\. Calls can come until 11:00\sPM\.$/],
    ['on for days', { dutyEndAt: '2026-12-11T05:00:00.000Z' }, /^You are on\. Calls can come\.$/],
    ['on, with something in the way', { holds: hold('untrained') }, /^You are set to take calls\.$/],
    ['off', { state: 'off', wantsCalls: false, holds: hold('off') }, /^Your calls are off/],
    ['not on shift', { state: 'off', onShift: false, wantsCalls: false }, /^You are not on shift\. Nobody/],
    ['not on shift yet', { state: 'off', onShift: false }, /^You are not on shift yet\. You are set/],
    ['on a break', { state: 'break', holds: hold('on-break', ten) }, /until 6:10\sPM\. Tap On to be back sooner\.$/],
    ['rung', { state: 'offered', holds: hold('offered') }, /ringing/],
    ['talking', { state: 'in-contact', holds: hold('in-contact') }, /with somebody/],
    ['wrapping up', { state: 'wrap-up', holds: hold('wrap-up', ten) }, /^A moment for yourself until 6:10\sPM/],
    [
      'resting',
      { state: 'resting', holds: hold('heavy-rest', ten) },
      /6:10\sPM\. Tap On and you will be offered calls/,
    ],
    [
      'resting, and wants more then',
      { state: 'resting', wantsCallsAfterRest: true, holds: hold('heavy-rest', ten) },
      /6:10\sPM\. You said On/,
    ],
    [
      'resting to the end',
      { state: 'resting', dutyEndAt: ten, holds: hold('heavy-rest', ten) },
      /when your shift is over too/,
    ],
    [
      'resting into tomorrow',
      { state: 'resting', dutyEndAt: null, holds: hold('heavy-rest', '2026-11-11T06:10:00.000Z') },
      /^You are resting until Wed, Nov 11, 12:10\sAM\./,
    ],
  ])('%s', (_what, part, sentence) => expect(whereIStand({ ...evening, ...part }, en, 'en')).toMatch(sentence));

  test('each thing that can be done something about is said in both languages', () => {
    const holds = (['untrained', 'trainee-alone', 'shift-ending', 'spent', 'off'] as const).map((kind) => ({
      kind,
      until: null,
    }));
    for (const words of [en, es]) {
      const sentences = whatHolds({ ...evening, holds, missingTraining: ['core'] }, words);
      expect(sentences).toHaveLength(4);
      expect(sentences[0]).toContain('core');
    }
  });
});

test.each([
  [0, 'nobody'],
  [1, 'one'],
  [2, 'few'],
  [4, 'few'],
  [5, 'many'],
  [40, 'many'],
])('%i who wait are %s', (waiting, crowd) => expect(crowdOf(waiting)).toBe(crowd));
