/** What a caller meets: arrival, languages, wishes, waiting, the crisis key, and being told why not. */
import { describe, expect, test } from '@jest/globals';
import type { CallerMemory, Contact, ContactState, RoutingLine, Staffing } from '../../src/calls/model.ts';
import {
  aContact,
  aLeg,
  aLine,
  arrival,
  happen,
  legOf,
  minute,
  nothingRemembered,
  now,
  scene,
  second,
  staffing,
} from '../support/routing-fixtures.ts';

const twoLanguages = aLine({ languages: ['en', 'es'] });
const keyed = (menu: 'language' | 'unstaffed' | 'greeting' | 'hold' | 'lost' | 'told', key: string, round = 0) =>
  ({ kind: 'CallerKeyed', menu, key, round }) as const;
const silent = (menu: 'language' | 'unstaffed' | 'greeting' | 'hold' | 'lost' | 'told', round = 0) =>
  ({ kind: 'CallerSilent', menu, round }) as const;

describe('arrival (V1, V8, V9)', () => {
  const remembered = (over: Partial<CallerMemory>) => ({ ...nothingRemembered, ...over });
  const table: [
    string,
    { line?: RoutingLine; staffing?: Partial<Staffing>; memory?: CallerMemory },
    Partial<Contact>,
  ][] = [
    [
      'one language: in line at once',
      {},
      { state: 'waiting', script: 'greeting', waitingSinceMs: now, rankAtMs: now, lastInLine: false },
    ],
    ['two languages: a choice first', { line: twoLanguages }, { state: 'choosing-language', waitingSinceMs: null }],
    [
      'closed',
      { staffing: { open: false, nextOpeningMs: now + minute } },
      { state: 'told', told: 'closed', outcome: 'closed', toldUntilMs: now + minute },
    ],
    ['paused', { staffing: { paused: true } }, { state: 'told', told: 'paused' }],
    ['nobody on', { staffing: { anybodyOn: false } }, { state: 'told', told: 'nobody-on', outcome: 'nobody-on' }],
    [
      'blocked',
      { memory: remembered({ blockedUntilMs: now + minute }) },
      { state: 'told', told: 'blocked', outcome: 'blocked', toldUntilMs: now + minute },
    ],
    ['two talks today', { memory: remembered({ talksToday: 2 }) }, { state: 'waiting', lastInLine: false }],
    [
      'three talks today: last in line',
      { memory: remembered({ talksToday: 3 }) },
      { state: 'waiting', lastInLine: true },
    ],
    [
      'back after a drop: to the same volunteer, at the old place, and no new call',
      { memory: remembered({ talksToday: 3, dropped: { personId: 'ana', rankAtMs: now - minute } }) },
      { state: 'waiting', preferredPersonId: 'ana', rankAtMs: now - minute, lastInLine: false },
    ],
  ];
  test.each(table)('%s', (_, { line = aLine(), staffing: over, memory = nothingRemembered }, expected) => {
    const contact = arrival({ line, memory, staffing: () => staffing(over) });
    expect(contact).toMatchObject(expected);
    expect(contact.nextAtMs).toBeGreaterThan(now);
  });
});

describe('what a call met when it came in is known, however it ends', () => {
  const blocked = { ...nothingRemembered, blockedUntilMs: now + minute };
  test.each<[string, CallerMemory, Partial<Staffing>]>([
    ['blocked', blocked, { open: false }],
    ['paused', nothingRemembered, { paused: true, open: false }],
    ['closed', nothingRemembered, { open: false, anybodyOn: false }],
    ['nobody-on', nothingRemembered, { anybodyOn: false }],
    ['open', nothingRemembered, {}],
  ])('%s', (met, memory, over) => {
    for (const line of [aLine(), twoLanguages])
      expect(arrival({ line, memory, staffing: () => staffing(over) })).toMatchObject({ met });
  });
});

