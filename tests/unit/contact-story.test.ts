/** A contact as a picture can be drawn from it: what is told, what is not, and where it stands. */
import { describe, expect, test } from '@jest/globals';
import type { Leg, LegOutcome } from '../../src/calls/model.ts';
import {
  placeOnPicture,
  storyOfCall,
  storyOfTexts,
  type DecisionTold,
  type RingingOutcome,
} from '../../src/matching/contact-story.ts';
import type { Candidate, MatchAnswer, Reason } from '../../src/matching/model.ts';
import { publicReasons, reasonsEn, reasonsEs } from '../../src/matching/reason-words.ts';
import { minute, now, second } from '../support/routing-fixtures.ts';

const call = { arrivedAtMs: now, waitingSinceMs: now + 5 * second, talkingSinceMs: null, endedAtMs: now + 3 * minute };
const leg = (part: Partial<Leg> = {}): Leg => ({
  id: 'leg',
  contactId: 'c1',
  lineId: 'north',
  purpose: 'offer',
  personId: 'ana',
  role: 'primary',
  state: 'ended',
  outcome: null,
  callSid: null,
  createdAtMs: now + 5 * second,
  dialledAtMs: now + 6 * second,
  ringingAtMs: now + 7 * second,
  answeredAtMs: null,
  acceptedAtMs: null,
  joinedAtMs: null,
  endedAtMs: now + 27 * second,
  ...part,
});
const because = (...kinds: Reason['kind'][]): Reason[] => kinds.map((kind) => ({ kind, untilMs: null }) as Reason);
const not = (personId: string, ...reasons: Reason[]): Candidate => ({
  personId,
  as: 'primary',
  reasons,
  offered: false,
});
const asked = (personId: string): Candidate => ({ personId, as: 'primary', reasons: [], offered: true });
const decided = (atSeconds: number, candidates: Candidate[], part: Partial<MatchAnswer> = {}): DecisionTold => ({
  kind: 'told',
  atMs: now + atSeconds * second,
  answer: { contactId: 'c1', steps: [], over: false, offers: [], candidates, ...part },
});
const story = (legs: Leg[], decisions: DecisionTold[] = [], part: Partial<typeof call> = {}) =>
  storyOfCall({ ...call, ...part }, legs, decisions, now + 10 * minute);

describe('what came of each ringing', () => {
  const heard = now + 20 * second;
  test.each<[string, Partial<Leg>, RingingOutcome]>([
    ['nobody picked up', { outcome: 'missed' }, 'no-answer'],
    ['somebody, or a machine, pressed nothing', { outcome: 'missed', answeredAtMs: heard }, 'no-key'],
    ['they passed', { outcome: 'passed' }, 'passed'],
    ['it was busy', { outcome: 'busy' }, 'busy'],
    ['another was quicker', { outcome: 'beaten' }, 'beaten'],
    ['the caller hung up', { outcome: 'caller-gone' }, 'caller-gone'],
    ['a machine took our call back', { outcome: 'machine', role: 'caller', personId: null }, 'machine'],
    ['it rings', { state: 'ringing', endedAtMs: null }, 'rings'],
    ['they have picked up', { state: 'answered', answeredAtMs: heard, endedAtMs: null }, 'answers'],
    ['the connection was lost', { outcome: 'lost', joinedAtMs: heard }, 'cut-off'],
  ])('%s', (_what, part, cameOf) => expect(story([leg(part)]).ringings).toMatchObject([{ cameOf }]));

  // What weighs on somebody, and whom they never want to meet again, is between few (W1, W2).
  test.each<LegOutcome>(['talked', 'closed', 'abuse', 'parted', 'crisis-hand-over'])(
    'of a talk that ended with %s only that there was one',
    (outcome) => {
      const [ringing] = story([leg({ outcome, joinedAtMs: heard })]).ringings;
      expect(ringing).toEqual({
        personId: 'ana',
        role: 'primary',
        fromMs: now + 7 * second,
        talkFromMs: heard,
        untilMs: now + 27 * second,
        cameOf: 'talked',
      });
    },
  );
});

