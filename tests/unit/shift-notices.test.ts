/** What people are told of single shifts, and when: only what still holds, and never in their night (T4). */
import { describe, expect, test } from '@jest/globals';
import {
  noticesOfPutUp,
  plannedReminders,
  takenBackSays,
  tellsHolder,
  waitsForMorning,
  whatNoticeSays,
  type Notice,
  type NoticeFacts,
  type NoticeKind,
} from '../../src/planning/notices.ts';
import type { OpenShift } from '../../src/planning/open-shifts.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import { dayOfDuty, goesOn } from '../../src/schedule/goes-on.ts';
import type { Closure, ScheduleShift } from '../../src/schedule/model.ts';
import { occurrenceNamed } from '../../src/schedule/named-occurrence.ts';

const zone = 'America/Chicago';
const at = (text: string) => Date.parse(text);
const evening: ScheduleShift = {
  id: 'evening',
  line: 'main',
  start: '2026-11-11T17:00',
  end: '2026-11-11T21:00',
  assigned: [
    { person: 'ana', as: 'primary' },
    { person: 'ben', as: 'backup' },
  ],
};
const startMs = at('2026-11-11T17:00:00-06:00');
const endMs = at('2026-11-11T21:00:00-06:00');
const hourMs = 3_600_000;
const name = { line: 'main', shift: 'evening', occurrence: '2026-11-11T17:00' };

const scheduleOf = (shifts: ScheduleShift[] = [evening], closures: Closure[] = []) =>
  compileSchedule({
    organisation: { timeZone: zone },
    lines: [{ id: 'main', timeZone: zone, closures }],
    people: ['ana', 'ben', 'cleo'].map((id) => ({ id, timeZone: zone })),
    shifts,
  });
const occurrence = occurrenceNamed(scheduleOf(), name)!;
const aNotice = (kind: NoticeKind, personId = 'ana'): Notice => ({ ...name, personId, kind, startMs, endMs, dueMs: 0 });

const other = { line: 'main', startMs: startMs + 24 * hourMs, endMs: endMs + 24 * hourMs };
const otherShiftOf = `${other.startMs}/${other.endMs}`;
const offer: OpenShift = {
  ...name,
  startMs,
  endMs,
  id: 'up1',
  number: 4,
  holderId: 'ana',
  state: 'offered',
  closedAtMs: null,
  askedMany: false,
  takenBy: null,
  left: false,
  offeredTo: 'cleo',
  expiresAtMs: startMs - hourMs,
  inExchange: null,
};
const swap = { ...offer, inExchange: { ...other, shift: 'evening', occurrence: '2026-11-12T17:00' } };

describe('reminders are planned', () => {
  const remindedOf = (zones: Record<string, string>) => (id: string) => {
    const own = zones[id];
    return own === undefined ? undefined : { zone: own };
  };
  const planned = (nowMs: number, zones: Record<string, string> = { ana: zone }) =>
    plannedReminders(occurrence, remindedOf(zones), nowMs).map(({ personId, kind, dueMs }) => [personId, kind, dueMs]);

  test('a day and an hour before, and a coordinator hears where nobody answers; people nobody knows get none', () => {
    expect(planned(startMs - 48 * hourMs)).toEqual([
      ['ana', 'day-before', startMs - 24 * hourMs],
      ['ana', 'hour-before', startMs - hourMs],
      ['ana', 'unconfirmed', startMs - 4 * hourMs],
    ]);
  });

  test('what is due already is let be, and nobody waits for a yes that was not asked for', () => {
    expect(planned(startMs - 20 * hourMs)).toEqual([['ana', 'hour-before', startMs - hourMs]]);
    expect(planned(startMs)).toEqual([]);
  });

  test('at a person’s own times, and once only for who wants that', () => {
    const reminded = { zone, times: { askHours: 30, againMinutes: null } };
    const due = plannedReminders(occurrence, (id) => (id === 'ana' ? reminded : undefined), startMs - 48 * hourMs);
    expect(due.map(({ kind, dueMs }) => [kind, dueMs])).toEqual([
      ['day-before', startMs - 30 * hourMs],
      ['unconfirmed', startMs - 4 * hourMs],
    ]);
  });

  test('whoever is a backup in one shift after another is reminded of the first; a primary of each', () => {
    const night = { ...evening, id: 'night', start: evening.end, end: '2026-11-12T01:00' };
    const schedule = scheduleOf([evening, night]);
    const next = occurrenceNamed(schedule, { ...name, shift: 'night', occurrence: evening.end })!;
    const both = { ana: zone, ben: zone };
    const of = (one: typeof next) =>
      plannedReminders(one, remindedOf(both), startMs - 48 * hourMs, goesOn([occurrence, next])).map(
        ({ personId, kind }) => `${personId} ${kind}`,
      );
    const all = (person: string) => ['day-before', 'hour-before', 'unconfirmed'].map((kind) => `${person} ${kind}`);
    expect(of(occurrence)).toEqual([...all('ana'), ...all('ben')]);
    expect(of(next)).toEqual(all('ana'));
    // Where nobody is planned, no coordinator hears of everybody on call who says nothing.
    const onCall = { ...occurrence, people: occurrence.people.filter(({ as }) => as === 'backup') };
    expect(of(onCall)).toEqual(all('ben').slice(0, 2));
  });

  test('each by their own clock', () => {
    // 23:00 in London a day before, which is the night there.
    const due = planned(startMs - 48 * hourMs, { ana: zone, ben: 'Europe/London' });
    expect(due).toContainEqual(['ben', 'day-before', at('2026-11-10T20:00:00Z')]);
  });
});

