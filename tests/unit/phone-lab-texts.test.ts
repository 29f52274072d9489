import { CALLER, LINE, setStage, type Stage } from '../support/carrier-phones.ts';

const BEN = '+15550200002';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

test('a text reaches the webhook signed, and its TwiML answers', async () => {
  const { carrier, on, at, pass, hits } = stage;
  on('/messages', '<Message><Body>Hello, a peer will write soon</Body></Message>');
  const caller = carrier.control.phone(CALLER);
  const sid = caller.sendText(LINE, 'hi there', { mediaUrls: ['https://m.example/1.jpg'] });
  await pass(1);
  expect(at('/messages')).toMatchObject([
    { MessageSid: sid, Body: 'hi there', From: CALLER, To: LINE, NumMedia: '1', MediaUrl0: 'https://m.example/1.jpg' },
  ]);
  expect(hits[0]!.signed).toBe(true);
  expect(caller.texts()).toMatchObject([{ from: LINE, body: 'Hello, a peer will write soon' }]);
});

test('one text may be delivered twice with one MessageSid', async () => {
  const { carrier, at, pass } = stage;
  const sid = carrier.control.phone(CALLER).sendText(LINE, 'hi', { deliveries: 2 });
  await pass(1);
  expect(at('/messages').map((form) => form['MessageSid'])).toEqual([sid, sid]);
});

test('a text out tells of its delivery, can be redacted, and fails where it cannot be read', async () => {
  const { carrier, client, serviceUrl, at, pass } = stage;
  const sent = await client.messages.create({
    from: LINE,
    to: BEN,
    body: 'Your shift starts at five',
    statusCallback: `${serviceUrl}/delivery`,
  });
  expect(sent.status).toBe('queued');
  await pass(1);
  expect(at('/delivery').map((form) => form['MessageStatus'])).toEqual(['sent', 'delivered']);
  expect((await client.messages(sent.sid).update({ body: '' })).body).toBe('');
  expect(carrier.control.phone(BEN).texts()[0]?.body).toBe('Your shift starts at five');
  carrier.control.phone(BEN).textBehaviour = 'undelivered';
  await client.messages.create({ from: LINE, to: BEN, body: 'again', statusCallback: `${serviceUrl}/delivery` });
  await pass(1);
  expect(at('/delivery').at(-1)).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30003' });
  carrier.control.phone(BEN).textBehaviour = 'landline';
  await expect(client.messages.create({ from: LINE, to: BEN, body: 'again' })).rejects.toMatchObject({ code: 21614 });
  await client.messages(sent.sid).remove();
  await expect(client.messages(sent.sid).fetch()).rejects.toMatchObject({ status: 404 });
});

test('STOP is answered by the carrier, reaches the webhook, and blocks what follows until START', async () => {
  const { carrier, client, at, pass } = stage;
  const ben = carrier.control.phone(BEN);
  ben.sendText(LINE, ' stop ');
  await pass(1);
  expect(at('/messages')[0]!['Body']).toBe(' stop ');
  await expect(client.messages.create({ from: LINE, to: BEN, body: 'x' })).rejects.toMatchObject({ code: 21610 });
  ben.sendText(LINE, 'please stop');
  ben.sendText(LINE, 'START');
  await pass(1);
  await client.messages.create({ from: LINE, to: BEN, body: 'welcome back' });
  await pass(1);
  expect(
    ben
      .texts()
      .filter((text) => !text.fromCarrier)
      .map((text) => text.body),
  ).toEqual(['welcome back']);
  expect(carrier.control.unexpected()).toEqual([`a text to ${BEN}: "welcome back"`]);
});

test('over WhatsApp a free text is refused a day after the last word from there', async () => {
  const { carrier, client, pass } = stage;
  const address = `whatsapp:${CALLER}`;
  const send = () => client.messages.create({ from: `whatsapp:${LINE}`, to: address, body: 'hello' });
  const early = await send();
  await pass(1);
  expect(await client.messages(early.sid).fetch()).toMatchObject({ status: 'failed', errorCode: 63016 });
  carrier.control.phone(CALLER).sendText(LINE, 'hi', { whatsapp: true });
  await pass(1);
  const within = await send();
  await pass(24 * 3600 + 1);
  expect((await client.messages(within.sid).fetch()).status).toBe('delivered');
  const late = await send();
  await pass(1);
  expect((await client.messages(late.sid).fetch()).errorCode).toBe(63016);
});

test('too long, empty or to no number: refused at once', async () => {
  const send = (body: string, to = BEN) => stage.client.messages.create({ from: LINE, to, body });
  await expect(send('a'.repeat(1601))).rejects.toMatchObject({ code: 21617 });
  await expect(send('')).rejects.toMatchObject({ code: 21602 });
  await expect(send('x', '123')).rejects.toMatchObject({ code: 21211 });
});

test('a slow carrier keeps texts back; one whose time is over by then is never sent, and says so', async () => {
  const { carrier, client, serviceUrl, at, pass } = stage;
  const send = (body: string, validityPeriod?: number) =>
    client.messages.create({
      from: LINE,
      to: BEN,
      body,
      statusCallback: `${serviceUrl}/delivery`,
      ...(validityPeriod === undefined ? {} : { validityPeriod }),
    });
  carrier.control.holdTexts(3600);
  await send('a shift is up', 600);
  await send('you are booked');
  await send('still of use', 7200);
  await pass(599);
  expect(at('/delivery')).toEqual([]);
  await pass(2);
  expect(at('/delivery')).toMatchObject([{ MessageStatus: 'failed', ErrorCode: '30036' }]);
  await pass(3000);
  const read = () =>
    carrier.control
      .phone(BEN)
      .texts()
      .map((text) => text.body);
  expect(read()).toEqual(['you are booked', 'still of use']);
  await send('quick again', 5);
  await pass(1);
  expect(read().at(-1)).toBe('quick again');
  for (const validity of [0, 36_001, 1.5]) await expect(send('x', validity)).rejects.toMatchObject({ code: 21624 });
});
