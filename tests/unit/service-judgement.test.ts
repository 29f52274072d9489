/** What is wrong with the service itself, as a table: what was seen, and what is said of it. */
import { describe, expect, test } from '@jest/globals';
import { findingInWords, hasWords } from '../../src/cli/doctor-words.ts';
import { checks, judge, worstOf, type Finding, type ServiceFacts } from '../../src/operations/judgement.ts';

const dayMs = 24 * 3_600_000;
const nowMs = Date.parse('2026-12-01T05:00:00Z');
const well: ServiceFacts = {
  nowMs,
  release: '0.2.0',
  nodeVersion: '20.20.2',
  postgres: { version: '18.1', clockAheadMs: 40 },
  migrations: { applied: 60, missing: [], unknown: [], ageMs: 90 * dayMs },
  redis: { version: '8.0.2' },
  queues: [{ name: 'offers', waiting: 2, oldestMs: 300 }],
  effects: { due: 1, oldestMs: 900 },
  disk: { freeBytes: 40e9, totalBytes: 100e9 },
  certificate: { expiresAtMs: nowMs + 60 * dayMs },
  publicAddress: { address: 'https://line.example.org', answers: 'ours' },
  carrier: { answers: 'yes', clockAheadMs: -700, hasFallback: true },
  numbers: [],
  fallback: { answers: 'ours' },
  lastBackup: { atMs: nowMs - dayMs, bytes: 5e6 },
};

test('a service that is well: every check, each of them ok and with words', () => {
  const findings = judge(well);
  expect(findings.map(({ check }) => check)).toEqual([...checks]);
  expect(worstOf(findings)).toBe('ok');
  expect(findings.filter((one) => !hasWords(one))).toEqual([]);
});

