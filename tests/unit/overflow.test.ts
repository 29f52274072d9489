/** The ladder from values: which steps are taken when, what the caller is asked, and what every key means. */
import { describe, expect, test } from '@jest/globals';
import { effectRow } from '../../src/contacts/save.ts';
import { takeMatch } from '../../src/calls/assign.ts';
import { match } from '../../src/matching/match.ts';
import type { ContactEvent } from '../../src/calls/events.ts';
import type { Contact, LadderStep, Told } from '../../src/calls/model.ts';
import { askOf, choicesAfter, isAskedAgain, takeSteps } from '../../src/calls/ladder.ts';
import {
  aContact,
  aLeg,
  aLine,
  aPerson,
  happen,
  legOf,
  matchWorld,
  minute,
  now,
  scene,
  second,
  staffing,
  waiting,
} from '../support/routing-fixtures.ts';

const step = (does: LadderStep['do'], afterSeconds = 0): LadderStep => ({
  afterSeconds,
  do: does,
  ...(does === 'ring-partner' ? { number: '+15550300001' } : {}),
});
const ladder = [step('widen-wave', 10), step('ring-partner', 30), step('offer-callback', 60), step('voicemail', 300)];
const line = aLine({}, { overflow: ladder });
const held = (over: Partial<Contact> = {}) => aContact({ script: 'hold', ...over });
const key = (menu: 'hold' | 'overflow' | 'told', pressed: string, round = 0): ContactEvent => ({
  kind: 'CallerKeyed',
  menu,
  key: pressed,
  round,
});
const silence = (menu: 'hold' | 'overflow' | 'greeting' | 'voicemail' | 'recorded', round = 0): ContactEvent => ({
  kind: 'CallerSilent',
  menu,
  round,
});

describe('which steps are taken', () => {
  const steps = (contact: Parameters<typeof waiting>[1], people = [aPerson('ana')], overflow = ladder) =>
    match(
      matchWorld([waiting('c1', contact)], people, {
        line: { policy: { waves: [{ afterSeconds: 0, size: 1 }], overflow } },
      }),
    )[0]?.steps.map((one) => one.do);
  const asked = { personId: 'ana', outcome: 'asking', atMs: now } as const;
  const passed = { personId: 'ana', outcome: 'passed', atMs: now } as const;
  test.each([
    ['none before its time', { waitingSinceMs: now - 9 * second, asks: [asked] }, undefined],
    [
      'each when its time has come',
      { waitingSinceMs: now - 30 * second, asks: [asked] },
      ['widen-wave', 'ring-partner'],
    ],
    [
      'the next one at once when everyone has passed, up to a question',
      { asks: [passed] },
      ['widen-wave', 'ring-partner'],
    ],
    [
      'no other question while one is being asked',
      { waitingSinceMs: now - 400 * second, ladderStep: 2, choosing: true, asks: [passed] },
      undefined,
    ],
    [
      'all that is left once the partner is no question any more',
      { ladderStep: 2, asks: [passed] },
      ['offer-callback', 'voicemail'],
    ],
  ] as const)('%s', (_, contact, expected) => {
    expect(steps({ decided: true, ...contact, asks: [...contact.asks] })).toEqual(expected);
  });
  test('more phones ring while a question is being asked', () => {
    const backups = [step('offer-callback', 10), step('ring-backups', 20), step('voicemail', 300)];
    const people = [aPerson('ana'), aPerson('ben', { onShiftAs: 'backup' })];
    expect(
      steps(
        { decided: true, choosing: true, ladderStep: 1, waitingSinceMs: now - 25 * second, asks: [passed] },
        people,
        backups,
      ),
    ).toEqual(['ring-backups']);
  });
  test('everyone spent: the ladder goes on at once', () => {
    expect(steps({}, [aPerson('ana', { load: 90 })])).toEqual(['widen-wave', 'ring-partner']);
  });
  test('after the last step whoever becomes free is still offered', () => {
    const [answer] = match(
      matchWorld([waiting('c1', { ladderStep: 4, waitingSinceMs: now - 900 * second })], [aPerson('ana')], {
        line: { policy: { waves: [{ afterSeconds: 0, size: 1 }], overflow: ladder } },
      }),
    );
    expect(answer).toMatchObject({ steps: [], over: false, offers: [{ personId: 'ana' }] });
  });
});

