/** Redis stops while calls arrive: webhooks still answer, waiting callers still reach peers, and nothing is done twice when it is back. */
import { afterEach, expect, test } from '@jest/globals';
import { ownRedis } from '../support/servers.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('a call reaches a peer without Redis', async () => {
  const redis = await ownRedis();
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, ben: {} }),
    at: '2026-11-10T18:00:00-06:00',
    redisUrl: redis.url,
  });
  await redis.stop();
  expect((await fetch(`${stage.service.url}/readyz`)).status).toBe(200);
  const someone = stage.phone(caller);
  someone.call(line);
  const phones = ['ana', 'ben'].map((id) => stage.phone(numbers[id]!));
  // Effects wait for the sweep now, so that rest means only that nobody is at work at this instant.
  const atRest = async () => {
    for (let calm = 0; calm < 3; calm += 1) {
      await stage.carrier.idle();
      await stage.service.deps.router.idle();
      await stage.service.workers?.idle();
    }
  };
  const without = async (what: string, reached: () => boolean, seconds: number) =>
    expect({ what, reached: await stage.clock.advanceUntil(reached, seconds * 1000, atRest) }).toEqual({
      what,
      reached: true,
    });
  await without('a phone rings', () => phones.some((phone) => phone.state() === 'ringing'), 10);
  const ringing = phones.find((phone) => phone.state() === 'ringing')!;
  ringing.answer();
  await stage.clock.advance(2_000, atRest);
  ringing.press('1');
  await without('they talk', () => someone.talkingWith().includes(ringing.number), 10);
  await redis.start();
  await stage.pass(20);
  expect(stage.carrier.control.calls({ direction: 'outbound-api' })).toHaveLength(1);
  someone.hangUp();
  await stage.until('the volunteer is free', () => ringing.state() === 'idle', 120);
  await redis.stop();
});
