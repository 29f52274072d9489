/** Founding where a carrier is set up: by the link of whoever runs the server, once; the untouched demo goes whole, what is somebody's own never does (O1). */
import { afterEach, expect, test } from '@jest/globals';
import { demoAt } from '../../infra/phone-lab/demo/demo.ts';
import { newFoundingLink } from '../../src/access/founding-links.ts';
import { countNext } from '../../src/reports/count.ts';
import { writeMadeUp } from '../../src/operations/made-up.ts';
import { openBrowserClient } from '../support/browser-client.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const founding = (token: string | null) => ({
  token,
  name: 'Mesa Warmline',
  timeZone: 'America/Denver',
  crisisNumber: '+18002738255',
  callingCode: '1',
  languages: ['en', 'es'],
  phoneNumber: '(303) 555-0100',
  openingHours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], start: '17:00', end: '21:00' }],
  greetings: [{ language: 'es', words: 'Esto es Mesa.' }],
  you: { name: 'Rosa', phone: '303 555 0142', languages: ['es'], takesCalls: false },
  people: [{ name: 'Theo', phone: '+13035550143' }],
  ringsAtOnce: true,
});

async function setDemo(): Promise<void> {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  await stage.rows('UPDATE organisation SET demo_version = version');
}

test('the demo goes with all that was lived in it, by the link alone, and only once however many come at once', async () => {
  await setDemo();
  const { room } = stage.service.deps;
  // Somebody waits on the demo's line while it goes.
  stage.phone(caller).call(line);
  await stage.until('Ana rings', () => stage.phone(numbers['ana']!).state() === 'ringing');
  const stranger = openBrowserClient(stage.service.url!);
  expect((await stranger.get('/session')).body).toMatchObject({ founding: 'link', demo: null });
  for (const token of [null, 'x'.repeat(43)])
    expect(await stranger.post('/founding', founding(token))).toMatchObject({ status: 401 });

  const token = await newFoundingLink(room);
  const faulty = { ...founding(token), languages: ['xx'], you: { name: ' ', phone: '12' } };
  for (const way of ['/founding/check', '/founding'])
    expect(await stranger.post(way, faulty)).toMatchObject({
      status: 400,
      body: {
        fields: expect.arrayContaining(
          ['languages[0]', 'you.name', 'you.phone'].map((field) => expect.objectContaining({ path: `body.${field}` })),
        ) as unknown,
      },
    });
  // What was wrong spent nothing; a look spends nothing either.
  expect((await stranger.post('/founding/check', founding(token))).status).toBe(204);

  const clients = [stranger, openBrowserClient(stage.service.url!), openBrowserClient(stage.service.url!)];
  const answers = await Promise.all(clients.map((client) => client.post('/founding', founding(token))));
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 422, 422]);
  const founder = clients[answers.findIndex(({ status }) => status === 200)]!;
  expect((await founder.get('/session')).body).toMatchObject({
    organisation: 'Mesa Warmline',
    founding: 'no',
    signedIn: { person: { name: 'Rosa', roles: ['coordinator', 'admin'] }, strength: 'invited' },
  });
  expect((await founder.post('/me/app')).status).toBe(200);

  for (const table of ['contacts', 'legs', 'attention', 'effects'])
    expect(await stage.rows(`SELECT 1 FROM ${table}`)).toEqual([]);
  expect(await stage.rows('SELECT id, name FROM lines')).toEqual([{ id: 'main', name: 'Mesa Warmline' }]);
  expect(await stage.rows(`SELECT name, languages FROM people ORDER BY name`)).toEqual([
    { name: 'Rosa', languages: ['es'] },
    { name: 'Theo', languages: ['en', 'es'] },
  ]);
  expect(await stage.rows(`SELECT count(*)::int AS n FROM audit WHERE action = 'organisation.founded'`)).toEqual([
    { n: 1 },
  ]);

  stage.phone(caller).hangUp();
  await stage.pass(2);
  // Everybody who works with the organisation knows it by now: its hours, its words, its people.
  stage.carrier.control.number('+13035550100', {
    voiceUrl: `${stage.service.url}/twilio/voice`,
    statusCallback: `${stage.service.url}/twilio/voice/status`,
  });
  stage.phone(caller).call('+13035550100');
  await stage.until('the greeting is heard', () => stage.phone(caller).sentences().join(' ').includes('español'));
  stage.phone(caller).press('2');
  await stage.until('Theo rings', () => stage.phone('+13035550143').state() === 'ringing');
  expect(stage.phone(caller).sentences().join(' ')).toContain('Esto es Mesa.');
  stage.phone(caller).hangUp();
  await stage.pass(2);
  stage.expects({ calls: { ana: 1, '+13035550143': 1 } });
});

test('what was imported, or a demo that somebody changed, is never replaced; nothing is lost by trying', async () => {
  await setDemo();
  const { room } = stage.service.deps;
  await stage.rows('UPDATE organisation SET version = version + 1');
  const client = openBrowserClient(stage.service.url!);
  const refused = async () => {
    expect((await client.get('/founding')).body).toMatchObject({ state: 'no', lab: false });
    const before = await stage.rows('SELECT * FROM people');
    const answer = await client.post('/founding', founding(await newFoundingLink(room)));
    expect(answer).toMatchObject({ status: 422, body: { type: 'urn:warmline:problem:not-possible' } });
    expect(await stage.rows('SELECT * FROM people')).toEqual(before);
  };
  await refused();
  await stage.rows('UPDATE organisation SET version = version - 1');
  expect((await client.get('/founding')).body).toMatchObject({ state: 'link' });
  // What is made up of its past is counted with a call that really came, until the demo is somebody's own.
  const { database, secrets, clock } = stage.service.deps;
  const { past } = demoAt(clock.nowMs(), secrets);
  await database.prisma.$transaction((transaction) => writeMadeUp(transaction, past()), { timeout: 60_000 });
  await stage.rows('DELETE FROM report_marks');
  stage.phone(caller).call(line);
  await stage.pass(2);
  stage.phone(caller).hangUp();
  await stage.pass(60);
  const counted = async () =>
    (await stage.rows<{ calls: number | null }>('SELECT sum(offered)::int AS calls FROM report_calls'))[0]?.calls ?? 0;
  const untilCounted = async (isAll: (calls: number) => boolean) => {
    for (let looks = 0; looks < 40 && !isAll(await counted()); looks += 1) await countNext(room);
    return isAll(await counted());
  };
  expect(await untilCounted((calls) => calls > 500)).toBe(true);
  // The very file of the demo, imported by hand, is somebody's own from then on.
  await stage.load(smallOrganisation({ ana: {} }));
  await refused();
  expect(await stage.rows(`SELECT outcome FROM contacts`)).toHaveLength(1);
  for (const table of ['legs', 'load_events', 'callbacks', 'conversations', 'attention', 'resources', 'decisions'])
    expect(await stage.rows(`SELECT id FROM ${table} WHERE id LIKE 'demo-%'`)).toEqual([]);
  expect(await untilCounted((calls) => calls === 1)).toBe(true);
  stage.expects({ calls: { ana: 1 } });
});
