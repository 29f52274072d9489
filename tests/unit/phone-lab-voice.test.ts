import { CALLER, LINE, setStage, type Stage } from '../support/carrier-phones.ts';

const BEN = '+15550200002';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const room = (name: string, attributes = '') => `<Conference beep="false" ${attributes}>${name}</Conference>`;

test('a call in: greeting, a key, and goodbye, every webhook signed', async () => {
  const { carrier, on, at, pass } = stage;
  on(
    '/voice',
    '<Gather numDigits="1" timeout="5" action="/key"><Say language="en-US">Welcome to the line</Say></Gather><Say>Nothing pressed</Say>',
  );
  on('/key', '<Say>You pressed a key</Say>');
  const caller = carrier.control.phone(CALLER);
  const sid = caller.call(LINE);
  await pass(1);
  expect(caller.sentences()).toEqual(['Welcome to the line']);
  caller.press('4');
  await pass(0);
  expect(at('/key')[0]).toMatchObject({
    CallSid: sid,
    Digits: '4',
    From: CALLER,
    To: LINE,
    CallStatus: 'in-progress',
    Direction: 'inbound',
  });
  await pass(10);
  expect(caller.state()).toBe('idle');
  expect(at('/voice')[0]).toMatchObject({
    CallStatus: 'ringing',
    StirVerstat: 'TN-Validation-Passed-A',
    Caller: CALLER,
  });
  expect(at('/status')).toMatchObject([
    { CallSid: sid, CallStatus: 'completed', CallDuration: '3', CallbackSource: 'call-progress-events' },
  ]);
  expect(stage.hits.every((hit) => hit.signed)).toBe(true);
  expect(carrier.control.alerts()).toEqual([]);
});

test('silence falls through a Gather, or is posted where that was asked for', async () => {
  const { carrier, on, at, pass } = stage;
  on(
    '/voice',
    '<Gather numDigits="1" timeout="3" action="/key"/><Gather timeout="2" action="/key" actionOnEmptyResult="true"/>',
  );
  on('/key', '<Hangup/>');
  carrier.control.phone(CALLER).call(LINE);
  await pass(4.9);
  expect(at('/key')).toEqual([]);
  await pass(0.2);
  expect(at('/key')).toMatchObject([{ Digits: '' }]);
});

test('several keys: the finish key ends them, keys before the Gather are lost', async () => {
  const { carrier, on, at, pass } = stage;
  on('/voice', '<Pause length="2"/><Gather timeout="4" action="/key"/>');
  on('/key', '<Hangup/>');
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(1);
  caller.press('9');
  await pass(2);
  caller.press('12');
  await pass(3);
  caller.press('3#');
  await pass(0);
  expect(at('/key')).toMatchObject([{ Digits: '123', FinishedOnKey: '#' }]);
});

test('a call out: status callbacks in order, a key proves a person', async () => {
  const { carrier, client, serviceUrl, on, at, pass, clock } = stage;
  on('/offer', '<Gather numDigits="1" action="/accept"><Say>Press one to take a call</Say></Gather>');
  on('/accept', '<Say>Thanks</Say>');
  const created = await client.calls.create({
    from: LINE,
    to: BEN,
    url: `${serviceUrl}/offer?id=7`,
    timeout: 20,
    statusCallback: `${serviceUrl}/progress`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  });
  expect(created).toMatchObject({ status: 'queued', direction: 'outbound-api', to: BEN });
  const ben = carrier.control.phone(BEN);
  await pass(1);
  expect(ben.state()).toBe('ringing');
  ben.answer();
  await pass(1);
  ben.press('1');
  await pass(5);
  expect(at('/accept')).toMatchObject([{ Digits: '1', CallSid: created.sid, Direction: 'outbound-api' }]);
  expect(at('/progress').map((form) => [form['CallStatus'], form['SequenceNumber']])).toEqual([
    ['initiated', '0'],
    ['ringing', '1'],
    ['in-progress', '2'],
    ['completed', '3'],
  ]);
  const fetched = await client.calls(created.sid).fetch();
  expect(fetched).toMatchObject({ status: 'completed', duration: '2' });
  expect(fetched.startTime?.getTime()).toBe(clock.nowMs() - 7000);
});

