/** A roster planned through the API, as a page does it: what one looked at is what is published, and what collides is shown. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { assign, eveningOn, unassign } from '../support/drafting.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
const headersOf = new Map<string, Record<string, string>>();
beforeAll(async () => {
  const organisation = smallOrganisation({
    ana: {},
    ben: { as: null },
    dev: { as: null, roles: ['coordinator'] },
    elena: { as: null, roles: ['admin'], languages: ['es'] },
    grace: { as: null, roles: ['shift-leader'] },
  });
  stage = await setStage({ organisation, at: '2026-11-10T11:00:00-06:00' });
  for (const who of ['dev', 'elena', 'grace', 'ana'])
    headersOf.set(who, await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo: 0 }));
});
afterAll(() => {
  stage.expects({
    texts: {
      'ana|ben': [/^Your shifts on Northside Warmline have changed/, /have changed/, /have changed/, /have changed/],
    },
  });
  return stage.close();
});

type Draft = {
  id: string;
  look: string;
  revision: number;
  log: unknown[];
  idle: unknown[];
  changes: unknown[];
  after: Place[];
  state: string;
};
type Place = { occurrence: string; people: { person: string; as: string }[]; missing: number };

async function ask(who: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${stage.service.url}/api/v1${path}`, {
    method,
    headers: {
      ...headersOf.get(who),
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  for (const number of Object.values(numbers)) expect(text).not.toContain(number.slice(1));
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> };
}

const days = { line: 'main', from: '2026-11-16', to: '2026-11-22' };
const open = async (who: string) => (await ask(who, 'POST', '/drafts', days)).body as unknown as Draft;
const on = (places: readonly Place[], day: number) =>
  places.find(({ occurrence }) => occurrence === eveningOn(day).occurrence)?.people.map(({ person }) => person);

test('from opening to publishing and back', async () => {
  const draft = await open('dev');
  expect(draft).toMatchObject({ state: 'open', revision: 0, log: [], changes: [], check: { score: { short: 0 } } });
  expect(draft.after).toHaveLength(7);
  expect((await open('elena')).id).toBe(draft.id);
  const commands = `/drafts/${draft.id}/commands`;
  const looked = { 'if-match': `"${draft.look}"` };

  const first = await ask('dev', 'POST', commands, { command: unassign(16, 'ana') }, looked);
  expect([first.status, first.body]).toMatchObject([
    200,
    { revision: 1, changes: [{ person: 'ana' }], check: { score: { short: 1, changes: 1 } } },
  ]);
  // Elena has not seen it: what still acts is done, what does not is shown beside what there is.
  expect(await ask('elena', 'POST', commands, { command: assign(16, 'ben') }, looked)).toMatchObject({ status: 200 });
  expect(await ask('elena', 'POST', commands, { command: unassign(16, 'ana') }, looked)).toMatchObject({
    status: 409,
    body: {
      type: 'urn:warmline:problem:conflict',
      yours: [{ command: unassign(16, 'ana'), why: 'not-there' }],
      draft: { id: draft.id, revision: 2 },
    },
  });
  expect(await ask('elena', 'POST', commands, { command: { kind: 'explode' } })).toMatchObject({ status: 400 });
  expect(await ask('elena', 'POST', `/drafts/${draft.id}/redo`, {})).toMatchObject({
    status: 422,
    body: { why: 'nothing' },
  });

  const publish = `/drafts/${draft.id}/publish`;
  expect(await ask('dev', 'POST', publish, { silent: false })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'header.If-Match' }] },
  });
  const stale = await ask('dev', 'POST', publish, { silent: false }, looked);
  expect(stale).toMatchObject({ status: 409, body: { draft: { revision: 2 } } });
  const { look } = (stale.body as { draft: Draft }).draft;
  expect(await ask('dev', 'POST', publish, { silent: false }, { 'if-match': `"${look}"` })).toMatchObject({
    status: 200,
    body: { state: 'published', closed: { by: 'dev' }, changes: [{ person: 'ana' }, { person: 'ben' }] },
  });
  await stage.pass(2);
  const roster = await ask('grace', 'GET', '/rosters/main?from=2026-11-16&to=2026-11-22');
  expect(on((roster.body as { places: Place[] }).places, 16)).toEqual(['ben']);
  expect(await ask('dev', 'POST', commands, { command: assign(17, 'ben') })).toMatchObject({
    status: 422,
    body: { why: 'over' },
  });

  expect(await ask('elena', 'POST', `/drafts/${draft.id}/take-back`, { silent: false })).toMatchObject({
    status: 200,
    body: { state: 'open', log: [{ seq: 1 }, { seq: 2 }] },
  });
  await stage.pass(2);
  const again = await ask('grace', 'GET', '/rosters/main?from=2026-11-16&to=2026-11-22');
  expect(on((again.body as { places: Place[] }).places, 16)).toEqual(['ana']);
  expect(await ask('elena', 'POST', `/drafts/${draft.id}/take-back`, { silent: false })).toMatchObject({ status: 422 });

  const week = { fromMonday: '2026-11-16', toMonday: '2026-11-23', withPeople: true };
  expect(await ask('dev', 'POST', `/drafts/${draft.id}/copy-week`, week)).toMatchObject({
    status: 200,
    body: { leftOut: [], draft: { revision: 4 } },
  });
  expect(await ask('dev', 'POST', `/drafts/${draft.id}/copy-week`, { ...week, toMonday: '2026-11-24' })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'body.toMonday', message: 'must be a Monday' }] },
  });
  // Whoever looked at it before that week was copied does not put it away unseen.
  expect(await ask('elena', 'POST', `/drafts/${draft.id}/drop`, {}, looked)).toMatchObject({
    status: 409,
    body: { draft: { revision: 4, state: 'open' } },
  });
  const now = ((await ask('dev', 'GET', `/drafts/${draft.id}`)).body as { look: string }).look;
  const drop = ask('dev', 'POST', `/drafts/${draft.id}/drop`, {}, { 'if-match': `"${now}"` });
  expect(await drop).toMatchObject({ status: 204 });
  expect((await ask('elena', 'GET', '/drafts')).body).toMatchObject({ drafts: [{ id: draft.id, state: 'dropped' }] });
});

test.each<[string, string, unknown, number]>([
  ['days that end before they begin', '/drafts', { ...days, to: '2026-11-15' }, 400],
  ['three years', '/drafts', { ...days, to: '2029-11-15' }, 400],
  ['days that are over', '/drafts', { ...days, from: '2026-10-01', to: '2026-10-07' }, 422],
  ['days that nobody will see', '/drafts', { ...days, from: '9999-12-01', to: '9999-12-31' }, 400],
  ['days that nobody has seen', '/drafts', { ...days, from: '0001-01-01', to: '0001-01-31' }, 400],
  ['a line that is not there', '/drafts', { ...days, line: 'no-such' }, 404],
  ['no dates', '/drafts', { ...days, from: 'tomorrow' }, 400],
])('%s: one sentence, and nothing is opened', async (_what, path, body, status) => {
  const before = (await ask('dev', 'GET', '/drafts')).body;
  expect(await ask('dev', 'POST', path, body)).toMatchObject({ status, body: { title: expect.stringMatching(/\.$/) } });
  expect((await ask('dev', 'GET', '/drafts')).body).toEqual(before);
});

test('cover is for those who lead, who has how much for those who plan, by name, and a draft for them alone', async () => {
  const { id } = await open('dev');
  await ask('dev', 'POST', `/drafts/${id}/commands`, { command: unassign(17, 'ana') });
  const during = '?from=2026-11-16&to=2026-11-22';
  const ofPlan = async (who: string, query: string) => {
    const { weeks = [] } = (await ask(who, 'GET', `/coverage${query}`)).body as { weeks?: object[] };
    return weeks.at(-1);
  };
  expect(await ofPlan('grace', during)).toEqual({ monday: '2026-11-16', needHours: 42, metHours: 42, needsMissed: 0 });
  expect(await ofPlan('dev', `?draft=${id}`)).toMatchObject({ monday: '2026-11-16', needHours: 42, metHours: 36 });
  expect((await ask('grace', 'GET', `/coverage?draft=${id}`)).status).toBe(403);
  expect((await ask('grace', 'GET', `/fairness${during}`)).status).toBe(403);
  const shares = await ask('elena', 'GET', `/fairness?draft=${id}`);
  expect(shares.body).toMatchObject({
    draft: id,
    line: 'main',
    first: '2026-09-21',
    people: [{ name: 'ana of Northside', hours: { done: 336, planned: 36, target: null } }],
  });
  for (const wrong of ['?from=2026-11-16&to=2026-11-15', '?from=1999-01-01', '?line=no-such', '?draft=no-such'])
    expect([wrong, (await ask('dev', 'GET', `/fairness${wrong}`)).status]).toEqual([
      wrong,
      wrong.includes('from') ? 400 : 404,
    ]);
  await ask('dev', 'POST', `/drafts/${id}/drop`, {});
});

test('a shift leader reads what is published and no draft; a volunteer neither', async () => {
  const roster = '/rosters/main?from=2026-11-16&to=2026-11-22';
  expect([(await ask('grace', 'GET', roster)).status, (await ask('grace', 'GET', '/drafts')).status]).toEqual([
    200, 403,
  ]);
  expect([(await ask('ana', 'GET', roster)).status, (await ask('ana', 'GET', '/drafts')).status]).toEqual([403, 403]);
});

test('what leads to no shift is refused in the words of whoever asked, with a key for programs', async () => {
  const { id } = await open('dev');
  const shift = { id: 'night', line: 'main', start: '2026-11-16T23:00', end: '2026-11-17T03:00', repeat: 'FREQ=NEVER' };
  const command = { kind: 'add-shift', shift };
  const fault = async (who: string) =>
    ((await ask(who, 'POST', `/drafts/${id}/commands`, { command })).body['faults'] as object[])[0];
  const broken = { shift: 'night', path: 'repeat', problem: { key: 'ruleFrequency', slots: { frequency: 'NEVER' } } };
  expect(await fault('dev')).toMatchObject({ ...broken, message: expect.stringMatching(/^FREQ=NEVER is /) });
  expect(await fault('elena')).toMatchObject({ ...broken, message: expect.stringMatching(/^FREQ=NEVER no es una/) });
});
