/** A coordinator asks what one more peer would change: the replay is begun, followed and read; another is ended; what cannot be asked is named (F3). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { replayTold } from '../../src/api/contract/replays.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { damagedReplay } from '../support/by-hand.ts';
import { watchStream, type StreamWatch } from '../support/draft-watch.ts';
import { pastCall, pastEvenings } from '../support/past-evenings.ts';
import { eventually } from '../support/patience.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { replaysOf } from '../support/stored.ts';

let stage: Stage;
type Spread = { mean: number; low: number; high: number };
type Side = Record<string, Spread> & { overloaded: boolean; people: Record<string, unknown>[] };
type Found = Record<string, unknown> & { without: Side; with: Side | null; difference: Record<string, Spread> | null };
type Replay = { id: string; state: string; before: number; failure: string | null; found: Found | null };
type Answer = { status: number; body: Record<string, unknown> & { replay: Replay } };
const headers: Record<string, Record<string, string>> = {};

const organisation = smallOrganisation({
  ana: {},
  ben: { as: null },
  dev: { as: null, roles: ['coordinator'] },
});
/** The clocks of the line go back on 1 November. */
const week = { from: '2026-10-28', to: '2026-11-03', line: 'main' };
const onePeer = { morePeople: [{ line: 'main', days: null, start: '17:30', end: '20:00', count: 1 }] };

beforeAll(async () => {
  stage = await setStage({ organisation, at: '2026-11-10T11:00:00-06:00', role: 'web' });
  const { pool } = stage.stored();
  await pastEvenings(pool, Date.parse('2026-10-28T18:00:00-05:00'), 7);
  await pastCall(pool, {
    at: new Date('2026-10-30T18:06:00-05:00'),
    outcome: 'talked',
    waited: 5,
    talked: 5400,
    promise: 'kept',
  });
  for (const who of ['ana', 'dev'])
    headers[who] = await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo: 0 });
});
afterAll(() => stage.close());

