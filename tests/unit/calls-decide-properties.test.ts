/** What holds for a contact whatever happens to it, in whatever order, however often. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callbackContact, isUncalled } from '../../src/calls/callback-start.ts';
import { deadlines, legDeadlines } from '../../src/calls/deadlines.ts';
import { startDraft, type Draft } from '../../src/calls/draft.ts';
import type { Effect } from '../../src/calls/answers.ts';
import type { CallerMenu, ContactEvent, LegMenu } from '../../src/calls/events.ts';
import type { Contact, Leg, RoutingLine, Staffing } from '../../src/calls/model.ts';
import { isInLine, putBeforeChoices } from '../../src/calls/ladder.ts';
import {
  aContact,
  aLeg,
  aLine,
  arrival,
  happen,
  minute,
  now,
  scene,
  second,
  stageOf,
  staffing,
  worldOf,
  type Scene,
} from '../support/routing-fixtures.ts';

const callerMenus: CallerMenu[] = [
  'language',
  'unstaffed',
  'greeting',
  'hold',
  'overflow',
  'voicemail',
  'recorded',
  'lost',
  'told',
];
const legMenus: LegMenu[] = ['offer', 'offer', 'star', 'leader', 'partner', 'hello', 'callback'];
const endings = ['completed', 'busy', 'no-answer', 'failed', 'canceled'] as const;
const legKinds = [
  'LegDialled',
  'LegNotDialled',
  'LegRinging',
  'LegAnswered',
  'LegAnswered',
  'LegResumed',
  'LegKeyed',
  'LegKeyed',
  'LegKeyed',
  'LegSilent',
  'LegLeftConference',
  'LegLeftConference',
  'LegJoined',
  'LegHinted',
  'LegEnded',
] as const;
const key = fc.constantFrom('1', '2', '3', '4', '5', '9', '*', '#', '0', '11', 'x');
const round = fc.integer({ min: 0, max: 3 });

/** What is likely to happen next, so that stories get somewhere; everything else happens as well. */
function likely({ contact, legs }: Scene): ContactEvent[] {
  const menus: Partial<Record<Contact['state'], CallerMenu>> = {
    'choosing-language': 'language',
    'choosing-unstaffed': 'unstaffed',
    'lost-volunteer': 'lost',
    told: 'told',
    waiting: 'hold',
    'choosing-overflow': 'overflow',
    'leaving-voicemail': 'recorded',
  };
  const menu = isUncalled(contact) ? undefined : menus[contact.state];
  const ofLegs = legs.flatMap((leg): ContactEvent[] => {
    const legId = leg.id;
    const pressed = (where: LegMenu, ...keys: string[]) =>
      keys.map((one): ContactEvent => ({ kind: 'LegKeyed', legId, menu: where, key: one }));
    if (leg.state === 'planned') return [{ kind: 'LegDialled', legId, callSid: `CA-${legId}` }];
    const picksUp: ContactEvent = { kind: 'LegAnswered', legId, callSid: null };
    if (leg.state === 'dialling') return [picksUp, { kind: 'LegRinging', legId, callSid: null }];
    if (leg.state === 'ringing') return [picksUp];
    if (leg.state === 'answered')
      return pressed(
        leg.purpose === 'leader' || leg.purpose === 'partner'
          ? leg.purpose
          : leg.purpose === 'caller'
            ? 'hello'
            : 'offer',
        '1',
        '1',
        '2',
      );
    if (leg.state === 'accepted')
      return [
        { kind: 'LegLeftConference', legId },
        { kind: 'LegLeftConference', legId },
        { kind: 'LegJoined', legId },
        { kind: 'LegEnded', legId, status: 'completed' },
      ];
    if (leg.state === 'menu' && leg.purpose === 'caller') return pressed('callback', '1', '2');
    if (leg.state === 'menu') return pressed('star', '1', '1', '2', '2', '3', '4', '5', '*');
    return leg.state === 'ending' ? [{ kind: 'LegEnded', legId, status: 'completed' }] : [];
  });
  if (contact.state === 'talking' && contact.talkingSinceMs === null) ofLegs.push({ kind: 'CallerJoined' });
  if (contact.state === 'choosing-overflow' && menu)
    ofLegs.push({ kind: 'CallerKeyed', menu: 'overflow', key: '4', round: 0 });
  return menu ? [...ofLegs, { kind: 'CallerSilent', menu, round: contact.holdRound }] : ofLegs;
}

