/** Redis stops while calls arrive: webhooks still answer, waiting callers still reach peers, and nothing is done twice when it is back. */
import { afterEach, expect, test } from '@jest/globals';
import { ownRedis } from '../support/servers.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('a call reaches a peer without Redis', async () => {
  const redis = await ownRedis();
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T18:00:00-06:00', redisUrl: redis.url });
  await redis.stop();
  expect((await fetch(`${stage.service.url}/readyz`)).status).toBe(200);
  const someone = stage.phone(caller);
  someone.call(line);
  const phones = ['ana', 'ben'].map((id) => stage.phone(numbers[id]!));
  await stage.until('a phone rings', () => phones.some((phone) => phone.state() === 'ringing'), 10);
  const ringing = phones.find((phone) => phone.state() === 'ringing')!;
  ringing.answer();
  await stage.pass(2);
  ringing.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ringing.number), 10);
  await redis.start();
  await stage.pass(20);
  expect(stage.carrier.control.calls({ direction: 'outbound-api' })).toHaveLength(1);
  someone.hangUp();
  await stage.until('the volunteer is free', () => ringing.state() === 'idle', 10);
  await redis.stop();
}, 60_000);
