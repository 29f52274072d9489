/** Wishes for the dates of a month: rounds and their times, what may be said when, and what plans make of it (P4). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DateWish } from '../../src/planning/roster/model.ts';
import { windowsBetween } from '../../src/planning/roster/windows.ts';
import { whatGoingAwayDoes } from '../../src/planning/time-off.ts';
import { datesOf, roundFault, roundSays, roundTimes, whatSayingDoes, whoIsAsked } from '../../src/planning/wishes.ts';
import { parseDate } from '../../src/schedule/wall-clock.ts';
import { zoneClock } from '../../src/schedule/zone-clock.ts';

const zone = 'America/Chicago';
const at = (text: string) => Date.parse(`${text}-06:00`);
const now = at('2026-11-10T12:00:00');
const hourMs = 3_600_000;

test.each([
  ['2026-12', '2026-12-31'],
  ['2027-02', '2027-02-28'],
  ['2028-02', '2028-02-29'],
  ['2027-04', '2027-04-30'],
])('%s ends on %s', (month, to) => {
  expect(datesOf(month)).toEqual({ from: `${month}-01`, to });
});

test.each([
  ['2026-11', '2026-11-12T12:00:00', 'month-begun'],
  ['2028-12', '2026-11-12T12:00:00', 'month-far'],
  ['2026-12', '2026-11-10T12:00:00', 'until-past'],
  ['2026-12', '2026-12-01T00:01:00', 'until-late'],
  ['2026-12', '2026-12-01T00:00:00', null],
])('a round for %s until %s: %s', (month, until, fault) => {
  expect(roundFault({ month, untilMs: at(until) }, zone, now)).toBe(fault);
});

describe('somebody is asked', () => {
  test('by day, and reminded a day before the end, by day', () => {
    expect(roundTimes(at('2026-11-20T18:00:00'), zone, now)).toEqual({
      askMs: now,
      remindMs: at('2026-11-19T18:00:00'),
    });
    expect(roundTimes(at('2026-11-20T23:00:00'), zone, at('2026-11-10T23:00:00'))).toEqual({
      askMs: at('2026-11-11T09:00:00'),
      remindMs: at('2026-11-19T20:00:00'),
    });
  });

  test('once only where there is no time for more, and not at all where it ends in their night', () => {
    expect(roundTimes(at('2026-11-11T18:00:00'), zone, now)).toEqual({ askMs: now, remindMs: null });
    expect(roundTimes(at('2026-11-11T08:00:00'), zone, at('2026-11-10T22:00:00'))).toEqual({
      askMs: null,
      remindMs: null,
    });
  });

  test('only those who could be on shift there', () => {
    const one = (id: string, over: object = {}) => ({
      id,
      timeZone: zone,
      roles: ['volunteer'],
      languages: ['en'],
      training: [{ course: 'core' }],
      limits: {},
      ...over,
    });
    const people = [
      one('ana'),
      one('ben', { roles: ['coordinator'] }),
      one('cleo', { languages: ['es'] }),
      one('dev', { training: [{ course: 'core', until: '2026-11-30' }] }),
      one('elena', { roles: ['shift-leader'] }),
    ];
    const rules = { languages: ['en-US'], training: ['core'] };
    expect(whoIsAsked(people, rules, '2026-12').map(({ id }) => id)).toEqual(['ana', 'elena']);
  });

  test('and hears nothing once it is answered or over', () => {
    const round = { id: 'r', lineId: 'main', month: '2026-12', openedAtMs: now, untilMs: now + hourMs };
    const says = (hasAnswered: boolean, atMs: number) =>
      roundSays(round, { kind: 'wishes-reminder', hasAnswered }, atMs)?.sentence ?? null;
    expect([says(false, now), says(true, now), says(false, now + hourMs)]).toEqual(['wishesReminder', null, null]);
  });
});

describe('what is said of a month', () => {
  const facts = { month: '2026-12', before: [] as DateWish[], today: '2026-11-10', isClosed: false };
  const may = (date: string, wish: DateWish['wish']): DateWish => ({ date, wish });

  test('stands in the place of what was said before; dates that are over and of other months stay', () => {
    const before = [may('2026-12-01', 'fine'), may('2026-12-20', 'fine')];
    const said = [may('2026-12-02', 'not'), may('2026-12-24', 'preferred'), may('2027-01-01', 'fine')];
    expect(whatSayingDoes(said, { ...facts, before, today: '2026-12-03' })).toEqual({
      kind: 'set',
      dates: [may('2026-12-01', 'fine'), may('2026-12-24', 'preferred')],
    });
    expect(whatSayingDoes(before, { ...facts, before })).toEqual({ kind: 'same' });
  });

  test('after the round only a no is new', () => {
    const before = [may('2026-12-20', 'fine')];
    const closed = { ...facts, before, isClosed: true };
    expect(whatSayingDoes([...before, may('2026-12-21', 'not')], closed).kind).toBe('set');
    expect(whatSayingDoes([may('2026-12-20', 'not')], closed).kind).toBe('set');
    expect(whatSayingDoes([], closed)).toEqual({ kind: 'closed' });
    expect(whatSayingDoes([may('2026-12-20', 'preferred')], closed)).toEqual({ kind: 'closed' });
    expect(whatSayingDoes([...before, may('2026-12-22', 'preferred')], closed)).toEqual({ kind: 'closed' });
  });

  test('said twice it is said once', () => {
    const wishes = fc.constantFrom<DateWish['wish']>('preferred', 'fine', 'reluctant', 'not');
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { maxLength: 12 });
    fc.assert(
      fc.property(days, fc.array(wishes, { minLength: 12, maxLength: 12 }), (dates, how) => {
        const said = dates.map((day, index) => may(`2026-12-${String(day).padStart(2, '0')}`, how[index] ?? 'fine'));
        const first = whatSayingDoes(said, facts);
        const before = first.kind === 'set' ? first.dates : [];
        expect(before).toHaveLength(said.length);
        expect(whatSayingDoes(said, { ...facts, before })).toEqual({ kind: 'same' });
      }),
    );
  });
});

describe('plans read what was said of a date in the place of the week', () => {
  const clock = zoneClock(zone);
  const week = [
    { days: ['TH' as const], start: '17:00', end: '21:00', wish: 'fine' as const },
    { days: ['TH' as const], start: '23:00', end: '02:00', wish: 'reluctant' as const },
  ];
  const day = (date: string) => parseDate(date) ?? 0;
  const windows = (dates: DateWish[]) =>
    windowsBetween(week, clock, day('2026-12-03'), day('2026-12-04'), dates).map(({ startMs, endMs, cost }) => [
      (startMs - at('2026-12-03T00:00:00')) / hourMs,
      (endMs - at('2026-12-03T00:00:00')) / hourMs,
      cost,
    ]);

  test.each<[string, DateWish[], number[][]]>([
    [
      'nothing',
      [],
      [
        [17, 21, 1],
        [23, 26, 4],
      ],
    ],
    [
      'gladly',
      [{ date: '2026-12-03', wish: 'preferred' }],
      [
        [17, 21, 0],
        [23, 26, 0],
      ],
    ],
    ['not', [{ date: '2026-12-03', wish: 'not' }], []],
    [
      'fine, of a date that the week has nothing for',
      [{ date: '2026-12-04', wish: 'fine' }],
      [
        [17, 21, 1],
        [23, 26, 4],
        [24, 48, 1],
      ],
    ],
  ])('%s', (_said, dates, expected) => {
    expect(windows(dates)).toEqual(expected);
  });
});

test('days away are asked for only where they open something of a line that wants it so, and never by who leaves', () => {
  const days = { from: '2026-12-03', to: '2026-12-04' };
  const facts = { today: '2026-11-10', known: [], answersOn: 'main' };
  expect(whatGoingAwayDoes(days, facts)).toEqual({ kind: 'ask', lineId: 'main' });
  expect(whatGoingAwayDoes(days, { ...facts, answersOn: null })).toEqual({ kind: 'go' });
  expect(whatGoingAwayDoes({ from: '2026-12-03', to: '9999-12-31' }, facts)).toEqual({ kind: 'go' });
  expect(whatGoingAwayDoes(days, { ...facts, known: [days] })).toEqual({ kind: 'done' });
  expect(whatGoingAwayDoes(days, { ...facts, today: '2026-12-05' })).toEqual({ kind: 'past' });
});
