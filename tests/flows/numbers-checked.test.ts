/** The numbers at the carrier are looked at by the service itself: at each start and daily, with one entry a number that closes by itself. */
import { afterEach, expect, test } from '@jest/globals';
import { line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const day = 24 * 3600;
const listed = () =>
  stage.rows(`SELECT line_id, subject, done_by FROM attention WHERE kind = 'number-misconfigured' ORDER BY at`);

test('a number whose status callback leads elsewhere is on the list after a start, says what else is wrong the next day, and leaves it once right', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  await stage.pass(150);
  expect(await listed()).toEqual([]);
  const ours = `${stage.service.url}/twilio/voice/status`;
  stage.carrier.control.number(line, { statusCallback: 'https://elsewhere.example/status' });
  await stage.restart();
  expect(await listed()).toEqual([{ line_id: 'main', subject: 'statusCallback', done_by: null }]);
  stage.carrier.control.number(line, { smsUrl: '' });
  await stage.jump(day);
  await stage.pass(70);
  expect(await listed()).toEqual([{ line_id: 'main', subject: 'statusCallback, smsUrl', done_by: null }]);
  stage.carrier.control.number(line, { statusCallback: ours, smsUrl: `${stage.service.url}/twilio/messages` });
  await stage.jump(day);
  await stage.pass(70);
  expect(await listed()).toEqual([{ line_id: 'main', subject: 'statusCallback, smsUrl', done_by: 'warmline' }]);
  const told = stage.logged.filter((entry) => entry.includes('does not lead here'));
  expect(told).toHaveLength(2);
  expect(told.join()).toContain('"lineId":"main"');
  expect(stage.logged.join()).not.toContain(line.slice(1));
});

test('a carrier that does not answer is no finding; the look is made again ten minutes later', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  await stage.pass(150);
  stage.carrier.control.number(line, { voiceUrl: 'https://elsewhere.example/voice' });
  stage.carrier.control.faults.rest({ path: /^IncomingPhoneNumbers/, does: { kind: 'status', status: 503 }, times: 1 });
  await stage.restart();
  await stage.pass(150);
  expect(await listed()).toEqual([]);
  await stage.jump(8 * 60);
  await stage.pass(70);
  expect(await listed()).toEqual([{ line_id: 'main', subject: 'voiceUrl', done_by: null }]);
});

test('a number of somebody else’s account is on the list too', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  stage.carrier.lab.numbers.delete(line);
  await stage.restart();
  expect(await listed()).toEqual([{ line_id: 'main', subject: 'not of this account', done_by: null }]);
});
