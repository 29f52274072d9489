/** `kill -9` of the worker while it replays a month: another takes it up, and it says the same as one that nobody disturbed (F3). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setUpProcesses, type OwnProcesses } from '../support/own-processes.ts';
import { pastEvenings } from '../support/past-evenings.ts';
import { eventually } from '../support/patience.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { replaysOf } from '../support/stored.ts';

let house: OwnProcesses;
const dayMs = 86_400_000;
const dateOf = (daysAgo: number) => new Date(Date.now() - daysAgo * dayMs).toISOString().slice(0, 10);
const request = {
  from: dateOf(32),
  to: dateOf(3),
  line: 'main',
  change: { morePeople: [{ line: 'main', days: null, start: '17:00', end: '22:00', count: 1 }] },
  runs: 30,
  seed: 5,
};

beforeAll(async () => {
  house = await setUpProcesses(smallOrganisation({ ana: {}, dev: { as: null, roles: ['coordinator'] } }));
  const { pool } = house.stored();
  for (let time = 0; time < 12; time += 1)
    await pastEvenings(pool, Math.floor(Date.now() / dayMs) * dayMs - 31 * dayMs + (23 * 60 + time * 25) * 60_000, 27);
  await house.start('web', 'worker');
});
afterAll(() => house.close());

const dev = async (method: string, path: string, body?: unknown) => {
  const answer = await house.ask('dev', method, `/replays${path}`, body);
  if (answer === null || answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return (answer.body as { replay: { id: string; state: string; found: object | null } }).replay;
};
const isDone = async (id: string) => (await replaysOf(house)).some((one) => one.id === id && one.state === 'done');

test('a replay whose worker is killed is done by another, with the same figures', async () => {
  const { id } = await dev('POST', '', request);
  await eventually('it is on its way', async () => {
    const [replay] = await replaysOf(house);
    expect(replay?.state).not.toBe('done');
    return replay?.progress != null;
  });
  await house.kill('worker');
  expect(await replaysOf(house)).toMatchObject([{ state: 'running', attempts: 1, found: null }]);
  await house.start('worker');
  await eventually('the other has done it', () => isDone(id));
  expect(await replaysOf(house)).toMatchObject([{ state: 'done', attempts: 2 }]);
  const undisturbed = await dev('POST', '', request);
  await eventually('the same is done once more', () => isDone(undisturbed.id));
  const [one, other] = [await dev('GET', `/${id}`), await dev('GET', `/${undisturbed.id}`)];
  expect(one.found).not.toBeNull();
  expect(one.found).toEqual(other.found);
});
