/** Ana says when she can and when she is away: it stands in the organisation at once, what opens is said before, and nobody's shift is lost or held twice (P4). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { exportOrganisation } from '../../src/organisation/load-organisation.ts';
import type { BrowserClient } from '../support/browser-client.ts';
import { signInAs } from '../support/signed-in.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, openAttentionOf, organisationVersionOf, takenOver } from '../support/stored.ts';
import { texting } from '../support/texting.ts';

let stage: Stage;
let client: BrowserClient;
const [ana, ben] = [numbers['ana']!, numbers['ben']!];

/** Ana is on each evening, Tuesday to Friday; Ben on none. It is Tuesday noon. */
beforeEach(async () => {
  const organisation = smallOrganisation({ ana: {}, ben: { as: null }, cleo: { as: null, languages: ['es'] } });
  stage = await setStage({
    organisation: {
      ...organisation,
      shifts: organisation.shifts!.map((shift) => ({
        ...shift,
        start: '2026-11-10T17:00',
        end: '2026-11-10T20:00',
        repeat: 'FREQ=DAILY;COUNT=4',
      })),
    },
    at: '2026-11-10T12:00:00-06:00',
  });
  client = await signInAs(stage, ana);
});
afterEach(() => stage.close());

type Times = { version: string; week: unknown[]; away: { id: string; from: string; to: string }[] };
const times = async (who = client) => (await who.get('/me/times')).body as Times;
const versionNow = () => organisationVersionOf(stage);
const thursday = { from: '2026-11-12', to: '2026-11-13' };
const week = [
  { days: ['MO', 'WE'], start: '17:30', end: '21:00', wish: 'preferred' },
  { days: ['FR'], start: '22:00', end: '06:00', wish: 'reluctant' },
];

test('a week is written as the file has it, in one version and one entry of the audit', async () => {
  const { version } = await times();
  const before = await versionNow();
  const set = await client.put('/me/times/week', { week }, { 'if-match': `"${version}"` });
  expect(set).toMatchObject({ status: 200, body: { zone: 'America/Chicago', today: '2026-11-10', week } });
  expect(await versionNow()).toBe(before + 1);
  expect(await auditOf(stage, 'times')).toMatchObject([{ by: 'person:ana', action: 'times.week-set', subject: 'ana' }]);
  const { database, secrets } = stage.service.deps;
  const file = await exportOrganisation(database, secrets);
  expect(file?.people?.find(({ id }) => id === 'ana')).toMatchObject({ availability: week });
  await client.put('/me/times/week', { week });
  expect(await versionNow()).toBe(before + 1);
});

test('what was changed meanwhile is not overwritten: both are shown', async () => {
  const { version } = await times();
  await client.put('/me/times/week', { week });
  const late = await client.put('/me/times/week', { week: [] }, { 'if-match': `"${version}"` });
  expect(late).toMatchObject({
    status: 409,
    body: { type: 'urn:warmline:problem:conflict', current: { week } },
  });
  expect((await times()).week).toEqual(week);
  expect(await client.post('/me/times/away', thursday, { 'if-match': `"${version}"` })).toMatchObject({ status: 409 });
  expect(await client.put('/me/times/week', { week: [{ ...week[0], end: '24:30' }] })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'body.week.0.end' }] },
  });
});

test('somebody else’s shift changing is no conflict', async () => {
  const { version } = await times();
  await client.post('/me/shifts/put-up', { shift: 'evening', occurrence: '2026-11-13T17:00' });
  const taker = await signInAs(stage, ben);
  const { body } = await taker.get('/shifts/open');
  const [open] = (body as { open: object[] }).open;
  await taker.post('/shifts/open/take', open);
  expect((await client.put('/me/times/week', { week }, { 'if-match': version })).status).toBe(200);
  await stage.pass(2);
  expect(texting(stage).news(ana).at(-1)).toMatch(/^Someone is taking Fri Nov 13/);
});

