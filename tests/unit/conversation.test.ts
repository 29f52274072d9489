import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideConversation } from '../../src/texts/conversation.ts';
import type { Conversation, ConversationEvent } from '../../src/texts/model.ts';
import { whatPeerMeans, type PeerEvent, type PeerStep } from '../../src/texts/peer-step.ts';
import { tendConversations, type TendingWorld } from '../../src/texts/tending.ts';
import type { TextLine, TextPerson } from '../../src/texts/peers.ts';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';
import { aPerson } from '../support/routing-fixtures.ts';
import { frozen } from '../support/frozen.ts';
import { textingStretches } from '../../src/wellbeing/texting-time.ts';

const nowMs = Date.UTC(2026, 10, 11, 0, 0);
const minuteMs = 60_000;
const policy = { wrapUpMinutes: 5, restAfterHeavyMinutes: 15, restAfterCrisisMinutes: 30 };

const conversation = (part: Partial<Conversation> = {}): Conversation => ({
  id: 'c1',
  lineId: 'main',
  channel: 'sms',
  state: 'waiting',
  outcome: null,
  language: 'en',
  callerKey: 'k',
  lastingKey: 'l',
  numberSealed: 's',
  lastInLine: false,
  openedAtMs: nowMs,
  waitingSinceMs: nowMs,
  assignedAtMs: null,
  answeredAtMs: null,
  lastAtMs: nowMs,
  personId: null,
  via: null,
  notWith: [],
  peers: 0,
  peerWroteAtMs: null,
  crisisAtMs: null,
  silence: null,
  told: null,
  toldAtMs: null,
  closedAtMs: null,
  eraseAfterMs: null,
  ...part,
});
const active = (part: Partial<Conversation> = {}) =>
  conversation({
    state: 'active',
    personId: 'ana',
    via: 'phone',
    waitingSinceMs: null,
    assignedAtMs: nowMs,
    peers: 1,
    told: 'here',
    ...part,
  });

const person = (personId: string, part: Partial<PersonFacts> = {}, text: Partial<TextPerson> = {}): TextPerson => ({
  facts: aPerson(personId, { duty: { startMs: nowMs - 60 * minuteMs, endMs: nowMs + 300 * minuteMs }, ...part }),
  textCapable: true,
  openConversations: 0,
  hasOneByPhone: false,
  inInbox: false,
  ...text,
});
const textLine = (people: TextPerson[], part: Partial<TextLine> = {}): TextLine => ({
  id: 'main',
  languages: ['en'],
  open: true,
  paused: false,
  nextOpeningMs: nowMs + 600 * minuteMs,
  nextStaffedMs: () => nowMs + 900 * minuteMs,
  backupsAfterSeconds: 60,
  policy,
  people,
  ...part,
});
const world = (line: TextLine, conversations: Conversation[], part: Partial<TendingWorld> = {}): TendingWorld => ({
  nowMs,
  seed: 's',
  lines: [line],
  conversations: conversations.map((one) => ({ conversation: one, refused: [], unread: [] })),
  ...part,
});
const tend = (people: TextPerson[], one: Conversation = conversation(), part: Partial<TextLine> = {}) =>
  tendConversations(frozen(world(textLine(people, part), [one])))[0];
const said = (answer: ReturnType<typeof tend>) =>
  (answer?.texts ?? []).map((text) => (text.kind === 'sentence' ? text.sentence : 'words'));