describe('choosing a language (V1, V15)', () => {
  const choosing = () =>
    scene(arrival({ line: twoLanguages }), [], { line: twoLanguages, staffing: staffing({ languages: ['en'] }) });
  test.each([
    ['1', 'en', 'waiting'],
    ['2', 'es', 'choosing-unstaffed'],
    ['7', 'en', 'waiting'],
    ['*', 'en', 'waiting'],
    ['0', 'en', 'waiting'],
  ])('key %s: %s, %s', (key, language, state) => {
    const stage = choosing();
    const answer = happen(stage, keyed('language', key));
    expect(stage.contact).toMatchObject({ language, state });
    expect(answer.route).toBe(true);
  });
  test('silence leads on in the first language, and its news delivered twice skips no greeting', () => {
    const stage = choosing();
    for (let times = 0; times < 2; times += 1) {
      expect(happen(stage, silent('language')).say).toEqual({ to: 'caller', kind: 'greeting', overLimit: false });
      expect(stage.contact).toMatchObject({ state: 'waiting', language: 'en' });
    }
  });
  test('a block is told in the language chosen', () => {
    const stage = choosing();
    stage.contact = { ...stage.contact, told: 'blocked' };
    happen(stage, keyed('language', '2'));
    expect(stage.contact).toMatchObject({ state: 'told', told: 'blocked', language: 'es', outcome: 'blocked' });
  });
  test.each([
    ['1', 'es'],
    ['2', 'en'],
    [null, 'es'],
  ])('with nobody who speaks it, %s waits for %s', (key, language) => {
    const stage = choosing();
    happen(stage, keyed('language', '2'));
    const answer = happen(stage, key === null ? silent('unstaffed') : keyed('unstaffed', key));
    expect(stage.contact).toMatchObject({ state: 'waiting', language });
    expect(answer.say.kind).toBe('hold');
  });
});

describe('in line (V1, V2)', () => {
  test('a wish is kept and the caller goes on to wait; phones already ringing ring on', () => {
    const stage = scene(aContact(), [aLeg('a')]);
    const answer = happen(stage, keyed('greeting', '2'));
    expect(stage.contact).toMatchObject({ wish: 'veteran', state: 'waiting', script: 'hold' });
    expect(answer.effects).toEqual([]);
  });
  test('silence and unknown keys lead on to waiting', () => {
    for (const event of [silent('greeting'), keyed('greeting', '8')]) {
      const stage = scene(aContact());
      expect(happen(stage, event).say).toEqual({ to: 'caller', kind: 'hold', round: 0 });
      expect(stage.contact.wish).toBeNull();
    }
  });
  test('the rounds of waiting go on, and a late one does not turn them back', () => {
    const stage = scene(aContact({ script: 'hold' }));
    expect(happen(stage, silent('hold', 0)).say).toEqual({ to: 'caller', kind: 'hold', round: 1 });
    expect(happen(stage, silent('hold', 1)).say).toEqual({ to: 'caller', kind: 'hold', round: 2 });
    expect(happen(stage, silent('hold', 0)).say).toEqual({ to: 'caller', kind: 'hold', round: 2 });
  });
  test('3 changes between music and quiet, once for each round however often it is delivered', () => {
    const stage = scene(aContact({ script: 'hold' }));
    happen(stage, keyed('hold', '3', 0));
    happen(stage, keyed('hold', '3', 0));
    expect(stage.contact.quiet).toBe(true);
    happen(stage, keyed('hold', '3', stage.contact.holdRound));
    expect(stage.contact.quiet).toBe(false);
  });
  test('a call taken up again hears what belongs to its state', () => {
    const kinds = (
      [
        'choosing-language',
        'choosing-unstaffed',
        'waiting',
        'talking',
        'lost-volunteer',
        'crisis',
        'told',
        'ended',
      ] as ContactState[]
    ).map((state) => happen(scene(aContact({ state, script: 'hold' })), { kind: 'CallerResumed' }).say.kind);
    expect(kinds).toEqual([
      'language-menu',
      'unstaffed-menu',
      'hold',
      'caller-conference',
      'lost-volunteer',
      'crisis',
      'told',
      'hang-up',
    ]);
  });
  test('a caller who has not asked for the next round of waiting is looked for 45 s after the last one', () => {
    const stage = scene(aContact());
    expect(happen(stage, { kind: 'Woke' }, 44 * second).effects).toEqual([]);
    expect(happen(stage, { kind: 'Woke' }, second).effects).toEqual([{ kind: 'LookAtCaller' }]);
  });
});

