/** A shift leader calls people in: they are asked by text, the first yes is on shift and rung at once, the others hear that it is settled (L2). */
import { afterEach, expect, test } from '@jest/globals';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { watchBoard, type BoardWatch } from '../support/board-watch.ts';
import type { BrowserClient } from '../support/browser-client.ts';
import { signInAs } from '../support/signed-in.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf } from '../support/stored.ts';
import { takeCall } from '../support/talking.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let watch: BoardWatch;
let leader: BrowserClient;
let texts: Texting;
afterEach(async () => {
  watch.leave();
  await stage.close();
});

const [ben, cleo, dev, elena, farid] = ['ben', 'cleo', 'dev', 'elena', 'farid'].map((id) => numbers[id]!) as [
  string,
  string,
  string,
  string,
  string,
];
const asked = /^Northside Warmline could do with one more person now, until today at 8 PM\. Could you come\? Reply 1/;
const settled = /^That is settled now/;

/** Ana is on her break; Ben and Cleo are reserves, Dev is free, Farid sleeps in Berlin. */
async function open(part: Partial<NonNullable<OrganisationFile['lines']>[number]> = {}) {
  const organisation = smallOrganisation(
    {
      ana: {},
      ben: { as: null, reserve: true },
      cleo: { as: null, reserve: true },
      dev: { as: null },
      elena: { as: null, roles: ['shift-leader'] },
      farid: { as: null, reserve: true, timeZone: 'Europe/Berlin' },
    },
    part,
  );
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  texts = texting(stage);
  leader = await signInAs(stage, elena);
  watch = await watchBoard(stage.service.url!, leader);
}
const main = () => watch.board().lines['main']!;
const path = '/lines/main/call-in';

test('reserves first, then everybody: one says no, one says 1 and is rung for whoever waits, the third hears that it is settled', async () => {
  await open();
  await texts.write(numbers['ana']!, 'BREAK 60');
  stage.phone(caller).call(line);
  await watch.until('somebody waits', () => Object.keys(main().waiting).length === 1);
  expect((await leader.get(path)).body).toEqual({
    offer: { until: '2026-11-11T02:00:00.000Z', reserves: 2, everybody: 3 },
  });
  expect(await leader.post(path, { who: 'reserves' })).toMatchObject({ status: 200, body: { asked: 2 } });
  await watch.until('they are asked', () => main().callIn?.asked === 2);
  await stage.pass(1);
  for (const number of [ben, cleo]) expect(texts.news(number)).toEqual([expect.stringMatching(asked)]);
  await texts.write(ben, '2');
  expect(texts.news(ben)).toEqual(['Thank you for telling us. Enjoy your time.']);
  await watch.until('one has said no', () => main().callIn?.declined === 1);
  expect((await leader.get(path)).body).toMatchObject({ offer: { reserves: 0, everybody: 1 } });
  expect(await leader.post(path, { who: 'reserves' })).toMatchObject({ status: 422 });
  expect(await leader.post(path, { who: 'everybody' })).toMatchObject({ body: { asked: 1 } });
  await stage.pass(1);
  expect(texts.news(dev)).toEqual([expect.stringMatching(asked)]);

  await texts.write(cleo, '1.');
  expect(texts.news(cleo)).toEqual([
    expect.stringMatching(/^Thank you\. You are on shift on Northside Warmline until today at 8/),
  ]);
  expect(texts.news(dev)).toEqual([expect.stringMatching(settled)]);
  await watch.until('she has come', () => main().callIn?.name === 'cleo of Northside' && main().have === 1);
  expect(main().people['cleo']).toMatchObject({ as: 'primary' });
  await takeCall(stage, stage.phone(caller), stage.phone(cleo), 5);
  await texts.write(dev, '1');
  expect(texts.news(dev)).toEqual([expect.stringMatching(settled)]);
  stage.phone(caller).hangUp();
  expect((await auditOf(stage, 'call-in.')).map(({ action, by }) => `${action} ${by}`)).toEqual([
    'call-in.asked person:elena',
    'call-in.asked person:elena',
    'call-in.answered person:cleo',
  ]);
  expect(await leader.delete(path)).toMatchObject({ status: 409 });
  stage.expects({ texts: { ana: [/^Enjoy your break/], cleo: [/^How heavy was that for you/] } });
  await stage.pass(1);
  await stage.jump(15 * 60 + 1);
  await watch.until('it is shown no longer', () => main().callIn === undefined);
});