type Happening = { afterMs: number; offer: boolean; ladder: boolean; of: (stage: Scene) => ContactEvent };

const callerEvent: fc.Arbitrary<ContactEvent> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('CallerKeyed' as const),
      menu: fc.constantFrom(...callerMenus),
      key,
      round,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('CallerSilent' as const), menu: fc.constantFrom(...callerMenus), round }),
  },
  fc.record({ kind: fc.constant('CrisisCallEnded' as const), talked: fc.boolean() }),
  fc.record({
    kind: fc.constant('CallerRecorded' as const),
    recording: fc.constant({ sid: 'RE1', seconds: 9 }),
    key: fc.constantFrom(null, '9', '#'),
    hungUp: fc.boolean(),
  }),
  fc.constantFrom<ContactEvent>(
    { kind: 'RecordingReady', recording: { sid: 'RE1', seconds: 9 } },
    { kind: 'LinePaused' },
    { kind: 'CallbackPromised', untilMs: now },
    { kind: 'CallbackSettled' },
    { kind: 'CallbackLeft' },
    { kind: 'CallbackWithdrawn' },
  ),
  fc.constantFrom<ContactEvent>(
    { kind: 'CallerJoined' },
    { kind: 'CallerLeftConference' },
    { kind: 'CallerResumed' },
    { kind: 'Woke' },
    { kind: 'Woke' },
    { kind: 'VolunteerStopped', personId: 'person-1' },
    { kind: 'LeaderOffered', personId: 'person-9' },
    { kind: 'CallerHungUp' },
    { kind: 'CallerHungUp', learntLate: true },
  ),
);
const legEvent = fc.record({
  kind: fc.constantFrom(...legKinds),
  pick: fc.nat(),
  menu: fc.constantFrom(...legMenus),
  key,
  round,
  status: fc.constantFrom(...endings),
  named: fc.boolean(),
  answeredBy: fc.constantFrom('person', 'machine', null),
});

const happening: fc.Arbitrary<Happening> = fc
  .record({
    afterMs: fc.constantFrom(0, 0, 500, 5_000, 20_000, 100_000),
    offer: fc.boolean(),
    ladder: fc.constantFrom(false, false, false, false, false, false, true),
    turn: fc.nat(),
    how: fc.integer({ min: 0, max: 9 }),
    caller: callerEvent,
    leg: legEvent,
  })
  .map(({ afterMs, offer, ladder, turn, how, caller, leg }) => ({
    afterMs,
    offer,
    ladder,
    of: (stage) => {
      const events = likely(stage);
      // Nobody who is not on the phone yet can do anything on it.
      const theirs: ContactEvent =
        isUncalled(stage.contact) && caller.kind.startsWith('Caller') ? { kind: 'Woke' } : caller;
      if (how < 6 && events.length > 0) return events[turn % events.length] ?? theirs;
      if (how < 8) return theirs;
      const legId = stage.legs[leg.pick % (stage.legs.length + 1)]?.id ?? 'nobody';
      return {
        ...leg,
        legId,
        callSid: leg.kind === 'LegDialled' || leg.named ? `CA-${legId}` : null,
      } as unknown as ContactEvent;
    },
    [fc.toStringMethod]: () => JSON.stringify({ afterMs, offer, ladder, turn, how, caller, leg }),
  }));