test('a phone nobody answers stops ringing five seconds after the time asked for', async () => {
  const { carrier, client, serviceUrl, pass } = stage;
  const { sid } = await client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/offer`, timeout: 20 });
  await pass(24.9);
  expect(carrier.control.phone(BEN).state()).toBe('ringing');
  await pass(0.2);
  expect((await client.calls(sid).fetch()).status).toBe('no-answer');
});

test('busy, declined, unreachable and machine phones end as the carrier says', async () => {
  const { carrier, client, serviceUrl, on, pass } = stage;
  on('/offer', '<Gather numDigits="1" timeout="5"><Say>Press one</Say></Gather><Hangup/>');
  const behaviours = {
    '+15550200011': { kind: 'busy' },
    '+15550200012': { kind: 'declines' },
    '+15550200013': { kind: 'unreachable' },
    '+15550200014': { kind: 'machine', afterSeconds: 10, greetingSeconds: 1 },
  } as const;
  for (const [number, behaviour] of Object.entries(behaviours)) {
    carrier.control.phone(number).behaviour = behaviour;
    await client.calls.create({ from: LINE, to: number, url: `${serviceUrl}/offer` });
  }
  await pass(60);
  const ended = Object.fromEntries(carrier.control.calls().map((call) => [call.to, call.status]));
  expect(ended).toEqual({
    '+15550200011': 'busy',
    '+15550200012': 'busy',
    '+15550200013': 'failed',
    '+15550200014': 'completed',
  });
  expect(carrier.control.mostDialedInASecond()).toBe(1);
});

test('one call a second leaves the carrier, the rest wait in its queue', async () => {
  const { carrier, client, serviceUrl, pass } = stage;
  for (const last of [1, 2, 3])
    await client.calls.create({ from: LINE, to: `+1555020000${last}`, url: `${serviceUrl}/offer` });
  await pass(0);
  expect(carrier.control.waitingToBeDialed()).toBe(2);
  await pass(1);
  expect(carrier.control.waitingToBeDialed()).toBe(1);
  await pass(1);
  expect(carrier.control.calls().map((call) => call.status)).toEqual(['ringing', 'ringing', 'ringing']);
});

test('caller and volunteer meet in a conference; the caller leaving ends it', async () => {
  const { carrier, client, serviceUrl, on, at, pass } = stage;
  on('/voice', '<Say>Please wait</Say><Enqueue waitUrl="/wait" action="/left">line</Enqueue>');
  on('/wait', '<Play>https://sounds.example/music.mp3</Play>');
  on(
    '/offer',
    `<Dial hangupOnStar="true" action="/parted">${room('room-1', `startConferenceOnEnter="true" statusCallback="${serviceUrl}/events" statusCallbackEvent="start end join leave"`)}</Dial>`,
  );
  on('/parted', '<Say>The call is over</Say>');
  const caller = carrier.control.phone(CALLER);
  const ben = carrier.control.phone(BEN);
  const sid = caller.call(LINE);
  await pass(10);
  expect(caller.state()).toBe('waiting');
  expect(at('/wait').length).toBe(3);
  await client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/offer` });
  await pass(0);
  ben.answer();
  await pass(1);
  expect(ben.state()).toBe('waiting');
  await client
    .calls(sid)
    .update({ twiml: `<Response><Dial>${room('room-1', 'endConferenceOnExit="true"')}</Dial></Response>` });
  await pass(0);
  expect(caller.talkingWith()).toEqual([BEN]);
  expect(ben.talkingWith()).toEqual([CALLER]);
  expect(at('/left')).toMatchObject([{ QueueResult: 'redirected' }]);
  caller.say('Hello?');
  expect(ben.heard().at(-1)).toMatchObject({ kind: 'voice', text: 'Hello?', from: CALLER });
  await pass(60);
  caller.hangUp();
  await pass(0);
  expect(at('/parted')).toMatchObject([{ DialCallStatus: 'answered' }]);
  await pass(5);
  expect(ben.sentences()).toEqual(['The call is over']);
  expect(at('/events').map((form) => form['StatusCallbackEvent'])).toEqual([
    'participant-join',
    'participant-join',
    'conference-start',
    'participant-leave',
    'participant-leave',
    'conference-end',
  ]);
  expect(at('/events').map((form) => form['SequenceNumber'])).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(carrier.control.conferences()).toMatchObject([{ status: 'completed', everyone: [BEN, CALLER] }]);
});

test('the star key takes the volunteer out while the caller is held, and back again', async () => {
  const { carrier, client, serviceUrl, on, at, pass } = stage;
  on('/voice', `<Dial>${room('room-2', 'endConferenceOnExit="true"')}</Dial>`);
  on('/offer', `<Dial hangupOnStar="true" action="/menu">${room('room-2')}</Dial>`);
  on('/menu', `<Gather numDigits="1" action="/offer"><Say>Press star to go back</Say></Gather>`);
  on('/hold', '<Say>One moment</Say><Pause length="20"/><Redirect>/hold</Redirect>');
  const caller = carrier.control.phone(CALLER);
  const ben = carrier.control.phone(BEN);
  const sid = caller.call(LINE);
  await client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/offer` });
  await pass(0);
  ben.answer();
  await pass(1);
  const [conference] = await client.conferences.list({ friendlyName: 'room-2', status: 'in-progress' });
  ben.press('*');
  await pass(0);
  expect(caller.state()).toBe('waiting');
  const participant = client.conferences(conference!.sid).participants(sid);
  expect((await participant.update({ hold: true, holdUrl: `${serviceUrl}/hold`, holdMethod: 'POST' })).hold).toBe(true);
  await pass(30);
  expect(caller.state()).toBe('on-hold');
  expect(at('/hold').length).toBe(2);
  expect(caller.sentences()).toEqual(['One moment', 'One moment']);
  expect(ben.sentences()).toEqual(['Press star to go back']);
});