describe('what an event means', () => {
  const anyEvent: fc.Arbitrary<ConversationEvent> = fc.oneof(
    fc.record({
      kind: fc.constant('TexterWrote' as const),
      textId: fc.constant('t'),
      parts: fc.nat(3),
      media: fc.boolean(),
    }),
    fc.constantFrom<ConversationEvent>(
      { kind: 'TexterAskedForHelp', textId: 't' },
      { kind: 'TexterDone' },
      { kind: 'TexterSilencedUs', confirmed: false },
      { kind: 'TexterBlocked', untilMs: nowMs },
      { kind: 'CallPromised' },
    ),
    fc
      .tuple(
        fc.constantFrom('ana', 'ben'),
        fc.constantFrom<ConversationEvent['kind']>('PeerPassed', 'PeerGaveCrisisNumber', 'PeerDone', 'PeerNotReached'),
      )
      .map(([personId, kind]) => ({ kind, personId }) as ConversationEvent),
    fc
      .constantFrom('ana', 'ben')
      .map((personId): ConversationEvent => ({ kind: 'PeerWrote', personId, textId: 't', parts: 1 })),
    fc
      .tuple(fc.constantFrom('ana', 'ben'), fc.option(fc.constant('leader')))
      .map(([personId, leaderId]): ConversationEvent => ({ kind: 'PeerReportedAbuse', personId, leaderId })),
  );

  test('any events in any order: nobody who lost it says or reads a word, a closed one stays closed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEvent, fc.boolean()), { maxLength: 12 }), (events) => {
        let now: Conversation = active();
        for (const [event, peerMayRead] of events) {
          const answer = decideConversation(frozen(now), frozen(event), { nowMs, policy, peerMayRead });
          if (now.state === 'closed') expect(answer.texts).toEqual([]);
          for (const text of answer.texts) {
            if (text.kind !== 'words') continue;
            if (text.to === 'texter') expect('personId' in event && event.personId === now.personId).toBe(true);
            else expect(peerMayRead && text.to.personId === now.personId && now.state === 'active').toBe(true);
          }
          expect(answer.conversation.state === 'active').toBe(
            answer.conversation.personId !== null && answer.conversation.closedAtMs === null,
          );
          expect(answer.conversation.closedAtMs === null).toBe(answer.conversation.state !== 'closed');
          now = answer.conversation;
        }
      }),
    );
  });

  test('the same event twice is one event where it ends something', () => {
    for (const event of [
      { kind: 'TexterDone' },
      { kind: 'PeerDone', personId: 'ana' },
      { kind: 'PeerPassed', personId: 'ana' },
    ] as ConversationEvent[]) {
      const once = decideConversation(frozen(active()), frozen(event), { nowMs, policy, peerMayRead: true });
      const twice = decideConversation(frozen(once.conversation), frozen(event), { nowMs, policy, peerMayRead: true });
      if (event.kind !== 'TexterDone') expect(twice.texts).toEqual([]);
      expect(twice.ended).toBeNull();
    }
  });
});