describe('what the caller is asked', () => {
  test.each([
    [{ ladderStep: 1, partnerStep: null }, null],
    [{ ladderStep: 2, partnerStep: 1 }, 'ring-partner'],
    [{ ladderStep: 2, partnerStep: null }, null],
    [{ ladderStep: 3, partnerStep: 1 }, 'offer-callback'],
    [{ ladderStep: 4, partnerStep: null }, 'voicemail'],
    [{ ladderStep: 9, partnerStep: null }, 'voicemail'],
  ] as const)('%o: %s', (contact, ask) => {
    expect(askOf(contact, ladder)).toBe(ask);
  });
  test('a step that asks interrupts the music, not the greeting', () => {
    const answer = { contactId: 'c1', steps: [step('voicemail')], over: true, offers: [], candidates: [] };
    const kinds = (contact: Contact) =>
      takeMatch(contact, [], answer, line, now, 'draw').effects.map((effect) => effect.kind);
    expect(kinds(held({ ladderStep: 3 }))).toEqual(['SpeakToCaller']);
    expect(kinds(aContact({ ladderStep: 3, script: 'greeting' }))).toEqual([]);
    expect(kinds(held({ ladderStep: 3, script: 'callback' }))).toEqual([]);
  });
  test('who heard their choices a moment ago is not interrupted for them again; a partner is always told of', () => {
    const heard = held({ ladderStep: 3, choicesAtMs: now - 30 * second });
    expect(takeSteps(heard, [step('voicemail')], ladder, now)).toMatchObject({ state: 'waiting', ladderStep: 4 });
    expect(takeSteps({ ...heard, choicesAtMs: now - 90 * second }, [step('voicemail')], ladder, now)).toMatchObject({
      state: 'choosing-overflow',
      choicesAtMs: now,
    });
    expect(takeSteps(held({ ladderStep: 1, choicesAtMs: now }), [step('ring-partner')], ladder, now)).toMatchObject({
      state: 'choosing-overflow',
      partnerStep: 1,
    });
    expect(
      takeSteps(held({ ladderStep: 2, partnerStep: 1, choicesAtMs: now }), [step('offer-callback')], ladder, now),
    ).toMatchObject({ state: 'choosing-overflow' });
  });
  test('who waits on hears the choices again after two minutes, never before the first', () => {
    expect(isAskedAgain(held({ ladderStep: 4, choicesAtMs: now - 119 * second }), ladder, now)).toBe(false);
    expect(isAskedAgain(held({ ladderStep: 4, choicesAtMs: now - 120 * second }), ladder, now)).toBe(true);
    expect(isAskedAgain(held({ ladderStep: 4 }), ladder, now)).toBe(false);
  });
  test.each([
    ['closed', true, true],
    ['nobody-on', true, true],
    ['paused', true, true],
    ['paused-waiting', true, true],
    ['ladder-ended', true, true],
    ['blocked', false, true],
    ['goodbye', false, false],
    ['after-crisis', false, false],
    ['voicemail-left', false, false],
  ] as [Told, boolean, boolean][])('told %s: callback %s, voicemail %s', (told, callback, voicemail) => {
    expect(choicesAfter(told)).toEqual({ callback, voicemail });
  });
});

describe('the caller in the choices', () => {
  const choosing = (over: Partial<Contact> = {}) =>
    scene(
      held({ state: 'choosing-overflow', ladderStep: 4, partnerStep: 1, choicesAtMs: now, ...over }),
      [aLeg('ana')],
      { line },
    );
  test('silence keeps them waiting, and routing looks again', () => {
    const stage = choosing();
    const answer = happen(stage, silence('overflow'));
    expect(answer).toMatchObject({ say: { kind: 'hold' }, route: true });
    expect(stage.contact.state).toBe('waiting');
    expect(legOf(stage, 'ana').state).toBe('ringing');
  });
  test.each(['5', '7', '*', '#', '0'])('key %s: the same choices again', (pressed) => {
    expect(happen(choosing(), key('overflow', pressed)).say).toEqual({ kind: 'overflow-menu' });
  });
  test('3 leads to quiet, once however often it is delivered', () => {
    const stage = choosing();
    happen(stage, key('overflow', '3'));
    happen(stage, key('overflow', '3'));
    expect(stage.contact).toMatchObject({ state: 'waiting', quiet: true });
  });
  test('a late end of the music leads to the choices, not back to the music', () => {
    expect(happen(choosing(), silence('hold', 4)).say).toEqual({ kind: 'overflow-menu' });
  });
  test('asked again only where somebody can come; else told kindly, with what they can choose', () => {
    const later = { ladderStep: 4, choicesAtMs: now - 2 * minute };
    const stage = scene(held(later), [], { line });
    expect(happen(stage, silence('hold', 3)).say).toEqual({ kind: 'overflow-menu' });
    const alone = scene(held(later), [], { line, staffing: staffing({ anybodyOn: false }) });
    expect(happen(alone, silence('hold', 3)).say).toMatchObject({ kind: 'told', told: 'ladder-ended' });
    expect(alone.contact).toMatchObject({ state: 'told', outcome: 'ladder-ended' });
  });
  test('not asked again while a partner rings', () => {
    const stage = scene(
      held({ ladderStep: 4, choicesAtMs: now - 2 * minute }),
      [aLeg('p', { purpose: 'partner', role: 'partner', personId: null })],
      { line },
    );
    expect(happen(stage, silence('hold', 3)).say.kind).toBe('hold');
  });
});

