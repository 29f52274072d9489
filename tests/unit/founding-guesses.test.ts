/** What founding proposes of what a browser says of itself: a place's clock, and never one of no place (O1). */
import { expect, test } from '@jest/globals';
import { zoneProposed } from '../../src/web/found/zone-proposed.ts';

test.each(['America/Denver', 'Europe/London', 'Africa/Abidjan', 'Asia/Kolkata'])('%s is proposed', (zone) => {
  expect(zoneProposed(zone)).toBe(zone);
});

test.each(['UTC', 'Etc/UTC', 'Etc/GMT+6', 'GMT', 'Zulu', 'EST5EDT', 'CST6CDT', 'Etc/Unknown', ''])(
  '“%s” is no place: nothing is proposed',
  (zone) => {
    expect(zoneProposed(zone)).toBe('');
  },
);
