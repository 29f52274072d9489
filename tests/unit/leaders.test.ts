/** Which shift leader is asked, and which one is told. */
import { describe, expect, test } from '@jest/globals';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';
import { leaderFor, leadersToAsk, leaderToTell } from '../../src/wellbeing/leaders.ts';
import { aPerson, minute, now } from '../support/routing-fixtures.ts';

const lea = (over: Partial<PersonFacts> = {}) => aPerson('lea', { leader: true, ...over });
const max = (over: Partial<PersonFacts> = {}) => aPerson('max', { leader: true, ...over });
const resting = { restUntilMs: now + minute };

describe('who can be asked, best first', () => {
  const table: [string, PersonFacts[], string[]][] = [
    ['those on shift, in their order', [lea(), max()], ['lea', 'max']],
    ['who rests after who is free', [lea(resting), max()], ['max', 'lea']],
    ['nobody who is rung or talks', [lea({ busy: 'offered' }), max({ busy: 'in-contact' })], []],
    ['nobody off shift', [lea({ onShiftAs: null, duty: null })], []],
    [
      'a reserve who has set themselves available',
      [lea({ onShiftAs: null, duty: null, reserve: true, setting: 'on', settingAtMs: now })],
      ['lea'],
    ],
  ];
  test.each(table)('%s', (_, leaders, asked) => expect(leadersToAsk(leaders, now)).toEqual(asked));
  test('nobody helps themselves', () => {
    expect(leaderFor('lea', ['lea', 'max'])).toBe('max');
    expect(leaderFor('lea', ['lea'])).toBeNull();
    expect(leaderFor(null, ['lea'])).toBe('lea');
  });
});

describe('who is told', () => {
  const table: [string, PersonFacts[], ReturnType<typeof leaderToTell>][] = [
    ['the first who is there', [lea(), max()], { id: 'lea' }],
    ['not who rests', [lea(resting), max()], { id: 'max' }],
    ['not who said OFF', [lea({ setting: 'off', settingAtMs: now }), max()], { id: 'max' }],
    ['whoever is being rung', [lea({ busy: 'offered' })], { id: 'lea' }],
    ['who talks, after it', [lea({ busy: 'in-contact' })], 'busy'],
    ['nobody', [lea(resting)], null],
  ];
  test.each(table)('%s', (_, leaders, told) => expect(leaderToTell(leaders, now)).toEqual(told));
});
