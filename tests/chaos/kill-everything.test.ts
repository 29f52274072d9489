/** Forty callers on hold, twelve volunteers, every process killed: after the restart nobody is lost and nobody is rung twice at once. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { createCarrier, type Carrier } from '../../infra/phone-lab/carrier.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { freshDatabase, freshRedis } from '../support/servers.ts';

const root = join(import.meta.dirname, '../..');
const line = '+15550100001';
const secret = 'cd'.repeat(32);
const callers = Array.from({ length: 40 }, (_, index) => `+1555090${String(index).padStart(4, '0')}`);
const volunteers = Array.from({ length: 12 }, (_, index) => ({ id: `v${index}`, phone: `+1555020${String(index).padStart(4, '0')}` }));

const processes: ChildProcess[] = [];
let carrier: Carrier;
let fallback: Server;

afterEach(async () => {
  for (const process of processes) process.kill('SIGKILL');
  await carrier.close();
  fallback.close();
});

async function until(what: string, reached: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await reached())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('kill -9 of every process, restart: every free volunteer rings again, no caller is cut off', async () => {
  const accountSid = `AC${'2'.repeat(32)}`;
  carrier = await createCarrier({ clock: systemClock, accountSid, authToken: 'token', callsPerSecond: 100 });
  const database = await freshDatabase();
  const redis = await freshRedis();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  fallback = createServer((_request, response) =>
    response.setHeader('content-type', 'text/xml').end(`<Response><Say>Sorry.</Say><Pause length="1"/><Redirect method="POST">${url}/twilio/voice</Redirect></Response>`),
  ).listen(0);
  await once(fallback, 'listening');
  const fallbackUrl = `http://localhost:${(fallback.address() as AddressInfo).port}/fallback.xml`;
  carrier.control.number(line, { voiceUrl: `${url}/twilio/voice`, statusCallback: `${url}/twilio/voice/status`, voiceFallbackUrl: fallbackUrl });
  await importTwelve(database.databaseUrl);

  const start = async () => {
    const child = spawn(process.execPath, [join(root, 'infra/start.mjs'), 'all'], {
      env: {
        ...process.env, NODE_OPTIONS: '', PORT: String(port), PUBLIC_BASE_URL: url, DATABASE_URL: database.databaseUrl, REDIS_URL: redis.redisUrl,
        TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: 'token', TWILIO_API_BASE_URL: carrier.baseUrl, TWILIO_CALLS_PER_SECOND: '20',
        TWILIO_FALLBACK_URL: fallbackUrl, WARMLINE_SECRET: secret, LOG_LEVEL: 'warn',
      },
      stdio: 'ignore',
    });
    processes.push(child);
    await until('the service is ready', () => fetch(`${url}/readyz`).then((answer) => answer.ok, () => false), 60);
    return child;
  };

  const first = await start();
  for (const number of callers) carrier.control.phone(number).call(line);
  const ringing = () => volunteers.filter(({ phone }) => carrier.control.phone(phone).state() === 'ringing');
  await until('twelve phones ring', () => ringing().length === 12, 20);
  first.kill('SIGKILL');
  await once(first, 'exit');
  // While everything is down, the phones that rang give up: their volunteers are free when the service comes back.
  for (const { phone } of ringing()) carrier.control.phone(phone).decline();
  const second = await start();
  await until('every volunteer rings again', () => ringing().length === 12, 20);

  for (const number of callers) expect(carrier.control.phone(number).state()).not.toBe('idle');
  for (const { phone } of volunteers) {
    const calls = carrier.control.calls({ to: phone }).sort((a, b) => a.createdMs - b.createdMs);
    for (const [index, call] of calls.entries()) {
      const before = calls[index - 1];
      if (before) expect(before.endedMs ?? Infinity).toBeLessThanOrEqual(call.createdMs);
    }
  }
  second.kill('SIGKILL');
  await once(second, 'exit');
  await database.drop();
  await redis.drop();
}, 120_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function importTwelve(databaseUrl: string): Promise<void> {
  const reading = checkOrganisation({
    organisation: { name: 'Twelve', timeZone: 'America/Chicago', crisisNumber: '+15559880988' },
    policy: { training: [], ringSeconds: 60, overflow: [{ afterSeconds: 600, do: 'voicemail' }] },
    lines: [{ id: 'main', name: 'Twelve', phoneNumber: line, timeZone: 'America/Chicago', languages: ['en'], automaticAvailability: true }],
    people: volunteers.map(({ id, phone }) => ({ id, name: id, phone, roles: ['volunteer'] })),
    shifts: [{
      id: 'always', line: 'main', start: '2026-01-01T00:00', end: '2026-01-02T00:00', repeat: 'FREQ=DAILY',
      assigned: volunteers.map(({ id }) => ({ person: id, as: 'primary' })),
    }],
  });
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  const database = openDatabase(databaseUrl);
  await importOrganisation(database, deriveSecrets(secret), reading.organisation, 'test', Date.now());
  await database.close();
}
