/** Forty callers on hold, twelve volunteers, every process killed: after the restart nobody is lost and nobody is rung twice at once. */
import { afterEach, expect, test } from '@jest/globals';
import { setUpProcesses, type OwnProcesses } from '../support/own-processes.ts';
import { eventually } from '../support/patience.ts';
import {
  expectNobodyRungTwiceAtOnce,
  lineOfTwelve as line,
  twelveVolunteers,
  volunteers,
} from '../support/twelve-volunteers.ts';

const callers = Array.from({ length: 40 }, (_, index) => `+1555090${String(index).padStart(4, '0')}`);
let house: OwnProcesses;
afterEach(() => house.close());

test('kill -9 of every process, restart: every free volunteer rings again, no caller is cut off', async () => {
  house = await setUpProcesses(
    twelveVolunteers({ ringSeconds: 60, overflow: [{ afterSeconds: 600, do: 'voicemail' }] }),
  );
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
  expectNobodyRungTwiceAtOnce(
    house.carrier,
    volunteers.map(({ phone }) => phone),
  );
});