test('a duty that begins in the night belongs to the day before', () => {
  const days = ['2026-11-12T02:00', '2026-11-12T04:59', '2026-11-12T05:00', '2026-03-01T00:00'].map(dayOfDuty);
  expect(days).toEqual(['2026-11-11', '2026-11-11', '2026-11-12', '2026-02-28']);
});

test('what is due in the night waits for the morning, but for the coordinators’ list', () => {
  const night = at('2026-11-10T23:00:00-06:00');
  expect(waitsForMorning(aNotice('cover-wanted'), zone, night)).toBe(at('2026-11-11T09:00:00-06:00'));
  expect(waitsForMorning(aNotice('cover-wanted'), 'Asia/Tokyo', night)).toBeNull();
  expect(waitsForMorning(aNotice('unconfirmed'), zone, night)).toBeNull();
});

describe('a notice that is due says', () => {
  const unknown: NoticeFacts = {
    upNumber: null,
    upByThem: false,
    waitsForYes: false,
    offer: null,
    offeredByThem: false,
    inExchange: null,
    moveWaits: false,
    decided: null,
  };
  const offered = { nameOf: 'ana', number: 4, untilMs: startMs - hourMs };
  const says = (
    notice: Notice,
    facts: Partial<NoticeFacts> = {},
    schedule = scheduleOf(),
    nowMs = startMs - 5 * hourMs,
  ) => whatNoticeSays(schedule, notice, { zone }, { ...unknown, ...facts }, nowMs);
  const text = (sentence: string, slots?: object) => ({
    text: { sentence, ...(slots ? { slots } : {}) },
    attention: null,
  });
  const nothing = { text: null, attention: null };

  test.each<[string, NoticeKind, string, Partial<NoticeFacts>, unknown]>([
    ['will you be there?', 'day-before', 'ana', {}, text('shiftReminderAsk')],
    ['nothing where they have put it up', 'day-before', 'ana', { upByThem: true }, nothing],
    ['nothing to who is not on it', 'day-before', 'cleo', {}, nothing],
    ['that it is soon', 'hour-before', 'ana', {}, text('shiftReminder')],
    ['that it is soon, put up or not', 'hour-before', 'ana', { upByThem: true }, text('shiftReminder')],
    [
      'that nobody answered',
      'unconfirmed',
      'ana',
      { waitsForYes: true },
      { text: null, attention: 'shift-unconfirmed' },
    ],
    ['nothing where they answered', 'unconfirmed', 'ana', {}, nothing],
    ['nothing where it is up anyway', 'unconfirmed', 'ana', { waitsForYes: true, upByThem: true }, nothing],
    ['that it can be taken', 'cover-wanted', 'cleo', { upNumber: 3 }, text('coverWanted', { number: 3 })],
    ['nothing where it is not up any more', 'cover-wanted', 'cleo', {}, nothing],
    ['nothing where it is theirs by now', 'cover-wanted', 'ben', { upNumber: 3 }, nothing],
    [
      'that nobody took it',
      'cover-open',
      'ana',
      { upByThem: true },
      { text: { sentence: 'coverOpenStill' }, attention: 'cover-open' },
    ],
    ['nothing where somebody did', 'cover-open', 'ana', {}, nothing],
    ['that somebody takes it', 'cover-found', 'cleo', {}, text('coverFound')],
    ['nothing where it is theirs again', 'cover-found', 'ana', {}, nothing],
    ['that they got another for it', 'cover-found', 'cleo', { inExchange: other }, text('swapDone', { otherShiftOf })],
    ['that it is offered to them', 'offer-made', 'cleo', { offer }, text('offerMade', offered)],
    ['for what it is offered', 'offer-made', 'cleo', { offer: swap }, text('swapAsked', { ...offered, otherShiftOf })],
    ['nothing where it is not offered any more', 'offer-made', 'cleo', {}, nothing],
    ['that who was asked did not take it', 'offer-open', 'ana', {}, text('offerNotTaken')],
    ['nothing where it is offered anew', 'offer-open', 'ana', { offeredByThem: true }, nothing],
    ['nothing where it is up for everybody', 'offer-open', 'ana', { upByThem: true }, nothing],
    ['nothing where somebody took it', 'offer-open', 'cleo', {}, nothing],
  ])('%s (%s)', (_what, kind, personId, facts, expected) => {
    expect(says(aNotice(kind, personId), facts)).toEqual(expected);
  });

  test('nothing once the shift has begun, was moved or is gone', () => {
    expect(says(aNotice('hour-before'), {}, scheduleOf(), startMs)).toEqual(nothing);
    expect(says(aNotice('hour-before'), {}, scheduleOf([]))).toEqual(nothing);
    expect(says({ ...aNotice('hour-before'), startMs: startMs + hourMs })).toEqual(nothing);
  });

  test('nothing of a shift throughout which the line is closed, but that it is somebody else’s', () => {
    const closed = scheduleOf([evening], [{ from: '2026-11-11', to: '2026-11-11' }]);
    expect(says(aNotice('hour-before'), {}, closed)).toEqual(nothing);
    expect(says(aNotice('cover-wanted', 'cleo'), { upNumber: 3 }, closed)).toEqual(nothing);
    expect(says(aNotice('cover-found', 'cleo'), {}, closed)).toEqual(text('coverFound'));
  });

  test('nobody is asked whether they will be there when the next reminder is due as well', () => {
    expect(says(aNotice('day-before'), {}, scheduleOf(), startMs - hourMs)).toEqual(nothing);
  });
});