test('of three yeses in one moment, by page and by text, exactly one is on shift', async () => {
  await open();
  const clients = await Promise.all([ben, cleo].map((number) => signInAs(stage, number)));
  await leader.post(path, { who: 'everybody' });
  await stage.pass(1);
  for (const number of [ben, cleo, dev]) texts.news(number);
  const questions = await Promise.all(clients.map((client) => client.get('/me/now')));
  const ids = questions.map(({ body }) => (body as { callIn: { id: string; line: string } }).callIn);
  expect(ids.map(({ line: name }) => name)).toEqual(['Northside Warmline', 'Northside Warmline']);
  stage.phone(dev).sendText(line, '1');
  const answers = await Promise.all(
    clients.map((client, index) => client.post(`/me/call-ins/${ids[index]!.id}/answer`, { coming: true })),
  );
  await stage.pass(2);
  const results = answers.map(({ body }) => (body as { result: string }).result);
  const read = [ben, cleo, dev].map((number) => texts.news(number).join(' '));
  const byText = read[2]!.startsWith('Thank you. You are on shift');
  expect(results.filter((result) => result === 'on')).toHaveLength(byText ? 0 : 1);
  expect(results.filter((result) => result !== 'on')).toEqual(byText ? ['settled', 'settled'] : ['settled']);
  await watch.until('one is there', () => main().have === 2);
  expect(await auditOf(stage, 'call-in.answered')).toHaveLength(1);
  // Said once more, it is as it was.
  const winner = results.indexOf('on');
  if (winner >= 0)
    expect(
      (await clients[winner]!.post(`/me/call-ins/${ids[winner]!.id}/answer`, { coming: true })).body,
    ).toMatchObject({ result: 'on', now: { state: 'available', onShift: true, callIn: null } });
  expect(await clients[0]!.post('/me/call-ins/another/answer', { coming: true })).toMatchObject({ status: 404 });
});

test('taken back before anybody answers: they hear so, and a yes comes too late; nobody is asked twice', async () => {
  await open();
  await leader.post(path, { who: 'reserves' });
  await watch.until('asked', () => main().callIn?.state === 'open');
  expect(await leader.delete(path)).toMatchObject({ status: 204 });
  await watch.until('not shown', () => main().callIn === undefined);
  await stage.pass(2);
  for (const number of [ben, cleo])
    expect(texts.news(number)).toEqual([expect.stringMatching(asked), expect.stringMatching(settled)]);
  await texts.write(ben, '1');
  expect(texts.news(ben)).toEqual([expect.stringMatching(settled)]);
  expect((await leader.get(path)).body).toMatchObject({ offer: { reserves: 0, everybody: 1 } });
});

test('a question that nobody answered ends after half an hour; by then a yes is thanked and nothing changes', async () => {
  await open();
  await leader.post(path, { who: 'reserves' });
  await stage.pass(1);
  for (const number of [ben, cleo]) texts.news(number);
  await stage.jump(30 * 60);
  await watch.until('nobody came', () => main().callIn?.state === 'expired');
  await texts.write(ben, '1');
  expect(texts.news(ben)).toEqual([expect.stringMatching(settled)]);
  expect(main().people['ben']).toBeUndefined();
});

test('who rests by the time they say yes stays at rest, and a line about to close calls nobody in', async () => {
  await open({ openingHours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], start: '17:00', end: '18:40' }] });
  expect((await leader.get(path)).body).toMatchObject({ offer: { until: '2026-11-11T00:40:00.000Z' } });
  await leader.post(path, { who: 'reserves' });
  await stage.pass(1);
  for (const number of [ben, cleo]) texts.news(number);
  await texts.write(ben, 'BREAK 30');
  texts.news(ben);
  await texts.write(ben, '1');
  expect(texts.news(ben)).toEqual([expect.stringMatching(/^Thank you for offering\. It would not be good/)]);
  await stage.jump(15 * 60);
  expect((await leader.get(path)).body).toEqual({ offer: null });
  expect(await leader.post(path, { who: 'everybody' })).toMatchObject({ status: 422 });
  expect(farid).toBeTruthy();
});
