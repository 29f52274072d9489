/** What the live board shows of a world, and when time alone changes it (L1, W2). */
import { describe, expect, test } from '@jest/globals';
import { boardChangesAtMs, boardOf } from '../../src/matching/board.ts';
import type { BoardContact, BoardLeg, BoardWorldLine } from '../../src/matching/board-world.ts';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';
import { aPerson, minute, now, second } from '../support/routing-fixtures.ts';

const at = (ms: number) => new Date(ms).toISOString();
const contact = (id: string, over: Partial<BoardContact> = {}): BoardContact => ({
  id,
  state: 'waiting',
  language: 'en',
  wish: null,
  lastInLine: false,
  arrivedAtMs: now - minute,
  waitingSinceMs: now - 50 * second,
  rankAtMs: now - minute,
  ladderStep: 0,
  talkingSinceMs: null,
  callbackId: null,
  ...over,
});
const leg = (purpose: BoardLeg['purpose'], personId: string | null, state: BoardLeg['state']): BoardLeg => ({
  purpose,
  personId,
  state,
  createdAtMs: now - 5 * second,
  acceptedAtMs: state === 'accepted' ? now - 2 * second : null,
});
const row = (value: BoardContact, legs: BoardLeg[] = []) => ({ key: `key-${value.id}`, contact: value, legs });
const lineWith = (over: Partial<BoardWorldLine> = {}): BoardWorldLine => ({
  id: 'main',
  name: 'Northside',
  timeZone: 'America/Chicago',
  open: true,
  changesAtMs: null,
  pausedSinceMs: null,
  pauseReason: null,
  mayUnseal: false,
  hiddenToLeadersUntilMs: null,
  softLimitMinutes: 25,
  overflow: [
    { afterSeconds: 60, do: 'ring-backups' },
    { afterSeconds: 120, do: 'offer-callback' },
  ],
  wishes: [{ tag: 'veteran', name: 'a veteran' }],
  need: 1,
  people: [aPerson('ana')],
  ahead: [],
  contacts: [],
  conversations: [],
  promises: [],
  callIn: null,
  ...over,
});
const show = (over: Partial<BoardWorldLine> = {}) =>
  boardOf({ nowMs: now, names: new Map([['ana', 'Ana']]), attention: 2, lines: [lineWith(over)] }).lines['main']!;
const person = (facts: Partial<PersonFacts>) => show({ people: [aPerson('ana', facts)] }).people['ana'];

describe('a line', () => {
  test.each<[string, Partial<BoardWorldLine>, object]>([
    ['is open', {}, { state: 'open' }],
    [
      'is closed until it opens',
      { open: false, changesAtMs: now + minute },
      { state: 'closed', changesAt: at(now + minute) },
    ],
    [
      'is paused, with the reason',
      { pausedSinceMs: now, pauseReason: 'A storm' },
      { state: 'paused', pauseReason: 'A storm', pausedSince: at(now) },
    ],
    ['is paused though closed', { open: false, pausedSinceMs: now }, { state: 'paused' }],
    [
      'sends hidden callers to leaders',
      { hiddenToLeadersUntilMs: now + minute },
      { hiddenToLeadersUntil: at(now + minute) },
    ],
    ['has fewer than it needs', { need: 3 }, { have: 1, need: 3 }],
  ])('%s', (_what, over, shown) => expect(show(over)).toMatchObject(shown));
  test('the cover ahead names what is missing', () =>
    expect(show({ ahead: [{ startMs: now, endMs: now + minute, have: 1, need: 2, missing: ['es'] }] }).ahead).toEqual({
      [at(now)]: { until: at(now + minute), have: 1, need: 2, missing: 'es' },
    }));
});

