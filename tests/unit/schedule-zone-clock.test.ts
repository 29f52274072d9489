import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { parseWall } from '../../src/schedule/wall-clock.ts';
import { isZone, zoneClock } from '../../src/schedule/zone-clock.ts';
import { ms, utc } from '../support/one-line.ts';

const zones = [
  'UTC',
  'America/Chicago',
  'Europe/Berlin',
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Havana',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Antarctica/Troll',
  'Pacific/Chatham',
];

function wall(text: string): number {
  return parseWall(text) ?? Number.NaN;
}

describe('S3: wall-clock times as instants', () => {
  test.each([
    // zone, wall clock, as a start, as an end
    ['an ordinary time', 'America/Chicago', '2026-07-01T09:00', '2026-07-01T14:00:00Z', '2026-07-01T14:00:00Z'],
    [
      'twice: the first start, the last end',
      'America/Chicago',
      '2026-11-01T01:30',
      '2026-11-01T06:30:00Z',
      '2026-11-01T07:30:00Z',
    ],
    [
      'the moment clocks go back to happens twice',
      'America/Chicago',
      '2026-11-01T01:00',
      '2026-11-01T06:00:00Z',
      '2026-11-01T07:00:00Z',
    ],
    [
      'the moment clocks go back from happens once',
      'America/Chicago',
      '2026-11-01T02:00',
      '2026-11-01T08:00:00Z',
      '2026-11-01T08:00:00Z',
    ],
    [
      'never: the first instant after the gap',
      'America/Chicago',
      '2026-03-08T02:30',
      '2026-03-08T08:00:00Z',
      '2026-03-08T08:00:00Z',
    ],
    ['the beginning of a gap', 'America/Chicago', '2026-03-08T02:00', '2026-03-08T08:00:00Z', '2026-03-08T08:00:00Z'],
    ['the end of a gap', 'America/Chicago', '2026-03-08T03:00', '2026-03-08T08:00:00Z', '2026-03-08T08:00:00Z'],
    ['half an hour twice', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z'],
    [
      'before the half hour that is twice',
      'Australia/Lord_Howe',
      '2026-04-05T01:15',
      '2026-04-04T14:15:00Z',
      '2026-04-04T14:15:00Z',
    ],
    ['half an hour never', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00Z', '2026-10-03T15:30:00Z'],
    ['a whole day never', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00Z', '2011-12-30T10:00:00Z'],
    [
      'the day after the day that never was',
      'Pacific/Apia',
      '2011-12-31T12:00',
      '2011-12-30T22:00:00Z',
      '2011-12-30T22:00:00Z',
    ],
    ['no midnight in Beirut', 'Asia/Beirut', '2026-03-29T00:00', '2026-03-28T22:00:00Z', '2026-03-28T22:00:00Z'],
    ['no midnight in Cairo', 'Africa/Cairo', '2026-04-24T00:30', '2026-04-23T22:00:00Z', '2026-04-23T22:00:00Z'],
    [
      'no midnight in São Paulo',
      'America/Sao_Paulo',
      '2018-11-04T00:00',
      '2018-11-04T03:00:00Z',
      '2018-11-04T03:00:00Z',
    ],
    [
      'the hour before midnight twice',
      'America/Sao_Paulo',
      '2018-02-17T23:30',
      '2018-02-18T01:30:00Z',
      '2018-02-18T02:30:00Z',
    ],
    ['two midnights in Havana', 'America/Havana', '2026-11-01T00:00', '2026-11-01T04:00:00Z', '2026-11-01T05:00:00Z'],
    [
      'a zone that changed for good',
      'Asia/Pyongyang',
      '2018-05-04T23:45',
      '2018-05-04T15:00:00Z',
      '2018-05-04T15:00:00Z',
    ],
    ['the year 2100', 'America/Chicago', '2100-07-01T09:00', '2100-07-01T14:00:00Z', '2100-07-01T14:00:00Z'],
  ])('%s (%s %s)', (_what, zone, text, start, end) => {
    const clock = zoneClock(zone);
    expect([utc(clock.startInstant(wall(text))), utc(clock.endInstant(wall(text)))]).toEqual([start, end]);
  });

  test('where luxon knows the offsets a time can have, the first and the last of them are taken', () => {
    const minutes = fc.integer({
      min: ms('2010-01-01T00:00:00Z') / 900_000,
      max: ms('2037-01-01T00:00:00Z') / 900_000,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, quarter) => {
        const atWall = quarter * 900_000;
        const local = DateTime.fromMillis(atWall, { zone: 'utc' }).setZone(zone, { keepLocalTime: true });
        const shows = (at: number) =>
          DateTime.fromMillis(at, { zone }).setZone('utc', { keepLocalTime: true }).toMillis();
        const instants = local
          .getPossibleOffsets()
          .map((each) => each.toMillis())
          .filter((at) => shows(at) === atWall);
        if (instants.length === 0) return;
        expect(zoneClock(zone).startInstant(atWall)).toBe(Math.min(...instants));
        expect(zoneClock(zone).endInstant(atWall)).toBe(Math.max(...instants));
      }),
      { numRuns: 500 },
    );
  });

  test('around every change of clocks a start shows its own time, or the gap ends there', () => {
    const changes = zones.flatMap((zone) => {
      const found: [string, number][] = [];
      for (let at = ms('2010-01-01T00:00:00Z'); at < ms('2015-01-01T00:00:00Z'); at += 1_800_000) {
        if (zoneClock(zone).offsetAt(at) !== zoneClock(zone).offsetAt(at - 1)) found.push([zone, at]);
      }
      return found;
    });
    expect(changes.length).toBeGreaterThan(80);
    for (const [zone, at] of changes) {
      const { offsetAt, startInstant, endInstant } = zoneClock(zone);
      for (let atWall = at + offsetAt(at - 1) - 7_200_000; atWall <= at + offsetAt(at) + 7_200_000; atWall += 600_000) {
        const start = startInstant(atWall);
        const end = endInstant(atWall);
        const isGap = start + offsetAt(start) !== atWall;
        if (isGap) expect([start, end]).toEqual([at, at]);
        else expect(end + offsetAt(end)).toBe(atWall);
        expect(end - start).toBe(start === end ? 0 : offsetAt(at - 1) - offsetAt(at));
      }
    }
  });

  test('the latest start by an instant is the last wall clock time that has begun by then', () => {
    const { lastWallStartedBy } = zoneClock('America/Chicago');
    expect(lastWallStartedBy(ms('2026-07-01T14:00:00Z'))).toBe(wall('2026-07-01T09:00'));
    // At the second 01:15 the first 01:59 is long past.
    expect(lastWallStartedBy(ms('2026-11-01T07:15:00Z'))).toBe(wall('2026-11-01T02:00') - 1);
    expect(lastWallStartedBy(ms('2026-11-01T08:00:00Z'))).toBe(wall('2026-11-01T02:00'));
    expect(lastWallStartedBy(ms('2026-03-08T08:00:00Z'))).toBe(wall('2026-03-08T03:00'));
  });

  test('a local date follows the clock, also where it goes back over midnight', () => {
    const { localDay } = zoneClock('America/Sao_Paulo');
    expect(localDay(ms('2018-02-18T01:59:00Z'))).toBe(localDay(ms('2018-02-18T02:30:00Z')));
    expect(localDay(ms('2018-02-18T03:00:00Z'))).toBe(localDay(ms('2018-02-18T02:30:00Z')) + 1);
  });

  test('an unknown zone is named', () => {
    expect(isZone('Mars/Olympus')).toBe(false);
    expect(() => zoneClock('Mars/Olympus')).toThrow('no such zone "Mars/Olympus"');
  });
});
