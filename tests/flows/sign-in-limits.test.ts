/** However many addresses somebody has, and whatever they say of themselves: a phone's code is not guessed, and nothing tells by its time whose it is (A1). */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openBrowserClient, type BrowserClient } from '../support/browser-client.ts';
import { ownRedis } from '../support/servers.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage, type StageOptions } from '../support/stage.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());
const ana = numbers['ana']!;

/** Without workers nothing is sent, so that hundreds of codes cost nobody a text. */
async function setWeb(options: Partial<StageOptions> = {}): Promise<void> {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening, role: 'web', ...options });
}
/** As behind a proxy that speaks https. */
const behindProxy = { config: { publicBaseUrl: 'https://line.example', publicBaseUrlFollowsPort: false } };
const from = (address: string): BrowserClient => openBrowserClient(stage.service.url!, { 'x-forwarded-for': address });
const stranger = (index: number) => `+1555091${String(index).padStart(4, '0')}`;

test('a hundred addresses together have the tries of one phone, and no more', async () => {
  await setWeb(behindProxy);
  const counted = { asked: 0, wrong: 0 };
  for (let address = 1; address <= 100; address += 1) {
    const attacker = from(`203.0.113.${address}`);
    if ((await attacker.post('/sign-in/code', { phone: ana })).status === 200) counted.asked += 1;
    for (const code of ['000000', '111111', '222222', '333333']) {
      const { body } = await attacker.post('/sign-in/code/check', { code });
      if ((body as { type: string }).type.endsWith('code-wrong')) counted.wrong += 1;
    }
  }
  expect(counted).toEqual({ asked: 5, wrong: 15 });
});

describe('an address', () => {
  const asks = async (clientOf: (index: number) => BrowserClient) => {
    const answers = [];
    for (let index = 0; index < 21; index += 1)
      answers.push((await clientOf(index).post('/sign-in/code', { phone: stranger(index) })).status);
    return answers;
  };
  const limited = [...Array.from({ length: 20 }, () => 200), 429];

  test('is one, whatever it calls itself where there is no proxy', async () => {
    await setWeb();
    expect(await asks((index) => from(`198.51.100.${index}`))).toEqual(limited);
  });

  test('is what the proxy saw, whatever stands before it', async () => {
    await setWeb(behindProxy);
    expect(await asks((index) => from(`198.51.100.${index}, 203.0.113.9`))).toEqual(limited);
    expect((await from('203.0.113.10').post('/sign-in/code', { phone: stranger(99) })).status).toBe(200);
  });

  test('of IPv6 is counted with its whole network', async () => {
    await setWeb(behindProxy);
    expect(await asks((index) => from(`2001:db8:1:2::${index + 1}`))).toEqual(limited);
    expect((await from('2001:db8:ffff::1').post('/sign-in/code', { phone: stranger(99) })).status).toBe(200);
  });
});

test('with Redis away the limits hold in the process', async () => {
  const redis = await ownRedis();
  await setWeb({ redisUrl: redis.url });
  await redis.stop();
  const answers = [];
  for (let asked = 0; asked < 6; asked += 1)
    answers.push((await openBrowserClient(stage.service.url!).post('/sign-in/code', { phone: ana })).status);
  expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
  await redis.start();
});

test('how long an answer takes does not tell whether a number is known', async () => {
  const each = 30;
  const known = (index: number) => `+1555030${String(index).padStart(4, '0')}`;
  const people = Object.fromEntries(
    Array.from({ length: each }, (_, index) => [`person-${index}`, { phone: known(index), as: null }] as const),
  );
  await setWeb({ ...behindProxy, organisation: smallOrganisation({ ana: {}, ...people }) });
  const took = async (phone: string, address: number) => {
    const client = from(`203.0.${address % 200}.1`);
    const began = performance.now();
    expect((await client.post('/sign-in/code', { phone })).status).toBe(200);
    return performance.now() - began;
  };
  for (let warmUp = 0; warmUp < 20; warmUp += 1) await took(stranger(500 + warmUp), 150 + warmUp);
  const times: { isKnown: boolean; ms: number }[] = [];
  for (let index = 0; index < each; index += 1)
    // Each is first as often as the other, so that what one leaves behind falls on both.
    for (const isKnown of index % 2 === 0 ? [true, false] : [false, true])
      times.push({ isKnown, ms: await took(isKnown ? known(index) : stranger(index), times.length) });
  // Mann and Whitney: the ranks of two samples of one distribution differ by chance only, in units of their spread.
  const ranked = times.toSorted((a, b) => a.ms - b.ms).map((time, index) => ({ ...time, rank: index + 1 }));
  const sum = ranked.filter(({ isKnown }) => isKnown).reduce((total, { rank }) => total + rank, 0);
  const u = sum - (each * (each + 1)) / 2;
  const spread = Math.sqrt((each * each * (2 * each + 1)) / 12);
  expect(Math.abs(u - (each * each) / 2) / spread).toBeLessThan(4.5);
});
