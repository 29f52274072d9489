import { CALLER, LINE, setStage, type Stage } from '../support/carrier-phones.ts';

const BEN = '+15550200002';
const CLEO = '+15550200003';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

test('a rejected call is never answered', async () => {
  const { carrier, on, at, pass } = stage;
  on('/voice', '<Reject reason="busy"/>');
  carrier.control.phone(CALLER).call(LINE);
  await pass(0);
  expect(carrier.control.calls()).toMatchObject([{ status: 'busy', answeredMs: undefined }]);
  expect(at('/status')).toMatchObject([{ CallStatus: 'busy', CallDuration: '0' }]);
});

test('a hidden caller arrives as the word the carrier has for it', async () => {
  const { carrier, on, at, pass } = stage;
  on('/voice', '<Hangup/>');
  carrier.control.phone(CALLER).call(LINE, { from: 'anonymous', stirVerstat: 'No-TN-Validation' });
  await pass(0);
  expect(at('/voice')[0]).toMatchObject({ From: 'anonymous', Caller: 'anonymous', StirVerstat: 'No-TN-Validation' });
  expect(at('/voice')[0]).not.toHaveProperty('FromCity');
});

test('several numbers ring together; the first to answer is whispered to, then bridged, the others stop', async () => {
  const { carrier, on, at, pass } = stage;
  on(
    '/voice',
    `<Dial callerId="${LINE}" answerOnBridge="true" action="/after"><Number url="/whisper">${BEN}</Number><Number url="/whisper">${CLEO}</Number></Dial>`,
  );
  on('/whisper', '<Say>A call for you</Say>');
  on('/after', '<Hangup/>');
  const [caller, ben, cleo] = [CALLER, BEN, CLEO].map((number) => carrier.control.phone(number)) as [
    ReturnType<typeof carrier.control.phone>,
    ReturnType<typeof carrier.control.phone>,
    ReturnType<typeof carrier.control.phone>,
  ];
  caller.call(LINE);
  await pass(3);
  expect([caller.state(), ben.state(), cleo.state()]).toEqual(['calling', 'ringing', 'ringing']);
  cleo.answer();
  await pass(1);
  expect([caller.state(), ben.state(), cleo.sentences()]).toEqual(['calling', 'ringing', ['A call for you']]);
  await pass(1);
  expect([caller.talkingWith(), cleo.talkingWith(), ben.state()]).toEqual([[CLEO], [CALLER], 'idle']);
  caller.hangUp();
  await pass(0);
  expect(cleo.state()).toBe('idle');
  expect(at('/after')).toMatchObject([{ CallStatus: 'completed', DialCallStatus: 'completed' }]);
});

test('whoever dials a queue gets its first member, whose action comes when the bridge ends', async () => {
  const { carrier, client, on, at, pass, serviceUrl } = stage;
  on('/voice', '<Enqueue action="/left">line</Enqueue>');
  on('/left', '<Say>Goodbye</Say>');
  on('/dequeue', '<Dial><Queue>line</Queue></Dial>');
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/dequeue` });
  await pass(1);
  carrier.control.phone(BEN).answer();
  await pass(10);
  expect(caller.talkingWith()).toEqual([BEN]);
  expect(at('/left')).toEqual([]);
  carrier.control.phone(BEN).hangUp();
  await pass(0);
  expect(at('/left')).toMatchObject([{ QueueResult: 'bridged' }]);
  expect(caller.heard().map((heard) => heard.kind)).toEqual([
    'dials',
    'hold-music',
    'hold-music',
    'connected',
    'alone',
    'say',
  ]);
});

test('everyone in a conference is announced to; mute is told; a full one refuses', async () => {
  const { carrier, client, on, at, pass, serviceUrl } = stage;
  on(
    '/voice',
    `<Dial><Conference beep="false" maxParticipants="2" statusCallback="/events" statusCallbackEvent="mute announcement">room</Conference></Dial><Say>No room</Say>`,
  );
  on('/announce', '<Say>Hello all</Say>');
  const phones = [CALLER, BEN, CLEO].map((number) => carrier.control.phone(number));
  for (const phone of phones) phone.call(LINE);
  await pass(1);
  expect(phones[2]!.sentences()).toEqual(['No room']);
  const [conference] = await client.conferences.list({ status: 'in-progress' });
  await client.conferences(conference!.sid).update({ announceUrl: `${serviceUrl}/announce` });
  await client.conferences(conference!.sid).participants(phones[0]!.callSid()!).update({ muted: true });
  await pass(5);
  expect([phones[0]!.sentences(), phones[1]!.sentences()]).toEqual([['Hello all'], ['Hello all']]);
  expect(at('/events').map((form) => form['StatusCallbackEvent'])).toEqual(['participant-mute', 'announcement-end']);
});

test('before a conference starts its wait document plays once, then there is silence', async () => {
  const { carrier, on, at, pass } = stage;
  on(
    '/voice',
    '<Dial><Conference beep="false" startConferenceOnEnter="false" waitUrl="/wait">room</Conference></Dial>',
  );
  on('/wait', '<Say>Please wait</Say>');
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(60);
  expect(caller.sentences()).toEqual(['Please wait']);
  expect(at('/wait')).toMatchObject([{ FriendlyName: 'room' }]);
  expect(caller.state()).toBe('waiting');
});

test('redirecting the one whose leaving ends the conference ends it for everyone', async () => {
  const { carrier, client, on, pass, serviceUrl } = stage;
  on('/voice', '<Dial><Conference beep="false" endConferenceOnExit="true">room</Conference></Dial>');
  on('/other', '<Dial action="/over"><Conference beep="false">room</Conference></Dial>');
  on('/over', '<Say>The call is over</Say>');
  on('/menu', '<Say>A menu</Say><Pause length="9"/>');
  const caller = carrier.control.phone(CALLER);
  const sid = caller.call(LINE);
  await client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/other` });
  await pass(1);
  carrier.control.phone(BEN).answer();
  await pass(1);
  await client.calls(sid).update({ url: `${serviceUrl}/menu` });
  await pass(1);
  expect([caller.sentences(), carrier.control.phone(BEN).sentences()]).toEqual([['A menu'], ['The call is over']]);
});

