/** Whatever is sent to the API, made from its own document and then bent: it says what is wrong, breaks nothing and tells nothing. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacters } from '../support/any-characters.ts';
import { forgetLimits } from '../support/api-limits.ts';
import { programHeaders, sessionHeaders } from '../support/api-askers.ts';
import { documentedOperations, type DocumentedOperation } from '../support/api-document.ts';
import { apiEvening, secretNumbers, secretWords } from '../support/api-evening.ts';
import { apiObjects, hasEveryNumber } from '../support/api-objects.ts';
import { fitting, odd } from '../support/from-schema.ts';
import { patienceMs } from '../support/patience.ts';
import type { Stage } from '../support/stage.ts';

/** How many requests there are bounds this file, and each has to be answered in time: a slow machine may take as long as it takes. */
jest.setTimeout(3 * 60 * 60_000);

let stage: Stage;
beforeAll(async () => void (stage = await apiEvening()));
afterAll(() => {
  stage.cannotKnow('the whole API is asked for, with whatever it sends');
  return stage.close();
});

const operations = documentedOperations();

/** Numbers that nobody has, so that nothing is sent. */
const named = { phone: '+15550900999', scopes: ['board.read'] };

/** Who asks, beside nobody: with two proofs just given, or a program that may read. */
type Who = string | null;
type Sent = { method: string; path: string; headers: Record<string, string | string[]>; body: string | Buffer | null };
type Came = { status: number; type: string; text: string };

/** Sends exactly this, header by header; what fetch would refuse to send too. */
async function send(sent: Sent): Promise<Came> {
  const { port } = new URL(stage.service.url!);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { port, host: '127.0.0.1', method: sent.method, path: sent.path, headers: sent.headers },
      (response) => {
        const type = response.headers['content-type'] ?? '';
        // A stream goes on for as long as somebody listens; that it opened is its answer.
        if (type.startsWith('text/event-stream')) {
          response.destroy();
          resolve({ status: response.statusCode ?? 0, type, text: '' });
          return;
        }
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => void (text += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, type, text }));
      },
    );
    request.setTimeout(patienceMs, () => request.destroy(new Error(`no answer to ${sent.method} ${sent.path}`)));
    request.on('error', reject);
    request.end(sent.body ?? undefined);
  });
}

const headersOfWho = new Map<Who, Promise<Record<string, string>>>();

/** A session holds until the service says otherwise: what was asked with it may have ended it. */
function headersOf(who: Who): Promise<Record<string, string>> {
  const known = headersOfWho.get(who);
  if (known) return known;
  const made =
    who === null
      ? Promise.resolve({ origin: stage.service.url! })
      : who === 'program'
        ? programHeaders(stage, ['board.read', 'attention.read'])
        : sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo: 0 });
  headersOfWho.set(who, made);
  return made;
}

/** Sends it in somebody's name; once more where they were not known any more. */
async function sendAs(who: Who, sent: Sent): Promise<Came> {
  const once = async () => send({ ...sent, headers: { ...(await headersOf(who)), ...sent.headers } });
  const came = await once();
  if (who === null || came.status !== 401 || 'cookie' in sent.headers || 'authorization' in sent.headers) return came;
  headersOfWho.delete(who);
  return once();
}

const oddText = fc.oneof(
  fc.constantFrom(...odd.filter((value) => typeof value === 'string')),
  anyCharacters(40),
  fc.constantFrom('%', '%zz', '%E0%A4%A', '%00', '%2e%2e%2f', '[]=1', 'a&cursor=b', 'eyJub3QiOiJhIGN1cnNvciJ9'),
);
const oddValue = fc.oneof(fc.constantFrom(...odd), fc.jsonValue({ maxDepth: 2 }));
const raw = new Set(['%', '%zz', '%E0%A4%A', '%00', '%2e%2e%2f', '[]=1', 'a&cursor=b']);
const encoded = (text: string) => (raw.has(text) ? text : encodeURIComponent(Buffer.from(text).toString()));

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Mostly nothing: a request that is bent in one place gets furthest. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** How one request differs from what the document asks for. */
const bent = fc.record({
  who: fc.constantFrom(null, 'ben', 'ben', 'ben', 'dev', 'cleo', 'elena', 'elena', 'elena', 'program'),
  address: fc.option(oddText, { freq: 2 }),
  query: fc.array(fc.tuple(fc.constantFrom('cursor', 'limit', 'from', 'until', '__proto__', 'x'), oddText), {
    maxLength: 3,
  }),
  field: fc.option(fc.tuple(fc.nat(9), oddValue), { freq: 4 }),
  body: seldom(
    fc.constantFrom('', '{', 'null', '[]', '"x"', '{"a":1}{', '\ufeff{}', '\u0000', `[${'['.repeat(5_000)}`, 'x=1&y=2'),
  ),
  type: seldom(
    fc.constantFrom(
      'application/json; charset=utf-7',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/xml',
      '',
      '/',
    ),
  ),
  headers: seldom(
    fc.subarray<[string, string | string[]]>(
      [
        ['cookie', ['warmline=a', 'warmline=b; warmline=c']],
        ['idempotency-key', 'k'.repeat(300)],
        ['idempotency-key', ' '],
        ['if-match', '"\u00ff"'],
        ['accept', 'application/xml;q=0'],
        ['content-encoding', 'gzip'],
        ['accept-language', '*-*-*;q=999'],
        ['x-forwarded-for', '::ffff:1, garbage, 999.1.1.1'],
        ['x-http-method-override', 'DELETE'],
        ['range', 'bytes=0-1'],
        ['authorization', 'Bearer \u00e9'],
        ['authorization', 'Basic x'],
        ['sec-fetch-site', 'elsewhere'],
      ],
      { maxLength: 2 },
    ),
  ),
});