describe('the crisis key (V12)', () => {
  const states: [ContactState, 'language' | 'unstaffed' | 'greeting' | 'hold' | 'lost' | 'told'][] = [
    ['choosing-language', 'language'],
    ['choosing-unstaffed', 'unstaffed'],
    ['waiting', 'greeting'],
    ['waiting', 'hold'],
    ['lost-volunteer', 'lost'],
    ['told', 'told'],
  ];
  test.each(states)('9 works in %s (%s), and a call that fails leads back there', (state, menu) => {
    const before = aContact({
      state,
      told: state === 'told' ? 'blocked' : null,
      waitingSinceMs: now - minute,
      ladderStep: 1,
      rankAtMs: now - minute,
    });
    const stage = scene(before, [aLeg('a'), aLeg('b', { state: 'answered' })], {
      staffing: staffing({ open: false, anybodyOn: false }),
    });
    const answer = happen(stage, keyed(menu, '9'));
    expect(answer.say).toEqual({ to: 'caller', kind: 'crisis' });
    expect(stage.contact.state).toBe('crisis');
    expect(answer.effects).toEqual([
      { kind: 'HangUpLeg', legId: 'a' },
      { kind: 'SpeakToLeg', legId: 'b' },
    ]);
    const failed = happen(stage, { kind: 'CrisisCallEnded', talked: false }, 40 * second);
    expect(failed.say).toEqual({ to: 'caller', kind: 'crisis-failed' });
    expect(stage.contact).toMatchObject({
      state,
      rankAtMs: now - minute,
      waitingSinceMs: now - minute,
      ladderStep: 1,
      told: before.told,
    });
  });
  test('after a talk with the crisis line the call ends kindly', () => {
    const stage = scene(aContact());
    happen(stage, keyed('hold', '9'));
    expect(happen(stage, { kind: 'CrisisCallEnded', talked: true }, 20 * minute).say).toMatchObject({
      kind: 'told',
      told: 'after-crisis',
    });
    happen(stage, silent('told'));
    expect(stage.contact).toMatchObject({ state: 'ended', outcome: 'crisis' });
  });
  test('a doubled 9 dials once more for whoever asks, but is one decision', () => {
    const stage = scene(aContact());
    happen(stage, keyed('hold', '9'));
    expect(happen(stage, keyed('hold', '9')).effects).toEqual([]);
    expect(stage.contact.crisisFrom).toBe('waiting');
  });
});

describe('hanging up (V4)', () => {
  const table: [string, Partial<Contact>, string][] = [
    ['in the greeting', { script: 'greeting' }, 'abandoned-in-greeting'],
    ['in the queue', { script: 'hold' }, 'abandoned-in-queue'],
    ['while talking', { state: 'talking' }, 'talked'],
    ['after a hand-over', { state: 'talking', outcome: 'crisis-hand-over' }, 'crisis-hand-over'],
    ['when the volunteer was lost', { state: 'lost-volunteer' }, 'talked'],
    ['on the crisis line', { state: 'crisis' }, 'crisis'],
    ['when told', { state: 'told', told: 'closed', outcome: 'closed' }, 'closed'],
  ];
  test.each(table)('%s', (_, over, outcome) => {
    const stage = scene(aContact(over));
    happen(stage, { kind: 'CallerHungUp' });
    expect(stage.contact).toMatchObject({
      state: 'ended',
      outcome,
      endedAtMs: now,
      waitingSinceMs: null,
      nextAtMs: null,
    });
  });
  test('every phone that rings stops; what was never dialled is over at once', () => {
    const stage = scene(aContact(), [
      aLeg('planned', { state: 'planned' }),
      aLeg('ringing'),
      aLeg('answered', { state: 'answered' }),
    ]);
    const { effects } = happen(stage, { kind: 'CallerHungUp' });
    expect(effects).toEqual([
      { kind: 'HangUpLeg', legId: 'ringing' },
      { kind: 'SpeakToLeg', legId: 'answered' },
    ]);
    expect(['planned', 'ringing', 'answered'].map((id) => legOf(stage, id).state)).toEqual([
      'ended',
      'ending',
      'ending',
    ]);
    expect(stage.legs.every((leg) => leg.outcome === 'caller-gone')).toBe(true);
  });
  test('whatever comes after the end changes nothing', () => {
    const stage = scene(aContact());
    happen(stage, { kind: 'CallerHungUp' });
    const ended = stage.contact;
    for (const event of [
      keyed('hold', '9'),
      silent('hold', 4),
      { kind: 'CallerHungUp' } as const,
      { kind: 'CallerResumed' } as const,
    ]) {
      expect(happen(stage, event, second).say.kind).toBe('hang-up');
      expect(stage.contact).toEqual(ended);
    }
  });
});