describe('who gets it, and what those who wait hear', () => {
  test('the first hello, then a peer with the words nobody answered', () => {
    const [answer] = tendConversations({
      ...world(textLine([person('ana')]), []),
      conversations: [
        { conversation: conversation(), refused: [], unread: [{ textId: 't1', parts: 2, media: true, atMs: nowMs }] },
      ],
    });
    expect(said(answer)).toEqual(['hello', 'newConversation', 'words', 'texterMedia']);
    expect(answer?.conversation).toMatchObject({ state: 'active', personId: 'ana', via: 'phone', peers: 1 });
  });

  test.each([
    ['on a break', person('ana', { breakUntilMs: nowMs + minuteMs })],
    ['resting', person('ana', { restUntilMs: nowMs + minuteMs })],
    ['off', person('ana', { setting: 'off', settingAtMs: nowMs })],
    ['in a call', person('ana', { busy: 'in-contact' })],
    ['in wrap-up', person('ana', { wrapUpUntilMs: nowMs + minuteMs })],
    ['untrained', person('ana', { missingTraining: ['core'] })],
    ['spent', person('ana', { load: 85 })],
    ['in a conversation by phone', person('ana', {}, { openConversations: 1, hasOneByPhone: true })],
    ['without texts', person('ana', {}, { textCapable: false })],
    ['of another language', person('ana', { languages: ['es'] })],
    [
      'at the end of a shift',
      person('ana', { duty: { startMs: nowMs - 100 * minuteMs, endMs: nowMs + 10 * minuteMs } }),
    ],
  ])('nobody who is %s', (_, ana) => {
    expect(tend([ana])?.conversation.personId ?? null).toBeNull();
    expect(tend([ana, person('ben', { load: 50 })])?.conversation.personId).toBe('ben');
  });

  test('a trainee never alone', () => {
    const ana = person('ana', { trainee: true });
    expect(tend([ana])?.conversation.personId ?? null).toBeNull();
    expect(tend([ana, person('ben', { busy: 'in-contact' })])?.conversation.personId).toBe('ana');
    const waived = { waived: ['trainee-alone' as const], waivedUntilMs: nowMs + minuteMs };
    expect(tend([person('ana', { trainee: true, ...waived })])?.conversation.personId).toBe('ana');
    expect(
      tend([person('ana', { trainee: true, ...waived, waivedUntilMs: nowMs })])?.conversation.personId ?? null,
    ).toBeNull();
  });

  test('the fewest open conversations come before a lower load; strained people last', () => {
    const inbox = (openConversations: number) => ({ openConversations, inInbox: true });
    expect(
      tend([person('ana', { load: 0 }, inbox(1)), person('ben', { load: 30 }, inbox(0))])?.conversation.personId,
    ).toBe('ben');
    expect(tend([person('ana', { load: 70 }), person('ben', { load: 10 }, inbox(2))])?.conversation.personId).toBe(
      'ben',
    );
  });

  test('a second conversation only in the inbox', () => {
    const both = [conversation(), conversation({ id: 'c2', openedAtMs: nowMs + 1 })];
    const personsOf = (ana: TextPerson) =>
      tendConversations(world(textLine([ana]), both)).map(({ conversation: { personId, via } }) => [personId, via]);
    expect(personsOf(person('ana'))).toEqual([
      ['ana', 'phone'],
      [null, null],
    ]);
    expect(personsOf(person('ana', {}, { inInbox: true }))).toEqual([
      ['ana', 'phone'],
      ['ana', 'inbox'],
    ]);
  });

  test('a backup steps up at once where rests leave fewer than the shift needs, whatever the ladder says', () => {
    const people = [person('ana', { restUntilMs: nowMs + 60 * minuteMs }), person('ben', { onShiftAs: 'backup' })];
    const gets = (need: number) => tend(people, conversation(), { backupsAfterSeconds: null, need })?.conversation;
    expect(gets(1)).toMatchObject({ state: 'active', personId: 'ben' });
    expect(gets(0)).toMatchObject({ state: 'waiting', personId: null });
  });

  test('backups once the ladder asks them', () => {
    const people = [person('ana', { busy: 'in-contact' }), person('ben', { onShiftAs: 'backup' })];
    expect(tend(people)?.conversation.personId ?? null).toBeNull();
    expect(tend(people, conversation({ waitingSinceMs: nowMs - minuteMs }))?.conversation.personId).toBe('ben');
  });

  test('who comes first is given first; over the limit, last', () => {
    const late = conversation({ id: 'a', openedAtMs: nowMs - minuteMs, lastInLine: true });
    const fresh = conversation({ id: 'b', openedAtMs: nowMs });
    const answers = tendConversations(world(textLine([person('ana')]), [late, fresh]));
    expect(answers.find((answer) => answer.conversation.personId === 'ana')?.conversation.id).toBe('b');
    expect(said(answers.find((answer) => answer.conversation.id === 'a'))).toEqual(['hello', 'overLimit']);
  });

  test('when we are back: a break’s end, the next one planned, the next opening, or not known', () => {
    const back = (people: TextPerson[], part: Partial<TextLine> = {}) => tend(people, conversation(), part)?.texts[0];
    expect(back([person('ana', { breakUntilMs: nowMs + 20 * minuteMs })])).toMatchObject({
      sentence: 'helloUnstaffed',
      slots: { whenMs: nowMs + 20 * minuteMs },
    });
    expect(back([])).toMatchObject({ sentence: 'helloUnstaffed', slots: { whenMs: nowMs + 900 * minuteMs } });
    expect(back([], { open: false })).toMatchObject({ slots: { whenMs: nowMs + 600 * minuteMs } });
    expect(back([], { nextStaffedMs: () => null })).toMatchObject({ sentence: 'backLaterUnknown' });
    expect(back([person('ana')], { paused: true })).toMatchObject({ sentence: 'paused' });
  });

  test('tending again at the same moment changes nothing', () => {
    const anyPerson = fc.record({
      busy: fc.constantFrom(null, 'in-contact' as const),
      breakUntilMs: fc.constantFrom(null, nowMs + minuteMs),
      load: fc.integer({ min: 0, max: 90 }),
    });
    const anyConversation = fc
      .tuple(fc.nat(700), fc.boolean())
      .map(([waitedMinutes, lastInLine]) => ({ waitingSinceMs: nowMs - waitedMinutes * minuteMs, lastInLine }));
    fc.assert(
      fc.property(
        fc.array(anyPerson, { maxLength: 3 }),
        fc.array(anyConversation, { maxLength: 4 }),
        fc.boolean(),
        (facts, parts, open) => {
          const people = facts.map((part, index) => person(`p${index}`, part));
          const before = parts.map((part, index) => conversation({ id: `c${index}`, ...part }));
          const answers = tendConversations(frozen(world(textLine(people, { open }), before)));
          const after = before.map(
            (one) => answers.find((answer) => answer.conversation.id === one.id)?.conversation ?? one,
          );
          const taken = after.flatMap((one) => (one.personId === null ? [] : [one.personId]));
          expect(new Set(taken).size).toBe(taken.length);
          const busier = people.map((one) =>
            taken.includes(one.facts.personId) ? { ...one, openConversations: 1, hasOneByPhone: true } : one,
          );
          expect(tendConversations(world(textLine(busier, { open }), after))).toEqual([]);
        },
      ),
    );
  });

  test('a peer who is away is freed at once, and hears why nothing more comes', () => {
    const answer = tend([person('ana', { restUntilMs: nowMs + 30 * minuteMs })], active());
    expect(said(answer)).toEqual(['handedOn', 'backLater']);
    expect(answer?.ended).toMatchObject({ personId: 'ana' });
  });

  test('a quiet day closes it; over WhatsApp without a word to the texter, and unanswered ones are seen to', () => {
    const old = { lastAtMs: nowMs - 24 * 60 * minuteMs };
    expect(said(tend([person('ana')], active({ ...old, answeredAtMs: nowMs - 1 })))).toEqual([
      'conversationQuiet',
      'conversationOver',
    ]);
    expect(said(tend([person('ana')], conversation({ ...old, channel: 'whatsapp', told: 'away' })))).toEqual([]);
    expect(tend([], conversation({ ...old, told: 'away' }))?.attention).toEqual([
      { kind: 'text-unanswered', personId: null },
    ]);
  });
});

