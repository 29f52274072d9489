/** News of a text that never came, as while nothing answers: the carrier is asked, and the writer still learns that their words did not arrive (T2). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';
import { effectsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('Ana’s words do not arrive and nobody says so: within a quarter of an hour she knows', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  const ana = numbers['ana']!;
  await write(caller, 'hello?');
  await write(ana, 'Hi, I am here.');
  expect(news(ana)).toEqual([expect.stringMatching(/^Someone is writing in English/), 'hello?']);
  stage.phone(caller).textBehaviour = 'undelivered';
  stage.carrier.control.faults.webhook({ url: '/messages/status/', on: 'callback', does: { kind: 'lost' }, times: 10 });
  await write(ana, 'Take your time.');
  await stage.pass(60);
  expect(news(ana)).toEqual([]);
  await stage.pass(12 * 60);
  expect(news(ana)).toEqual(['This did not reach them: "Take your time."']);
  await stage.pass(15 * 60);
  expect(news(ana)).toEqual([]);
  expect((await effectsOf(stage)).filter((one) => one.kind === 'LookAtText' && one.problem !== null)).toEqual([]);
});