test('a volunteer who leaves for a bridge is not torn out of it when the conference ends', async () => {
  const { carrier, client, on, pass, serviceUrl } = stage;
  on('/voice', '<Dial hangupOnStar="true" action="/crisis"><Conference beep="false">room</Conference></Dial>');
  on('/crisis', `<Dial callerId="${LINE}">${CLEO}</Dial>`);
  on('/other', '<Dial><Conference beep="false">room</Conference></Dial>');
  carrier.control.phone(CLEO).behaviour = { kind: 'answers', afterSeconds: 1 };
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/other` });
  await pass(1);
  carrier.control.phone(BEN).answer();
  await pass(1);
  caller.press('*');
  await pass(3);
  carrier.control.phone(BEN).hangUp();
  await pass(1);
  expect(caller.talkingWith()).toEqual([CLEO]);
});

test('GET webhooks carry their fields in the signed URL', async () => {
  const { carrier, on, pass, hits, serviceUrl } = stage;
  carrier.control.number(LINE, { voiceUrl: `${serviceUrl}/voice?line=a'b`, voiceMethod: 'GET' });
  on('/voice', '<Hangup/>');
  carrier.control.phone(CALLER).call(LINE);
  await pass(0);
  expect(hits[0]).toMatchObject({ method: 'GET', signed: true, form: { CallStatus: 'ringing', line: "a'b" } });
});

test('inline TwiML needs absolute addresses', async () => {
  const { carrier, client, pass } = stage;
  await client.calls.create({
    from: LINE,
    to: BEN,
    twiml: '<Response><Gather numDigits="1" action="/key"><Say>Press one</Say></Gather></Response>',
  });
  await pass(1);
  const ben = carrier.control.phone(BEN);
  ben.answer();
  await pass(1);
  ben.press('1');
  await pass(0);
  expect(carrier.control.alerts().map((entry) => entry.code)).toEqual([11100]);
  expect(ben.heard().at(-1)?.kind).toBe('carrier-error');
});

test('what a voicemail recorded is known, and nothing before its tone', async () => {
  const { carrier, client, on, pass, serviceUrl } = stage;
  on('/offer', '<Say>This is the line</Say><Pause length="4"/><Say>Press one</Say>');
  const ben = carrier.control.phone(BEN);
  ben.behaviour = { kind: 'machine', afterSeconds: 1, greetingSeconds: 3 };
  await client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/offer` });
  await pass(20);
  expect(ben.voicemails().map((voicemail) => voicemail.heard)).toEqual([['Press one']]);
});

test('a call assistant answers first; the person may still take the call', async () => {
  const { carrier, client, on, at, pass, serviceUrl } = stage;
  on('/offer', '<Gather numDigits="1" timeout="20" action="/key"><Say>Press one</Say></Gather>');
  on('/key', '<Hangup/>');
  const ben = carrier.control.phone(BEN);
  ben.behaviour = { kind: 'screening', afterSeconds: 2 };
  await client.calls.create({ from: LINE, to: BEN, url: `${serviceUrl}/offer` });
  await pass(4);
  expect(ben.state()).toBe('machine');
  ben.answer();
  ben.press('1');
  await pass(0);
  expect(at('/key')).toMatchObject([{ Digits: '1' }]);
});

test('documents late, repeated, or with their answer lost', async () => {
  const { carrier, on, at, pass, serviceUrl } = stage;
  on('/voice', '<Pause length="1"/><Redirect>/two</Redirect>');
  on('/two', '<Redirect>/three</Redirect>');
  on('/three', '<Say>Never heard</Say>');
  on('/sorry', '<Say>Sorry</Say>');
  carrier.control.number(LINE, { voiceFallbackUrl: `${serviceUrl}/sorry` });
  carrier.control.faults.webhook({ url: /\/voice$/, does: { kind: 'late', ms: 5000 } });
  carrier.control.faults.webhook({ url: /\/two$/, does: { kind: 'repeat', copies: 2 } });
  carrier.control.faults.webhook({ url: /\/three$/, does: { kind: 'answer-lost' } });
  const caller = carrier.control.phone(CALLER);
  caller.call(LINE);
  await pass(4.9);
  expect(at('/voice')).toEqual([]);
  await pass(2);
  expect([at('/voice').length, at('/two').length, at('/three').length, caller.sentences()]).toEqual([
    1,
    2,
    1,
    ['Sorry'],
  ]);
});

test('a text sent from within a call, a redirected reply, and a fallback for texts', async () => {
  const { carrier, on, pass, serviceUrl } = stage;
  const caller = carrier.control.phone(CALLER);
  on('/voice', '<Message>Our opening hours</Message><Hangup/>');
  caller.call(LINE);
  await pass(1);
  on('/messages', '<Redirect>/hello</Redirect>');
  on('/hello', '<Message>Hello</Message>');
  caller.sendText(LINE, 'hi');
  await pass(1);
  on('/messages', (_hit, res) => void res.status(500).end());
  on('/sorry', '<Message>Sorry</Message>');
  carrier.control.number(LINE, { smsFallbackUrl: `${serviceUrl}/sorry` });
  caller.sendText(LINE, 'hi');
  await pass(1);
  expect(caller.texts().map((text) => text.body)).toEqual(['Our opening hours', 'Hello', 'Sorry']);
});