describe('a decision', () => {
  test('tells who was asked, who was free, who was held back and by what', () => {
    const rest: Reason = { kind: 'heavy-rest', untilMs: now + minute };
    const candidates = [
      asked('ana'),
      not('ben', rest),
      not('cleo', ...because('held-back')),
      not('dev', ...because('spent')),
    ];
    expect(story([], [decided(5, candidates, { steps: [{ afterSeconds: 0, do: 'widen-wave' }] })]).decisions).toEqual([
      {
        kind: 'told',
        atMs: now + 5 * second,
        untilMs: now + 5 * second,
        asked: [{ personId: 'ana', as: 'primary' }],
        free: ['cleo'],
        keptBack: [
          { personId: 'ben', as: 'primary', reasons: [{ kind: 'resting', untilMs: now + minute }] },
          { personId: 'dev', as: 'primary', reasons: [{ kind: 'time-to-rest', untilMs: null }] },
        ],
        steps: ['widen-wave'],
        over: false,
      },
    ]);
  });

  test('that changes nothing is one with the one before; one that asks, or takes a step, stands by itself', () => {
    const nobody = [not('ben', ...because('wrap-up'))];
    const found = story(
      [],
      [
        decided(5, nobody),
        decided(6, nobody),
        decided(9, nobody),
        decided(10, nobody, { steps: [{ afterSeconds: 10, do: 'ring-backups' }] }),
        decided(11, nobody),
        { kind: 'newer', atMs: now + 12 * second },
        decided(13, [asked('ben')]),
      ],
    ).decisions;
    expect(found.map(({ kind, atMs, untilMs }) => [kind, (atMs - now) / second, (untilMs - now) / second])).toEqual([
      ['told', 5, 9],
      ['told', 10, 11],
      ['newer', 12, 12],
      ['told', 13, 13],
    ]);
  });

  test.each(publicReasons)('%s is one sentence in each language, of nobody’s reason to rest', (kind) => {
    for (const words of [reasonsEn, reasonsEs]) {
      const said = words[kind]({ name: 'Ben', until: '21:40', language: 'Spanish' });
      expect(said).toMatch(/^\p{Lu}.*\.$/u);
      expect(said).toContain('Ben');
      expect(`${kind} ${said}`).not.toMatch(/heavy|abuse|load|crisis|spent|pesad|abuso|carga/i);
    }
  });
});

describe('where it stands', () => {
  test('from arrival to end, the wait ending with the first talk', () => {
    const talkFromMs = now + 40 * second;
    const { moments, fromMs, waitedUntilMs, untilMs } = story([leg({ outcome: 'talked', joinedAtMs: talkFromMs })]);
    expect([fromMs, waitedUntilMs, untilMs]).toEqual([now, talkFromMs, call.endedAtMs]);
    expect(moments.map(({ what }) => what)).toEqual(['arrived', 'waited', 'talked', 'ended']);
  });

  test('one that goes on reaches to now, one whose clock was behind to its own beginning', () => {
    expect(story([], [], { endedAtMs: null as never }).untilMs).toBe(now + 10 * minute);
    expect(story([], [], { endedAtMs: now - second }).untilMs).toBe(now);
  });

  test('a text conversation by its own moments', () => {
    const told = storyOfTexts(
      { openedAtMs: now, assignedAtMs: now + second, answeredAtMs: null, closedAtMs: null },
      now + minute,
    );
    expect(told.moments.map(({ what }) => what)).toEqual(['opened', 'given']);
    expect([told.waitedUntilMs, told.untilMs]).toEqual([now + minute, now + minute]);
  });

  test.each<[string, [number, number, number], [number, number][]]>([
    [
      'a wait and a long talk: most of the room is the wait’s',
      [0, 60, 1860],
      [
        [0, 0],
        [30, 0.375],
        [60, 0.75],
        [960, 0.875],
        [1860, 1],
      ],
    ],
    [
      'a wait alone',
      [0, 60, 60],
      [
        [0, 0],
        [30, 0.5],
        [60, 1],
      ],
    ],
    [
      'a talk at once',
      [0, 0, 60],
      [
        [0, 0],
        [30, 0.5],
        [60, 1],
      ],
    ],
    [
      'nothing at all',
      [0, 0, 0],
      [
        [0, 0],
        [30, 0],
      ],
    ],
    [
      'what lies outside is put at the edge',
      [0, 60, 60],
      [
        [-5, 0],
        [99, 1],
      ],
    ],
  ])('%s', (_what, [fromMs, waitedUntilMs, untilMs], places) => {
    for (const [atMs, place] of places)
      expect(placeOnPicture({ fromMs, waitedUntilMs, untilMs }, atMs)).toBeCloseTo(place, 9);
  });
});