describe('a partner', () => {
  const rung = (state: 'planned' | 'ringing' | 'answered' | 'accepted' = 'answered') => {
    const talking = { state: 'talking', outcome: 'handed-on', talkingSinceMs: now } as const;
    return scene(
      held({ ladderStep: 2, ...(state === 'accepted' ? talking : {}) }),
      [aLeg('ana'), aLeg('p', { purpose: 'partner', role: 'partner', personId: null, state })],
      { line },
    );
  };
  const pressed = (menuKey: string): ContactEvent => ({ kind: 'LegKeyed', legId: 'p', menu: 'partner', key: menuKey });
  test('is rung by the key only where one is offered, once however often the key arrives', () => {
    const stage = scene(
      held({ state: 'choosing-overflow', ladderStep: 2, partnerStep: 1, choicesAtMs: now }),
      [aLeg('ana')],
      { line },
    );
    expect(happen(stage, key('overflow', '4'))).toMatchObject({
      say: { kind: 'partner-connecting' },
      effects: [{ kind: 'RingPartner', step: 1 }],
    });
    expect(happen(stage, key('overflow', '4'))).toMatchObject({ say: { kind: 'partner-connecting' }, effects: [] });
    expect(stage.legs.filter((leg) => leg.purpose === 'partner')).toHaveLength(1);
    expect(legOf(stage, 'ana').state).toBe('ringing');
    expect(happen(scene(held(), [], { line }), key('hold', '4')).effects).toEqual([]);
  });
  test('1 brings the two together and ends every offer', () => {
    const stage = rung();
    const answer = happen(stage, pressed('1'));
    expect(answer.say).toEqual({ kind: 'partner-conference' });
    expect(answer.effects.map((effect) => effect.kind)).toEqual(['HangUpLeg', 'SpeakToCaller']);
    expect(stage.contact).toMatchObject({ state: 'talking', outcome: 'handed-on', personId: null });
    expect(legOf(stage, 'ana').outcome).toBe('beaten');
    expect(happen(stage, pressed('1')).effects).toEqual([]);
  });
  test.each(['2', '9', '#'])('%s is no yes: they are asked again', (other) => {
    expect(happen(rung(), pressed(other)).say).toEqual({ kind: 'partner-menu', round: 0 });
  });
  test.each([
    ['talking', 'beaten'],
    ['ended', 'caller-gone'],
    ['crisis', 'caller-gone'],
    ['leaving-voicemail', 'caller-gone'],
  ] as const)('who presses 1 for a caller who is %s hears thanks', (state, outcome) => {
    const stage = rung();
    stage.contact = { ...stage.contact, state };
    expect(happen(stage, pressed('1')).say).toMatchObject({ kind: 'leg-goodbye', outcome });
    expect(stage.contact.state).toBe(state);
  });
  test.each([
    ['busy', { kind: 'LegEnded', legId: 'p', status: 'busy' }, 'ringing'],
    ['cannot be dialled', { kind: 'LegNotDialled', legId: 'p' }, 'planned'],
    ['hangs up without a key', { kind: 'LegEnded', legId: 'p', status: 'completed' }, 'answered'],
    ['says nothing thrice', { kind: 'LegSilent', legId: 'p', menu: 'partner', round: 2 }, 'answered'],
  ] as const)('%s: the caller hears it with their choices, and their place is kept', (_, event, state) => {
    const stage = rung(state);
    const { rankAtMs, waitingSinceMs } = stage.contact;
    expect(happen(stage, event).effects).toContainEqual({ kind: 'SpeakToCaller', first: 'partnerFailed' });
    expect(stage.contact).toMatchObject({ state: 'choosing-overflow', rankAtMs, waitingSinceMs });
    expect(happen(stage, { kind: 'LegEnded', legId: 'p', status: 'completed' }).effects).toEqual([]);
    expect(legOf(stage, 'ana').state).toBe('ringing');
  });
  test('may ring longer than a volunteer, and not for ever', () => {
    const stage = rung('ringing');
    expect(happen(stage, { kind: 'Woke' }, 29 * second).effects).not.toContainEqual({ kind: 'HangUpLeg', legId: 'p' });
    expect(happen(stage, { kind: 'Woke' }, second).effects).toContainEqual({ kind: 'HangUpLeg', legId: 'p' });
  });
  test('leaves after a talk: the call ends kindly and was handed on; leaves before it: the caller waits on', () => {
    const talked = rung('accepted');
    expect(happen(talked, { kind: 'LegEnded', legId: 'p', status: 'completed' }, minute).effects).toContainEqual({
      kind: 'SpeakToCaller',
    });
    expect(talked.contact).toMatchObject({
      state: 'told',
      told: 'after-partner',
      outcome: 'handed-on',
      talkedSeconds: 60,
    });
    const early = rung('accepted');
    early.contact = { ...early.contact, talkingSinceMs: null };
    happen(early, { kind: 'LegEnded', legId: 'p', status: 'completed' });
    expect(early.contact).toMatchObject({ state: 'choosing-overflow', outcome: null, conference: null });
  });
  test('the caller leaves the talk: handed on, and the partner’s leg ends', () => {
    const stage = rung('accepted');
    happen(stage, { kind: 'CallerHungUp' });
    expect(stage.contact).toMatchObject({ state: 'ended', outcome: 'handed-on' });
    expect(legOf(stage, 'p').state).toBe('ending');
  });
});

