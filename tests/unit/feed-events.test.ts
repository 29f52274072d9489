/** What becomes of the events of a feed when the roster changes: the same names for good, and a sequence that only rises (S6). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextEvents, type FeedEvent, type FeedSubject } from '../../src/planning/feeds/events.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import type { OccurrenceChange, ScheduleShift, TimeOff } from '../../src/schedule/model.ts';
import { dayMs } from '../../src/schedule/wall-clock.ts';
import { ms } from '../support/one-line.ts';

const nowMs = ms('2026-11-10T12:00:00Z');
const ana: FeedSubject = { kind: 'person', person: 'ana' };
const line: FeedSubject = { kind: 'line', line: 'main' };

function ground(shift: Partial<ScheduleShift> = {}, timeOff: TimeOff[] = [], lineName = 'Northside') {
  const people = ['ana', 'ben'].map((id) => ({ id, timeZone: 'America/Chicago' }));
  const evening: ScheduleShift = {
    id: 'evening',
    line: 'main',
    start: '2026-11-09T17:00',
    end: '2026-11-09T21:00',
    repeat: 'FREQ=DAILY;COUNT=4',
    assigned: [{ person: 'ana', as: 'primary' }],
    ...shift,
  };
  return {
    schedule: compileSchedule({
      organisation: { timeZone: 'America/Chicago' },
      lines: [{ id: 'main', timeZone: 'America/Chicago' }],
      people,
      shifts: [evening],
      timeOff,
    }),
    language: 'en',
    lineNameOf: () => lineName,
    nameOf: (id: string) => id,
  };
}
const day = (occurrence: string) => `2026-11-${occurrence}T17:00`;
const first = nextEvents([], ground(), ana, { version: 3, nowMs });
const change = (...changes: OccurrenceChange[]) => ground({ changes });
const after = (
  changed: ReturnType<typeof ground>,
  subject: FeedSubject = ana,
  before = first,
  version = 4,
  atMs = nowMs,
) => nextEvents(before, changed, subject, { version, nowMs: atMs });
const told = (events: readonly FeedEvent[]) =>
  events.map(
    ({ occurrence, sequence, isCancelled }) => `${occurrence.slice(8, 10)} ${sequence}${isCancelled ? ' off' : ''}`,
  );

describe('the events of a person', () => {
  test('are their shifts', () => expect(told(first)).toEqual(['09 3', '10 3', '11 3', '12 3']));
  test('stay as they are when nothing changes, whatever the version', () =>
    expect(after(ground(), ana, first, 9, nowMs + 1)).toEqual(first));
  test('a cancelled one', () =>
    expect(told(after(change({ occurrence: day('11'), cancelled: true })))).toEqual([
      '09 3',
      '10 3',
      '11 4 off',
      '12 3',
    ]));
  test('one that somebody else has', () =>
    expect(told(after(change({ occurrence: day('12'), assigned: [{ person: 'ben', as: 'primary' }] })))).toEqual([
      '09 3',
      '10 3',
      '11 3',
      '12 4 off',
    ]));
  test('one moved past the days of the feed is still that one', () => {
    const moved = after(change({ occurrence: day('12'), start: '2027-09-01T17:00', end: '2027-09-01T21:00' }));
    expect(told(moved)).toEqual(['09 3', '10 3', '11 3', '12 4']);
    expect(moved.at(-1)?.shows.startMs).toBe(ms('2027-09-01T22:00:00Z'));
  });
  test('those on time off', () =>
    expect(told(after(ground({}, [{ person: 'ana', from: '2026-11-11', to: '2026-11-12' }])))).toEqual([
      '09 3',
      '10 3',
      '11 4 off',
      '12 4 off',
    ]));
  test('what is over is not called off any more', () =>
    expect(told(after(change({ occurrence: day('09'), cancelled: true }), ana, first, 4))[0]).toBe('09 3'));
  test('one that comes back comes after itself, also within a version', () => {
    const off = after(change({ occurrence: day('11'), cancelled: true }));
    expect(told(after(ground(), ana, off, 5))[2]).toBe('11 5');
    expect(told(after(ground(), ana, off, 4))[2]).toBe('11 5');
  });
  test('a line that is called otherwise', () =>
    expect(told(after(ground({}, [], 'Southside')))).toEqual(['09 4', '10 4', '11 4', '12 4']));
  test('what is off stays for sixty days, what is over too', () => {
    const gone = ground({ repeat: 'FREQ=DAILY;COUNT=2' });
    const off = after(gone);
    expect(told(off)).toEqual(['09 3', '10 3', '11 4 off', '12 4 off']);
    const later = (days: number) => told(after(gone, ana, off, 5, nowMs + days * dayMs));
    expect(later(61)).toEqual(['10 3', '11 4 off', '12 4 off']);
    expect(later(62)).toEqual(['11 4 off', '12 4 off']);
    expect(later(64)).toEqual([]);
  });
});

test('the events of a line say who is there and what is missing', () => {
  const [one] = nextEvents([], ground({ need: 2 }), line, { version: 3, nowMs });
  expect(one?.shows).toMatchObject({ as: null, primaries: ['ana'], backups: [], missing: 1 });
  const peopled = after(change({ occurrence: day('12'), assigned: [{ person: 'ben', as: 'backup' }] }), line, [], 3);
  expect(peopled.at(-1)?.shows).toMatchObject({ primaries: [], backups: ['ben'], missing: 1 });
});

test('whatever happens, an event that changes rises and one that does not stays, and nothing to come is dropped', () => {
  const person = fc.constantFrom('ana', 'ben');
  const changes = fc.uniqueArray(
    fc.record({
      occurrence: fc.constantFrom(day('09'), day('10'), day('11'), day('12')),
      cancelled: fc.boolean(),
      start: fc.constantFrom(undefined, '2026-11-20T10:00', '2027-12-01T10:00'),
      assigned: fc.option(fc.array(fc.record({ person, as: fc.constant('primary' as const) }), { maxLength: 1 }), {
        nil: undefined,
      }),
    }),
    { selector: ({ occurrence }) => occurrence },
  );
  const step = fc.record({ changes, hours: fc.integer({ min: 0, max: 400 }), rises: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.constantFrom(ana, line), (steps, subject) => {
      let events: FeedEvent[] = [];
      let [version, atMs] = [1, nowMs];
      for (const { changes: made, hours, rises } of steps) {
        version += rises ? 1 : 0;
        atMs += hours * 3_600_000;
        const next = nextEvents(events, change(...made), subject, { version, nowMs: atMs });
        // The same again, by another process or after a start, is the same.
        expect(nextEvents(next, change(...made), subject, { version, nowMs: atMs })).toEqual(next);
        for (const was of events) {
          const is = next.find(({ occurrence }) => occurrence === was.occurrence);
          if (was.shows.endMs > atMs) expect([was, is]).toEqual([was, expect.anything()]);
          if (!is) continue;
          const isSame = JSON.stringify([is.shows, is.isCancelled]) === JSON.stringify([was.shows, was.isCancelled]);
          expect(is.sequence - was.sequence).toEqual(isSame ? 0 : expect.any(Number));
          if (!isSame) expect(is.sequence).toBeGreaterThan(was.sequence);
        }
        expect(new Set(next.map(({ occurrence }) => occurrence)).size).toBe(next.length);
        events = next;
      }
    }),
  );
});
