/** Whom a leader may ask to come in now: reserves or everybody, and nobody whom it would not do good (L2). */
import { describe, expect, test } from '@jest/globals';
import { callInChoice, callInSpan, type CallInPerson, type CallInScene } from '../../src/planning/call-in.ts';
import type { RosterSource } from '../../src/planning/roster/model.ts';
import type { ScheduleShift } from '../../src/schedule/model.ts';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';
import { groundOf } from '../support/planned.ts';
import { aPerson, minute, now } from '../support/routing-fixtures.ts';

const hour = 60 * minute;
/** Noon in Chicago, where these people live. */
const timeZone = 'America/Chicago';
const span = { startMs: now, endMs: now + 2 * hour };

type Taker = RosterSource['people'][number];
const aTaker = (id: string): Taker => ({
  id,
  timeZone,
  roles: ['volunteer'],
  languages: ['en'],
  training: [{ course: 'core' }],
});

function scene(shifts: ScheduleShift[] = [], over: Partial<CallInScene> = {}, who: Partial<Taker> = {}): CallInScene {
  const limits = { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 };
  const ground = groundOf({
    organisation: { timeZone },
    policy: { training: ['core'], limits },
    lines: [{ id: 'main', timeZone, languages: ['en'] }],
    people: [{ ...aTaker('ana'), ...who }, aTaker('ben'), aTaker('cleo')],
    shifts,
    timeOff: [{ person: 'cleo', from: '2026-11-10', to: '2026-11-10' }],
  });
  return { nowMs: now, span, ground, line: 'main', here: [], ...over };
}

const off: Partial<PersonFacts> = { onShiftAs: null, duty: null, setting: null, settingAtMs: null, automatic: false };
function one(
  id: string,
  facts: Partial<PersonFacts> = {},
  over: Partial<Omit<CallInPerson, 'taker' | 'facts'>> & { taker?: Partial<CallInPerson['taker']> } = {},
): CallInPerson {
  return {
    silenced: false,
    askedAtMs: null,
    ...over,
    taker: { id, timeZone, ...over.taker },
    facts: aPerson(id, { ...off, ...facts }),
  };
}
const shiftOf = (person: string, start: string, end: string): ScheduleShift => ({
  id: `${person} ${start}`,
  line: 'main',
  start,
  end,
  assigned: [{ person, as: 'primary' }],
});
const everybody = (person: CallInPerson, where = scene()) => callInChoice([person], where).everybody;

test('reserves are told from everybody, those who carry least first', () => {
  const people = [one('ana', { load: 55 }), one('ben', { reserve: true, load: 20 })];
  expect(callInChoice(people, scene())).toEqual({ reserves: ['ben'], everybody: ['ben', 'ana'] });
});

test('the strained are asked only where nobody fresher can be', () => {
  const strained = one('ana', { load: 70, reserve: true });
  expect(callInChoice([strained, one('ben')], scene())).toEqual({ reserves: ['ana'], everybody: ['ben'] });
});

describe('is not asked', () => {
  test.each<[string, CallInPerson]>([
    ['who rests', one('ana', { restUntilMs: now + minute })],
    ['who is on a break', one('ana', { breakUntilMs: now + minute })],
    ['who wraps up', one('ana', { wrapUpUntilMs: now + minute })],
    ['who has carried too much', one('ana', { load: 85 })],
    ['who talks', one('ana', { busy: 'in-contact' })],
    ['who is on shift', one('ana', { duty: span, onShiftAs: 'backup' })],
    ['who wants no texts', one('ana', {}, { silenced: true })],
    ['who said OFF today', one('ana', { setting: 'off', settingAtMs: now - 11 * hour })],
    ['who was asked a while ago', one('ana', {}, { askedAtMs: now - 3 * hour })],
    ['who sleeps', one('ana', {}, { taker: { timeZone: 'Asia/Tokyo' } })],
    ['whose course the line misses', one('ana', { missingTraining: ['core'] })],
    ['who is away today', one('cleo')],
    ['a trainee who would be alone', one('ana', { trainee: true })],
  ])('%s', (_who, person) => expect(everybody(person)).toEqual([]));

  test.each<[string, Partial<Taker>]>([
    ['who speaks none of its languages', { languages: ['es'] }],
    ['who lacks a course', { training: [] }],
    ['who is no volunteer', { roles: ['coordinator'] }],
  ])('%s', (_who, taker) => expect(everybody(one('ana'), scene([], {}, taker))).toEqual([]));

  test('who has had no eleven hours of rest', () =>
    expect(everybody(one('ana'), scene([shiftOf('ana', '2026-11-09T22:00', '2026-11-10T02:00')]))).toEqual([]));

  test('whose next shift is too near', () =>
    expect(everybody(one('ana'), scene([shiftOf('ana', '2026-11-10T20:00', '2026-11-10T22:00')]))).toEqual([]));
});

test('otherwise they may come: a trainee with a peer, after yesterday’s OFF, with a shift tomorrow', () => {
  const peer = aPerson('ben', { onShiftAs: 'primary', duty: span });
  expect(everybody(one('ana', { trainee: true }), scene([], { here: [peer] }, { trainee: true }))).toEqual(['ana']);
  expect(everybody(one('ana', { setting: 'off', settingAtMs: now - 13 * hour }))).toEqual(['ana']);
  expect(everybody(one('ana'), scene([shiftOf('ana', '2026-11-11T12:00', '2026-11-11T16:00')]))).toEqual(['ana']);
});

test('whoever comes is on for two hours, until the line closes at the latest, and not for a moment', () => {
  expect(callInSpan(now + 30_000, null)).toEqual({ startMs: now, endMs: now + 2 * hour });
  expect(callInSpan(now, now + hour)).toEqual({ startMs: now, endMs: now + hour });
  expect(callInSpan(now, now + 29 * minute)).toBeNull();
});