async function ask(who: string, method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
  const response = await fetch(`${stage.service.url}/api/v1/replays${path}`, {
    method,
    headers: {
      ...headers[who],
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  for (const number of Object.values(numbers)) expect(text).not.toContain(number.slice(1));
  return { status: response.status, body: JSON.parse(text) as Answer['body'] };
}

/** A worker at one of them leaves the others to a later sweep. */
const areDone = async (ids: readonly string[]) => {
  let states: string[] = [];
  await eventually(
    'they are done',
    async () => {
      await stage.clock.advance(1_000, async () => undefined);
      const answers = await Promise.all(ids.map((id) => ask('dev', 'GET', `/${id}`)));
      states = answers.map(({ body }) => JSON.stringify(body.replay).slice(0, 900));
      return answers.every(({ body }) => body.replay.state === 'done');
    },
    () => states.join('\n'),
  );
};

test('from the question to the answer, by way of another that is ended', async () => {
  const asked = { ...week, change: onePeer, runs: 12, seed: 7 };
  const first = await ask('dev', 'POST', '', asked, 'one');
  expect(first).toMatchObject({ status: 200, body: { replay: { state: 'queued', before: 0, found: null } } });
  // Pressed twice, it is asked for once; three wait at most.
  expect((await ask('dev', 'POST', '', asked, 'one')).body.replay.id).toBe(first.body.replay.id);
  await stage.clock.advance(1_000, async () => undefined);
  const second = await ask('dev', 'POST', '', { ...week, runs: 100 });
  expect(second.body.replay.before).toBe(1);
  await stage.clock.advance(1_000, async () => undefined);
  const third = await ask('dev', 'POST', '', { ...asked, runs: 12 });
  expect(await ask('dev', 'POST', '', week)).toMatchObject({ status: 409, body: { why: 'busy' } });
  const ended = await ask('dev', 'POST', `/${second.body.replay.id}/cancel`, {});
  expect(ended.body.replay).toMatchObject({ state: 'stopped', found: null });

  // Another process does them, and the page hears how far it is.
  const { id } = first.body.replay;
  const watch: StreamWatch<{ replay: ReturnType<typeof replayTold.parse> }> = await watchStream(
    `${stage.service.url}/api/v1/replays/${id}/stream`,
    headers['dev']!,
    { replay: replayTold },
  );
  await watch.until('it is asked for', ({ replay }) => replay?.replay.state === 'queued');
  // One that was damaged keeps nobody from the others, and is not taken up again and again.
  await damagedReplay(stage, 'damaged', new Date(stage.clock.nowMs()));
  expect(await ask('dev', 'GET', '?limit=2')).toMatchObject({
    status: 200,
    body: { items: [{ state: 'queued' }, { state: 'stopped' }], next: expect.any(String) },
  });
  expect(await ask('dev', 'GET', '/damaged')).toMatchObject({ status: 404 });
  await stage.beside('worker');
  await areDone([id, third.body.replay.id]);
  await eventually('the damaged one is let be', async () => {
    await stage.clock.advance(1_000, async () => undefined);
    return (await replaysOf(stage)).some((one) => one.id === 'damaged' && one.state === 'failed');
  });
  await watch.until('it is done', ({ replay }) => replay?.replay.state === 'done');
  watch.leave();
  const { found } = (await ask('dev', 'GET', `/${id}`)).body.replay;
  expect(found).toMatchObject({
    ahead: false,
    otherPolicy: [],
    filesSince: true,
    leftSince: 0,
    gaps: [],
    inTimeSeconds: 60,
    without: { offered: { mean: 14, low: 14, high: 14 }, overloaded: false },
  });
  // Each evening somebody gave up who would not have; nobody is told what anybody said of a talk.
  expect(found!.without['hungUp']!.mean).toBeGreaterThan(4);
  expect(found!.difference!['hungUp']!.high).toBeLessThan(-2);
  expect(found!.with!.people).toMatchObject([
    { person: 'ana', name: 'ana of Northside', hours: 42, band: expect.any(String) },
    { person: 'more-1-1', name: null },
  ]);
  expect(JSON.stringify(found)).not.toMatch(/"(load|highestLoad|answer|heavy)"/);
  // The call that the service owed took Ana's time: eight talks at most, and one evening nobody else got through.
  expect(found!.without.people[0]!['talks']).toBeGreaterThan(7);
  expect((await ask('dev', 'GET', `/${third.body.replay.id}`)).body.replay.found).toEqual(found);

  const list = (await ask('dev', 'GET', '?limit=2')).body as unknown as { items: Replay[]; next: string };
  expect(list.items.map(({ state }) => state)).toEqual(['done', 'stopped']);
  const rest = (await ask('dev', 'GET', `?cursor=${list.next}`)).body as unknown as { items: Replay[]; next: null };
  expect(rest).toMatchObject({ items: [{ id, change: onePeer }], next: null });
});

test('a week ahead as forecast, on a draft; what cannot be asked is said at its field', async () => {
  const ahead = { from: '2026-11-16', to: '2026-11-22', line: 'main', runs: 3 };
  const opened = await fetch(`${stage.service.url}/api/v1/drafts`, {
    method: 'POST',
    headers: { ...headers['dev'], 'content-type': 'application/json' },
    body: JSON.stringify({ line: 'main', from: '2026-11-16', to: '2026-11-22' }),
  });
  const draft = ((await opened.json()) as { id: string }).id;
  const { body } = await ask('dev', 'POST', '', { ...ahead, change: { draft, policy: { restAfterHeavyMinutes: 60 } } });
  await areDone([body.replay.id]);
  const { found } = (await ask('dev', 'GET', `/${body.replay.id}`)).body.replay;
  expect(found).toMatchObject({ ahead: true, filesSince: false, with: { overloaded: false } });
  expect(found!.without['offered']!.mean).toBeGreaterThan(3);

  const at = (path: string) => ({ status: 400, body: { fields: [{ path: `body.${path}` }] } });
  const faulty: [object, string][] = [
    [{ ...week, to: '2026-10-20' }, 'to'],
    [{ ...week, to: '2026-12-20' }, 'to'],
    [{ ...week, to: '2026-11-12' }, 'to'],
    [{ ...week, from: '2027-06-01', to: '2027-06-03' }, 'to'],
    [{ ...week, line: 'moon' }, 'line'],
    [{ ...week, change: { morePeople: [{ ...onePeer.morePeople[0], count: -1 }] } }, 'change.morePeople.0.count'],
    [{ ...week, change: { morePeople: [{ ...onePeer.morePeople[0], line: 'moon' }] } }, 'line'],
    [{ ...week, change: { policy: { waves: [{ afterSeconds: 9, size: 1 }] } } }, 'change.policy.waves'],
    [{ ...week, change: { policy: { restAfterHeavyMinutes: -5 } } }, 'change.policy.restAfterHeavyMinutes'],
    [{ ...week, change: { draft: 'no-such' } }, 'change.draft'],
    [{ ...week, change: { draft } }, 'change.draft'],
    [{ ...week, runs: 1 }, 'runs'],
  ];
  for (const [request, path] of faulty) expect(await ask('dev', 'POST', '', request)).toMatchObject(at(path));
  expect(await ask('dev', 'POST', '', { ...week, from: '2026-09-01', to: '2026-09-07' })).toMatchObject({
    status: 422,
    body: { why: 'no-calls', detail: expect.stringMatching(/^[A-Z].*\.$/) },
  });
  expect(await ask('dev', 'GET', '/no-such')).toMatchObject({ status: 404 });
  expect(await ask('dev', 'POST', '/no-such/cancel', {})).toMatchObject({ status: 404 });
  for (const [method, path, sent] of [
    ['GET', '', undefined],
    ['POST', '', week],
    ['GET', `/${body.replay.id}`, undefined],
    ['POST', `/${body.replay.id}/cancel`, {}],
    ['GET', `/${body.replay.id}/stream`, undefined],
  ] as const)
    expect(await ask('ana', method, path, sent)).toMatchObject({ status: 403 });

  // Thirty days later nothing of it is left.
  expect(await replaysOf(stage)).not.toEqual([]);
  await stage.jump(31 * 86_400);
  await eventually('they are gone', async () => (await replaysOf(stage)).length === 0);
});
