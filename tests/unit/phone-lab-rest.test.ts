import twilio from 'twilio';
import { ACCOUNT_SID, AUTH_TOKEN, CALLER, LINE, setStage, type Stage } from '../support/carrier-phones.ts';

const BEN = '+15550200002';
const CRISIS = '+15559880988';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

test('who does not know the token is refused', async () => {
  const answer = await fetch(`${stage.carrier.baseUrl}/2010-04-01/Accounts/${ACCOUNT_SID}.json`);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 20003, status: 401 });
  expect((await stage.client.api.v2010.accounts(ACCOUNT_SID).fetch()).status).toBe('active');
});

test('bad numbers, unknown callers and unknown calls are refused with the codes of the carrier', async () => {
  const { client, serviceUrl } = stage;
  const url = `${serviceUrl}/offer`;
  await expect(client.calls.create({ from: LINE, to: '12', url })).rejects.toMatchObject({ code: 21211, status: 400 });
  await expect(client.calls.create({ from: '+15550109999', to: BEN, url })).rejects.toMatchObject({ code: 21210 });
  await expect(client.calls('CA00').fetch()).rejects.toMatchObject({ code: 20404, status: 404 });
  await expect(
    client.calls.create({ from: LINE, to: BEN, twiml: `<Response><Say>${'a'.repeat(4001)}</Say></Response>` }),
  ).rejects.toMatchObject({ status: 400 });
});

