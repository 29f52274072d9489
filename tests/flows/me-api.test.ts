/** Me: what is mine is changed by me alone, as by text; what guards a coordinator's pages is not taken off by a phone (P7). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { checkPin } from '../../src/people/pin.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { appCode, enterWithApp } from '../support/authenticator.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import {
  auditOf,
  availabilityOf,
  hoursOfReminders,
  openAttentionOf,
  organisationVersionOf,
} from '../support/stored.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
beforeEach(async () => {
  const organisation = smallOrganisation({
    ana: { tags: ['grief'] },
    ben: { as: null, tags: ['panic'], languages: ['es'] },
    elena: { roles: ['admin'], as: null },
  });
  stage = await setStage({ organisation, at: evening });
});
afterEach(() => stage.close());

type Way = Parameters<typeof sessionHeaders>[2];
const byCode: Way = { strength: 'code', provedMinutesAgo: 0 };

async function ask(personId: string, method: string, path: string, body?: unknown, came = byCode, more = {}) {
  const response = await fetch(`${stage.service.url}/api/v1${path}`, {
    method,
    headers: { ...(await sessionHeaders(stage, personId, came)), 'content-type': 'application/json', ...more },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

test('a tag is put on and taken off as by text, on record without its name', async () => {
  const { others } = ((await ask('ana', 'GET', '/me')).body as { tags: { own: string[]; others: string[] } }).tags;
  expect(await ask('ana', 'PUT', '/me/tags', { tag: 'grief', on: false })).toMatchObject({
    status: 200,
    body: { own: [] },
  });
  expect((await ask('ana', 'GET', '/me')).body).toMatchObject({
    tags: { own: [], others: [...others, 'grief'].toSorted() },
  });
  expect((await ask('ana', 'PUT', '/me/tags', { tag: 'grief', on: true })).body).toMatchObject({ own: ['grief'] });
  expect(await ask('ana', 'PUT', '/me/tags', { tag: 'no such', on: true })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'body.tag' }] },
  });
  expect((await auditOf(stage, 'tag')).map(({ action, subject }) => [action, subject])).toEqual([
    ['tag.dropped', 'ana'],
    ['tag.added', 'ana'],
  ]);
});

test('a PIN is set and taken away, and never said', async () => {
  expect((await ask('ana', 'PUT', '/me/pin', { pin: '12' })).status).toBe(400);
  expect((await ask('ana', 'PUT', '/me/pin', { pin: '4711' })).status).toBe(204);
  expect(await checkPin(stage.service.deps.room, 'ana', '4711')).toBe('right');
  const me = await ask('ana', 'GET', '/me');
  expect(me.body).toMatchObject({ pin: true });
  expect(me.text).not.toContain('4711');
  expect((await ask('ana', 'PUT', '/me/pin', { pin: null })).status).toBe(204);
  expect((await ask('ana', 'GET', '/me')).body).toMatchObject({ pin: false });
});

test('an app is removed by whoever just proved it, and not with the phone alone', async () => {
  const { client, secret } = await enterWithApp(stage, 'elena');
  expect(await ask('elena', 'DELETE', '/me/app')).toMatchObject({
    status: 403,
    body: { type: 'urn:warmline:problem:second-proof' },
  });
  await stage.jump(601);
  expect((await client.delete('/me/app')).body).toMatchObject({ type: 'urn:warmline:problem:fresh-proof' });
  await client.post('/sign-in/app', { code: appCode(stage, secret) });
  expect((await client.delete('/me/app')).status).toBe(204);
  await stage.jump(30);
  expect((await client.post('/sign-in/app', { code: appCode(stage, secret) })).status).toBe(401);
  expect(await auditOf(stage, 'app.removed')).toMatchObject([{ by: 'person:elena', subject: 'elena' }]);
});

test('what is held about me is mine: my devices and my load, nothing of anybody else', async () => {
  const held = await ask('ana', 'GET', '/me/held');
  expect(held.body).toMatchObject({
    person: { id: 'ana', tags: ['grief'], roles: ['volunteer'] },
    sessions: [{ device: '' }],
    load: expect.arrayContaining([
      { kind: 'shift', from: '2026-11-10T23:00:00.000Z', until: '2026-11-11T05:00:00.000Z' },
    ]),
  });
  for (const secret of [...Object.values(numbers), 'ben', 'elena', 'token'])
    expect([secret, held.text.includes(secret)]).toEqual([secret, false]);
});

test('what callers hear, languages and channels are one’s own to change, in one version and one entry that does not say to what', async () => {
  const version = () => organisationVersionOf(stage);
  const before = await version();
  const changed = await ask('ana', 'PATCH', '/me', { phoneName: ' Robin ', languages: ['en'], channels: ['text'] });
  expect(changed.status).toBe(204);
  expect((await ask('ana', 'GET', '/me')).body).toMatchObject({ phoneName: 'Robin', channels: ['text'] });
  expect(await version()).toBe(before + 1);
  expect((await auditOf(stage, 'person.changed')).map(({ by, action, subject }) => [by, action, subject])).toEqual([
    ['person:ana', 'person.changed-own', 'ana'],
  ]);
  await ask('ana', 'PATCH', '/me', { channels: ['text'] });
  expect(await version()).toBe(before + 1);
  const seen = ((await ask('ana', 'GET', '/me')).body as { version: string }).version;
  expect((await ask('ana', 'PATCH', '/me', { phoneName: null })).status).toBe(204);
  // What another window, or a coordinator, has changed since is shown and stays.
  const late = await ask('ana', 'PATCH', '/me', { phoneName: 'Late' }, byCode, { 'if-match': `"${seen}"` });
  const current = { phoneName: null, languages: ['en'], channels: ['text'] };
  expect(late).toMatchObject({ status: 409, body: { type: 'urn:warmline:problem:conflict', current } });
  expect((await ask('ana', 'GET', '/me')).body).toMatchObject({ phoneName: null, channels: ['text'] });
  for (const [body, path] of [
    [{ languages: ['xx'] }, 'body.languages'],
    [{ languages: [] }, 'body.languages'],
    [{ channels: [] }, 'body.channels'],
    [{ phoneName: '\u200B' }, 'body.phoneName'],
  ] as const)
    expect(await ask('ana', 'PATCH', '/me', body)).toMatchObject({ status: 400, body: { fields: [{ path }] } });
  const held = await ask('ana', 'GET', '/me/held');
  expect(held.body).toMatchObject({ person: { sealed: ['phone'] }, pin: false, times: { week: [] } });
});

test('reminders come when one wants them, those planned already too', async () => {
  await stage.pass(61);
  const due = () => hoursOfReminders(stage, 'ana', '2026-11-12T23:00:00Z');
  expect(await due()).toEqual([
    ['day-before', 24],
    ['hour-before', 1],
  ]);
  expect((await ask('ana', 'PUT', '/me/reminders', { askHours: 12, againMinutes: null })).status).toBe(204);
  expect((await ask('ana', 'GET', '/me')).body).toMatchObject({ reminders: { askHours: 12, againMinutes: null } });
  // Twelve hours before five in the afternoon is night: it comes the evening before.
  expect(await due()).toEqual([['day-before', 21]]);
  await ask('ana', 'PUT', '/me/reminders', { askHours: 48, againMinutes: 180 });
  expect(await due()).toEqual([
    ['day-before', expect.closeTo(46.9, 0)],
    ['hour-before', 3],
  ]);
  expect(await ask('ana', 'PUT', '/me/reminders', { askHours: 5, againMinutes: 60 })).toMatchObject({ status: 400 });
  stage.wasRead(stage.phone(numbers['ana']!).texts());
});

test('leaving says what it opens, takes one off every shift from that day on, tells a coordinator, and can be taken back', async () => {
  const opens = await ask('ana', 'GET', '/me/leaving/opens?from=2026-11-12');
  expect((opens.body as { opens: { startAt: string }[] }).opens[0]).toMatchObject({
    startAt: '2026-11-12T23:00:00.000Z',
  });
  expect((await ask('ana', 'POST', '/me/leaving', { from: '2026-11-12' })).status).toBe(204);
  await ask('ana', 'POST', '/me/leaving', { from: '2026-11-12' });
  expect((await ask('ana', 'GET', '/me')).body).toMatchObject({ leavesOn: '2026-11-12' });
  expect((await ask('ana', 'GET', '/me/times')).body).toMatchObject({ away: [] });
  expect(((await ask('ana', 'GET', '/me/shifts')).body as { shifts: unknown[] }).shifts).toHaveLength(2);
  expect((await openAttentionOf(stage)).map(({ kind, personId }) => [kind, personId])).toEqual([
    ['volunteer-leaves', 'ana'],
  ]);
  expect(await ask('elena', 'POST', '/me/leaving', { from: '2026-11-12' })).toMatchObject({ status: 403 });
  expect(await ask('ana', 'POST', '/me/leaving', { from: '2026-11-01' })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'body.from' }] },
  });
  expect((await ask('ana', 'DELETE', '/me/leaving')).status).toBe(204);
  expect((await ask('ana', 'GET', '/me')).body).toMatchObject({ leavesOn: null });
  expect(((await ask('ana', 'GET', '/me/shifts')).body as { shifts: unknown[] }).shifts.length).toBeGreaterThan(2);
  expect(await openAttentionOf(stage)).toEqual([]);
  expect((await auditOf(stage, 'person')).map(({ action }) => action).slice(-2)).toEqual([
    'person.leaves',
    'person.stays',
  ]);
});

test('who leaves today is rung no more from now on', async () => {
  await ask('ana', 'POST', '/me/leaving', { from: '2026-11-10' });
  expect(await availabilityOf(stage)).toMatchObject([{ personId: 'ana', setting: 'off' }]);
  expect((await ask('ana', 'GET', '/me/now')).body).toMatchObject({ onShift: false, wantsCalls: false });
});

test('a problem speaks the language of its reader: their own, else the browser’s; its type is the same', async () => {
  const wrong = (personId: string, language: string) =>
    ask(personId, 'PUT', '/me/tags', { tag: 'no such', on: true }, byCode, { 'accept-language': language });
  const type = 'urn:warmline:problem:invalid';
  const [english, spanish] = ['is no tag of the organisation', 'no es una etiqueta de la organización'];
  expect((await wrong('ben', 'en')).body).toMatchObject({ type, fields: [{ message: spanish }] });
  expect((await wrong('ana', 'es')).body).toMatchObject({ type, fields: [{ message: english }] });
  const nobody = async (language: string) => {
    const headers = { 'accept-language': language };
    return (await fetch(`${stage.service.url}/api/v1/me`, { headers })).json();
  };
  expect(await nobody('fr, es-MX;q=0.8')).toMatchObject({ title: 'Primero inicie sesión, por favor.' });
  expect(await nobody('fr')).toMatchObject({ title: 'Please sign in first.' });
});