describe('who waits', () => {
  test('stands in the order in which callers are served, with their wish and step', () => {
    const { waiting } = show({
      contacts: [
        row(contact('b', { rankAtMs: now - 10 * second, wish: 'veteran', ladderStep: 1 })),
        row(contact('a', { lastInLine: true, rankAtMs: 0 })),
        row(contact('c', { rankAtMs: now - 2 * minute, state: 'choosing-overflow' })),
      ],
    });
    expect(waiting['key-c']).toMatchObject({ place: 1, choosing: true });
    expect(waiting['key-b']).toMatchObject({
      place: 2,
      wish: 'a veteran',
      step: 'ring-backups',
      next: { step: 'offer-callback', at: at(now + 70 * second) },
    });
    expect(waiting['key-a']).toMatchObject({ place: 3 });
  });
  test('whose phones ring is told by name, and nobody else is “asked”', () => {
    const legs = [leg('offer', 'ana', 'ringing'), leg('offer', 'ben', 'ending'), leg('partner', null, 'ringing')];
    expect(show({ contacts: [row(contact('a'), legs)] }).waiting['key-a']?.rings).toEqual({
      ana: { name: 'Ana', since: at(now - 5 * second) },
    });
  });
  test.each<[string, Partial<PersonFacts>, boolean]>([
    ['somebody is free', {}, false],
    ['the only one rests', { restUntilMs: now + minute }, true],
    ['the only one talks', { busy: 'in-contact' }, true],
  ])('with no phone ringing: %s', (_what, facts, nobody) =>
    expect(
      show({ people: [aPerson('ana', facts)], contacts: [row(contact('a'))] }).waiting['key-a']?.nobody === true,
    ).toBe(nobody),
  );
  test('whoever takes texts only is shown as that, counts for no caller, and is nobody who is free for them', () => {
    const people = [aPerson('ana', { textsOnly: true }), aPerson('ben', { busy: 'in-contact' })];
    const line = show({ need: 2, people, contacts: [row(contact('a'))] });
    expect(line).toMatchObject({ have: 1, need: 2, waiting: { 'key-a': { nobody: true } } });
    expect(line.people['ana']).toMatchObject({ state: 'free', textsOnly: true });
  });
  test('a promised call in line is said to be one', () =>
    expect(show({ contacts: [row(contact('a', { callbackId: 'p' }))] }).waiting['key-a']).toMatchObject({
      promised: true,
    }));
});

describe('who talks', () => {
  const talking = (legs: BoardLeg[], over: Partial<BoardContact> = {}) =>
    show({ contacts: [row(contact('a', { state: 'talking', talkingSinceMs: now - minute, ...over }), legs)] });
  test('with whom, since when, and when the soft limit is', () =>
    expect(talking([leg('offer', 'ana', 'accepted')]).talks['key-a']).toEqual({
      person: 'ana',
      name: 'Ana',
      since: at(now - minute),
      met: true,
      softLimitAt: at(now + 24 * minute),
      guests: {},
    }));
  test('while they are put through they have not met', () =>
    expect(talking([leg('offer', 'ana', 'accepted')], { talkingSinceMs: null }).talks['key-a']?.met).toBeUndefined());
  test('the menu puts the caller on hold; a leader who is rung is not there yet', () =>
    expect(talking([leg('offer', 'ana', 'menu'), leg('leader', 'elena', 'ringing')]).talks['key-a']).toMatchObject({
      onHold: true,
      guests: { leader: { name: 'elena', there: false } },
    }));
  test('another organisation has no name here', () =>
    expect(talking([leg('partner', null, 'accepted')]).talks['key-a']).toMatchObject({ partner: true }));
  test.each([
    ['leaving-voicemail', 'voicemail'],
    ['lost-volunteer', 'cut-off'],
    ['crisis', 'crisis'],
    ['choosing-language', 'choosing'],
  ] as const)('%s is elsewhere', (state, what) =>
    expect(show({ contacts: [row(contact('a', { state }))] }).elsewhere['key-a']).toMatchObject({ what }),
  );
});

