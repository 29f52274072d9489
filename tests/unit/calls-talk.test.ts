/** The conversation: the private menu, losing one side, who was brought in, rests and the soft limit (V5, V6, guards). */
import { describe, expect, test } from '@jest/globals';
import type { Contact, Leg, LegOutcome } from '../../src/calls/model.ts';
import {
  aContact,
  aLeg,
  happen,
  legOf,
  minute,
  now,
  scene,
  second,
  staffing,
  type Scene,
} from '../support/routing-fixtures.ts';

/** A talk that began ten minutes ago. */
function talk(legs: Leg[] = [], over: Partial<Contact> = {}, inMenu = false): Scene {
  const contact = aContact({
    state: 'talking',
    personId: 'ana',
    conference: 'wl-x',
    talkingSinceMs: now - 10 * minute,
    waitingSinceMs: null,
    ...over,
  });
  return scene(
    contact,
    [aLeg('v', { personId: 'ana', state: inMenu ? 'menu' : 'accepted', acceptedAtMs: now - 10 * minute }), ...legs],
    { staffing: staffing({ leaders: ['ana', 'lea'] }) },
  );
}
const star = (key: string) => ({ kind: 'LegKeyed', legId: 'v', menu: 'star', key }) as const;
const leaderKey = (key: string) => ({ kind: 'LegKeyed', legId: 'l', menu: 'leader', key }) as const;
const over = (legId: string) => ({ kind: 'LegEnded', legId, status: 'completed' }) as const;
const leader = (state: Leg['state']) => aLeg('l', { purpose: 'leader', role: 'leader', personId: 'lea', state });
const crisis = (state: Leg['state']) => aLeg('x', { purpose: 'crisis', role: 'crisis', personId: null, state });

describe('the private menu (V5)', () => {
  test('* opens it once and the caller is held; * again, or silence, leads back and releases them', () => {
    for (const back of [star('*'), { kind: 'LegSilent', legId: 'v', menu: 'star', round: 1 } as const]) {
      const stage = talk();
      expect(happen(stage, { kind: 'LegLeftConference', legId: 'v' })).toMatchObject({
        say: { kind: 'star-menu', round: 0 },
        effects: [{ kind: 'HoldCaller' }],
      });
      expect(happen(stage, { kind: 'LegLeftConference', legId: 'v' }).effects).toEqual([]);
      expect(happen(stage, back).say).toEqual({ to: 'leg', kind: 'volunteer-conference' });
      expect(happen(stage, { kind: 'LegJoined', legId: 'v' }).effects).toEqual([{ kind: 'ReleaseCaller' }]);
      expect(stage.contact.state).toBe('talking');
    }
  });
  test('1 rings the crisis line once', () => {
    const stage = talk([], {}, true);
    expect(happen(stage, star('1'))).toMatchObject({
      say: { sentence: 'starCrisisComing' },
      effects: [{ kind: 'RingCrisisLine', legId: 'draw0-crisis' }],
    });
    expect(happen(stage, star('1')).effects).toEqual([]);
    happen(stage, { kind: 'LegLeftConference', legId: 'v' });
    expect(happen(stage, star('1')).effects).toEqual([]);
    happen(stage, { kind: 'LegAnswered', legId: 'draw0-crisis', callSid: 'CA-x' });
    expect(legOf(stage, 'draw0-crisis').state).toBe('accepted');
  });
  test('2 rings a leader who is not the volunteer, and says so where there is none', () => {
    const stage = talk([], {}, true);
    expect(happen(stage, star('2')).effects).toEqual([{ kind: 'RingLeader', legId: 'draw0-leader' }]);
    expect(legOf(stage, 'draw0-leader').personId).toBe('lea');
    const alone = talk([], {}, true);
    alone.staffing = staffing({ leaders: ['ana'] });
    expect(happen(alone, star('2'))).toMatchObject({
      say: { kind: 'star-answer', sentence: 'starNoLeader' },
      effects: [],
    });
  });
  const closings: [string, LegOutcome, Contact['outcome'], boolean, number | null][] = [
    ['3', 'closed', 'talked', false, null],
    ['4', 'abuse', 'abuse', false, 15],
    ['5', 'parted', 'talked', true, null],
  ];
  test.each(closings)('%s ends it: %s', (key, outcome, contactOutcome, parted, restMinutes) => {
    const told = key === '3' ? 'closed-kindly' : 'goodbye';
    const stage = talk([leader('accepted'), crisis('ringing')], {}, true);
    const answer = happen(stage, star(key));
    expect(answer.say).toMatchObject({ kind: 'leg-goodbye', outcome });
    expect(answer.effects).toEqual([
      { kind: 'SpeakToLeg', legId: 'l' },
      { kind: 'HangUpLeg', legId: 'x' },
      { kind: 'SpeakToCaller' },
    ]);
    expect(stage.contact).toMatchObject({ state: 'told', told, outcome: contactOutcome, talkedSeconds: 600 });
    expect(answer.refusedPair).toEqual(parted ? { lastingKey: 'lasting', personId: 'ana' } : null);
    expect(answer.load).toEqual([
      { personId: 'ana', startMs: now - 10 * minute, endMs: now, abusive: outcome === 'abuse', crisis: false },
    ]);
    expect(stage.people.get('ana')).toMatchObject({ wrapUpUntilMs: now + 5 * minute, idleSinceMs: now });
    expect(stage.people.get('ana')?.restUntilMs ?? null).toBe(restMinutes === null ? null : now + restMinutes * minute);
  });
  test('5 for a hidden caller remembers nobody', () => {
    expect(happen(talk([], { lastingKey: null }, true), star('5')).refusedPair).toBeNull();
  });
});

