/** Who may ask for what stands on a volunteer's pages, and what happens when two ask at once (A4, P1–P3, P5). */
import { afterEach, expect, test } from '@jest/globals';
import { openBrowserClient } from '../support/browser-client.ts';
import { signInAs } from '../support/signed-in.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { availabilityOf, takenOver } from '../support/stored.ts';
import { texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const [ana, ben, cleo] = [numbers['ana']!, numbers['ben']!, numbers['cleo']!];
const tomorrow = { shift: 'evening', occurrence: '2026-11-11T17:00' };
const reads = ['/me/now', '/me/shifts', '/shifts/open', '/me/load'];
const changes: [path: string, body: unknown][] = [
  ['/me/availability', { word: 'off' }],
  ['/me/check-in', { contact: 'x', answer: 1 }],
  ['/me/talk', {}],
  ['/me/shifts/confirm', {}],
  ['/me/shifts/put-up', tomorrow],
  ['/me/shifts/undo', {}],
  ['/shifts/open/take', { id: null, ...tomorrow }],
];

async function begin(
  people: Parameters<typeof smallOrganisation>[0],
  at = '2026-11-10T18:00:00-06:00',
  repeat = 'FREQ=DAILY;UNTIL=20261111T235959',
) {
  const organisation = smallOrganisation(people);
  stage = await setStage({
    organisation: {
      ...organisation,
      shifts: organisation.shifts!.map((shift) => ({ ...shift, repeat })),
    },
    at,
  });
}

test('nobody without a session, and no coordinator, has a volunteer’s pages', async () => {
  await begin({ ana: {}, ben: { roles: ['coordinator'], as: null } });
  const [nobody, coordinator] = [openBrowserClient(stage.service.url!), await signInAs(stage, ben)];
  for (const path of reads) {
    expect(await nobody.get(path)).toMatchObject({ status: 401 });
    expect(await coordinator.get(path)).toMatchObject({ status: 403 });
  }
  for (const [path, body] of changes) {
    expect(await nobody.post(path, body)).toMatchObject({ status: 401 });
    expect(await coordinator.post(path, body)).toMatchObject({ status: 403 });
  }
  expect(await availabilityOf(stage)).toEqual([]);
});

test('somebody else’s shift cannot be put up, a contact of somebody else not rated, and nothing that came before undone', async () => {
  await begin({ ana: {}, ben: { as: null } });
  const client = await signInAs(stage, ben);
  for (const [path, body] of [
    ['/me/shifts/put-up', tomorrow],
    ['/me/check-in', { contact: 'another', answer: 3 }],
    ['/me/shifts/undo', {}],
  ] as const)
    expect(await client.post(path, body)).toMatchObject({
      status: 422,
      body: { type: 'urn:warmline:problem:not-possible' },
    });
  expect(await client.post('/me/availability', { word: 'break', minutes: 0 })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'body.minutes' }] },
  });
});

test.each([
  ['put up by Ana', { ana: {}, ben: { as: null }, cleo: { as: null } }],
  ['short of one', { ana: { as: null }, ben: { as: null }, cleo: { as: null } }],
] as const)('of two who take a shift %s at once one has it, and the other reads it kindly', async (what, people) => {
  await begin(people);
  const isUp = what.startsWith('put up');
  if (isUp) await (await signInAs(stage, ana)).post('/me/shifts/put-up', tomorrow);
  const clients = [await signInAs(stage, ben), await signInAs(stage, cleo)];
  const { body } = await clients[0]!.get('/shifts/open');
  const { open } = body as { open: { id: string | null; shift: string; occurrence: string }[] };
  expect(open).toHaveLength(1);
  const { id, shift, occurrence } = open[0]!;
  const answers = await Promise.all(
    clients.map((client) => client.post('/shifts/open/take', { id, shift, occurrence })),
  );
  const results = answers.map((answer) => (answer.body as { result: string }).result);
  expect(results.toSorted()).toEqual(['meanwhile', 'taken']);
  expect(await takenOver(stage)).toHaveLength(1);
  const winner = clients[results.indexOf('taken')]!;
  expect((await winner.get('/me/shifts')).body).toMatchObject({ shifts: [{ occurrence }], undo: { what: 'take' } });
  await stage.pass(2);
  texting(stage).news(ana);
});

test('shifts come page by page, each once: mine as far as two years, and open ones before those that are not for me', async () => {
  await begin({ ana: {}, ben: { as: null }, dev: { as: null, languages: ['es'] } }, undefined, 'FREQ=WEEKLY');
  const [mine, open, notHers] = [
    await signInAs(stage, ana),
    await signInAs(stage, ben),
    await signInAs(stage, numbers['dev']!),
  ];
  for (const day of [12, 19])
    await mine.post('/me/shifts/put-up', { shift: 'evening', occurrence: `2026-11-${day}T17:00` });
  type Paged = { next: string | null; shifts?: { startAt: string }[]; open?: object[]; notForMe?: object[] };
  const pages = async (client: typeof mine, path: string, limit: number) => {
    const found: Paged[] = [];
    for (let cursor = ''; ;) {
      const page = (await client.get(`${path}?limit=${limit}${cursor}`)).body as Paged;
      found.push(page);
      if (page.next === null) return found;
      cursor = `&cursor=${page.next}`;
    }
  };
  const starts = (await pages(mine, '/me/shifts', 40)).flatMap(({ shifts }) => shifts!.map(({ startAt }) => startAt));
  expect(new Set(starts).size).toBe(starts.length);
  expect(starts).toEqual(starts.toSorted());
  expect([starts.length, starts[0]]).toEqual([105, '2026-11-12T23:00:00.000Z']);
  const count = ({ open: mayTake, notForMe }: Paged) => [mayTake!.length, notForMe!.length];
  expect((await pages(open, '/shifts/open', 1)).map(count)).toEqual([
    [1, 0],
    [1, 0],
  ]);
  expect((await pages(notHers, '/shifts/open', 1)).map(count)).toEqual([
    [0, 1],
    [0, 1],
  ]);
  const far = Buffer.from('+275000-01-01T00:00:00.000Z evening x').toString('base64url');
  expect((await mine.get(`/me/shifts?cursor=${far}`)).body).toMatchObject({ shifts: [], next: null });
  await stage.pass(2);
  stage.wasRead(stage.phone(ben).texts());
});

test('a shift that we asked about is confirmed on the page', async () => {
  await begin({ ana: {} }, '2026-11-10T16:57:00-06:00');
  await stage.pass(125);
  await stage.pass(90);
  const client = await signInAs(stage, ana);
  const before = (await client.get('/me/shifts')).body as { shifts: { coming: string }[] };
  expect(before.shifts.map(({ coming }) => coming)).toContain('asked');
  const after = (await client.post('/me/shifts/confirm', {})).body as { shifts: { coming: string }[] };
  expect(after.shifts.map(({ coming }) => coming)).toContain('said');
  texting(stage).news(ana);
});

test('no answer says anybody’s number', async () => {
  await begin({ ana: { roles: ['shift-leader', 'volunteer'] }, ben: {} });
  const client = await signInAs(stage, ben);
  const answers = await Promise.all(reads.map((path) => client.get(path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(answers[0]!.body).toMatchObject({ leader: 'ana of Northside', waiting: 'nobody' });
  const said = JSON.stringify(answers.map(({ body }) => body));
  for (const number of Object.values(numbers)) expect(said).not.toContain(number.slice(1));
});
