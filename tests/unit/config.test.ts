import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  completeConfig,
  listeningOn,
  loadSettings,
  readEnvironment,
  settingNames,
  type Environment,
  type Role,
} from '../../src/platform/config.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { StartProblem } from '../../src/platform/start-problem.ts';
import { scratchFolder } from '../support/servers.ts';

const secret = 'ab'.repeat(32);
const outside = {
  DATABASE_URL: 'postgresql://w:pw@db:5432/warmline',
  REDIS_URL: 'redis://queue:6379',
  WARMLINE_SECRET: secret,
};
const carrier = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', PUBLIC_BASE_URL: 'https://line.example.org' };

function fault(environment: Environment, role: Role = 'all'): StartProblem {
  try {
    loadSettings(environment, role);
  } catch (error) {
    if (error instanceof StartProblem) return error;
  }
  throw new Error('no setting was refused');
}

/** The names a message complains about. */
const named = (problem: StartProblem) =>
  problem.message
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(':')[0]);

test('.env.example explains every setting, in the order of the schema', () => {
  const lines = readFileSync(join(projectRoot, '.env.example'), 'utf8').split('\n');
  expect(lines.flatMap((line) => line.match(/^([A-Z_]+)=/)?.[1] ?? [])).toEqual(settingNames);
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('TWILIO_AUTH_TOKEN=')) continue;
    if (/^[A-Z]/.test(line)) expect(lines[index - 1]).toMatch(/^# .+/);
  }
});

describe('with nothing set', () => {
  test('the phone lab runs with servers of its own', () => {
    expect(loadSettings({}, 'all')).toEqual({
      port: 3000,
      publicBaseUrl: 'http://localhost:3000',
      publicBaseUrlFollowsPort: true,
      databaseUrl: null,
      redisUrl: null,
      twilio: {
        accountSid: expect.stringMatching(/^AC/),
        authToken: expect.any(String),
        authTokenSecondary: null,
        apiBaseUrl: null,
        callsPerSecond: 1,
        fallbackUrl: null,
        verifyServiceSid: null,
      },
      secret: null,
      dataDir: join(projectRoot, '.warmline'),
      backupPassphrase: null,
      workerHealthPort: null,
      otlpEndpoint: null,
      logLevel: 'info',
      labEnabled: true,
    });
  });

  test('an empty setting counts as absent', () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, ' ']));
    expect(loadSettings(empty, 'all')).toEqual(loadSettings({}, 'all'));
  });

  test.each(['web', 'worker'] as const)('%s asks for the servers it shares', (role) => {
    expect(named(fault({}, role))).toEqual(['DATABASE_URL', 'REDIS_URL', 'WARMLINE_SECRET']);
  });
});

describe('with a carrier', () => {
  test('the lab is off and everything is taken over', () => {
    const config = completeConfig(
      loadSettings(
        {
          ...outside,
          ...carrier,
          TWILIO_CALLS_PER_SECOND: '2.5',
          TWILIO_FALLBACK_URL: 'https://static.example.org/sorry.xml',
          TWILIO_VERIFY_SERVICE_SID: `VA${'0a'.repeat(16)}`,
        },
        'web',
      ),
      {},
    );
    expect(config).toMatchObject({
      ...{ databaseUrl: outside.DATABASE_URL, redisUrl: outside.REDIS_URL, secret },
      labEnabled: false,
      publicBaseUrl: 'https://line.example.org',
    });
    expect(config.twilio).toEqual({
      accountSid: 'AC1',
      authToken: 'token',
      authTokenSecondary: null,
      apiBaseUrl: 'https://api.twilio.com',
      callsPerSecond: 2.5,
      fallbackUrl: 'https://static.example.org/sorry.xml',
      verifyServiceSid: `VA${'0a'.repeat(16)}`,
    });
  });

  test('a token alone is not enough', () => {
    expect(named(fault({ TWILIO_AUTH_TOKEN: 'token' }))).toEqual(['TWILIO_ACCOUNT_SID', 'PUBLIC_BASE_URL']);
  });

  test('a slash at the end of an address goes', () => {
    const settings = loadSettings(
      { ...carrier, PUBLIC_BASE_URL: 'https://line.example.org/warm/', TWILIO_API_BASE_URL: 'http://127.0.0.1:9//' },
      'all',
    );
    expect([settings.publicBaseUrl, settings.twilio.apiBaseUrl]).toEqual([
      'https://line.example.org/warm',
      'http://127.0.0.1:9',
    ]);
  });
});