describe('a shift leader who offers to come in (V5)', () => {
  const offered = { kind: 'LeaderOffered', personId: 'lea' } as const;
  test('is rung, once, and the talk goes on', () => {
    const stage = talk();
    expect(happen(stage, offered).effects).toEqual([{ kind: 'RingLeader', legId: 'draw0-leader' }]);
    expect(legOf(stage, 'draw0-leader')).toMatchObject({ personId: 'lea', state: 'planned' });
    expect(happen(stage, { ...offered, personId: 'other' }).effects).toEqual([]);
    expect(stage.contact.state).toBe('talking');
  });
  test.each<[string, Scene, string]>([
    ['while they are put through', talk([], { talkingSinceMs: null }), 'lea'],
    ['after the talk', talk([], { state: 'told', told: 'goodbye' }), 'lea'],
    ['to their own talk', talk(), 'ana'],
    ['where a leader is there', talk([leader('accepted')]), 'lea'],
  ])('is not rung %s', (_when, stage, personId) => expect(happen(stage, { ...offered, personId }).effects).toEqual([]));
});

describe('the shift leader comes only by their own key, announced (V13)', () => {
  test('1 joins', () => {
    const stage = talk([leader('answered')]);
    expect(happen(stage, leaderKey('1'))).toMatchObject({
      say: { kind: 'leader-conference' },
      effects: [{ kind: 'AnnounceToAll', sentence: 'leaderJoining' }],
    });
  });
  test('every way of not coming is told to the volunteer alone, once', () => {
    const ways: Parameters<typeof happen>[1][][] = [
      [leaderKey('2')],
      [
        { kind: 'LegSilent', legId: 'l', menu: 'leader', round: 0 },
        { kind: 'LegSilent', legId: 'l', menu: 'leader', round: 1 },
      ],
      [{ kind: 'LegEnded', legId: 'l', status: 'busy' }],
    ];
    for (const way of ways) {
      const stage = talk([leader('answered')]);
      const effects = [...way, over('l')].flatMap((event) => happen(stage, event).effects);
      expect(effects).toEqual([{ kind: 'AnnounceToVolunteer', sentence: 'leaderNotComing' }]);
    }
    const stage = talk([leader('ringing')]);
    const effects = [happen(stage, { kind: 'Woke' }, 20 * second), happen(stage, over('l'))].flatMap(
      (answer) => answer.effects,
    );
    expect(effects).toContainEqual({ kind: 'AnnounceToVolunteer', sentence: 'leaderNotComing' });
    expect(effects.filter((effect) => effect.kind === 'AnnounceToVolunteer')).toHaveLength(1);
  });
});

