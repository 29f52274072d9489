import { describe, expect, test } from '@jest/globals';
import { howAreYouMs, mayStillAsk, unpausedSinceMs } from '../../src/wellbeing/aftercare.ts';

const minute = 60_000;
const now = Date.parse('2026-11-10T18:00:00Z');

describe('since when there was no pause', () => {
  const span = (from: number, to: number) => ({ startMs: now + from * minute, endMs: now + to * minute });
  const table: [string, ReturnType<typeof span>[], ReturnType<typeof span>[], number | null][] = [
    ['contacts less than ten minutes apart are one stretch', [span(-130, -70), span(-61, -20), span(-11, 0)], [], -130],
    ['ten minutes between them are a pause', [span(-130, -70), span(-60, -20), span(-11, 0)], [], -60],
    ['ten minutes since the last one are a pause', [span(-130, -10)], [], null],
    ['a break ends a stretch', [span(-130, -20), span(-9, 0)], [span(-20, -9)], -9],
  ];
  test.each(table)('%s', (_, contacts, breaks, since) =>
    expect(unpausedSinceMs(contacts, breaks, now)).toBe(since === null ? null : now + since * minute),
  );
});

describe('"How are you?" comes at eleven of the next day (W3)', () => {
  test.each([
    ['2026-11-10T20:00', '2026-11-11T11:00'],
    ['2026-11-10T23:50', '2026-11-11T11:00'],
    ['2026-11-11T02:00', '2026-11-11T11:00'],
    ['2026-11-11T06:00', '2026-11-12T11:00'],
    ['2026-10-31T21:00', '2026-11-01T11:00'],
    ['2026-11-01T04:30', '2026-11-01T11:00'],
    ['2026-11-01T05:30', '2026-11-02T11:00'],
  ])('after %s at %s', (at, asked) => {
    const ms = (wall: string) => Date.parse(`${wall}:00${wall < '2026-11-01T02:00' ? '-05:00' : '-06:00'}`);
    expect(howAreYouMs(ms(at), 'America/Chicago')).toBe(ms(asked));
  });

  test('a night in which the clock goes forward ends at five on the clock too', () => {
    expect(howAreYouMs(Date.parse('2026-03-08T05:30:00-05:00'), 'America/Chicago')).toBe(
      Date.parse('2026-03-09T11:00:00-05:00'),
    );
    expect(howAreYouMs(Date.parse('2026-03-08T04:30:00-05:00'), 'America/Chicago')).toBe(
      Date.parse('2026-03-08T11:00:00-05:00'),
    );
  });

  test.each([
    ['2026-11-11T11:00', true],
    ['2026-11-11T20:59', true],
    ['2026-11-11T21:00', false],
    ['2026-11-12T02:00', false],
    ['2026-11-12T11:00', false],
  ])('a service that was away until %s may still ask: %s', (wall, may) => {
    const ms = (one: string) => Date.parse(`${one}:00-06:00`);
    expect(mayStillAsk(ms('2026-11-11T11:00'), ms(wall), 'America/Chicago')).toBe(may);
  });
});