test('one message names every bad setting, with exit 2', () => {
  const problem = fault({
    PORT: '70000',
    PUBLIC_BASE_URL: 'warmline.example.org',
    DATABASE_URL: 'mysql://db',
    REDIS_URL: 'redis://one:1,two:2',
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_API_BASE_URL: 'ftp://x',
    TWILIO_CALLS_PER_SECOND: '0',
    TWILIO_FALLBACK_URL: 'x',
    TWILIO_VERIFY_SERVICE_SID: 'MG1',
    WARMLINE_SECRET: 'short',
    LOG_LEVEL: 'loud',
  });
  expect(named(problem)).toEqual([
    'PORT',
    'PUBLIC_BASE_URL',
    'DATABASE_URL',
    'REDIS_URL',
    'TWILIO_API_BASE_URL',
    'TWILIO_CALLS_PER_SECOND',
    'TWILIO_FALLBACK_URL',
    'TWILIO_VERIFY_SERVICE_SID',
    'WARMLINE_SECRET',
    'LOG_LEVEL',
    'TWILIO_ACCOUNT_SID',
  ]);
  expect(problem.exitCode).toBe(2);
});

test.each([
  ['PORT', '-1'],
  ['PORT', '3000x'],
  ['PORT', '1e3'],
  ['REDIS_URL', 'localhost:6379'],
  ['DATABASE_URL', 'postgres'],
  ['TWILIO_CALLS_PER_SECOND', '-1'],
  ['TWILIO_CALLS_PER_SECOND', 'many'],
  ['TWILIO_VERIFY_SERVICE_SID', `AC${'0'.repeat(32)}`],
  ['TWILIO_VERIFY_SERVICE_SID', `VA${'0'.repeat(31)}`],
  ['TWILIO_VERIFY_SERVICE_SID', `VA${'0'.repeat(33)}`],
  ['TWILIO_VERIFY_SERVICE_SID', `VA${'g'.repeat(32)}`],
  ['WARMLINE_SECRET', 'g'.repeat(64)],
  ['WARMLINE_SECRET', `${secret}00`],
])('%s=%s is refused', (name, value) => {
  expect(named(fault({ WARMLINE_SECRET: secret, [name]: value }))).toEqual([name]);
});

test('a message never repeats a value, which may be a secret', () => {
  expect(
    fault({ DATABASE_URL: 'hunter2', WARMLINE_SECRET: 'hunter2', REDIS_URL: 'hunter2', PUBLIC_BASE_URL: 'hunter2' })
      .message,
  ).not.toContain('hunter2');
});

test('a database from outside needs a secret from outside', () => {
  expect(named(fault({ DATABASE_URL: outside.DATABASE_URL }))).toEqual(['WARMLINE_SECRET']);
  expect(loadSettings({ REDIS_URL: 'rediss://:pw@a:1, redis://b:2' }, 'all')).toMatchObject({
    secret: null,
    redisUrl: 'rediss://:pw@a:1, redis://b:2',
  });
});

test('port 0 is known once it listens, and only an address that was not set follows it', () => {
  expect(listeningOn(loadSettings({ PORT: '0' }, 'all'), 4711)).toMatchObject({
    port: 4711,
    publicBaseUrl: 'http://localhost:4711',
  });
  expect(listeningOn(loadSettings({ PORT: '0', PUBLIC_BASE_URL: 'https://x.example.org' }, 'all'), 4711)).toMatchObject(
    { port: 4711, publicBaseUrl: 'https://x.example.org' },
  );
});

test('the .env file gives way to what is really set', () => {
  const file = join(scratchFolder(), '.env');
  writeFileSync(file, 'PORT=1\nLOG_LEVEL="debug" # loud\nPATH=/nowhere\n');
  const environment = readEnvironment(file);
  expect(environment).toMatchObject({
    PORT: process.env['PORT'] ?? '1',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'debug',
    PATH: process.env['PATH'],
  });
  expect(readEnvironment(join(file, 'absent'))).toMatchObject({ PATH: process.env['PATH'] });
});