test('days away say what they open before they are asked for; others hear of it, and a coordinator sees it', async () => {
  const opens = await client.get('/me/times/away/opens?from=2026-11-12&to=2026-11-13');
  expect(opens.body).toEqual({
    asks: false,
    opens: [
      { line: 'Northside Warmline', startAt: '2026-11-12T23:00:00.000Z', endAt: '2026-11-13T02:00:00.000Z' },
      { line: 'Northside Warmline', startAt: '2026-11-13T23:00:00.000Z', endAt: '2026-11-14T02:00:00.000Z' },
    ],
  });
  expect(await openAttentionOf(stage)).toEqual([]);
  expect((await times()).away).toEqual([]);

  const begun = await client.post('/me/times/away', thursday);
  expect(begun.body).toMatchObject({ away: [{ ...thursday, id: '2026-11-12..2026-11-13' }] });
  await client.post('/me/times/away', thursday);
  expect((await times()).away).toHaveLength(1);
  expect(((await client.get('/me/shifts')).body as { shifts: unknown[] }).shifts).toHaveLength(2);
  expect(await openAttentionOf(stage)).toMatchObject([
    { kind: 'time-off-opens', personId: 'ana', subject: '2026-11-12 2026-11-13' },
  ]);
  expect(await auditOf(stage, 'times')).toMatchObject([{ by: 'person:ana', action: 'times.away', subject: 'ana' }]);
  await stage.jump(601);
  await stage.pass(62);
  const told = stage
    .phone(ben)
    .texts()
    .map(({ body }) => body);
  expect(told.filter((body) => body.startsWith('Someone is looking for cover'))).toHaveLength(2);
  stage.wasRead(stage.phone(ben).texts());
});

test('who is not away after all has back what nobody took, and what somebody took stays theirs', async () => {
  await client.post('/me/times/away', thursday);
  const taker = await signInAs(stage, ben);
  const { open } = (await taker.get('/shifts/open')).body as { open: { occurrence: string }[] };
  expect(open.map(({ occurrence }) => occurrence)).toEqual(['2026-11-12T17:00', '2026-11-13T17:00']);
  expect((await taker.post('/shifts/open/take', open[0])).body).toMatchObject({ result: 'taken' });
  const back = await client.delete('/me/times/away/2026-11-12..2026-11-13');
  expect(back).toMatchObject({ status: 200, body: { away: [] } });
  expect(await takenOver(stage)).toEqual([{ occurrence: '2026-11-12T17:00', person: 'ben' }]);
  const { shifts } = (await client.get('/me/shifts')).body as { shifts: { occurrence: string }[] };
  expect(shifts.map(({ occurrence }) => occurrence)).toEqual([
    '2026-11-10T17:00',
    '2026-11-11T17:00',
    '2026-11-13T17:00',
  ]);
  expect(await openAttentionOf(stage)).toEqual([]);
  expect((await taker.get('/shifts/open')).body).toMatchObject({ open: [] });
  await stage.jump(601);
  await stage.pass(62);
  expect(
    stage
      .phone(ben)
      .texts()
      .filter(({ body }) => body.includes('cover')),
  ).toEqual([]);
  expect(await client.delete('/me/times/away/2026-11-12..2026-11-13')).toMatchObject({ status: 404 });
});

test('days that make no sense are said at their field, and nobody is away', async () => {
  for (const [from, to, path] of [
    ['2026-11-13', '2026-11-12', 'body.to'],
    ['2026-11-01', '2026-11-09', 'body.to'],
    ['2026-11-12', '2028-11-12', 'body.to'],
    ['2026-02-30', '2026-11-12', 'body.from'],
  ])
    expect(await client.post('/me/times/away', { from, to })).toMatchObject({
      status: 400,
      body: { fields: [{ path }] },
    });
  expect((await times()).away).toEqual([]);
});