async function requestFor(
  operation: DocumentedOperation,
  how: typeof bent extends fc.Arbitrary<infer T> ? T : never,
): Promise<Sent> {
  const object = apiObjects[operation.name];
  const params = object && how.address === null ? await object.make(stage) : {};
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encoded(how.address ?? params[name] ?? 'nobody'),
  );
  const query = how.query.map(([name, value]) => `${name}=${encoded(value)}`).join('&');
  const fit = operation.body === null ? null : fitting(operation.body, named);
  if (how.field && fit !== null && typeof fit === 'object') {
    const [which, value] = how.field;
    const keys = Object.keys(operation.body?.properties ?? {});
    const key = keys[which % Math.max(1, keys.length)];
    if (key !== undefined) (fit as Record<string, unknown>)[key] = value;
  }
  const body = how.body ?? (fit === null ? null : JSON.stringify(fit));
  return {
    method: operation.method,
    path: `/api/v1${path}${query === '' ? '' : `?${query}`}`,
    headers: {
      ...(body === null
        ? {}
        : {
            ...(how.type === '' ? {} : { 'content-type': how.type ?? 'application/json' }),
            'content-length': String(Buffer.byteLength(body)),
          }),
      ...Object.fromEntries(how.headers ?? []),
    },
    body,
  };
}

/** Texts that a schema lets through and what comes behind it may choke on; and what is no text. */
const choking = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '9'.repeat(60),
  '+275760-09-13T00:00:00Z',
  '🙂'.repeat(60),
  1e308,
  -1,
  [],
  {},
];

test('each field takes or refuses whatever is put into it', async () => {
  const said: string[] = [];
  for (const operation of operations) {
    await forgetLimits(stage);
    const inPath = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name);
    const inQuery = operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
    const inBody = Object.keys(operation.body?.properties ?? {});
    for (const who of ['ben', 'elena'])
      for (const value of choking)
        for (const field of [...inPath, ...inQuery, ...inBody]) {
          const params = Object.fromEntries(
            inPath.map((name) => [name, name === field ? encoded(asText(value)) : 'nobody']),
          );
          const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
          const query = inQuery.includes(field) ? `?${field}=${encoded(asText(value))}` : '';
          const fit = operation.body === null ? null : (fitting(operation.body, named) as object);
          const body = fit === null ? null : JSON.stringify(inBody.includes(field) ? { ...fit, [field]: value } : fit);
          const answer = await sendAs(who, {
            method: operation.method,
            path: `/api/v1${path}${query}`,
            headers:
              body === null
                ? {}
                : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
            body,
          });
          if (answer.status >= 500)
            said.push(`${operation.name} ${field} = ${JSON.stringify(value)}: ${answer.status}`);
        }
  }
  expect(said).toEqual([]);
});

test('never broken, never a stack, never another person’s data', async () => {
  const perOperation = Math.max(5, Math.floor(400 / operations.length));
  for (const operation of operations) {
    await forgetLimits(stage);
    await fc.assert(
      fc.asyncProperty(bent, async (how) => {
        const sent = await requestFor(operation, how);
        const { status, type, text } = await sendAs(how.who, sent);
        const said = `${sent.method} ${sent.path.slice(0, 200)} → ${status} ${text.slice(0, 300)}`;
        expect([said, status < 500]).toEqual([said, true]);
        if (status >= 400 && text !== '') {
          expect([said, type]).toEqual([said, expect.stringContaining('application/problem+json')]);
          expect(JSON.parse(text)).toMatchObject({ type: expect.stringMatching(/^urn:warmline:problem:/), status });
        }
        const body: unknown = /^text\/(event-stream|csv)/.test(type) ? text : text === '' ? null : JSON.parse(text);
        const numbers = hasEveryNumber(operation.name) ? [] : secretNumbers;
        const secrets = [...numbers, secretWords, 'node_modules', '.ts:', 'prisma', 'SELECT '];
        const wrong = [
          ...operation.faults(status, type, body),
          ...secrets.filter((secret) => text.includes(secret)).map((secret) => `tells ${secret}`),
        ];
        expect(wrong.map((fault) => `${said} ${fault}`)).toEqual([]);
      }),
      { seed: 20261110, numRuns: perOperation, endOnFailure: true },
    );
  }
  expect(stage.logged.filter((line) => line.includes('an API request failed'))).toEqual([]);
});

test.each(['/api', '/api/', '/api/v2/session', '/api/v1/%E0%A4%A', '/api/v1/session/%2e%2e', '/api/v1/keys/%00'])(
  '%s is answered as a problem',
  async (path) => {
    const { status, type, text } = await send({ method: 'GET', path, headers: {}, body: null });
    expect([status, type]).toEqual([expect.any(Number), expect.stringContaining('application/problem+json')]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(text).not.toContain('URIError');
  },
);

test.each(['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'PATCH'])(
  'a method that is not there (%s) breaks nothing',
  async (method) => {
    const { status } = await send({ method, path: '/api/v1/me/sessions', headers: {}, body: null });
    expect(status).toBeLessThan(500);
  },
);
