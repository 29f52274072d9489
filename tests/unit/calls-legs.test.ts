/** What a rung phone does: the offer, who of several is the one, silence, busy phones, news out of order. */
import { describe, expect, test } from '@jest/globals';
import type { Contact, Leg, LegOutcome } from '../../src/calls/model.ts';
import { aContact, aLeg, happen, legOf, minute, now, scene, second } from '../support/routing-fixtures.ts';

const keyed = (legId: string, key: string) => ({ kind: 'LegKeyed', legId, menu: 'offer', key }) as const;
const silent = (legId: string, round: number) => ({ kind: 'LegSilent', legId, menu: 'offer', round }) as const;
const ended = (legId: string, status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled') =>
  ({ kind: 'LegEnded', legId, status }) as const;

describe('the offer (V3)', () => {
  test('on pick-up the menu is heard, and nobody is connected', () => {
    const stage = scene(aContact(), [aLeg('a')]);
    expect(happen(stage, { kind: 'LegAnswered', legId: 'a', callSid: null }).say).toEqual({
      kind: 'offer-menu',
      round: 0,
    });
    expect(stage.contact.state).toBe('waiting');
  });
  test('1 connects, the whisper is heard and the caller is brought in', () => {
    const stage = scene(aContact(), [aLeg('a', { state: 'answered' })]);
    const answer = happen(stage, keyed('a', '1'));
    expect(answer.say).toEqual({ kind: 'whisper' });
    expect(answer.effects).toEqual([{ kind: 'SpeakToCaller' }]);
    expect(stage.contact).toMatchObject({
      state: 'talking',
      personId: 'person-a',
      conference: 'wl-draw0',
      waitingSinceMs: null,
    });
    expect(legOf(stage, 'a').state).toBe('accepted');
    expect(happen(stage, keyed('a', '1'))).toMatchObject({ say: { kind: 'whisper' }, effects: [], legs: [] });
  });
  test('2 passes', () => {
    const stage = scene(aContact(), [aLeg('a', { state: 'answered' })]);
    const answer = happen(stage, keyed('a', '2'));
    expect(answer).toMatchObject({
      say: { kind: 'leg-goodbye', outcome: 'passed', pausedByKey: false },
      route: true,
      people: [{ personId: 'person-a', missedInRow: 0 }],
    });
    expect(legOf(stage, 'a')).toMatchObject({ state: 'ending', outcome: 'passed' });
  });
  test('3 passes and stops the calls', () => {
    const stage = scene(aContact(), [aLeg('a', { state: 'answered' })]);
    expect(happen(stage, keyed('a', '3')).say).toMatchObject({ pausedByKey: true });
    expect(stage.people.get('person-a')).toMatchObject({ setting: 'off', settingAtMs: now });
    expect(legOf(stage, 'a')).toMatchObject({ outcome: 'passed' });
  });
  test('another key asks again and is no silence', () => {
    const stage = scene(aContact(), [aLeg('a', { state: 'answered' })], {
      people: new Map([['person-a', { missedInRow: 1 }]]),
    });
    expect(happen(stage, keyed('a', '7')).say.kind).toBe('offer-menu');
    expect(stage.people.get('person-a')).toMatchObject({ missedInRow: 0 });
  });
  test('silence is asked once more, then the phone is let go', () => {
    const stage = scene(aContact(), [aLeg('a', { state: 'answered' })]);
    expect(happen(stage, silent('a', 0)).say).toEqual({ kind: 'offer-menu', round: 1 });
    expect(happen(stage, silent('a', 1))).toMatchObject({
      say: { kind: 'leg-goodbye', outcome: 'missed' },
      route: true,
    });
    expect(stage.people.get('person-a')).toMatchObject({ missedInRow: 1 });
  });
});

describe('a phone that does not accept is replaced at once (V3)', () => {
  const table: [Parameters<typeof ended>[1], LegOutcome, number][] = [
    ['busy', 'busy', 0],
    ['no-answer', 'missed', 1],
    ['completed', 'missed', 1],
    ['failed', 'failed', 0],
    ['canceled', 'failed', 0],
  ];
  test.each(table)('%s is %s', (status, outcome, missedInRow) => {
    const stage = scene(aContact(), [aLeg('a')]);
    expect(happen(stage, ended('a', status)).route).toBe(true);
    expect(legOf(stage, 'a')).toMatchObject({ state: 'ended', outcome, endedAtMs: now });
    expect(stage.people.get('person-a')?.missedInRow ?? 0).toBe(missedInRow);
  });
  test('a call that cannot be made', () => {
    const stage = scene(aContact(), [aLeg('a', { state: 'planned' })]);
    expect(happen(stage, { kind: 'LegNotDialled', legId: 'a' }).route).toBe(true);
    expect(legOf(stage, 'a')).toMatchObject({ state: 'ended', outcome: 'failed' });
  });
  test('a call believed not made, but heard of since, goes on', () => {
    const stage = scene(aContact(), [aLeg('a')]);
    expect(happen(stage, { kind: 'LegNotDialled', legId: 'a' })).toMatchObject({ legs: [], effects: [], route: false });
  });
  test('20 s of ringing, counted from ringing', () => {
    const stage = scene(aContact(), [aLeg('a', { state: 'dialling', dialledAtMs: now })]);
    happen(stage, { kind: 'LegRinging', legId: 'a', callSid: null }, 10 * second);
    happen(stage, { kind: 'Woke' }, 19_999);
    expect(legOf(stage, 'a').state).toBe('ringing');
    expect(stage.contact.nextAtMs).toBe(now + 30 * second);
    expect(happen(stage, { kind: 'Woke' }, 1)).toMatchObject({
      effects: [{ kind: 'HangUpLeg', legId: 'a' }],
      route: true,
    });
    expect(legOf(stage, 'a')).toMatchObject({ state: 'ending', outcome: 'missed' });
  });
  test('two missed in a row give a break of 30 minutes and a kind word', () => {
    const stage = scene(aContact(), [aLeg('a', { personId: 'ana' }), aLeg('b', { personId: 'ana', state: 'planned' })]);
    expect(happen(stage, ended('a', 'no-answer')).effects).toEqual([]);
    const answer = happen(stage, ended('b', 'no-answer'), minute);
    expect(answer.effects).toEqual([{ kind: 'SendText', personId: 'ana', sentence: 'breakAfterMissed' }]);
    expect(stage.people.get('ana')).toEqual({ missedInRow: 0, breakUntilMs: now + 31 * minute, breakReason: 'missed' });
  });
  test('STOP from elsewhere ends what rings for that person only', () => {
    const stage = scene(aContact(), [aLeg('a'), aLeg('b')]);
    expect(happen(stage, { kind: 'VolunteerStopped', personId: 'person-a' }).effects).toEqual([
      { kind: 'HangUpLeg', legId: 'a' },
    ]);
    expect(stage.legs.map((leg) => leg.outcome)).toEqual(['passed', null]);
  });
});

describe('exactly one (V4)', () => {
  test('the first key seen is the one, the others hear thanks and their phones stop', () => {
    const stage = scene(aContact(), [
      aLeg('a', { state: 'answered' }),
      aLeg('b', { state: 'answered' }),
      aLeg('c'),
      aLeg('d', { state: 'planned' }),
    ]);
    const { effects } = happen(stage, keyed('a', '1'));
    expect(effects).toHaveLength(3);
    expect(effects).toEqual(
      expect.arrayContaining([
        { kind: 'SpeakToLeg', legId: 'b' },
        { kind: 'HangUpLeg', legId: 'c' },
        { kind: 'SpeakToCaller' },
      ]),
    );
    expect(happen(stage, keyed('b', '1')).say).toEqual({ kind: 'leg-goodbye', outcome: 'beaten', pausedByKey: false });
    expect(stage.legs.map((leg) => leg.state)).toEqual(['accepted', 'ending', 'ending', 'ended']);
    expect(stage.contact.personId).toBe('person-a');
  });
  const late: [string, Partial<Contact>, LegOutcome][] = [
    ['somebody else talks', { state: 'talking' }, 'beaten'],
    ['the caller hung up', { state: 'ended' }, 'caller-gone'],
    ['the caller chose the crisis line', { state: 'crisis' }, 'caller-gone'],
  ];
  test.each(late)('1 when %s connects nobody', (_, over, outcome) => {
    const stage = scene(aContact(over), [aLeg('a', { state: 'answered' })]);
    expect(happen(stage, keyed('a', '1')).say).toMatchObject({ kind: 'leg-goodbye', outcome });
    expect(legOf(stage, 'a').state).toBe('ending');
    expect(stage.contact.state).toBe(over.state);
  });
});

describe('news late, twice and out of order', () => {
  const table: [Leg['state'], Leg['state']][] = [
    ['planned', 'ringing'],
    ['dialling', 'ringing'],
    ['ringing', 'ringing'],
    ['answered', 'answered'],
    ['accepted', 'accepted'],
    ['ending', 'ending'],
    ['ended', 'ended'],
  ];
  test.each(table)('ringing at %s leaves %s', (state, after) => {
    const stage = scene(aContact(), [aLeg('a', { state })]);
    happen(stage, { kind: 'LegRinging', legId: 'a', callSid: null });
    expect(legOf(stage, 'a').state).toBe(after);
  });
  test('an end that comes before the answer to dialling stays the end', () => {
    const stage = scene(aContact(), [aLeg('a', { state: 'planned' })]);
    happen(stage, ended('a', 'busy'));
    happen(stage, { kind: 'LegDialled', legId: 'a', callSid: 'CA-a' });
    expect(legOf(stage, 'a')).toMatchObject({ state: 'ended', outcome: 'busy', callSid: 'CA-a' });
  });
  test.each(['LegDialled', 'LegRinging', 'LegAnswered'] as const)(
    'a call that came about while its leg was ended is rung off (%s)',
    (kind) => {
      const stage = scene(aContact(), [aLeg('a', { state: 'planned' })]);
      happen(stage, { kind: 'CallerHungUp' });
      expect(happen(stage, { kind, legId: 'a', callSid: 'CA-late' }).effects).toEqual([
        { kind: 'HangUpLeg', legId: 'a' },
      ]);
      expect(legOf(stage, 'a').state).toBe('ended');
      expect(happen(stage, { kind, legId: 'a', callSid: 'CA-late' }).effects).toEqual([]);
    },
  );
  test('a leg on its way to the carrier is not over before it is known what became of its call', () => {
    const onItsWay = () => scene(aContact(), [aLeg('a', { state: 'dialling', callSid: null })]);
    for (const [event, effects, state] of [
      [{ kind: 'LegDialled', legId: 'a', callSid: 'CA-late' }, [{ kind: 'HangUpLeg', legId: 'a' }], 'ending'],
      [{ kind: 'LegNotDialled', legId: 'a' }, [], 'ended'],
    ] as const) {
      const stage = onItsWay();
      expect(happen(stage, { kind: 'CallerHungUp' }).effects).toEqual([]);
      expect(legOf(stage, 'a').state).toBe('ending');
      expect(happen(stage, event).effects).toEqual(effects);
      expect(legOf(stage, 'a')).toMatchObject({ state, outcome: 'caller-gone' });
    }
  });
  test('a picked-up phone without a key is let go after 40 s, and news that is overdue is asked for', () => {
    const stage = scene(aContact(), [
      aLeg('answered', { state: 'answered' }),
      aLeg('dialling', { state: 'dialling' }),
      aLeg('ending', { state: 'ending' }),
    ]);
    expect(happen(stage, { kind: 'Woke' }, 12 * second).effects).toEqual([{ kind: 'LookAtLeg', legId: 'ending' }]);
    expect(happen(stage, { kind: 'Woke' }, 28 * second).effects).toContainEqual({
      kind: 'SpeakToLeg',
      legId: 'answered',
    });
    expect(happen(stage, { kind: 'Woke' }, 5 * second).effects).toContainEqual({
      kind: 'LookAtLeg',
      legId: 'dialling',
    });
  });
  test('a leg nobody knows hears goodbye', () => {
    expect(happen(scene(aContact()), keyed('nobody', '1')).say.kind).toBe('leg-goodbye');
  });
});
