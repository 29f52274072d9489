/** The service looks at itself after a start and daily; what goes wrong is on the list once, leaves it by itself, and is told by `warmline doctor` at any time. */
import { afterEach, expect, test } from '@jest/globals';
import { attentionDone } from '../../src/attention/attention-list.ts';
import { warmline } from '../support/command.ts';
import { line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { attentionOf } from '../support/stored.ts';

const environment = { ...process.env };
let stage: Stage;
afterEach(async () => {
  process.env = { ...environment };
  await stage.close();
});

const day = 24 * 3600;
const listed = async () =>
  (await attentionOf(stage))
    .filter(({ kind }) => kind === 'service-unwell')
    .map(({ id, subject, doneBy }) => ({ id, subject, doneBy }));
const doneBy = async () => (await listed()).map((one) => one.doneBy ?? 'nobody').toSorted((a, b) => (a < b ? -1 : 1));
const states = async () =>
  Object.fromEntries(
    [
      ...(await (await fetch(`${stage.service.url}/metrics`)).text()).matchAll(
        /^warmline_check_state\{check="([\w-]+)"\} (\d)$/gm,
      ),
    ].map(([, check = '', state]) => [check, Number(state)]),
  );

test('a carrier that refuses the account is found the next day, told once, told again only when it is refused anew', async () => {
  stage = await setStage({ organisation: smallOrganisation({}), at: '2026-11-10T12:00:00-06:00' });
  await stage.pass(190);
  expect(await listed()).toEqual([]);
  expect(await states()).toMatchObject({ postgres: 0, redis: 0, 'public-address': 0, carrier: 0, backup: 0 });
  expect(await (await fetch(`${stage.service.url}/metrics`)).text()).toMatch(/^warmline_callers_waiting 0$/m);

  const refuse = (times: number) =>
    stage.carrier.control.faults.rest({ path: /^IncomingPhoneNumbers/, does: { kind: 'status', status: 401 }, times });
  const nextDay = async () => {
    await stage.jump(day);
    // What looks wrong is looked at twice before anybody is told.
    await stage.pass(250);
  };
  refuse(1000);
  await nextDay();
  const [entry, ...others] = await listed();
  expect([entry, others]).toEqual([{ id: expect.any(String), subject: 'carrier', doneBy: null }, []]);
  expect(await states()).toMatchObject({ postgres: 0, carrier: 2 });
  await attentionDone(stage.service.deps.room, entry?.id ?? '', 'grace');
  await nextDay();
  expect(await listed()).toHaveLength(1);
  stage.carrier.control.faults.clear();
  await nextDay();
  expect(await states()).toMatchObject({ carrier: 0 });
  refuse(1000);
  await nextDay();
  expect(await doneBy()).toEqual(['grace', 'nobody']);
  stage.carrier.control.faults.clear();
  await nextDay();
  expect(await doneBy()).toEqual(['grace', 'warmline']);
});

test('the command tells each thing in a line, exactly as JSON, and what to do', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T12:00:00-06:00' });
  Object.assign(process.env, {
    DATABASE_URL: stage.config.databaseUrl,
    REDIS_URL: stage.config.redisUrl,
    WARMLINE_SECRET: stage.config.secret,
    TWILIO_ACCOUNT_SID: stage.config.twilio.accountSid,
    TWILIO_AUTH_TOKEN: stage.config.twilio.authToken,
    TWILIO_API_BASE_URL: stage.carrier.baseUrl,
    PUBLIC_BASE_URL: stage.service.url ?? '',
  });
  stage.carrier.control.number(line, { smsUrl: 'https://elsewhere.example' });
  const told = await warmline('doctor', '--json');
  expect(told).toMatchObject({ exitCode: 0, stderr: '' });
  const { state, checks } = JSON.parse(told.stdout) as { state: string; checks: { check: string; state: string }[] };
  expect(state).toBe('fail');
  expect(checks.filter((one) => one.state !== 'ok')).toEqual([
    { check: 'carrier', state: 'attention', why: 'no-fallback', values: {} },
    { check: 'numbers', state: 'fail', why: 'elsewhere', values: { lines: 1, first: 'main: smsUrl' } },
  ]);
  expect(checks.map(({ check }) => check)).toEqual(
    expect.arrayContaining([
      'postgres',
      'migrations',
      'clock',
      'redis',
      'queues',
      'effects',
      'disk',
      'public-address',
      'backup',
    ]),
  );
  // Another service, with a secret of its own, is none of ours; a Redis that is away hides nothing else.
  Object.assign(process.env, { WARMLINE_SECRET: 'cd'.repeat(32), REDIS_URL: 'redis://127.0.0.1:1' });
  const { stdout, exitCode } = await warmline('doctor');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^ok +Postgres [\d.]+ answers$/m);
  expect(stdout).toMatch(/^attention {2}Redis does not answer \(\w+\): calls go on/m);
  expect(stdout).toMatch(/^FAIL +something else answers at http/m);
  expect(stdout).not.toContain(line);
});
