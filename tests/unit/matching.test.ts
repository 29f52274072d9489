/** Who is asked for whom: fairness between callers, waves, passes, the ladder, ring order, and every reason on record (V3, V9, V15, "Ring order"). */
import { describe, expect, test } from '@jest/globals';
import { match, type MatchContact, type MatchWorld } from '../../src/matching/match.ts';
import type { LadderStep } from '../../src/calls/model.ts';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';
import { aPerson, matchWorld, minute, now, second, waiting } from '../support/routing-fixtures.ts';

type Ask = MatchContact['asks'][number];
const ask = (personId: string, outcome: Ask['outcome'], atMs = now): Ask => ({ personId, outcome, atMs });
const answerFor = (world: MatchWorld, id = 'c1') => match(world).find((answer) => answer.contactId === id);
const offered = (world: MatchWorld, id = 'c1') => (answerFor(world, id)?.offers ?? []).map((offer) => offer.personId);
const steps = (world: MatchWorld, id = 'c1') => (answerFor(world, id)?.steps ?? []).map((step) => step.do);
const reasons = (world: MatchWorld, personId: string) =>
  answerFor(world)
    ?.candidates.find((one) => one.personId === personId)
    ?.reasons.map((reason) => reason.kind);
const people = (...ids: string[]) => ids.map((id) => aPerson(id));
const waited = (seconds: number, over: Partial<MatchContact> = {}) =>
  waiting('c1', { waitingSinceMs: now - seconds * second, ...over });

describe('wave sizes (V3)', () => {
  const everybody = people('a', 'b', 'c', 'd', 'e', 'f');
  test.each([
    [0, 1],
    [19.999, 1],
    [20, 2],
    [44.999, 2],
    [45, 4],
    [500, 4],
  ])('after %d s %d phones ring', (seconds, count) => {
    const lone = {
      policy: {
        waves: [
          { afterSeconds: 0, size: 1 },
          { afterSeconds: 20, size: 2 },
          { afterSeconds: 45, size: 4 },
        ],
        overflow: [] as LadderStep[],
      },
    };
    expect(offered(matchWorld([waited(seconds)], everybody, { line: lone }))).toHaveLength(count);
  });
  test('phones that ring count', () =>
    expect(offered(matchWorld([waited(20, { asks: [ask('a', 'asking')] })], everybody))).toHaveLength(1));
  test('a step of widen-wave adds one', () => {
    const line = {
      policy: {
        waves: [{ afterSeconds: 0, size: 1 }],
        overflow: [
          { afterSeconds: 10, do: 'widen-wave' },
          { afterSeconds: 600, do: 'voicemail' },
        ] as LadderStep[],
      },
    };
    expect(offered(matchWorld([waited(9)], everybody, { line }))).toHaveLength(1);
    expect(offered(matchWorld([waited(10)], everybody, { line }))).toHaveLength(2);
    expect(offered(matchWorld([waited(11, { ladderStep: 1 })], everybody, { line }))).toHaveLength(2);
  });
});

describe('who was asked already (V3)', () => {
  test('who passed is not asked again', () =>
    expect(offered(matchWorld([waited(0, { asks: [ask('a', 'passed')] })], people('a', 'b')))).toEqual(['b']));
  test('who missed is asked after everyone else, even after backups and whoever they would rather have', () => {
    const backups = [aPerson('b', { onShiftAs: 'backup', load: 30 }), aPerson('a', { tags: ['veteran'] })];
    const contact = waited(70, { ladderStep: 1, wish: 'veteran', preferredPersonId: 'a', asks: [ask('a', 'missed')] });
    expect(offered(matchWorld([contact], backups))).toEqual(['b', 'a']);
    expect(offered(matchWorld([waited(0, { asks: [ask('a', 'missed')] })], people('a')))).toEqual(['a']);
  });
  test.each(['busy', 'failed'] as const)('%s is tried again after a minute', (outcome) => {
    const at = (agoMs: number) =>
      offered(matchWorld([waited(30, { asks: [ask('a', outcome, now - agoMs)], decided: true })], people('a')));
    expect([at(59_999), at(60_000)]).toEqual([[], ['a']]);
  });
  test('who was asked before the caller tried the crisis line may be asked again', () => {
    expect(offered(matchWorld([waited(0, { asks: [ask('a', 'caller-gone')] })], people('a')))).toEqual(['a']);
  });
});