const story = fc.record({
  happenings: fc.array(happening, { minLength: 5, maxLength: 40, size: 'max' }),
  languages: fc.constantFrom<string[][]>(['en'], ['en', 'es']),
  start: fc.constantFrom('arriving', 'in-line', 'in-line', 'callback'),
  staffing: fc.record({
    open: fc.constantFrom(true, true, false),
    paused: fc.constantFrom(false, false, true),
    anybodyOn: fc.constantFrom(true, true, false),
    leaders: fc.constantFrom<string[][]>([], ['lea']),
  }),
});
type Known = { contact: Contact; legs: Leg[] };
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

const starts = {
  arriving: (line: RoutingLine, there: Staffing) => arrival({ line, staffing: () => there }),
  'in-line': () => aContact(),
  callback: () =>
    callbackContact(
      {
        id: 'promise',
        lineId: 'north',
        callerKey: 'key',
        lastingKey: 'lasting',
        language: 'en',
        wish: null,
        lastInLine: false,
        rankAtMs: now,
      },
      'c1',
      now,
    ),
};

/** Plays a story, with offers and questions of the ladder now and then as routing makes them, and looks at every step. */
function play(told: Story, look: (stage: Scene, event: ContactEvent, before: Known, given: Known) => void): Scene {
  const line = aLine({ languages: told.languages });
  const there = staffing(told.staffing);
  const stage = scene(starts[told.start](line, there), [], { line, staffing: there });
  for (const { afterMs, offer, ladder, of } of told.happenings) {
    if (ladder && stage.contact.state === 'waiting' && !isUncalled(stage.contact))
      stage.contact = { ...putBeforeChoices(stage.contact, stage.nowMs), partnerStep: 0 };
    if (offer && isInLine(stage.contact.state))
      stage.legs.push(aLeg(`${stage.legs.length}`, { state: 'planned', createdAtMs: stage.nowMs }));
    const given = { contact: stage.contact, legs: stage.legs };
    const before = structuredClone(given);
    const event = of(stage);
    happen(stage, event, afterMs);
    look(stage, event, before, given);
  }
  return stage;
}

const isDial = (effect: Effect) => effect.kind.startsWith('Ring');
const isAsking = (leg: Leg) => ['planned', 'dialling', 'ringing', 'answered'].includes(leg.state);
const isIn = (leg: Leg) => leg.state === 'accepted' || leg.state === 'menu';

test('any event in any state is answered, and what it was decided from stays as it was', () => {
  fc.assert(
    fc.property(story, (told) => {
      play(told, (stage, _, before, given) => {
        expect(given).toEqual(before);
        expect(stage.contact.id).toBe(before.contact.id);
      });
    }),
    { numRuns: 60 },
  );
});

test('doing it twice looks like doing it once, and nobody is dialled twice', () => {
  fc.assert(
    fc.property(story, (told) => {
      play(told, (stage, event) => {
        const once = structuredClone({ contact: stage.contact, legs: stage.legs, people: [...stage.people] });
        const again: Scene = { ...stage, legs: [...stage.legs], people: new Map(stage.people) };
        const answer = happen(again, event);
        expect({ contact: again.contact, legs: again.legs, people: [...again.people] }).toEqual(once);
        expect(answer.effects.filter(isDial)).toEqual([]);
        expect([answer.load, answer.refusedPair]).toEqual([[], null]);
      });
    }),
    { numRuns: 80 },
  );
});

test('a leg only ever goes forward, and its first outcome stays', () => {
  fc.assert(
    fc.property(story, (told) => {
      play(told, (stage, _, before) => {
        for (const leg of before.legs) {
          const after = stage.legs.find((one) => one.id === leg.id);
          expect(after && stageOf(after)).toBeGreaterThanOrEqual(stageOf(leg));
          if (leg.outcome !== null) expect(after?.outcome).toBe(leg.outcome);
          if (after?.state === 'ended' || after?.state === 'ending') expect(after.outcome).not.toBeNull();
        }
      });
    }),
    { numRuns: 80 },
  );
});