test('busy with texting: stretches of words, not the hours between', () => {
  const at = (minutes: number) => minutes * minuteMs;
  expect(textingStretches([at(0), at(5), at(12), at(40)])).toEqual([
    { startMs: at(0), endMs: at(13) },
    { startMs: at(40), endMs: at(41) },
  ]);
  expect(textingStretches([])).toEqual([]);
});

describe('a peer who does not answer', () => {
  const ago = (minutes: number) => nowMs - minutes * minuteMs;
  const look = (people: TextPerson[], one: Conversation, ...wroteMinutesAgo: number[]) => {
    const unread = wroteMinutesAgo.map((minutes, index) => ({
      textId: `t${index}`,
      parts: 1,
      media: false,
      atMs: ago(minutes),
    }));
    return tendConversations({
      ...world(textLine(people), []),
      conversations: [{ conversation: one, refused: [], unread }],
    })[0];
  };
  const mine = (part: Partial<Conversation> = {}) => active({ assignedAtMs: ago(60), ...part });
  const [ana, ben] = [person('ana', {}, { openConversations: 1, hasOneByPhone: true }), person('ben')];

  test('is reminded after five minutes, once', () => {
    expect(look([ana, ben], mine(), 4)).toBeUndefined();
    expect(said(look([ana, ben], mine(), 5))).toEqual(['answerAwaited']);
    expect(look([ana, ben], mine({ silence: 'reminded' }), 9)).toBeUndefined();
    expect(look([ana, ben], mine({ assignedAtMs: ago(3) }), 30)).toBeUndefined();
  });

  test('after fifteen another one takes over, with the words nobody answered', () => {
    const answer = look([ana, ben], mine({ silence: 'reminded' }), 15);
    expect(said(answer)).toEqual(['handedOn', 'peerChanged', 'newConversation', 'words']);
    expect(answer?.conversation).toMatchObject({ personId: 'ben', notWith: ['ana'], silence: null });
  });

  test('with nobody else there it stays theirs, and a coordinator sees it, once', () => {
    const answer = look([ana, person('ben', { busy: 'in-contact' })], mine({ silence: 'reminded' }), 15);
    expect(answer).toMatchObject({
      conversation: { personId: 'ana', silence: 'reported' },
      attention: [{ kind: 'text-unanswered', personId: 'ana' }],
    });
    expect(look([ana], mine({ silence: 'reported' }), 40)).toBeUndefined();
  });

  test('who has answered before keeps it over last words, and loses it to a texter who goes on writing', () => {
    const wrote = mine({ peerWroteAtMs: ago(40), answeredAtMs: ago(40), silence: 'reminded' });
    expect(look([ana, ben], wrote, 30)).toBeUndefined();
    expect(look([ana, ben], wrote, 30, 27)).toBeUndefined();
    expect(look([ana, ben], wrote, 30, 12)?.conversation.personId).toBe('ben');
  });
});

describe('what a peer did', () => {
  const wrote: PeerEvent = { kind: 'PeerWrote', personId: 'ana', textId: 't1', parts: 2 };
  const happens: PeerStep = { kind: 'happen', meantForTexter: null };
  const over: PeerStep = { kind: 'finish', sentence: 'noConversation' };

  test.each<[string, Conversation, PeerEvent, string | null, PeerStep]>([
    ['words in their conversation', active(), wrote, 't1', happens],
    ['words from the inbox', active(), wrote, null, happens],
    [
      'an earlier word that was meant for the texter',
      active(),
      wrote,
      't2',
      { kind: 'happen', meantForTexter: { textId: 't1', parts: 2 } },
    ],
    ['a word about it', active(), { kind: 'PeerPassed', personId: 'ana' }, 't1', happens],
    ['words once another peer has it', active({ personId: 'ben' }), wrote, 't1', over],
    ['an earlier word once nobody has it', conversation(), wrote, 't2', over],
    [
      'a report once it is closed',
      active({ state: 'closed' }),
      { kind: 'PeerReportedAbuse', personId: 'ana' },
      't1',
      over,
    ],
    ['what nobody of ours did', conversation(), { kind: 'CallPromised' }, 't1', happens],
  ])('%s', (_what, before, event, textId, step) => {
    expect(whatPeerMeans(before, event, textId)).toEqual(step);
  });
});