describe('between callers', () => {
  test('with fewer people than callers, the oldest for whom none rings comes first', () => {
    const contacts = [
      waiting('old', { rankAtMs: now - 3 * minute, waitingSinceMs: now - 50 * second, asks: [ask('x', 'asking')] }),
      waiting('middle', { rankAtMs: now - 2 * minute }),
      waiting('new', { rankAtMs: now - minute }),
    ];
    const world = matchWorld(contacts, people('a', 'b'));
    expect(['old', 'middle', 'new'].map((id) => offered(world, id).length)).toEqual([0, 1, 1]);
    expect(
      ['old', 'middle', 'new'].map((id) => offered({ ...world, lines: matchWorld([], people('a')).lines }, id).length),
    ).toEqual([0, 1, 0]);
  });
  test('then waves are filled, oldest first', () => {
    const contacts = [
      waiting('old', { rankAtMs: now - 2, waitingSinceMs: now - 30 * second }),
      waiting('new', { rankAtMs: now - 1, waitingSinceMs: now - 30 * second }),
    ];
    const world = matchWorld(contacts, people('a', 'b', 'c'));
    expect([offered(world, 'old').length, offered(world, 'new').length]).toEqual([2, 1]);
  });
  test('a caller over the limit waits last in line (V9), a lost one first (V6)', () => {
    const contacts = [
      waiting('over', { lastInLine: true, rankAtMs: now - 60 * minute }),
      waiting('plain', { rankAtMs: now - 9 * minute }),
      waiting('lost', { rankAtMs: 0 }),
    ];
    expect(['over', 'plain', 'lost'].map((id) => offered(matchWorld(contacts, people('a', 'b')), id).length)).toEqual([
      0, 1, 1,
    ]);
  });
});

describe('ring order: language, wish, band, load bucket of 5, longest idle', () => {
  const order = (list: PersonFacts[], contact: Partial<MatchContact> = {}) => {
    const world = matchWorld([waited(50, contact)], list, {
      line: { policy: { waves: [{ afterSeconds: 0, size: 9 }], overflow: [] } },
    });
    return offered(world);
  };
  test('language is a must', () => expect(order([aPerson('a', { languages: ['es'] }), aPerson('b')])).toEqual(['b']));
  test('wish before load', () =>
    expect(order([aPerson('a'), aPerson('b', { tags: ['veteran'], load: 50 })], { wish: 'veteran' })).toEqual([
      'b',
      'a',
    ]));
  test('without a wish tags count for nothing', () =>
    expect(order([aPerson('a', { idleSinceMs: 1 }), aPerson('b', { tags: ['veteran'], idleSinceMs: 2 })])).toEqual([
      'a',
      'b',
    ]));
  test('band, then bucket, then idle', () => {
    const list = [
      aPerson('steady', { load: 40, idleSinceMs: 1 }),
      aPerson('ten', { load: 10, idleSinceMs: 1 }),
      aPerson('nine', { load: 9.9, idleSinceMs: 5 }),
      aPerson('five', { load: 5, idleSinceMs: 9 }),
    ];
    expect(order(list)).toEqual(['nine', 'five', 'ten', 'steady']);
  });
  test('strained only when nobody fresher is left or ringing; spent never', () => {
    const list = [aPerson('strained', { load: 60 }), aPerson('steady', { load: 59.9 }), aPerson('spent', { load: 80 })];
    expect(order(list)).toEqual(['steady']);
    expect(
      order([...list.slice(0, 1), aPerson('steady', { busy: 'offered' })], { asks: [ask('steady', 'asking')] }),
    ).toEqual([]);
    expect(order(list, { asks: [ask('steady', 'passed')] })).toEqual(['strained']);
  });
  test('the volunteer who was lost comes first, wrap-up waived and whatever their role (V6)', () => {
    const backup = aPerson('lost', { onShiftAs: 'backup', wrapUpUntilMs: now + minute, load: 50 });
    expect(order([aPerson('a'), backup], { preferredPersonId: 'lost' })).toEqual(['lost', 'a']);
    expect(order([aPerson('a'), backup])).toEqual(['a']);
    expect(order([aPerson('a'), { ...backup, restUntilMs: now + minute }], { preferredPersonId: 'lost' })).toEqual([
      'a',
    ]);
    expect(order([aPerson('a'), { ...backup, load: 70 }], { preferredPersonId: 'lost' })[0]).toBe('lost');
  });
});