test('one volunteer at most is in the talk; nobody rings for a caller who talks or is gone; somebody is with whoever talks', () => {
  fc.assert(
    fc.property(story, (told) => {
      play(told, ({ contact, legs }) => {
        expect(legs.filter((leg) => leg.purpose === 'offer' && isIn(leg)).length).toBeLessThanOrEqual(1);
        const ours = legs.filter((leg) => leg.purpose !== 'caller');
        const company = ours.filter(isIn);
        if (!isInLine(contact.state))
          expect(ours.filter((leg) => (leg.purpose === 'offer' || leg.purpose === 'partner') && isAsking(leg))).toEqual(
            [],
          );
        if (contact.state !== 'talking')
          expect(ours.filter((leg) => (leg.purpose === 'leader' || leg.purpose === 'crisis') && isAsking(leg))).toEqual(
            [],
          );
        if (contact.state === 'talking') expect(company.length).toBeGreaterThanOrEqual(1);
        else expect(company.map((leg) => leg.purpose)).toEqual(contact.state === 'calling-back' ? ['offer'] : []);
        if (contact.state === 'ended') expect(legs.filter((leg) => isAsking(leg) || isIn(leg))).toEqual([]);
      });
    }),
    { numRuns: 80 },
  );
});

test('whatever is not over is thought about again, and what is over stays so', () => {
  fc.assert(
    fc.property(story, (told) => {
      play(told, ({ contact, legs, nowMs }, _, before) => {
        const isOpen =
          contact.state !== 'ended' || legs.some((leg) => leg.state !== 'ended' && leg.state !== 'planned');
        if (isOpen) expect(contact.nextAtMs).toBeGreaterThan(nowMs);
        if (before.contact.state === 'ended')
          expect({ ...contact, nextAtMs: null, outcome: null }).toEqual({
            ...before.contact,
            nextAtMs: null,
            outcome: null,
          });
        if (contact.state === 'ended') expect(contact.outcome).not.toBeNull();
      });
    }),
    { numRuns: 80 },
  );
});

const asItIs = (stage: Scene): Scene => ({ ...stage, legs: [...stage.legs], people: new Map(stage.people) });
const woke = (stage: Scene, afterMs: number) => happen(stage, { kind: 'Woke' }, afterMs);
const unwoken = ({ contact, legs }: Scene) => ({ contact: { ...contact, nextAtMs: null }, legs });

test('whatever a contact is woken for is something that is done then', () => {
  fc.assert(
    fc.property(story, (told) => {
      play(told, (stage) => {
        const { nextAtMs } = stage.contact;
        if (nextAtMs === null) return;
        const later = asItIs(stage);
        const { effects, route } = woke(later, nextAtMs - stage.nowMs);
        const isDone = effects.length > 0 || route || JSON.stringify(unwoken(later)) !== JSON.stringify(unwoken(stage));
        if (!isDone) throw new Error(`woken for nothing: ${JSON.stringify(unwoken(stage))}`);
      });
    }),
    { numRuns: 80 },
  );
});

test('each deadline that is due does something by itself, and each is met', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(story, fc.constantFrom(0, 11_000, 30_000, 80_000, 30 * minute), (told, afterMs) => {
      play(told, (stage) => {
        const { contact, legs } = stage;
        const world = { ...worldOf(stage), nowMs: stage.nowMs + afterMs };
        const { policy } = world.line;
        const isDue = (instantMs: number | null) => instantMs !== null && instantMs <= world.nowMs;
        const does = (what: string, act: (draft: Draft) => void) => {
          const draft = startDraft(contact, world);
          const untouched = JSON.stringify(draft);
          act(draft);
          met.add(what);
          if (JSON.stringify(draft) === untouched) throw new Error(`due, and nothing is done: ${what}`);
        };
        for (const { what, dueMs, act } of deadlines) if (dueMs({ contact, legs, policy }).some(isDue)) does(what, act);
        for (const { what, dueMs, act } of legDeadlines)
          for (const leg of legs)
            if (isDue(dueMs(leg, policy)))
              does(what, (draft) => draft.allLegs.filter(({ id }) => id === leg.id).forEach((own) => act(draft, own)));
      });
    }),
    { numRuns: 150, seed: 7 },
  );
  expect([...met].sort()).toEqual([...deadlines, ...legDeadlines].map(({ what }) => what).sort());
});