describe('losing the volunteer (V6)', () => {
  test('the caller is asked, and by silence is back at the head of the line, same volunteer first', () => {
    const stage = talk([leader('ringing')], { lastInLine: true, decided: true, ladderStep: 1 });
    expect(happen(stage, over('v')).effects).toEqual([{ kind: 'HangUpLeg', legId: 'l' }, { kind: 'SpeakToCaller' }]);
    expect(stage.contact).toMatchObject({ state: 'lost-volunteer', preferredPersonId: 'ana' });
    expect(happen(stage, { kind: 'CallerSilent', menu: 'lost', round: 0 }, 8 * second).route).toBe(true);
    expect(stage.contact).toMatchObject({
      state: 'waiting',
      rankAtMs: 0,
      lastInLine: false,
      preferredPersonId: 'ana',
      ladderStep: 0,
      decided: false,
      waitingSinceMs: stage.nowMs,
    });
  });
  test('one who is gone before the two met was no talk: nothing is asked, the caller is at the head of the line at once', () => {
    const stage = talk([], { talkingSinceMs: null, lastInLine: true });
    const answer = happen(stage, over('v'));
    expect(answer).toMatchObject({
      effects: [{ kind: 'SpeakToCaller', first: 'backAtHead' }],
      route: true,
      load: [],
      people: [],
    });
    expect(stage.contact).toMatchObject({
      state: 'waiting',
      rankAtMs: 0,
      lastInLine: false,
      personId: null,
      waitingSinceMs: stage.nowMs,
    });
  });
  test('one who has joined may have met them, though the carrier’s word of the caller is still on its way', () => {
    const stage = talk([], { talkingSinceMs: null });
    happen(stage, { kind: 'LegJoined', legId: 'v' });
    happen(stage, over('v'));
    expect(stage.contact.state).toBe('lost-volunteer');
  });
  test('1 chooses someone else', () => {
    const stage = talk();
    happen(stage, over('v'));
    happen(stage, { kind: 'CallerKeyed', menu: 'lost', key: '1', round: 0 });
    expect(stage.contact).toMatchObject({ state: 'waiting', rankAtMs: 0, preferredPersonId: null });
  });
  test('a volunteer lost in the private menu is lost all the same', () => {
    const stage = talk([], {}, true);
    happen(stage, over('v'));
    expect(stage.contact.state).toBe('lost-volunteer');
  });
  test('a new pairing has a conference of its own', () => {
    const stage = talk();
    happen(stage, over('v'));
    happen(stage, { kind: 'CallerSilent', menu: 'lost', round: 0 });
    stage.legs.push(aLeg('w', { state: 'answered' }));
    happen(stage, { kind: 'LegKeyed', legId: 'w', menu: 'offer', key: '1' });
    expect(stage.contact).toMatchObject({
      state: 'talking',
      personId: 'person-w',
      conference: 'wl-draw2',
      talkingSinceMs: null,
    });
  });
});

describe('whoever was brought in talks on, and nobody is left in silence', () => {
  test('the volunteer leaves the crisis line and the caller to each other: a hand-over, 30 minutes of rest', () => {
    const stage = talk([crisis('accepted'), leader('ringing')]);
    const answer = happen(stage, over('v'));
    expect(answer.effects).toEqual([]);
    expect(answer.load).toMatchObject([{ personId: 'ana', crisis: true }]);
    expect(stage.people.get('ana')).toMatchObject({ restUntilMs: now + 30 * minute, restReason: 'crisis' });
    expect(stage.contact).toMatchObject({ state: 'talking', outcome: 'crisis-hand-over' });
    expect(happen(stage, over('x'), minute).effects).toEqual([
      { kind: 'HangUpLeg', legId: 'l' },
      { kind: 'SpeakToCaller' },
    ]);
    expect(stage.contact).toMatchObject({ state: 'told', told: 'after-crisis', outcome: 'crisis-hand-over' });
  });
  test('a leader talks on; when they leave as well the caller is asked', () => {
    const stage = talk([leader('accepted')]);
    happen(stage, over('v'));
    expect(stage.contact).toMatchObject({ state: 'talking', outcome: null });
    expect(happen(stage, over('l')).effects).toEqual([{ kind: 'SpeakToCaller' }]);
    expect(stage.contact).toMatchObject({ state: 'lost-volunteer', preferredPersonId: 'ana' });
  });
  test('a guest who leaves while the volunteer is there changes nothing', () => {
    const stage = talk([crisis('accepted')]);
    expect(happen(stage, over('x')).effects).toEqual([]);
    expect(stage.contact).toMatchObject({ state: 'talking', outcome: null });
  });
  test('the crisis line cannot be reached: the volunteer alone is told', () => {
    expect(happen(talk([crisis('ringing')]), over('x')).effects).toEqual([
      { kind: 'AnnounceToVolunteer', sentence: 'crisisLineFailed' },
    ]);
  });
});

