/** A process dies between handling or sending a text and saying so: the text is neither lost nor read twice. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';
import { storedTextsOf } from '../support/stored.ts';
import { nothingWaits, diedWithText } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

const ana = numbers['ana']!;

/** Leaves a text and its effect as a process leaves them that died after it took the effect, `seconds` ago, and the text, perhaps later. */
async function diedWith(
  direction: 'in' | 'out',
  textId: string,
  seconds: number,
  secondsSinceText = seconds,
): Promise<void> {
  const [effectAt, textAt] = [seconds, secondsSinceText].map((ago) => new Date(stage.clock.nowMs() - ago * 1000));
  await diedWithText(stage, direction, textId, effectAt!, textAt!);
}

test('sent, but not noted as sent: the carrier is asked, and nobody reads it twice', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  await write(caller, 'hello');
  expect(news(ana)).toEqual([expect.stringMatching(/^Someone is writing in English/), 'hello']);
  const [sent] = (await storedTextsOf(stage)).filter((one) => one.passesOn !== null);
  await stage.service.workers?.stop();
  await diedWith('out', sent!.id, 11);
  await stage.restart();
  await stage.pass(5);
  expect(news(ana)).toEqual([]);
  const [noted] = (await storedTextsOf(stage)).filter((one) => one.id === sent!.id);
  expect(noted).toMatchObject({ state: 'sent', carrierSid: expect.stringMatching(/^SM/) });
  stage.expects({ texts: { [caller]: [/^This is Northside Warmline\. A volunteer who/] } });
});

test('taken in, but not handled: another process handles it', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  await write(caller, 'hello');
  await stage.service.workers?.stop();
  stage.phone(caller).sendText(line, 'are you there?');
  await stage.carrier.idle();
  const [waiting] = (await storedTextsOf(stage)).filter((one) => one.direction === 'in' && one.state === 'pending');
  await nothingWaits(stage);
  await diedWith('in', waiting!.id, 11);
  await stage.restart();
  await stage.pass(10);
  expect(news(ana).filter((text) => text === 'are you there?')).toHaveLength(1);
  stage.expects({ texts: { [caller]: [/^This is Northside Warmline\. A volunteer who/] } });
});

test.each([11, 12, 19])(
  'taken %d s ago by a process that died, with a text in hand that it took later: both are done all the same',
  async (seconds) => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
    const { write, news } = texting(stage);
    await write(caller, 'hello');
    await write(ana, 'Hi.');
    const [answer] = (await storedTextsOf(stage)).filter((one) => one.direction === 'out' && one.personId === null);
    await stage.service.workers?.stop();
    stage.phone(caller).sendText(line, 'are you there?');
    await stage.carrier.idle();
    const [waiting] = (await storedTextsOf(stage)).filter((one) => one.direction === 'in' && one.state === 'pending');
    await nothingWaits(stage);
    await diedWith('in', waiting!.id, seconds, 9);
    await diedWith('out', answer!.id, seconds, 9);
    await stage.restart();
    await stage.pass(15);
    expect(news(ana).filter((text) => text === 'are you there?')).toHaveLength(1);
    expect((await storedTextsOf(stage)).filter(({ state }) => state === 'running' || state === 'pending')).toEqual([]);
    stage.expects({ texts: { [caller]: [/^This is Northside Warmline\. A volunteer who/, 'Hi.'] } });
  },
);

test('its delivery breaks off, before it was taken in or after: the carrier delivers it once more, and it counts once', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  const { faults } = stage.carrier.control;
  faults.webhook({ url: '/twilio/messages', on: 'document', does: { kind: 'lost' } });
  await write(caller, 'hello');
  expect(news(ana)).toEqual([expect.stringMatching(/^Someone is writing in English/), 'hello']);
  faults.webhook({ url: '/twilio/messages', on: 'document', does: { kind: 'answer-lost' } });
  await write(caller, 'are you there?');
  expect(news(ana)).toEqual(['are you there?']);
  stage.expects({ texts: { [caller]: [/^This is Northside Warmline\. A volunteer who/] }, alerts: [/messages/] });
});