describe('a message', () => {
  const recording = { sid: 'RE1', seconds: 7 };
  const recorded = (over: Partial<Extract<ContactEvent, { kind: 'CallerRecorded' }>> = {}): ContactEvent => ({
    kind: 'CallerRecorded',
    recording,
    key: '#',
    hungUp: false,
    ...over,
  });
  const speaking = (over: Partial<Contact> = {}) =>
    scene(held({ state: 'leaving-voicemail', waitingSinceMs: null, ...over }), [], { line });
  test('2 ends every offer: who leaves a message waits no longer', () => {
    const stage = scene(held(), [aLeg('ana'), aLeg('ben', { state: 'answered' })], { line });
    const answer = happen(stage, key('hold', '2'));
    expect(answer.say).toEqual({ kind: 'voicemail-intro', round: 0 });
    expect(answer.effects).toEqual([
      { kind: 'HangUpLeg', legId: 'ana' },
      { kind: 'SpeakToLeg', legId: 'ben' },
      { kind: 'FindVoicemail' },
    ]);
    expect(legOf(stage, 'ben').outcome).toBe('not-waiting');
    expect(happen(stage, { kind: 'LegKeyed', legId: 'ben', menu: 'offer', key: '1' }).say).toMatchObject({
      kind: 'leg-goodbye',
      outcome: 'not-waiting',
    });
    expect(stage.contact.state).toBe('leaving-voicemail');
  });
  test('any key or none leads to the tone', () => {
    for (const event of [
      silence('voicemail'),
      { kind: 'CallerKeyed', menu: 'voicemail', key: '5', round: 0 } as const,
    ]) {
      expect(happen(speaking(), event).say).toEqual({ kind: 'voicemail-record', round: 0 });
    }
  });
  test('kept, thanked for and over; delivered twice it is one message', () => {
    const stage = speaking();
    expect(happen(stage, recorded())).toMatchObject({
      voicemail: recording,
      say: { kind: 'told', told: 'voicemail-left' },
    });
    expect(happen(stage, recorded()).voicemail).toEqual(recording);
    expect(stage.contact).toMatchObject({ state: 'told', outcome: 'voicemail' });
  });
  test('the news that they hung up comes late: what they said is looked for at once', () => {
    expect(happen(speaking(), { kind: 'CallerHungUp', learntLate: true }).effects).toEqual([
      { kind: 'FindVoicemail', soon: true },
    ]);
    expect(happen(speaking(), { kind: 'CallerHungUp' }).effects).toEqual([]);
    const dueAtMs = [
      effectRow({ kind: 'FindVoicemail' }, 'c', now),
      effectRow({ kind: 'FindVoicemail', soon: true }, 'c', now),
    ].map((row) => row.dueAtMs - now);
    expect(dueAtMs).toEqual([600_000, 0]);
  });
  test.each([
    ['before', [{ kind: 'CallerHungUp' }, recorded({ hungUp: true })]],
    ['after', [recorded({ hungUp: true }), { kind: 'CallerHungUp' }]],
  ] as [string, ContactEvent[]][])('hung up on: kept, the news of the end coming %s', (_, events) => {
    const stage = speaking();
    const kept = events.map((event) => happen(stage, event).voicemail);
    expect(kept).toContainEqual(recording);
    expect(stage.contact).toMatchObject({ state: 'ended', outcome: 'voicemail' });
  });
  test('9 goes on to the crisis line, and what was said is kept', () => {
    const stage = speaking();
    expect(happen(stage, recorded({ key: '9' }))).toMatchObject({ voicemail: recording, say: { kind: 'crisis' } });
    expect(stage.contact).toMatchObject({ state: 'crisis', crisisFrom: 'told' });
  });
  test('nothing said: once more, then back in line at the old place, or to what was told', () => {
    const stage = speaking({ rankAtMs: now - minute });
    expect(happen(stage, silence('recorded', 0)).say).toEqual({ kind: 'voicemail-intro', round: 1 });
    happen(stage, silence('recorded', 1));
    expect(stage.contact).toMatchObject({ state: 'waiting', rankAtMs: now - minute });
    const closed = speaking({ told: 'closed', outcome: 'closed' });
    happen(closed, silence('recorded', 1));
    expect(closed.contact).toMatchObject({ state: 'told', told: 'closed', outcome: 'closed' });
  });
  test('why a caller got nobody stays on record: closed and blocked are no voicemail', () => {
    const closed = speaking({ told: 'closed', outcome: 'closed' });
    happen(closed, recorded());
    expect(closed.contact).toMatchObject({ told: 'voicemail-left', outcome: 'closed' });
  });
});