describe('time in a talk', () => {
  test('at 25 minutes the volunteer alone is told, once, and nothing cuts the call', () => {
    const stage = talk([], { seenAtMs: now });
    const told = () =>
      happen(stage, { kind: 'Woke' }).effects.filter((effect) => effect.kind === 'AnnounceToVolunteer');
    stage.nowMs = now + 15 * minute - 1;
    expect(told()).toEqual([]);
    stage.nowMs += 1;
    expect(told()).toEqual([{ kind: 'AnnounceToVolunteer', sentence: 'fiveMinutesLeft' }]);
    stage.nowMs += 60 * minute;
    expect(told()).toEqual([]);
    expect(stage.contact.state).toBe('talking');
  });
  test('a volunteer alone for 10 s has the caller looked for', () => {
    const stage = talk([], { talkingSinceMs: null });
    legOf(stage, 'v').acceptedAtMs = now;
    expect(happen(stage, { kind: 'Woke' }, 9_999).effects).toEqual([]);
    expect(happen(stage, { kind: 'Woke' }, 1).effects).toEqual([{ kind: 'LookAtCaller' }]);
  });
  test('a talk nothing was heard of is looked at, both sides', () => {
    const stage = talk([], { seenAtMs: now });
    expect(stage.contact.nextAtMs).toBeLessThanOrEqual(now + 100 * second);
    expect(happen(stage, { kind: 'Woke' }, 100 * second).effects).toEqual([
      { kind: 'LookAtCaller' },
      { kind: 'LookAtLeg', legId: 'v' },
    ]);
  });
  test.each([
    ['by the carrier at once', {}, []],
    ['late, by a look', { learntLate: true } as const, [{ kind: 'SpeakToLeg', legId: 'v' }]],
  ])('that the caller has left is learnt %s: the volunteer asks by themselves, or is told', (_, how, effects) => {
    expect(happen(talk(), { kind: 'CallerHungUp', ...how }).effects).toEqual(effects);
  });
  test('a leg that comes back from the fallback document goes on where it was, and its caller is looked at', () => {
    expect(happen(talk(), { kind: 'LegResumed', legId: 'v' })).toMatchObject({
      say: { kind: 'volunteer-conference' },
      effects: [{ kind: 'LookAtCaller' }],
    });
    expect(happen(talk([], {}, true), { kind: 'LegResumed', legId: 'v' })).toMatchObject({
      say: { kind: 'star-menu' },
      effects: [{ kind: 'LookAtCaller' }],
    });
    const asked = scene(aContact(), [aLeg('v')]);
    expect(happen(asked, { kind: 'LegResumed', legId: 'v' })).toMatchObject({
      say: { kind: 'offer-menu' },
      effects: [],
    });
    expect(legOf(asked, 'v').state).toBe('answered');
  });
  test('the talk begins when the caller has joined, and lasts until one leaves', () => {
    const stage = talk([], { talkingSinceMs: null });
    happen(stage, { kind: 'CallerJoined' });
    happen(stage, { kind: 'CallerJoined' }, minute);
    expect(happen(stage, { kind: 'CallerHungUp' }, minute).load).toMatchObject([
      { startMs: now, endMs: now + 2 * minute },
    ]);
    expect(stage.contact).toMatchObject({ talkedSeconds: 120, outcome: 'talked' });
  });
});
