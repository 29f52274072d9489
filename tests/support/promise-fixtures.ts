/** A promise and its line as values, for tables of what becomes of it. */
import type { PromiseLine } from '../../src/promises/due.ts';
import type { PromisedCall } from '../../src/promises/model.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import type { OpeningHours } from '../../src/schedule/model.ts';

const zone = 'America/Chicago';

/** A Tuesday afternoon in Chicago. */
export const nowMs = Date.parse('2026-11-10T15:00:00-06:00');
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** A line with a night from 21:00 to 09:00 and tries after 0, 15 and 120 minutes; open all day unless hours are given. */
export function aLine(openingHours: OpeningHours[] = []): PromiseLine {
  return {
    policy: { quietHours: { start: '21:00', end: '09:00' }, attemptsMinutes: [0, 15, 120], expiresHours: 24 },
    schedule: compileSchedule({
      organisation: { timeZone: zone },
      lines: [{ id: 'main', timeZone: zone, openingHours }],
      people: [],
      shifts: [],
    }),
    lineId: 'main',
    timeZone: zone,
  };
}

/** An open promise that is due now, asked for a minute ago. */
export function aPromise(over: Partial<PromisedCall> = {}): PromisedCall {
  return {
    id: 'p1',
    lineId: 'main',
    state: 'open',
    via: 'key',
    timed: false,
    keyedIn: false,
    messageOk: false,
    textOk: true,
    language: 'en',
    wish: null,
    timeZone: null,
    callerKey: 'caller',
    lastingKey: 'lasting',
    numberKey: 'number',
    numberSealed: 'sealed',
    askerKey: null,
    askedIn: null,
    rankAtMs: nowMs - minuteMs,
    lastInLine: false,
    promisedAtMs: nowMs - minuteMs,
    dueAtMs: nowMs - minuteMs,
    untilAtMs: nowMs + 23 * hourMs,
    nextAtMs: nowMs,
    attempts: 0,
    contactId: null,
    settledAtMs: null,
    settledBy: null,
    keptAtMs: null,
    ...over,
  };
}
