/** Ways to steal, plant or borrow a session, and to learn who is known: none leads anywhere (A1, A3). */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appCode, enterWithApp, linkFor } from '../support/authenticator.ts';
import { openBrowserClient, type BrowserClient } from '../support/browser-client.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { codeSentTo, signInAs } from '../support/signed-in.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
const ana = numbers['ana']!;
beforeEach(async () => {
  const organisation = smallOrganisation({ ana: {}, elena: { roles: ['admin'], as: null } });
  stage = await setStage({ organisation, at: evening });
});
afterEach(() => stage.close());

/** Who is signed in with these cookies. */
async function whoIs(cookies: Iterable<[string, string]>): Promise<unknown> {
  const client = openBrowserClient(stage.service.url!);
  for (const [name, value] of cookies) client.cookies.set(name, value);
  const { body } = (await client.get('/session')) as { body: { signedIn: { person: { id: string } } | null } };
  return body.signedIn?.person.id ?? null;
}

describe('fixation', () => {
  test('a token that was there before signing in is worth nothing after', async () => {
    const planted = 'p'.repeat(43);
    const client = openBrowserClient(stage.service.url!);
    client.cookies.set('warmline', planted).set('warmline-browser', planted);
    await client.post('/sign-in/code', { phone: ana });
    expect(client.cookies.get('warmline-browser')).not.toBe(planted);
    await client.post('/sign-in/code/check', { code: await codeSentTo(stage, ana) });
    expect(client.cookies.get('warmline')).not.toBe(planted);
    expect(await whoIs([['warmline', planted]])).toBeNull();
    expect(await whoIs(client.cookies)).toBe('ana');
  });

  test('a stronger session has a token of its own, and the weaker one is over', async () => {
    const { secret } = await enterWithApp(stage, 'elena');
    await stage.jump(30);
    const client = await signInAs(stage, numbers['elena']!);
    const weak = new Map(client.cookies);
    expect(await client.post('/sign-in/app', { code: appCode(stage, secret) })).toMatchObject({ status: 200 });
    expect(await whoIs(weak)).toBeNull();
    expect(await whoIs(client.cookies)).toBe('elena');
  });

  test('of two session cookies none is believed', async () => {
    const client = await signInAs(stage, ana);
    const cookie = `warmline=${client.cookies.get('warmline')}; warmline=x`;
    const response = await fetch(`${stage.service.url}/api/v1/session`, { headers: { cookie } });
    expect(await response.json()).toMatchObject({ signedIn: null });
  });
});

describe('theft', () => {
  test('a copy of the database opens nothing, and has no token, code or secret in it', async () => {
    const { client: elena, secret } = await enterWithApp(stage, 'elena');
    const { key } = (await elena.post('/keys', { name: 'k', scopes: ['board.read'], days: 1 })).body as { key: string };
    const link = await linkFor(stage, 'elena');
    const browser = openBrowserClient(stage.service.url!);
    await browser.post('/sign-in/code', { phone: ana });
    const code = await codeSentTo(stage, ana);
    const tables = await stage.rows<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const kept = new Set<string>();
    for (const { name } of tables)
      for (const { row } of await stage.rows<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(t) AS row FROM ${name} t`,
      ))
        for (const value of Object.values(row)) kept.add(typeof value === 'string' ? value : JSON.stringify(value));
    const all = [...kept].join('\n');
    for (const opens of [elena.cookies.get('warmline')!, browser.cookies.get('warmline-browser')!, secret, key, link])
      expect(all).not.toContain(opens);
    expect([...kept]).not.toContain(code);

    const hashes = await stage.rows<{ hash: string }>(
      `SELECT token_hash AS hash FROM sessions UNION SELECT id FROM sessions UNION SELECT browser_hash FROM sign_in_codes
        UNION SELECT id FROM sign_in_codes UNION SELECT token_hash FROM invitations UNION SELECT key_hash FROM api_keys`,
    );
    expect(hashes.length).toBeGreaterThan(4);
    for (const { hash } of hashes) {
      expect(await whoIs([['warmline', hash]])).toBeNull();
      const thief = openBrowserClient(stage.service.url!);
      thief.cookies.set('warmline-browser', hash);
      expect(await thief.post('/sign-in/code/check', { code })).toMatchObject({ status: 401 });
      expect(await thief.post('/sign-in/invitation', { token: hash })).toMatchObject({ status: 401 });
      for (const bearer of [hash, `warmline_${hash}`]) {
        const response = await fetch(`${stage.service.url}/api/v1/me/sessions`, {
          headers: { authorization: `Bearer ${bearer}` },
        });
        expect(response.status).toBe(401);
      }
    }
  });
});

describe('a change that no page of ours asked for', () => {
  const port = () => new URL(stage.service.url!).port;
  test.each<[string, () => Record<string, string>]>([
    ['another site', () => ({ origin: 'https://elsewhere.example' })],
    ['no origin', () => ({})],
    ['an origin of null', () => ({ origin: 'null' })],
    ['another port', () => ({ origin: 'http://localhost:1' })],
    ['a subdomain', () => ({ origin: `http://x.localhost:${port()}` })],
    ['a name that begins alike', () => ({ origin: `http://localhost.evil.example:${port()}` })],
    ['no address at all', () => ({ origin: 'localhost' })],
    ['our origin from a page elsewhere', () => ({ origin: stage.service.url!, 'sec-fetch-site': 'cross-site' })],
    ['our origin from a neighbour', () => ({ origin: stage.service.url!, 'sec-fetch-site': 'same-site' })],
  ])('%s', async (_what, headers) => {
    const client = await signInAs(stage, ana);
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const [method, path] of [
      ['DELETE', '/session'],
      ['POST', '/me/app'],
      ['POST', '/sign-in/code'],
    ]) {
      const response = await fetch(`${stage.service.url}/api/v1${path}`, { method, headers: { cookie, ...headers() } });
      expect([path, response.status]).toEqual([path, 403]);
      expect(await response.json()).toMatchObject({ type: 'urn:warmline:problem:foreign-origin' });
    }
    expect(await whoIs(client.cookies)).toBe('ana');
  });

  test('a form that pretends to be JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const client = openBrowserClient(stage.service.url!);
      const answer = await client.post('/sign-in/code', JSON.stringify({ phone: ana }), { 'content-type': type });
      expect([type, answer.status]).toEqual([type, 415]);
    }
  });
});

