/** Two coordinators at one draft in two browsers, and a worker that looks for people: each sees what the other does, and nothing is done to the draft before somebody says so (R3, R5). */
import { afterEach, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { watchDraft, type DraftWatch } from '../support/draft-watch.ts';
import { assign, eveningOn, storedFile, unassign } from '../support/drafting.ts';
import { eventually } from '../support/patience.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage, type StageOptions } from '../support/stage.ts';
import { auditOf } from '../support/stored.ts';

let stage: Stage;
const watches: DraftWatch[] = [];
afterEach(async () => {
  for (const watch of watches.splice(0)) watch.leave();
  await stage.close();
});

const always = {
  availability: [
    {
      days: ['MO' as const, 'TU' as const, 'WE' as const, 'TH' as const, 'FR' as const, 'SA' as const, 'SU' as const],
      start: '00:00',
      end: '00:00',
    },
  ],
};
const organisation = smallOrganisation(
  {
    ana: { ...always, limits: { shiftsPerWeek: 2 } },
    ben: { as: null, ...always, limits: { shiftsPerWeek: 2 } },
    cleo: { as: null, ...always, limits: { shiftsPerWeek: 1 } },
    dev: { as: null, roles: ['coordinator'] },
    elena: { as: null, roles: ['coordinator'] },
  },
  {},
  { limits: { hoursPerWeek: 40 } },
);
const days = { line: 'main', from: '2026-11-16', to: '2026-11-22' };
const week = [16, 17, 18, 19, 20, 21, 22];

type Answer = { status: number; body: Record<string, never> };
type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;

async function signedIn(who: string, url = stage.service.url!): Promise<Ask & { headers: Record<string, string> }> {
  const headers = {
    ...(await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo: 0 })),
    origin: stage.service.url!,
  };
  const ask: Ask = async (method, path, body) => {
    const response = await fetch(`${url}/api/v1/drafts${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    for (const number of Object.values(numbers)) expect(text).not.toContain(number.slice(1));
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  };
  return Object.assign(ask, { headers });
}

async function begin(options: Partial<StageOptions> = {}) {
  stage = await setStage({ organisation, at: '2026-11-10T11:00:00-06:00', ...options });
}

test('two coordinators, one fill: seen by both, stopped, applied as one step, taken back', async () => {
  await begin({ role: 'web' });
  const other = await stage.beside('web');
  const [dev, elena] = [await signedIn('dev'), await signedIn('elena', other.url!)];
  const draft = (await dev('POST', '', days)).body as unknown as { id: string };
  const path = `/${draft.id}`;
  const watch = await watchDraft(other.url!, elena.headers, draft.id);
  watches.push(watch);
  await watch.until('how it is', ({ draft: seen, fill }) => seen?.revision === 0 && fill === null);
  const version = watch.now.draft!.version;

  // What Dev does is on Elena's screen; so is what is published under it.
  for (const day of week)
    expect(await dev('POST', `${path}/commands`, { command: unassign(day, 'ana') })).toMatchObject({ status: 200 });
  await watch.until('Dev has emptied the week', ({ draft: seen }) => seen?.revision === 7);
  const file = await storedFile(stage);
  await stage.load({ ...file, timeOff: [{ person: 'cleo', from: '2026-11-16', to: '2026-11-20' }] });
  await stage.clock.advance(1_000, async () => undefined);
  await watch.until('another version', ({ draft: seen }) => seen?.version === version + 1);

  // One looks; the other cannot look as well, but can stop it.
  const started = await dev('POST', `${path}/fill`, { mode: 'open', seconds: 300 });
  expect(started).toMatchObject({ status: 200, body: { fill: { state: 'queued', revision: null, result: null } } });
  await watch.until('it is asked for', ({ fill }) => fill?.state === 'queued' && fill.asked.by === 'dev');
  expect(await elena('POST', `${path}/fill`, { mode: 'open' })).toMatchObject({
    status: 409,
    body: { why: 'busy', fill: { asked: { by: 'dev' } } },
  });
  expect(await elena('POST', `${path}/fill/stop`, {})).toMatchObject({ body: { fill: { stopping: true } } });
  expect(await dev('POST', `${path}/fill/apply`, {})).toMatchObject({ status: 422, body: { why: 'no-fill' } });
  await stage.beside('worker');
  await watch.until('it is stopped', ({ fill }) => fill?.state === 'stopped');
  const { fill } = (await dev('GET', `${path}/fill`)).body as { fill: never } as {
    fill: { result: Result; revision: number };
  };
  expect(fill.revision).toBe(7);
  const { result } = fill;
  expect(result.score).toMatchObject({ before: { short: 7 }, after: { short: 2 } });
  expect(result.places.flatMap(({ added }) => added).toSorted()).toEqual(['ana', 'ana', 'ben', 'ben', 'cleo']);
  expect(result.short).toHaveLength(2);
  for (const { reasons, waysOut } of result.short) {
    expect(reasons.flatMap(({ people }) => people).toSorted()).toEqual(['ana', 'ben', 'cleo']);
    expect(waysOut[0]).toMatchObject({
      way: { kind: 'own-limit', week: '2026-11-16', limits: [{ limit: 'shiftsPerWeek', more: 1 }] },
    });
  }
  const now = (await dev('GET', path)).body as unknown as Draft;
  expect([now.revision, now.log.length]).toEqual([7, 7]);

  // Meanwhile Elena fills one of its places herself, and locks another as it is.
  const [taken, locked] = result.places.filter(({ added }) => !added.includes('cleo')) as [Place, Place];
  const dayOf = ({ occurrence }: Place) => Number(occurrence.slice(8, 10));
  const [who] = ['ana', 'ben'].filter((one) => !taken.added.includes(one)) as [string];
  await elena('POST', `${path}/commands`, { command: assign(dayOf(taken), who) });
  await elena('POST', `${path}/commands`, { command: { kind: 'lock', at: eveningOn(dayOf(locked)), person: null } });
  const applied = await dev('POST', `${path}/fill/apply`, {});
  expect(applied.status).toBe(200);
  const { draft: after, leftOut } = applied.body as { draft: never; leftOut: never } as {
    draft: Draft;
    leftOut: object[];
  };
  expect(leftOut).toContainEqual({ ...eveningOn(dayOf(taken)), person: taken.added[0], step: 'add', why: 'filled' });
  expect(leftOut).toContainEqual({ ...eveningOn(dayOf(locked)), person: locked.added[0], step: 'add', why: 'locked' });
  expect(after.log.at(-1)).toMatchObject({ by: 'dev', command: { kind: 'many' } });
  expect(after.log).toHaveLength(10);
  await watch.until(
    'it is in the draft, and the proposal gone',
    ({ draft: seen, fill: left }) => seen?.revision === 10 && left === null,
  );
  const filled = (places: readonly Place[]) => places.filter(({ people }) => people.length > 0).length;
  expect(filled(after.after)).toBeGreaterThan(1);
  expect(await auditOf(stage, 'roster.')).toMatchObject([
    { by: 'person:dev', action: 'roster.filled', subject: 'main 2026-11-16 2026-11-22' },
  ]);

  // One step back, and what Elena did stays.
  const undone = (await dev('POST', `${path}/undo`, {})).body as unknown as Draft;
  expect(undone.after.filter(({ people }) => people.length > 0)).toMatchObject([{ people: [{ person: who }] }]);
  expect(filled(((await dev('POST', `${path}/redo`, {})).body as unknown as Draft).after)).toBe(filled(after.after));

  // Everything that is not locked may be moved; put away, nothing has happened.
  expect(await elena('POST', `${path}/fill`, { mode: 'unlocked', seconds: 300 })).toMatchObject({ status: 200 });
  await watch.until('it is found', ({ fill: found }) => found?.state === 'done');
  expect((await elena('GET', `${path}/fill`)).body).toMatchObject({ fill: { result: { optimal: true, gap: 0 } } });
  expect(await elena('POST', `${path}/fill/discard`, {})).toMatchObject({ status: 204 });
  expect((await dev('GET', `${path}/fill`)).body).toEqual({ fill: null });
  expect((await dev('GET', path)).body).toMatchObject({ revision: 12 });
  expect(watch.told.filter((event) => event !== 'draft' && event !== 'fill' && event !== 'here')).toEqual([]);

  // Why not, and for what price.
  const [full] = after.after.filter(({ people }) => people.length > 0) as [Place];
  const query = new URLSearchParams({ person: 'cleo', shift: 'evening', occurrence: full.occurrence }).toString();
  expect((await dev('GET', `${path}/why-not?${query}`)).body).toMatchObject({
    why: expect.any(String),
    anyway: { violations: expect.any(Array) },
  });
  expect(await dev('GET', `${path}/why-not?${query.replace('cleo', 'nobody')}`)).toMatchObject({ status: 404 });

  // Elena signs out: a second later she is told no more.
  await fetch(`${stage.service.url}/api/v1/session`, { method: 'DELETE', headers: elena.headers });
  await stage.clock.advance(1_000, async () => undefined);
  await watch.until('the stream is over', () => watch.told.at(-1) === 'end');
});

type Place = { shift: string; occurrence: string; added: string[]; people: { person: string }[] };
type Result = {
  score: object;
  places: Place[];
  short: { reasons: { people: string[] }[]; waysOut: object[] }[];
};
type Draft = { revision: number; log: object[]; after: Place[] };

test('two drafts at once: one after the other, and the second is found by looking for what is left', async () => {
  await begin();
  const dev = await signedIn('dev');
  const drafts: string[] = [];
  for (const range of [days, { ...days, from: '2026-11-23', to: '2026-11-29' }]) {
    const { id } = (await dev('POST', '', range)).body as unknown as { id: string };
    const at = { shift: 'evening', occurrence: `${range.from}T17:00` };
    await dev('POST', `/${id}/commands`, { command: { kind: 'unassign', at, person: 'ana' } });
    drafts.push(id);
  }
  const asked = await Promise.all(drafts.map((id) => dev('POST', `/${id}/fill`, { mode: 'unlocked', seconds: 30 })));
  expect(asked.map(({ status }) => status)).toEqual([200, 200]);
  const stateOf = async (id: string) =>
    ((await dev('GET', `/${id}/fill`)).body as { fill: never } as { fill: { state: string } }).fill.state;
  await eventually('both are done', async () => {
    await stage.clock.advance(1_000, async () => undefined);
    return (await Promise.all(drafts.map(stateOf))).every((state) => state === 'done');
  });
  // Published, it needs no proposal any more.
  const { look } = (await dev('GET', `/${drafts[0]}`)).body as unknown as { look: string };
  const response = await fetch(`${stage.service.url}/api/v1/drafts/${drafts[0]}/publish`, {
    method: 'POST',
    headers: { ...dev.headers, 'content-type': 'application/json', 'if-match': look },
    body: JSON.stringify({ silent: true }),
  });
  expect(response.status).toBe(200);
  expect((await dev('GET', `/${drafts[0]}/fill`)).body).toEqual({ fill: null });
});

test('a fill of nothing gets one sentence', async () => {
  await begin({ role: 'web' });
  const dev = await signedIn('dev');
  const { id } = (await dev('POST', '', days)).body as unknown as { id: string };
  const sentence = (why: string) => ({ status: 422, body: { why, detail: expect.stringMatching(/^[A-Z][^.]*\.$/) } });
  expect(await dev('POST', `/${id}/fill`, { mode: 'open' })).toMatchObject(sentence('nothing-open'));
  for (const day of week)
    await dev('POST', `/${id}/commands`, { command: { kind: 'lock', at: eveningOn(day), person: null } });
  expect(await dev('POST', `/${id}/fill`, { mode: 'unlocked' })).toMatchObject(sentence('nothing-ahead'));
  for (const step of ['stop', 'apply', 'discard'])
    expect(await dev('POST', `/${id}/fill/${step}`, {})).toMatchObject({ status: 422, body: { why: 'no-fill' } });
  expect(await dev('POST', `/${id}/fill`, { mode: 'open', seconds: 0 })).toMatchObject({ status: 400 });
  await dev('POST', `/${id}/drop`, {});
  expect(await dev('POST', `/${id}/fill`, { mode: 'open' })).toMatchObject({ status: 422, body: { why: 'over' } });
  expect(await dev('POST', '/no-such/fill', { mode: 'open' })).toMatchObject({ status: 404 });
  expect(await dev('GET', '/no-such/stream')).toMatchObject({ status: 404 });
});