describe('a shift that is put up', () => {
  const undoMs = 600_000;
  const up = (nowMs: number) =>
    noticesOfPutUp(occurrence, { id: 'ana', timeZone: zone }, [{ id: 'cleo', timeZone: zone }], undoMs, nowMs);
  const told = ({ notices }: ReturnType<typeof up>) =>
    notices.map(({ personId, kind, dueMs }) => [personId, kind, dueMs]);

  test('is told to others when it may no longer be undone, and to its holder shortly before it', () => {
    const nowMs = startMs - 7 * hourMs;
    expect(told(up(nowMs))).toEqual([
      ['cleo', 'cover-wanted', nowMs + undoMs],
      ['ana', 'cover-open', startMs - 4 * hourMs],
    ]);
    expect(up(nowMs).isUrgent).toBe(false);
  });

  test('is told at once where it is near, in no night', () => {
    const nowMs = startMs - 5 * hourMs;
    expect(told(up(nowMs))[0]).toEqual(['cleo', 'cover-wanted', nowMs]);
    const night = at('2026-11-11T03:00:00-06:00');
    expect(told(up(night))[0]).toEqual(['cleo', 'cover-wanted', at('2026-11-11T09:00:00-06:00')]);
  });

  test('so late that its holder is not reminded any more goes to a coordinator', () => {
    const late = up(startMs - 4 * hourMs);
    expect(late.isUrgent).toBe(true);
    expect(told(late).map(([, kind]) => kind)).toEqual(['cover-wanted']);
  });
});

test('its holder hears that it is taken at once, or after the night where that is soon enough', () => {
  const night = at('2026-11-11T03:00:00-06:00');
  expect(tellsHolder(startMs, zone, startMs - 5 * hourMs)).toBe('at-once');
  expect(tellsHolder(startMs, zone, night)).toEqual({ dueMs: at('2026-11-11T09:00:00-06:00') });
  expect(tellsHolder(at('2026-11-11T08:00:00-06:00'), zone, night)).toBe('at-once');
});

test('its holder hears that a taking is taken back where they had heard of the taking; else of an offer when it is over', () => {
  const open: OpenShift = { ...offer, state: 'taken', offeredTo: null, expiresAtMs: null };
  const nothing = { text: null, attention: null, notices: [] };
  expect(takenBackSays(open, true)).toEqual({
    text: { sentence: 'coverOpenStill' },
    attention: 'cover-open',
    notices: [],
  });
  expect(takenBackSays(open, false)).toEqual({ ...nothing, attention: 'cover-open' });
  expect(takenBackSays(offer, true)).toEqual({ ...nothing, text: { sentence: 'offerNotTaken' } });
  expect(takenBackSays(offer, false)).toEqual({
    ...nothing,
    notices: [{ ...aNotice('offer-open'), dueMs: startMs - hourMs }],
  });
});
