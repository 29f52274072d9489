/** Volunteers text their words to the line from their own number: each acts once and is answered (T4). */
import { afterEach, expect, test } from '@jest/globals';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { attentionOf, availabilityOf, storedTextsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const evening = '2026-11-10T18:00:00-06:00';

/** Ana writes, and what she reads back. */
async function ask(body: string, options: { deliveries?: number } = {}): Promise<string[]> {
  const ana = stage.phone(numbers['ana']!);
  const before = ana.texts().length;
  ana.sendText(line, body, options);
  await stage.pass(1);
  return ana
    .texts()
    .slice(before)
    .map((text) => text.body);
}

const availability = async () => (await availabilityOf(stage))[0];

test('OFF, ON and BREAK act and are answered from the line’s number', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  expect(await ask('off')).toEqual([expect.stringMatching(/^Your calls are off/)]);
  expect((await availability())?.setting).toBe('off');
  expect(await ask('ON')).toEqual([expect.stringMatching(/^You are set to take calls/)]);
  expect((await availability())?.setting).toBe('on');
  expect(await ask('break 30')).toEqual([expect.stringMatching(/lasts until today at 6:3\d PM/)]);
  expect(
    stage
      .phone(numbers['ana']!)
      .texts()
      .every((text) => text.from === line),
  ).toBe(true);
  stage.expects({
    texts: {
      ana: [
        /^Your calls are off\. Thank you for all you do\./,
        'You are set to take calls. Thank you.',
        /^Enjoy your break\. It lasts until today at/,
      ],
    },
  });
});

test.each(['BREAK -5', 'BREAK 9999', 'BREAK soon'])('%s is one helpful sentence and changes nothing', async (body) => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  expect(await ask(body)).toEqual([expect.stringMatching(/from 1 to 240 minutes/)]);
  expect(await availability()).toBeUndefined();
  stage.expects({ texts: { ana: [/^A break lasts from \d+ to \d+ minutes: text BREAK/] } });
});

test('an unknown word is one helpful line', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  expect(await ask('bananas')).toEqual([expect.stringMatching(/Text \? for the words/)]);
  expect(await ask('?')).toEqual([expect.stringMatching(/^ON OFF BREAK 20/)]);
  stage.expects({
    texts: {
      ana: [/^We did not understand that, and nothing has/, /^ON OFF BREAK \d+ MORE: your calls\. SHIFTS COVER/],
    },
  });
});

test('a text delivered twice acts once and is answered once', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  expect(await ask('OFF', { deliveries: 3 })).toHaveLength(1);
  expect(await storedTextsOf(stage)).toHaveLength(2);
  stage.expects({ texts: { ana: [/^Your calls are off\. Thank you for all you do\./] } });
});

test('SHIFTS lists what comes next', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const [answer] = await ask('shifts');
  expect(answer).toMatch(/1\. Wed Nov 11, 5 PM - 11 PM\n2\. Thu Nov 12/);
  stage.expects({ texts: { ana: [/^Your/] } });
});

test('a heavy check-in begins a rest that no word shortens, 6 is a break, LOAD says how it is', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  expect(await ask('5')).toEqual([expect.stringMatching(/resting until today at 6:1\d PM/)]);
  expect((await availability())?.restUntil).not.toBeNull();
  expect(await ask('LOAD')).toEqual([expect.stringMatching(/^Your load is \d+ of 100/)]);
  for (const word of ['ON', 'more'])
    expect(await ask(word)).toEqual([
      expect.stringMatching(/^Thank you, we will remember\. .* offered calls from today at 6:1\d PM/),
    ]);
  expect((await availability())?.restUntil).not.toBeNull();
  expect(await ask('2')).toEqual(['Thank you for telling us.']);
  expect(await ask('6')).toEqual([expect.stringMatching(/^Your break has begun/)]);
  expect((await availability())?.breakUntil).not.toBeNull();
  stage.expects({
    texts: {
      ana: [
        /^Thank you for telling us\. You are resting/,
        /^Your load is \d+ of \d+: you look rested\. Mostly/,
        /^Thank you, we will remember\./,
        /^Thank you, we will remember\./,
        'Thank you for telling us.',
        /^Your break has begun and lasts until today at/,
      ],
    },
  });
});

test('a carrier that says "later" is asked again and the answers keep their order', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  stage.carrier.control.faults.rest({ path: 'Messages', does: { kind: 'status', status: 429 }, times: 2 });
  const ana = stage.phone(numbers['ana']!);
  ana.sendText(line, 'OFF');
  await stage.carrier.idle();
  ana.sendText(line, 'ON');
  await stage.pass(20);
  expect(ana.texts().map((text) => text.body.slice(0, 12))).toEqual(['Your calls a', 'You are set ']);
  stage.expects({
    texts: { ana: [/^Your calls are off\. Thank you for all you do\./, 'You are set to take calls. Thank you.'] },
  });
});

test('an answer whose acknowledgement was lost is not sent twice', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  stage.carrier.control.faults.rest({ path: 'Messages', method: 'POST', does: { kind: 'act-and-drop' } });
  expect(await ask('OFF')).toHaveLength(1);
  await stage.pass(60);
  expect(stage.phone(numbers['ana']!).texts()).toHaveLength(1);
  expect((await storedTextsOf(stage)).filter((one) => one.direction === 'out')).toMatchObject([{ state: 'delivered' }]);
  stage.expects({ texts: { ana: [/^Your calls are off\. Thank you for all you do\./] } });
});

test('a volunteer’s own STOP silences the line and waits for a coordinator', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  await ask('STOP');
  await ask('SHIFTS');
  expect(
    stage
      .phone(numbers['ana']!)
      .texts()
      .filter((text) => !text.fromCarrier),
  ).toEqual([]);
  expect(await attentionOf(stage)).toMatchObject([{ kind: 'volunteer-opted-out', personId: 'ana', doneAt: null }]);
});

test('over WhatsApp, where the carrier says nothing, a volunteer’s STOP is confirmed by us', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const ana = stage.phone(numbers['ana']!);
  ana.sendText(line, 'stop', { whatsapp: true });
  await stage.pass(2);
  expect(ana.texts().map((text) => text.body)).toEqual([expect.stringMatching(/^You will get no more texts/)]);
  expect(await attentionOf(stage)).toMatchObject([{ kind: 'volunteer-opted-out' }]);
  stage.expects({ texts: { 'whatsapp:+15550200001': [/^You will get no more texts from Northside/] } });
});
