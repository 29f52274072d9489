/** Forty callers on hold, twelve volunteers, every process killed: after the restart nobody is lost and nobody is rung twice at once. */
import { afterEach, expect, test } from '@jest/globals';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { setUpProcesses, type OwnProcesses } from '../support/own-processes.ts';
import { eventually } from '../support/patience.ts';

const line = '+15550100001';
const callers = Array.from({ length: 40 }, (_, index) => `+1555090${String(index).padStart(4, '0')}`);
const volunteers = Array.from({ length: 12 }, (_, index) => ({
  id: `v${index}`,
  phone: `+1555020${String(index).padStart(4, '0')}`,
}));

const twelve: OrganisationFile = {
  organisation: { name: 'Twelve', timeZone: 'America/Chicago', crisisNumber: '+15559880988' },
  policy: { training: [], ringSeconds: 60, overflow: [{ afterSeconds: 600, do: 'voicemail' }] },
  lines: [
    {
      id: 'main',
      name: 'Twelve',
      phoneNumber: line,
      timeZone: 'America/Chicago',
      languages: ['en'],
      automaticAvailability: true,
    },
  ],
  people: volunteers.map(({ id, phone }) => ({ id, name: id, phone, roles: ['volunteer'] })),
  shifts: [
    {
      id: 'always',
      line: 'main',
      start: '2026-01-01T00:00',
      end: '2026-01-02T00:00',
      repeat: 'FREQ=DAILY',
      assigned: volunteers.map(({ id }) => ({ person: id, as: 'primary' })),
    },
  ],
};

let house: OwnProcesses;
afterEach(() => house.close());

test('kill -9 of every process, restart: every free volunteer rings again, no caller is cut off', async () => {
  house = await setUpProcesses(twelve);
  // Before the kill and after it; what the carrier tells a dead service goes nowhere.
  house.expects({
    calls: Object.fromEntries(volunteers.map(({ phone }) => [phone, 2])),
    alerts: [/no-connection|dropped/],
  });
  await house.start('all');
  for (const number of callers) house.phone(number).call(line);
  const ringing = () => volunteers.filter(({ phone }) => house.phone(phone).state() === 'ringing');
  await eventually('twelve phones ring', () => ringing().length === 12);
  await house.kill('all');
  // While everything is down, the phones that rang give up: their volunteers are free when the service comes back.
  for (const { phone } of ringing()) house.phone(phone).decline();
  await house.start('all');
  await eventually('every volunteer rings again', () => ringing().length === 12);

  for (const number of callers) expect(house.phone(number).state()).not.toBe('idle');
  for (const { phone } of volunteers) {
    const calls = house.carrier.control.calls({ to: phone }).sort((a, b) => a.createdMs - b.createdMs);
    for (const [index, call] of calls.entries()) {
      const before = calls[index - 1];
      if (before) expect(before.endedMs ?? Infinity).toBeLessThanOrEqual(call.createdMs);
    }
  }
});