describe('who is there', () => {
  const later = now + 9 * minute;
  test.each<[string, Partial<PersonFacts>, object]>([
    ['is free', {}, { state: 'free' }],
    ['is rung', { busy: 'offered' }, { state: 'rung' }],
    ['talks, whatever else holds', { busy: 'in-contact', restUntilMs: later }, { state: 'talking' }],
    ['writes', { textingUntilMs: later }, { state: 'writing' }],
    ['rests until', { restUntilMs: later, wrapUpUntilMs: now + minute }, { state: 'resting', until: at(later) }],
    ['is on a break until', { breakUntilMs: later }, { state: 'break', until: at(later) }],
    ['wraps up until', { wrapUpUntilMs: later }, { state: 'wrap-up', until: at(later) }],
    ['said OFF', { setting: 'off', settingAtMs: now }, { state: 'off' }],
    ['leads', { leader: true }, { leader: true }],
    ['lacks a course', { missingTraining: ['core'] }, { state: 'held' }],
  ])('%s', (_what, facts, shown) => expect(person(facts)).toMatchObject(shown));
  test('somebody spent rests as long as they are on shift, and nothing says why', () => {
    const facts = { load: 95, duty: { startMs: now - minute, endMs: now + 60 * minute } };
    expect(person(facts)).toEqual({ name: 'Ana', as: 'primary', state: 'resting', until: at(now + 60 * minute) });
  });
  test('neither load nor band, tag nor reason is anywhere on the board', () => {
    const shown = JSON.stringify(
      show({ people: [aPerson('ana', { load: 71, tags: ['recovery'], restUntilMs: later })] }),
    );
    expect(shown).not.toMatch(/71|strained|recovery|heavy|load|band/);
  });
});

describe('what a caller leaves on the board', () => {
  test('is a key of this contact alone', () => {
    const shown = JSON.stringify(
      show({
        contacts: [row(contact('contact-id', { callbackId: 'callback-id' }))],
      }),
    ).replaceAll('key-contact-id', '');
    expect(shown).not.toMatch(/contact-id|callback-id/);
  });
});

test('time alone changes it next where the first pause, opening or shift ends', () => {
  const world = (over: Partial<BoardWorldLine>) => ({
    nowMs: now,
    names: new Map(),
    attention: 0,
    lines: [lineWith(over)],
  });
  const alone = aPerson('ana', { duty: null });
  expect(boardChangesAtMs(world({ people: [] }))).toBeNull();
  expect(boardChangesAtMs(world({ people: [alone], changesAtMs: now + 9 }))).toBe(now + 9);
  expect(
    boardChangesAtMs(
      world({ people: [{ ...alone, breakUntilMs: now - 1, restUntilMs: now + 5 }], changesAtMs: now + 9 }),
    ),
  ).toBe(now + 5);
});

test('who is about to get off the phone is shown as what they do next, not as rung', () => {
  const state = (over: Partial<BoardWorldLine['people'][number]>) =>
    show({ people: [aPerson('ana', { busy: 'offered', leaving: true, ...over })] }).people['ana']?.state;
  expect(state({})).toBe('wrap-up');
  expect(state({ restUntilMs: now + 60 * second })).toBe('resting');
});

test('what came of calling people in is shown while it stands, and for a quarter of an hour after', () => {
  const callIn = {
    state: 'open' as const,
    asked: 3,
    declined: 1,
    expiresAtMs: now + 30 * minute,
    untilAtMs: now + 120 * minute,
    personId: null,
    closedAtMs: null,
  };
  expect(show({ callIn }).callIn).toMatchObject({ state: 'open', asked: 3, declined: 1 });
  expect(show({ callIn: { ...callIn, expiresAtMs: now } }).callIn).toMatchObject({ state: 'expired' });
  expect(show({ callIn: { ...callIn, expiresAtMs: now - 15 * minute } }).callIn).toBeUndefined();
  const answered = { ...callIn, state: 'answered' as const, personId: 'ana', closedAtMs: now - 14 * minute };
  expect(show({ callIn: answered }).callIn).toMatchObject({ state: 'answered', name: 'Ana' });
  expect(show({ callIn: { ...answered, closedAtMs: now - 15 * minute } }).callIn).toBeUndefined();
  expect(show({ callIn: { ...callIn, state: 'taken-back', closedAtMs: now } }).callIn).toBeUndefined();
  const changes = (over: Partial<typeof callIn>) =>
    boardChangesAtMs({
      nowMs: now,
      names: new Map(),
      attention: 0,
      lines: [lineWith({ callIn: { ...callIn, ...over } })],
    });
  expect(changes({})).toBe(now + 30 * minute);
});
