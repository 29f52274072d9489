/** A feed as calendars understand it: to the instant in every zone, also where clocks change, and whatever things are called (S3, S6). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { feedCalendar } from '../../src/api/feed-calendar.ts';
import type { ReadEvent } from '../../src/roster/feeds.ts';
import { zoneClock } from '../../src/schedule/zone-clock.ts';
import { readByNames, readByRules } from '../support/calendars.ts';
import { ms } from '../support/one-line.ts';

const hourMs = 3_600_000;
/** Each changes its clock in another way, or is called in one that calendars don't know. */
const zones =
  'UTC America/Chicago Europe/Berlin Europe/Dublin Australia/Lord_Howe America/St_Johns America/Sao_Paulo America/Santiago Asia/Beirut Asia/Gaza Asia/Jerusalem Africa/Cairo Africa/Casablanca America/Havana Pacific/Apia Pacific/Chatham Asia/Kathmandu Antarctica/Troll Atlantic/Azores US/Central america/chicago Etc/GMT+12'.split(
    ' ',
  );

function event(zone: string, startMs: number, endMs: number, shows: Partial<ReadEvent['shows']> = {}): ReadEvent {
  return {
    uid: `${zone} ${startMs} ${endMs}`.replaceAll(/\W/g, '-'),
    shift: 'evening',
    occurrence: '2026-11-01T17:00',
    isCancelled: false,
    sequence: 7,
    changedAtMs: ms('2026-10-01T12:00:00Z'),
    shows: {
      line: 'Northside',
      zone,
      startMs,
      endMs,
      as: 'primary',
      primaries: [],
      backups: [],
      missing: 0,
      language: 'en',
      ...shows,
    },
  };
}
const written = (events: ReadEvent[], name = 'Mine', language = 'en') =>
  feedCalendar({ name, language, pageUrl: 'https://warmline.example/shifts', events });

describe('both calendars read each event at its instant', () => {
  test('around both changes of the clock, in every zone', () => {
    // Every zone, in years that differ, with an event at each quarter of the hours around each change.
    for (const [index, zone] of zones.entries()) {
      const from = ms(`${2024 + (index % 4)}-08-15T12:00:00Z`);
      const changes = zoneClock(zone).changesBetween(from, from + 240 * 24 * hourMs);
      const around = changes.flatMap(({ atMs }) =>
        [-26, -3, -1.5, -1, -0.5, 0, 0.5, 1, 24].map((hours) => atMs + hours * hourMs),
      );
      const events = [from, ...around].flatMap((startMs) => [
        event(zone, startMs, startMs + 0.25 * hourMs),
        event(zone, startMs, startMs + 6 * hourMs),
      ]);
      const expected = events.map(({ uid, shows: { startMs, endMs } }) => [uid, startMs, endMs]);
      const file = written(events);
      for (const seen of [readByRules(file).events, readByNames(file)])
        expect([zone, new Set(seen.map(({ uid, startMs, endMs }) => JSON.stringify([uid, startMs, endMs])))]).toEqual([
          zone,
          new Set(expected.map((one) => JSON.stringify(one))),
        ]);
    }
  });

  test('whatever is said in it', () => {
    const odd = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }).filter((text) => /\S/.test(text));
    const trap = fc.constantFrom(
      'a,b;c\\d',
      'one\nBEGIN:VEVENT',
      'línea ☎️, "warm"',
      ' END:VCALENDAR',
      'x\r\nSUMMARY:y',
    );
    const said = fc.oneof(odd, trap).map((text) => text.trim().replaceAll(/\p{Cc}+/gu, ' ') || 'x');
    fc.assert(
      fc.property(said, said, (line, name) => {
        const at = ms('2026-11-03T17:00:00Z');
        const file = written([event('Europe/Berlin', at, at + hourMs, { line })], name, 'es');
        const { events, name: called } = readByRules(file);
        expect(called).toBe(name.replaceAll(/\s+/g, ' '));
        expect(events).toMatchObject([{ summary: `Turno: ${line}`, status: 'CONFIRMED', sequence: 7, startMs: at }]);
        expect(readByNames(file)).toHaveLength(1);
        for (const row of file.split('\r\n')) expect(Buffer.byteLength(row)).toBeLessThanOrEqual(75);
      }),
    );
  });
});

test.each([
  ['America/Chicago', ['DAYLIGHT 19700308T020000 2SU', 'STANDARD 19701101T020000 1SU']],
  ['Europe/Berlin', ['DAYLIGHT 19700329T020000 -1SU', 'STANDARD 19701025T030000 -1SU']],
  ['Australia/Lord_Howe', ['STANDARD 19700405T020000 1SU', 'DAYLIGHT 19701004T020000 1SU']],
  ['Asia/Katmandu', ['STANDARD 19700101T000000 ']],
  // Its clock follows Ramadan: no yearly rule, so the times stand in UTC.
  ['Africa/Casablanca', []],
])('%s is told as calendars that know one change forth and one back can read it', (zone, parts) => {
  const at = ms('2026-11-03T17:00:00Z');
  const file = written([event(zone, at, at + hourMs), event(zone, at + 180 * 24 * hourMs, at + 181 * 24 * hourMs)]);
  const told = [...file.matchAll(/BEGIN:(STANDARD|DAYLIGHT)\r\nDTSTART:(\w+)[^]*?END/g)].map(
    ([all, kind, starts]) => `${kind} ${starts} ${/BYDAY=(\S+)/.exec(all)?.[1] ?? ''}`,
  );
  expect(told).toEqual(parts);
  expect(/DTSTART[^:\r\n]*:2026\w+/.exec(file)?.[0]).toMatch(parts.length > 0 ? `DTSTART;TZID=${zone}:` : /Z$/);
});

test('of a line it says who by first name and what is open; what is off says so and keeps nobody busy', () => {
  const at = ms('2026-11-03T17:00:00Z');
  const roster = { as: null, primaries: ['Ana', 'Ben'], backups: ['Cleo'], missing: 1 };
  const file = written([
    event('Europe/Berlin', at, at + hourMs, roster),
    { ...event('Europe/Berlin', at + hourMs, at + 2 * hourMs), isCancelled: true },
    event('Europe/Berlin', at + 2 * hourMs, at + 3 * hourMs, { as: null }),
    event('Europe/Berlin', at + 3 * hourMs, at + 4 * hourMs, { as: 'backup' }),
  ]);
  expect(readByNames(file)).toMatchObject([
    { summary: 'Northside: Ana, Ben, 1 place open', description: 'Backup: Cleo', status: 'CONFIRMED' },
    { summary: 'Cancelled: Shift: Northside', status: 'CANCELLED' },
    { summary: 'Northside: nobody yet' },
    { summary: 'Backup: Northside' },
  ]);
  expect([...file.matchAll(/TRANSP:(\w+)/g)].map(([, busy]) => busy)).toEqual([
    'TRANSPARENT',
    'TRANSPARENT',
    'TRANSPARENT',
    'OPAQUE',
  ]);
  expect(file).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
  expect(file).toContain('X-PUBLISHED-TTL:PT1H');
});