const table: [string, Partial<ServiceFacts>, Pick<Finding, 'check' | 'state' | 'why'>, RegExp][] = [
  [
    'no Postgres',
    { postgres: { problem: 'ECONNREFUSED' } },
    { check: 'postgres', state: 'fail', why: 'away' },
    /ECONNREFUSED.*DATABASE_URL/,
  ],
  [
    'a migration is missing',
    { migrations: { applied: 59, missing: ['0060_x'], unknown: [], ageMs: 0 } },
    { check: 'migrations', state: 'fail', why: 'missing' },
    /1 migrations are missing, first 0060_x/,
  ],
  [
    'a newer release was here',
    { migrations: { applied: 61, missing: [], unknown: ['0070_x'], ageMs: 0 } },
    { check: 'migrations', state: 'attention', why: 'newer' },
    /newer release, first 0070_x/,
  ],
  [
    'the database is 3 s behind',
    { postgres: { version: '18', clockAheadMs: -3000 } },
    { check: 'clock', state: 'attention', why: 'differs' },
    /the database is 3 s behind, the carrier is 1 s behind; .*NTP/,
  ],
  [
    'the database is two minutes ahead',
    { postgres: { version: '18', clockAheadMs: 130_000 } },
    { check: 'clock', state: 'fail', why: 'differs' },
    /2 min ahead/,
  ],
  [
    'the carrier is 20 s ahead',
    { carrier: { answers: 'yes', clockAheadMs: 20_000, hasFallback: true } },
    { check: 'clock', state: 'attention', why: 'differs' },
    /the carrier is 20 s ahead/,
  ],
  [
    'no Redis',
    { redis: { problem: 'timeout' }, queues: null },
    { check: 'redis', state: 'attention', why: 'away' },
    /calls go on/,
  ],
  [
    'a queue stands',
    {
      queues: [
        { name: 'offers', waiting: 0, oldestMs: null },
        { name: 'messages', waiting: 7, oldestMs: 61_000 },
      ],
    },
    { check: 'queues', state: 'attention', why: 'stand' },
    /the queue messages stands: 7 waiting, the oldest for 61 s/,
  ],
  [
    'an effect waits for a minute',
    { effects: { due: 3, oldestMs: 60_000 } },
    { check: 'effects', state: 'attention', why: 'wait' },
    /3 things/,
  ],
  [
    'an effect waits for ten',
    { effects: { due: 3, oldestMs: 600_000 } },
    { check: 'effects', state: 'fail', why: 'wait' },
    /for 10 min/,
  ],
  [
    'little room',
    { disk: { freeBytes: 1.9e9, totalBytes: 100e9 } },
    { check: 'disk', state: 'attention', why: 'full' },
    /1\.9 GB of 100\.0 GB/,
  ],
  [
    'no room',
    { disk: { freeBytes: 1e8, totalBytes: 100e9 } },
    { check: 'disk', state: 'fail', why: 'full' },
    /make room/,
  ],
  [
    'nothing answers',
    { publicAddress: { address: 'https://x.example', answers: 'nothing' } },
    { check: 'public-address', state: 'fail', why: 'nothing' },
    /nothing answers/,
  ],
  [
    'another answers',
    { publicAddress: { address: 'https://x.example', answers: 'other' } },
    { check: 'public-address', state: 'fail', why: 'other' },
    /something else/,
  ],
  [
    'plain http',
    { publicAddress: { address: 'http://x.example', answers: 'ours' } },
    { check: 'public-address', state: 'attention', why: 'not-https' },
    /not https/,
  ],
  [
    'a certificate of 20 days',
    { certificate: { expiresAtMs: nowMs + 20 * dayMs } },
    { check: 'certificate', state: 'attention', why: 'expires' },
    /in 20 days/,
  ],
  [
    'a certificate of 2 days',
    { certificate: { expiresAtMs: nowMs + 2 * dayMs } },
    { check: 'certificate', state: 'fail', why: 'expires' },
    /in 2 days/,
  ],
  [
    'a certificate that is over',
    { certificate: { expiresAtMs: nowMs } },
    { check: 'certificate', state: 'fail', why: 'expired' },
    /renew it now/,
  ],
  [
    'a certificate of nobody',
    { certificate: { problem: 'SELF_SIGNED' } },
    { check: 'certificate', state: 'fail', why: 'refused' },
    /SELF_SIGNED/,
  ],
  [
    'a refused account',
    { carrier: { answers: 'refused', clockAheadMs: 0, hasFallback: true } },
    { check: 'carrier', state: 'fail', why: 'refused' },
    /TWILIO_AUTH_TOKEN/,
  ],
  [
    'a carrier that is away',
    { carrier: { answers: 'no', clockAheadMs: null, hasFallback: true } },
    { check: 'carrier', state: 'attention', why: 'away' },
    /does not answer/,
  ],
  [
    'no fallback',
    { carrier: { answers: 'yes', clockAheadMs: 0, hasFallback: false } },
    { check: 'carrier', state: 'attention', why: 'no-fallback' },
    /TWILIO_FALLBACK_URL/,
  ],
  [
    'a status callback that leads elsewhere, of a number that is right but for it',
    { numbers: [{ line: 'main', wrong: 'statusCallback, statusCallbackMethod' }] },
    { check: 'status-callbacks', state: 'fail', why: 'elsewhere' },
    /1 lines .*\(main: statusCallback, statusCallbackMethod\)/,
  ],
  [
    'a fallback document that leads elsewhere',
    { fallback: { answers: 'other' } },
    { check: 'fallback', state: 'attention', why: 'other' },
    /Redirect/,
  ],
  [
    'no fallback document',
    { fallback: { answers: 'nothing' } },
    { check: 'fallback', state: 'attention', why: 'nothing' },
    /TWILIO_FALLBACK_URL/,
  ],
  [
    'a number that leads elsewhere',
    { numbers: [{ line: 'main', wrong: 'smsUrl' }] },
    { check: 'numbers', state: 'fail', why: 'elsewhere' },
    /main: smsUrl.*twilio setup/,
  ],
  ['never a backup', { lastBackup: 'never' }, { check: 'backup', state: 'attention', why: 'never' }, /every night/],
  [
    'a backup of four days',
    { lastBackup: { atMs: nowMs - 4 * dayMs, bytes: 1 } },
    { check: 'backup', state: 'attention', why: 'old' },
    /4 days old/,
  ],
  [
    'a backup of a month',
    { lastBackup: { atMs: nowMs - 31 * dayMs, bytes: 1 } },
    { check: 'backup', state: 'fail', why: 'old' },
    /31 days old/,
  ],
];

describe('what is not well', () => {
  test.each(table)('%s', (_what, seen, wanted, sentence) => {
    const wrong = judge({ ...well, ...seen }).filter(({ state }) => state !== 'ok');
    expect(wrong).toMatchObject([wanted]);
    expect(wrong.map(findingInWords)).toEqual([expect.stringMatching(sentence)]);
    expect(wrong.filter((one) => !hasWords(one))).toEqual([]);
  });
});

test('at home, and in its first days, a service is well without a certificate and a backup', () => {
  const home: Partial<ServiceFacts> = {
    certificate: null,
    carrier: null,
    numbers: null,
    publicAddress: { address: 'http://localhost:3000', answers: 'ours' },
    migrations: { applied: 60, missing: [], unknown: [], ageMs: dayMs },
    lastBackup: 'never',
  };
  expect(worstOf(judge({ ...well, ...home }))).toBe('ok');
});