describe('a paused line (S7)', () => {
  test.each([
    ['waiting', 'paused-waiting'],
    ['choosing-overflow', 'paused-waiting'],
  ] as const)('%s: told, every phone stops, once', (state, told) => {
    const stage = scene(
      held({ state }),
      [aLeg('ana'), aLeg('p', { purpose: 'partner', role: 'partner', personId: null })],
      { line },
    );
    const answer = happen(stage, { kind: 'LinePaused' });
    expect(answer.effects.map((effect) => effect.kind)).toEqual(['HangUpLeg', 'HangUpLeg', 'SpeakToCaller']);
    expect(stage.contact).toMatchObject({ state: 'told', told, outcome: 'paused' });
    expect(happen(stage, { kind: 'LinePaused' }).effects).toEqual([]);
  });
  test.each(['talking', 'crisis', 'leaving-voicemail', 'told', 'ended'] as const)('%s: untouched', (state) => {
    const stage = scene(held({ state }), [], { line });
    expect(happen(stage, { kind: 'LinePaused' }).effects).toEqual([]);
    expect(stage.contact.state).toBe(state);
  });
  test('a callback that waits for a volunteer is taken back, to be tried later', () => {
    const stage = scene(held({ callbackId: 'cb1', callSid: null }), [aLeg('ana')], { line });
    expect(happen(stage, { kind: 'LinePaused' }).effects).toContainEqual({ kind: 'HangUpLeg', legId: 'ana' });
    expect(stage.contact).toMatchObject({ state: 'ended', outcome: 'withdrawn' });
  });
  test('who is being asked about a callback goes on with that', () => {
    const stage = scene(held({ script: 'callback' }), [aLeg('ana')], { line });
    expect(happen(stage, { kind: 'LinePaused' }).effects).toEqual([{ kind: 'HangUpLeg', legId: 'ana' }]);
  });
});