test('nothing falls due before a contact is woken, but what is looked at again already', () => {
  fc.assert(
    fc.property(story, fc.double({ min: 0, max: 1, noNaN: true }), (told, part) => {
      play(told, (stage) => {
        const settled = asItIs(stage);
        const { effects } = woke(settled, 0);
        const untilMs = (settled.contact.nextAtMs ?? settled.nowMs + 3_600_000) - 1;
        const between = asItIs(settled);
        const early = woke(between, Math.floor((untilMs - settled.nowMs) * part));
        expect(unwoken(between)).toEqual(unwoken(settled));
        for (const effect of early.effects) expect(effects).toContainEqual(effect);
      });
    }),
    { numRuns: 80 },
  );
});

test('however long nothing is heard, a contact is not woken over and over', () => {
  fc.assert(
    fc.property(story, (told) => {
      const stage = play(told, () => {});
      const untilMs = stage.nowMs + 10 * minute;
      let wakes = 0;
      for (; stage.contact.nextAtMs !== null && stage.contact.nextAtMs < untilMs; wakes += 1)
        woke(stage, stage.contact.nextAtMs - stage.nowMs);
      // Once each ten seconds at most, but for what falls due for the first time.
      expect(wakes).toBeLessThanOrEqual(60 + 6 * (stage.legs.length + 2));
    }),
    { numRuns: 80 },
  );
});

test('with every call gone and every word of it lost, waking alone brings the contact to its end and frees everybody', () => {
  fc.assert(
    fc.property(story, (told) => {
      const stage = play(told, () => {});
      if (isUncalled(stage.contact)) happen(stage, { kind: 'CallbackWithdrawn' });
      for (const leg of stage.legs)
        if (leg.state === 'planned') happen(stage, { kind: 'LegNotDialled', legId: leg.id });
      for (let wakes = 0; wakes < 60 && stage.contact.nextAtMs !== null; wakes += 1) {
        const { effects } = happen(stage, { kind: 'Woke' }, stage.contact.nextAtMs - stage.nowMs);
        for (const effect of effects) {
          if (effect.kind === 'LookAtCaller' || effect.kind === 'SpeakToCaller')
            happen(stage, { kind: 'CallerHungUp' });
          if (effect.kind === 'LookAtLeg' || effect.kind === 'HangUpLeg' || effect.kind === 'SpeakToLeg')
            happen(stage, { kind: 'LegEnded', legId: effect.legId, status: 'completed' });
        }
      }
      expect(stage.contact).toMatchObject({ state: 'ended', nextAtMs: null });
      expect(stage.legs.filter((leg) => leg.state !== 'ended')).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

test('however many press 1, in whatever order and however often, exactly one is connected and the others hear thanks', () => {
  const presses = fc.array(fc.record({ leg: fc.integer({ min: 0, max: 4 }), afterMs: fc.constantFrom(0, 0, second) }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(presses, (list) => {
      const stage = scene(
        aContact(),
        Array.from({ length: 5 }, (_, index) => aLeg(`${index}`, { state: 'answered' })),
      );
      const said = list.map(({ leg, afterMs }) => ({
        leg,
        say: happen(stage, { kind: 'LegKeyed', legId: `${leg}`, menu: 'offer', key: '1' }, afterMs).say,
      }));
      const winner = list[0]?.leg;
      expect(stage.legs.filter(isIn).map((leg) => leg.id)).toEqual([`${winner}`]);
      expect(stage.contact).toMatchObject({ state: 'talking', personId: `person-${winner}`, conference: 'wl-draw0' });
      for (const { leg, say } of said)
        expect(say).toEqual(
          leg === winner
            ? { to: 'leg', kind: 'whisper' }
            : { to: 'leg', kind: 'leg-goodbye', outcome: 'beaten', pausedByKey: false },
        );
    }),
  );
});