test('a ringing call can be canceled, an answered one only completed, a call that is over neither', async () => {
  const { carrier, client, serviceUrl, on, pass } = stage;
  on('/offer', '<Pause length="60"/>');
  const create = () => client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/offer` });
  const first = await create();
  await pass(1);
  await expect(client.calls(first.sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 });
  expect((await client.calls(first.sid).update({ status: 'canceled' })).status).toBe('canceled');
  const second = await create();
  await pass(1);
  carrier.control.phone(BEN).answer();
  expect((await client.calls(second.sid).update({ status: 'canceled' })).status).toBe('in-progress');
  expect((await client.calls(second.sid).update({ status: 'completed' })).status).toBe('completed');
  await expect(client.calls(second.sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 });
  await expect(client.calls(second.sid).update({ twiml: '<Response/>' })).rejects.toMatchObject({ code: 21220 });
});

test('lists are filtered and paged as the SDK follows them', async () => {
  const { client, serviceUrl } = stage;
  for (let last = 1; last <= 5; last++)
    await client.calls.create({ from: LINE, to: `+1555020000${last}`, url: `${serviceUrl}/offer` });
  expect((await client.calls.list({ pageSize: 2 })).length).toBe(5);
  expect((await client.calls.list({ to: '+15550200003' })).length).toBe(1);
  expect((await client.calls.list({ status: 'completed' })).length).toBe(0);
  const now = stage.clock.nowMs();
  expect((await client.calls.list({ startTimeAfter: new Date(now - 1000) })).length).toBe(5);
  expect((await client.calls.list({ startTimeAfter: new Date(now + 1000) })).length).toBe(0);
});

test('numbers are found and configured', async () => {
  const { client, carrier } = stage;
  const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: LINE });
  const updated = await client.incomingPhoneNumbers(number!.sid).update({
    voiceUrl: 'https://w.example/v',
    voiceFallbackUrl: 'https://f.example/f',
    smsUrl: '',
    voiceMethod: 'GET',
  });
  expect(updated).toMatchObject({
    voiceUrl: 'https://w.example/v',
    voiceMethod: 'GET',
    voiceFallbackUrl: 'https://f.example/f',
    smsUrl: null,
  });
  expect(carrier.control.number(LINE).voice).toEqual({ url: 'https://w.example/v', method: 'GET' });
});

test('participants: announced to, removed, and events of the announcement', async () => {
  const { carrier, client, serviceUrl, on, at, pass } = stage;
  const events = `statusCallback="${serviceUrl}/events" statusCallbackEvent="announcement leave hold"`;
  on('/voice', `<Dial action="/parted"><Conference beep="false" ${events}>room</Conference></Dial>`);
  on('/parted', '<Say>Goodbye</Say>');
  on('/announce', '<Say>Five minutes are left</Say>');
  const caller = carrier.control.phone(CALLER);
  const other = carrier.control.phone(BEN);
  const sid = caller.call(LINE);
  other.call(LINE);
  await pass(1);
  const [conference] = await client.conferences.list({ friendlyName: 'room' });
  const participants = client.conferences(conference!.sid).participants;
  expect((await participants.list()).map((participant) => participant.status)).toEqual(['connected', 'connected']);
  await participants(sid).update({ announceUrl: `${serviceUrl}/announce` });
  await pass(3);
  expect(caller.sentences()).toEqual(['Five minutes are left']);
  expect(other.sentences()).toEqual([]);
  on('/hold', '<Pause length="30"/>');
  const otherSid = other.callSid()!;
  await participants(otherSid).update({ hold: true, holdUrl: `${serviceUrl}/hold` });
  await pass(0);
  expect(stage.hits.filter((hit) => hit.path === '/hold').map((hit) => hit.method)).toEqual(['GET']);
  await participants(otherSid).update({ hold: false });
  await participants(sid).remove();
  await pass(0);
  expect(at('/parted')).toMatchObject([{ CallSid: sid }]);
  expect(at('/events').map((form) => form['StatusCallbackEvent'])).toEqual([
    'announcement-end',
    'participant-hold',
    'participant-unhold',
    'participant-leave',
  ]);
  await client.conferences(conference!.sid).update({ status: 'completed' });
  await pass(5);
  expect(other.sentences()).toEqual(['Goodbye']);
});

test('a participant created by REST joins when picked up, even by a machine', async () => {
  const { carrier, client, pass } = stage;
  carrier.control.phone(BEN).behaviour = { kind: 'machine', afterSeconds: 3 };
  await client.conferences('room-9').participants.create({ from: LINE, to: BEN, label: 'ben', beep: 'false' });
  await pass(5);
  expect(carrier.control.conferences()).toMatchObject([{ friendlyName: 'room-9', participants: [{ number: BEN }] }]);
  const [conference] = await client.conferences.list({ friendlyName: 'room-9' });
  expect((await client.conferences(conference!.sid).participants('ben').fetch()).label).toBe('ben');
});

test('the crisis line is dialled from the line; without callerId the caller would show', async () => {
  const { carrier, on, at, pass } = stage;
  on('/voice', `<Dial callerId="${LINE}" timeout="10" action="/after">${CRISIS}</Dial>`);
  on('/after', `<Dial timeout="10"><Number>${CRISIS}</Number></Dial><Say>Nobody there</Say>`);
  const crisis = carrier.control.phone(CRISIS);
  crisis.behaviour = { kind: 'answers', afterSeconds: 2 };
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(3);
  expect(caller.talkingWith()).toEqual([CRISIS]);
  crisis.behaviour = { kind: 'no-answer' };
  crisis.hangUp();
  await pass(0);
  expect(at('/after')).toMatchObject([{ DialCallStatus: 'completed', DialCallDuration: '1', DialBridged: 'true' }]);
  await pass(20);
  expect(caller.sentences()).toEqual(['Nobody there']);
  expect(carrier.control.calls({ direction: 'outbound-dial' }).map((call) => [call.from, call.status])).toEqual([
    [LINE, 'completed'],
    [CALLER, 'no-answer'],
  ]);
});

test('a queue: keys in the wait document, leaving, hanging up, a full queue', async () => {
  const { carrier, client, on, at, pass } = stage;
  await client.queues.create({ friendlyName: 'line', maxSize: 1 });
  on('/voice', '<Enqueue waitUrl="/wait" action="/left">line</Enqueue>');
  on('/wait', '<Gather numDigits="1" action="/key" timeout="1"><Say>You are next</Say></Gather>');
  on('/key', '<Leave/>');
  on('/left', '<Say>Goodbye</Say>');
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(1);
  expect(at('/wait')[0]).toMatchObject({ QueuePosition: '1', CurrentQueueSize: '1' });
  const [queue] = await client.queues.list();
  expect((await client.queues(queue!.sid).members.list()).length).toBe(1);
  const second = carrier.control.phone(BEN);
  second.call(LINE);
  await pass(0);
  expect(at('/left')).toMatchObject([{ QueueResult: 'queue-full' }]);
  await pass(5);
  caller.press('2');
  await pass(0);
  expect(at('/left')[1]).toMatchObject({ QueueResult: 'leave', QueueTime: '6' });
  await pass(5);
  caller.call(LINE);
  await pass(1);
  caller.hangUp();
  await pass(0);
  expect(at('/left')[2]).toMatchObject({ QueueResult: 'hangup', CallStatus: 'completed' });
});

test('a voicemail: recorded until silence, media after its callback, gone when deleted', async () => {
  const { carrier, client, on, at, pass } = stage;
  on('/voice', `<Record action="/recorded" timeout="3" recordingStatusCallback="/media"/><Say>Nothing recorded</Say>`);
  on('/recorded', '<Say>Thank you</Say>');
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(1);
  caller.say('Please ring me back');
  await pass(5);
  const { RecordingUrl: url = '', RecordingSid: sid = '' } = at('/recorded')[0]!;
  expect((await fetch(`${url}.wav`)).status).toBe(404);
  await pass(3);
  expect(at('/media')).toMatchObject([{ RecordingSid: sid, RecordingStatus: 'completed', RecordingUrl: url }]);
  const media = await fetch(`${url}.wav`);
  expect([media.status, media.headers.get('content-type')]).toEqual([200, 'audio/x-wav']);
  expect((await client.recordings(sid).fetch()).duration).toBe('6');
  await client.recordings(sid).remove();
  expect((await fetch(`${url}.mp3`)).status).toBe(404);
});

test('a silent voicemail falls through without asking the action', async () => {
  const { carrier, on, at, pass } = stage;
  on('/voice', '<Record action="/recorded" timeout="3"/><Say>Nothing recorded</Say>');
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(4);
  expect(caller.sentences()).toEqual(['Nothing recorded']);
  expect(at('/recorded')).toEqual([]);
});

test('a call to one of our own numbers runs its webhook, and both sides hear each other', async () => {
  const { carrier, serviceUrl, on, pass } = stage;
  const OTHER_LINE = '+15550100002';
  carrier.control.number(OTHER_LINE, { voiceUrl: `${serviceUrl}/other` });
  on('/voice', `<Dial callerId="${LINE}">${OTHER_LINE}</Dial>`);
  on('/other', '<Gather numDigits="1" action="/pressed"><Say>The other line</Say></Gather>');
  on('/pressed', '<Say>A key came through</Say>');
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(2);
  caller.press('5');
  await pass(1);
  expect(caller.sentences()).toEqual(['The other line', 'A key came through']);
});

test('a JSON webhook carries the hash of its body', async () => {
  const { carrier, serviceUrl } = stage;
  const url = `${serviceUrl}/json?x=1`;
  await carrier.control.sendJsonWebhook(url, { hello: 'there' });
  const hit = stage.hits[0]!;
  const hash = twilio.getExpectedBodyHash('{"hello":"there"}');
  expect(
    twilio.validateRequestWithBody(
      AUTH_TOKEN,
      String(hit.headers['x-twilio-signature']),
      `${url}&bodySHA256=${hash}`,
      '{"hello":"there"}',
    ),
  ).toBe(true);
});

test('what nobody expected is told', async () => {
  const { carrier, client, serviceUrl, pass } = stage;
  const expected = carrier.control.expectCall(BEN);
  expect(carrier.control.missing()).toEqual([`a call to ${BEN}`]);
  const { sid } = await client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/offer` });
  expect(expected.sid).toBe(sid);
  await client.calls.create({ from: LINE, to: CRISIS, url: `${serviceUrl}/offer` });
  await client.messages.create({ from: LINE, to: BEN, body: 'You are on now' });
  await pass(0);
  expect(carrier.control.unexpected()).toEqual([
    `a call to ${CRISIS} from ${LINE} (queued)`,
    `a text to ${BEN}: "You are on now"`,
  ]);
  carrier.control.expectText(BEN, /on now/);
  expect(carrier.control.unexpected().length).toBe(1);
  expect(carrier.control.missing()).toEqual([]);
});