describe('the ladder', () => {
  const backup = aPerson('b', { onShiftAs: 'backup' });
  const reserve = aPerson('r', { onShiftAs: null, duty: null, reserve: true, setting: 'on', settingAtMs: now });
  test('ring-backups rings the first backup at once, a full wave or not, and no more than that', () => {
    const line = {
      policy: {
        waves: [{ afterSeconds: 0, size: 1 }],
        overflow: [
          { afterSeconds: 10, do: 'ring-backups' },
          { afterSeconds: 600, do: 'voicemail' },
        ] as LadderStep[],
      },
    };
    const list = [...people('a', 'b'), aPerson('c', { onShiftAs: 'backup' }), aPerson('d', { onShiftAs: 'backup' })];
    const asks = [ask('a', 'asking')];
    expect(offered(matchWorld([waited(9, { asks })], list, { line }))).toEqual([]);
    expect(offered(matchWorld([waited(10, { asks })], list, { line }))).toHaveLength(1);
    expect(['c', 'd']).toContain(offered(matchWorld([waited(10, { asks })], list, { line }))[0]);
    expect(
      offered(matchWorld([waited(11, { ladderStep: 1, asks: [...asks, ask('c', 'asking')] })], list, { line })),
    ).toEqual([]);
  });
  test.each([
    [59.999, []],
    [60, ['ring-backups']],
    [119, ['ring-backups']],
    [120, ['ring-backups', 'offer-callback']],
  ])('after %d s: %j', (seconds, taken) => {
    expect(steps(matchWorld([waited(seconds, { asks: [ask('a', 'asking')] })], people('a')))).toEqual(taken);
  });
  test('steps taken are not taken again', () =>
    expect(steps(matchWorld([waited(70, { ladderStep: 1, asks: [ask('a', 'asking')] })], people('a')))).toEqual([]));
  test('backups ring once their step has come, before reserves', () => {
    expect(offered(matchWorld([waited(30)], [backup, reserve, aPerson('a')]))).toEqual(['a']);
    expect(offered(matchWorld([waited(60)], [reserve, backup, aPerson('a')]))).toEqual(['a', 'b', 'r']);
  });
  test('everyone has passed: the next step starts at once', () => {
    const world = matchWorld([waited(5, { asks: [ask('a', 'passed')] })], [aPerson('a'), backup]);
    expect(steps(world)).toEqual(['ring-backups']);
    expect(offered(world)).toEqual(['b']);
    expect(
      steps(
        matchWorld(
          [waited(5, { ladderStep: 1, asks: [ask('a', 'passed'), ask('b', 'passed')] })],
          [aPerson('a'), backup],
        ),
      ).slice(0, 1),
    ).toEqual(['offer-callback']);
  });
  const goesOnByTime: [string, PersonFacts[], Partial<MatchContact>][] = [
    ['somebody still rings', people('a', 'b'), { asks: [ask('a', 'passed'), ask('b', 'asking')] }],
    ['somebody has not been asked', people('a', 'b'), { asks: [ask('a', 'passed')] }],
    [
      'a phone that was missed is still being rung off',
      [aPerson('a', { busy: 'offered' })],
      { asks: [ask('a', 'missed')] },
    ],
    ['somebody talks', [aPerson('a', { busy: 'in-contact' })], {}],
    ['somebody rests', [aPerson('a', { restUntilMs: now + minute })], {}],
    [
      'the shift is about to change',
      [aPerson('a', { duty: { startMs: now - 60 * minute, endMs: now + 10 * minute } })],
      {},
    ],
    ['nobody speaks the language, and the caller chose to wait (V15)', people('a'), { language: 'es' }],
  ];
  test.each(goesOnByTime)('by time alone while %s', (_, list, over) =>
    expect(steps(matchWorld([waited(5, over)], list))).toEqual([]),
  );
  test.each([
    ['on shift, but off', [aPerson('a', { setting: 'off', settingAtMs: now })]],
    ['missed twice and on a break', [aPerson('a', { breakUntilMs: now + 30 * minute })]],
    ['gone', []],
  ])('at once when all are %s', (_, list) => {
    expect(steps(matchWorld([waited(5, { asks: [ask('a', 'missed'), ask('a', 'missed')] })], list))[0]).toBe(
      'ring-backups',
    );
  });
});

describe('every reason is on record', () => {
  test('one person, many reasons', () => {
    const list = [
      aPerson('a', { onShiftAs: 'backup', languages: ['es'], restUntilMs: now + minute, busy: 'in-contact' }),
      aPerson('b'),
      aPerson('c', { leader: true }),
      aPerson('d'),
    ];
    const world = matchWorld([waited(0, { notWith: ['a'], hidden: true, asks: [ask('d', 'passed')] })], list, {
      line: { hiddenToLeaders: true },
    });
    expect(reasons(world, 'a')).toEqual([
      'in-contact',
      'heavy-rest',
      'language',
      'not-matched',
      'leaders-only',
      'ladder',
    ]);
    expect(reasons(world, 'b')).toEqual(['leaders-only']);
    expect(reasons(world, 'd')).toEqual(['leaders-only', 'passed']);
  });
  test('who could have been asked but was not is held back, who is offered has no reason', () => {
    const world = matchWorld([waited(0)], [aPerson('a'), aPerson('b', { idleSinceMs: 1 })]);
    expect([reasons(world, 'a'), reasons(world, 'b')]).toEqual([[], ['held-back']]);
  });
  test('a trainee needs a trained peer on the line who is not off', () => {
    const trainee = aPerson('t', { trainee: true });
    const alone = (...others: PersonFacts[]) =>
      reasons(matchWorld([waited(0)], [trainee, ...others]), 't')?.includes('trainee-alone');
    const off = { setting: 'off', settingAtMs: now } as const;
    expect([
      alone(),
      alone(aPerson('p')),
      alone(aPerson('p', off)),
      alone(aPerson('p', { missingTraining: ['core'] })),
      alone(aPerson('p', { trainee: true })),
    ]).toEqual([true, false, true, true, true]);
    expect(alone(aPerson('p', { busy: 'in-contact' }))).toBe(false);
  });
  test('a contact about whom nothing is new is left out, an undecided one is not', () => {
    expect(match(matchWorld([waited(0, { decided: true, asks: [ask('a', 'asking')] })], people('a')))).toEqual([]);
    expect(match(matchWorld([waited(0, { asks: [ask('a', 'asking')] })], people('a')))).toHaveLength(1);
  });
});
