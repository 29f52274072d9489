/** Coordinators and admins come in by a link and prove themselves with an app: each link once, each code once, and anew for what matters most (A2, A3). */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appCode, enterWithApp, linkFor } from '../support/authenticator.ts';
import { openBrowserClient } from '../support/browser-client.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { signInAs } from '../support/signed-in.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
beforeEach(async () => {
  const organisation = smallOrganisation({ ana: {}, elena: { roles: ['admin'], as: null } });
  stage = await setStage({ organisation, at: evening });
});
afterEach(() => stage.close());

const problem = (kind: string) => ({ type: `urn:warmline:problem:${kind}` });
const aKey = { name: 'the website', scopes: ['board.read'], days: 1 };

describe('a one-time link', () => {
  test('is spent by being used and not by being looked at, and opens one browser', async () => {
    const token = await linkFor(stage, 'elena');
    for (let looked = 0; looked < 3; looked += 1)
      expect((await fetch(`${stage.service.url}/sign-in`, { headers: { accept: 'text/html' } })).status).toBe(200);
    for (const path of [`/sign-in/invitation?token=${token}`, `/sign-in/invitation/${token}`])
      expect((await openBrowserClient(stage.service.url!).get(path)).status).toBe(404);
    const elena = openBrowserClient(stage.service.url!);
    expect(await elena.post('/sign-in/invitation', { token })).toMatchObject({
      status: 200,
      body: { person: { id: 'elena' }, strength: 'invited', may: [] },
    });
    const thief = openBrowserClient(stage.service.url!);
    expect(await thief.post('/sign-in/invitation', { token })).toMatchObject({
      status: 401,
      body: problem('link-over'),
    });
    expect(thief.cookies.size).toBe(0);
  });

  test('used by two at the same moment opens one', async () => {
    const token = await linkFor(stage, 'elena');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => openBrowserClient(stage.service.url!).post('/sign-in/invitation', { token })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401, 401]);
  });

  test('holds 24 hours, and only the latest one holds', async () => {
    const first = await linkFor(stage, 'elena');
    const second = await linkFor(stage, 'elena');
    const client = openBrowserClient(stage.service.url!);
    expect((await client.post('/sign-in/invitation', { token: first })).body).toMatchObject(problem('link-over'));
    // Reminders are planned by now, whatever else the machine is busy with.
    await stage.pass(2);
    await stage.jump(24 * 3_600);
    stage.expects({ texts: { ana: [/^Your next shift/] } });
    expect((await client.post('/sign-in/invitation', { token: second })).body).toMatchObject(problem('link-over'));
  });

  test('gives half an hour to set up an app', async () => {
    const client = openBrowserClient(stage.service.url!);
    await client.post('/sign-in/invitation', { token: await linkFor(stage, 'elena') });
    await stage.jump(30 * 60);
    expect((await client.post('/me/app')).body).toMatchObject(problem('not-signed-in'));
  });
});

describe('an authenticator app', () => {
  test('opens with each code once, whoever has read it', async () => {
    const { client, secret } = await enterWithApp(stage, 'elena');
    const used = appCode(stage, secret);
    expect((await client.post('/sign-in/app', { code: used })).body).toMatchObject(problem('proof-wrong'));
    await stage.jump(30);
    const next = appCode(stage, secret);
    const both = await Promise.all([next, next].map((code) => client.post('/sign-in/app', { code })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    expect((await client.post('/sign-in/app', { code: used })).status).toBe(401);
  });

  test('is not guessed: after ten tries even the right code waits', async () => {
    const { client, secret } = await enterWithApp(stage, 'elena');
    await stage.jump(30);
    const right = appCode(stage, secret);
    const wrong = right === '000000' ? '111111' : '000000';
    const answers: unknown[] = [];
    for (let tries = 0; tries < 10; tries += 1) answers.push((await client.post('/sign-in/app', { code: wrong })).body);
    const wasWrong = expect.objectContaining(problem('proof-wrong'));
    const wasTooMany = expect.objectContaining(problem('too-many'));
    expect(answers).toEqual([...Array.from({ length: 9 }, () => wasWrong), wasTooMany]);
    const late = await client.post('/sign-in/app', { code: right });
    expect(late).toMatchObject({ status: 429, body: problem('too-many') });
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('is not set up by whoever has a coordinator’s phone alone', async () => {
    const client = await signInAs(stage, numbers['elena']!);
    expect((await client.post('/me/app')).body).toMatchObject(problem('second-proof'));
    expect((await client.post('/me/passkeys/options')).body).toMatchObject(problem('second-proof'));
  });
});

test('what matters most asks for a proof of the last ten minutes', async () => {
  const { client, secret } = await enterWithApp(stage, 'elena');
  expect(await client.post('/keys', aKey)).toMatchObject({ status: 200 });
  await stage.jump(601);
  expect(await client.post('/keys', aKey)).toMatchObject({ status: 403, body: problem('fresh-proof') });
  expect((await client.get('/session')).body).toMatchObject({
    signedIn: { mayWithProof: expect.arrayContaining(['keys.manage', 'people.invite']) },
  });
  expect((await client.post('/me/app')).body).toMatchObject(problem('fresh-proof'));
  expect(await client.post('/sign-in/app', { code: appCode(stage, secret) })).toMatchObject({ status: 200 });
  expect(await client.post('/keys', aKey)).toMatchObject({ status: 200 });
});

test('a coordinator’s session ends after twelve hours without use', async () => {
  const { client } = await enterWithApp(stage, 'elena');
  await stage.pass(2);
  await stage.jump(12 * 3_600 - 60);
  expect((await client.get('/session')).body).toMatchObject({ signedIn: { person: { id: 'elena' } } });
  await stage.jump(12 * 3_600);
  stage.expects({ texts: { ana: [/^Your next shift/] } });
  expect((await client.get('/session')).body).toMatchObject({ signedIn: null });
});
