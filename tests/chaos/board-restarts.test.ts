/** A board is watched while Redis loses everything and every process is killed and started again: nothing stale, no gap, and it goes on (L1). */
import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { beginSession } from '../../src/access/sessions.ts';
import type { Board } from '../../src/matching/board-shape.ts';
import { watchBoard, type BoardWatch } from '../support/board-watch.ts';
import { openBrowserClient, type BrowserClient } from '../support/browser-client.ts';
import { startProcesses, type OneProcess, type Processes } from '../support/processes.ts';
import { smallOrganisation } from '../support/small-organisation.ts';

let house: Processes;
const watches: BoardWatch[] = [];
afterEach(async () => {
  for (const watch of watches.splice(0)) watch.leave();
  await house.close();
});

const stateIs = (state: string) => (board: Board) => board.lines['main']?.state === state;

/** Elena's browser at one of the processes, signed in with a session of the common database. */
function browserAt(one: OneProcess, token: string): BrowserClient {
  const client = openBrowserClient(one.url!);
  client.cookies.set('warmline', token);
  return client;
}
async function watched(client: BrowserClient, one: OneProcess): Promise<BoardWatch> {
  const watch = await watchBoard(one.url!, client);
  watches.push(watch);
  return watch;
}

test('a pause in one process shows in the other, through an emptied Redis and a restart of all', async () => {
  house = await startProcesses({
    organisation: smallOrganisation({ ana: {}, elena: { roles: ['shift-leader'], as: null } }),
    at: '2026-11-10T18:00:00-06:00',
    seed: 1,
    roles: ['web', 'web', 'worker'],
  });
  const [here, there] = house.all as [OneProcess, OneProcess, OneProcess];
  const begun = { personId: 'elena', strength: 'code', device: '', proved: true } as const;
  const { token } = await beginSession(house.deps.room, begun);
  const watch = await watched(browserAt(there, token), there);
  const [firstSeries] = watch.events.map(({ data }) => data['series']);
  expect(stateIs('open')(watch.board())).toBe(true);

  const redis = new Redis(house.deps.config.redisUrl, { lazyConnect: true });
  await redis.connect();
  await redis.flushall();
  await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  redis.disconnect();
  expect(await browserAt(here, token).post('/lines/main/pause', { reason: 'A storm' })).toMatchObject({ status: 200 });
  await house.pass(1);
  await watch.until('paused, by what the tables say', stateIs('paused'));
  await browserAt(here, token).post('/lines/main/resume');
  await house.pass(1);
  await watch.until('open again', stateIs('open'));
  await browserAt(here, token).post('/lines/main/pause', { reason: 'A storm' });

  for (const one of house.all) house.kill(one);
  await watch.over;
  for (const one of house.all) house.start(one);
  await house.pass(1);
  // Another process takes the browser that comes again, and the session still holds.
  const again = await watched(browserAt(here, token), here);
  expect(again.events[0]).toMatchObject({ event: 'whole' });
  expect(again.events[0]?.data['series']).not.toBe(firstSeries);
  expect(stateIs('paused')(again.board())).toBe(true);
  await browserAt(there, token).post('/lines/main/resume');
  await house.pass(1);
  await again.until('open, told by the other process', stateIs('open'));
  const versions = again.events.flatMap(({ event, data }) =>
    event === 'whole' || event === 'change' ? [data['version'] as number] : [],
  );
  expect(versions).toEqual(versions.map((_, index) => versions[0]! + index));

  await browserAt(there, token).delete('/session');
  await house.pass(1);
  await again.over;
  expect(again.events.at(-1)?.event).toBe('end');
});