describe('who is known', () => {
  /** Everything somebody without a session can ask about a number or a name. */
  async function asked(client: BrowserClient, phone: string, person: string) {
    const answers = [];
    for (let time = 0; time < 6; time += 1) {
      answers.push(await client.post('/sign-in/code', { phone, sentBy: time % 2 === 0 ? 'text' : 'call' }));
      for (const code of ['12345', '000000', '999999'])
        answers.push(await client.post('/sign-in/code/check', { code }));
    }
    for (const path of ['/sign-in/demo', '/sign-in/invitation', `/people/${person}/invitation`])
      answers.push(await client.post(path, { person, token: `${person}${'x'.repeat(30)}` }));
    for (const path of ['/sign-in/passkey/options', '/sign-in/app', '/me/passkeys/options'])
      answers.push(await client.post(path, { code: '000000' }));
    for (const path of ['/session', '/me/sessions', '/keys']) answers.push(await client.get(path));
    return answers.map(({ status, body, headers }) => ({
      status,
      body: JSON.stringify(body).replaceAll(/"retryAfterSeconds":\d+/g, ''),
      headers: [...headers.keys()].filter((name) => name !== 'date').toSorted(),
      cookies: headers.getSetCookie().map((line) => line.replaceAll(/=[\w-]{43};/g, '=…;')),
    }));
  }

  test('no answer tells, whatever is asked', async () => {
    // The right code would be a hit by chance, once in half a million.
    const known = await asked(openBrowserClient(stage.service.url!), ana, 'ana');
    const stranger = await asked(openBrowserClient(stage.service.url!), caller, 'nobody');
    expect(known).toEqual(stranger);
    await stage.settle();
    expect(stage.phone(caller).texts()).toEqual([]);
    const code = /^\d{6} is your code to sign in to Northside/;
    stage.expects({ calls: { ana: 2 }, texts: { ana: [code, code, code] } });
  });
});

describe('a session ends', () => {
  test.each<[string, Parameters<typeof smallOrganisation>[0]]>([
    ['with another phone', { ana: { phone: '+15550200009' } }],
    ['with another role', { ana: { roles: ['volunteer', 'shift-leader'] } }],
    ['with its person', {}],
  ])('%s', async (_what, people) => {
    const client = await signInAs(stage, ana);
    await stage.load(smallOrganisation({ elena: { roles: ['admin'], as: null }, ...people }));
    expect(await whoIs(client.cookies)).toBeNull();
    await stage.load(smallOrganisation({ ana: {}, elena: { roles: ['admin'], as: null } }));
    expect(await whoIs(client.cookies)).toBeNull();
  });

  test('in every process when it ends in one', async () => {
    const client = await signInAs(stage, ana);
    const neighbour = await stage.beside('web');
    const there = openBrowserClient(neighbour.url!);
    for (const [name, value] of client.cookies) there.cookies.set(name, value);
    expect((await there.get('/session')).body).toMatchObject({ signedIn: { person: { id: 'ana' } } });
    await client.delete('/session');
    expect((await there.get('/session')).body).toMatchObject({ signedIn: null });
    expect((await there.get('/me/sessions')).status).toBe(401);
  });

  test('on another device when its owner says so', async () => {
    const [here, there] = [await signInAs(stage, ana), await signInAs(stage, ana)];
    const { sessions } = (await here.get('/me/sessions')).body as { sessions: { id: string; thisOne: boolean }[] };
    const other = sessions.find(({ thisOne }) => !thisOne)!;
    expect((await here.delete(`/me/sessions/${other.id}`)).status).toBe(204);
    expect([await whoIs(here.cookies), await whoIs(there.cookies)]).toEqual(['ana', null]);
  });
});
