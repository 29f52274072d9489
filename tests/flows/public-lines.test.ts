/** Anybody may know whether a line is open, on any page: worked out once a minute however hard it is asked, with nothing counted in it. */
import { afterEach, expect, test } from '@jest/globals';
import { pauseLine } from '../../src/contacts/line-pause.ts';
import { ownRedis } from '../support/servers.ts';
import { caller, line, smallOrganisation } from '../support/small-organisation.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const ask = (headers: Record<string, string> = {}) => fetch(`${stage.service.url}/public/lines`, { headers });
const lines = async () => (await (await ask()).json()) as { organisation: string; lines: object[] };

const everyEvening: Partial<NonNullable<OrganisationFile['lines']>[number]> = {
  openingHours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], start: '17:00', end: '23:00' }],
  closures: [{ from: '2026-11-12', to: '2026-11-12', reason: 'We train' }],
  languages: ['en', 'es'],
};

test('open, paused, closed until tomorrow but one: told within a minute, by a tag that changes with the answer alone', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, everyEvening),
    at: '2026-11-11T22:58:30-06:00',
    role: 'web',
  });
  const first = await ask();
  expect(first.status).toBe(200);
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=60',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
  const main = { id: 'main', name: 'Northside Warmline', zone: 'America/Chicago', languages: ['en', 'es'] };
  expect(await first.json()).toEqual({
    organisation: 'Northside',
    lines: [{ ...main, open: true, opensAt: null }],
  });
  const tag = first.headers.get('etag') ?? '';
  const again = await ask({ 'if-none-match': tag });
  expect([again.status, await again.text()]).toEqual([304, '']);

  await pauseLine(stage.service.deps.room, 'main', 'A flood', 'test');
  expect((await lines()).lines).toEqual([{ ...main, open: true, opensAt: null }]);
  await stage.jump(61);
  expect((await ask({ 'if-none-match': tag })).status).toBe(200);
  expect((await lines()).lines).toEqual([{ ...main, open: false, opensAt: null }]);
  await stage.jump(61);
  expect((await lines()).lines).toEqual([{ ...main, open: false, opensAt: '2026-11-13T23:00:00.000Z' }]);
});

test('a thousand askers cost one look, an address that keeps asking is told to wait, and who calls is never in it', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }),
    at: '2026-11-11T20:00:00-06:00',
    role: 'web',
    // News of other stages on the same Redis would have this one look too.
    redisUrl: (await ownRedis()).url,
  });
  stage.phone(caller).call(line);
  await stage.settle();
  await lines();
  const before = stage.service.deps.database.roundTrips();
  const answers = await Promise.all(Array.from({ length: 300 }, () => ask().then(({ status }) => status)));
  expect(stage.service.deps.database.roundTrips() - before).toBeLessThanOrEqual(4);
  expect(answers.filter((status) => status === 200)).toHaveLength(119);
  expect(answers.filter((status) => status === 429)).toHaveLength(181);
  const told = await ask();
  expect([told.status, told.headers.get('access-control-allow-origin')]).toEqual([429, '*']);
  expect(await told.json()).toMatchObject({ title: 'Too many requests: please ask once a minute' });
});
