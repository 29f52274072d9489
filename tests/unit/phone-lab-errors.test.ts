import { createServer } from 'node:http';
import { CALLER, LINE, setStage, type Stage } from '../support/carrier-phones.ts';

const BEN = '+15550200002';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const codes = () => stage.carrier.control.alerts().map((entry) => entry.code);

test.each([
  ['a server error', 11200, (_hit: unknown, res: { status(code: number): { end(): void } }) => res.status(500).end()],
  ['JSON in place of TwiML', 12300, (_hit: unknown, res: { json(body: unknown): void }) => res.json({ error: 'no' })],
  ['broken TwiML', 12100, () => '<Say>never closed'],
])('%s without a fallback: the carrier speaks its own error and ends the call', async (_name, code, answer) => {
  const { carrier, on, pass } = stage;
  on('/voice', answer as Parameters<typeof on>[1]);
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(1);
  expect(caller.heard().map((heard) => heard.kind)).toEqual(['dials', 'carrier-error']);
  await pass(10);
  expect(caller.state()).toBe('idle');
  expect(codes()).toEqual([code]);
});

test('a fallback that pauses and comes back takes the caller up again once the service answers', async () => {
  const { carrier, serviceUrl, on, at, pass } = stage;
  carrier.control.number(LINE, { voiceFallbackUrl: `${serviceUrl}/sorry` });
  let broken = true;
  on('/voice', (_hit, res) => (broken ? void res.status(503).end() : '<Say>Welcome</Say>'));
  on('/sorry', '<Say>Sorry, one moment</Say><Pause length="5"/><Redirect>/voice</Redirect>');
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(8);
  broken = false;
  await pass(7);
  expect(caller.sentences()).toEqual(['Sorry, one moment', 'Sorry, one moment', 'Welcome']);
  expect(at('/sorry')[0]).toMatchObject({ ErrorCode: '11200', ErrorUrl: `${serviceUrl}/voice` });
});

/** A port on which nothing listens. */
const closedPort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

test('a refused connection counts as none, and the fallback is asked', async () => {
  const { carrier, serviceUrl, on, at, pass } = stage;
  const dead = `http://127.0.0.1:${await closedPort()}/voice`;
  carrier.control.number(LINE, { voiceUrl: dead, voiceFallbackUrl: `${serviceUrl}/sorry` });
  on('/sorry', '<Say>Sorry</Say>');
  carrier.control.phone(CALLER).call(LINE);
  await pass(1);
  expect(at('/sorry')).toMatchObject([{ ErrorCode: '11205', ErrorUrl: dead }]);
});

test('a 500 is not repeated unless the fragment asks for it, then with the same token and outside the signature', async () => {
  const { carrier, serviceUrl, on, pass, hits } = stage;
  on('/voice', (_hit, res) => void res.status(500).end());
  carrier.control.phone(CALLER).call(LINE);
  await pass(10);
  expect(hits.filter((hit) => hit.path === '/voice').length).toBe(1);
  carrier.control.number(LINE, { voiceUrl: `${serviceUrl}/voice#rc=2&rp=5xx` });
  carrier.control.phone(CALLER).call(LINE);
  await pass(10);
  const again = hits.filter((hit) => hit.path === '/voice').slice(1);
  expect(again.length).toBe(3);
  expect(new Set(again.map((hit) => hit.headers['i-twilio-idempotency-token'])).size).toBe(1);
  expect(again.every((hit) => hit.signed)).toBe(true);
});

test('a redirect by HTTP loses the form', async () => {
  const { carrier, on, pass, hits } = stage;
  on('/voice', (_hit, res) => res.redirect('/elsewhere'));
  on('/elsewhere', '<Say>Hello</Say>');
  carrier.control.phone(CALLER).call(LINE);
  await pass(1);
  expect(hits[1]).toMatchObject({ path: '/elsewhere', method: 'GET', form: {} });
});

test('an answer later than 15 seconds counts as none', async () => {
  const { carrier, on, clock } = stage;
  on('/voice', () => new Promise<void>(() => {}));
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await clock.advance(14_900, () => carrier.idle(50));
  expect(caller.heard().length).toBe(1);
  await clock.advance(200, () => carrier.idle(50));
  expect(caller.heard()[1]?.kind).toBe('carrier-error');
});

test('webhooks late, doubled, lost and out of order', async () => {
  const { carrier, client, serviceUrl, on, at, pass } = stage;
  on('/offer', '<Pause length="60"/>');
  const faults = carrier.control.faults;
  faults.webhook({ on: 'callback', params: { CallStatus: 'initiated' }, does: { kind: 'late', ms: 4000 } });
  faults.webhook({ on: 'callback', params: { CallStatus: 'ringing' }, does: { kind: 'reorder' } });
  faults.webhook({ on: 'callback', params: { CallStatus: 'in-progress' }, does: { kind: 'repeat', copies: 3 } });
  faults.webhook({ on: 'callback', params: { CallStatus: 'completed' }, does: { kind: 'lost' } });
  await client.calls.create({
    from: LINE,
    to: BEN,
    url: `${serviceUrl}/offer`,
    statusCallback: `${serviceUrl}/progress`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  });
  await pass(1);
  carrier.control.phone(BEN).answer();
  await pass(8);
  carrier.control.phone(BEN).hangUp();
  await pass(5);
  expect(at('/progress').map((form) => form['CallStatus'])).toEqual([
    'in-progress',
    'in-progress',
    'in-progress',
    'ringing',
    'initiated',
  ]);
});

test('the REST interface answers 429 and 500, hangs, drops, and acts while losing the answer', async () => {
  const { carrier, client, serviceUrl, pass } = stage;
  const create = () => client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/offer` });
  const faults = carrier.control.faults;
  faults.rest({ path: /^Calls$/, method: 'POST', does: { kind: 'status', status: 429 } });
  await expect(create()).rejects.toMatchObject({ status: 429, code: 20429 });
  faults.rest({ path: /^Calls$/, does: { kind: 'status', status: 500 } });
  await expect(create()).rejects.toMatchObject({ status: 500 });
  faults.rest({ path: /^Calls$/, does: { kind: 'drop' } });
  await expect(create()).rejects.toThrow();
  await pass(0);
  expect(carrier.control.calls()).toEqual([]);
  faults.rest({ path: /^Calls$/, does: { kind: 'act-and-drop' } });
  await expect(create()).rejects.toThrow();
  await pass(0);
  expect(carrier.control.calls()).toMatchObject([{ to: BEN, status: 'ringing' }]);
  faults.rest({ path: /^Calls$/, does: { kind: 'act-and-hang' } });
  const hanging = create();
  hanging.catch(() => undefined);
  await carrier.idle();
  await expect(hanging).rejects.toThrow();
  expect(carrier.control.calls().length).toBe(2);
});

test('an endless circle of redirects ends in the error message', async () => {
  const { carrier, on, pass } = stage;
  on('/voice', '<Redirect>/voice</Redirect>');
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(1);
  expect(caller.heard().map((heard) => heard.kind)).toEqual(['dials', 'carrier-error']);
});
