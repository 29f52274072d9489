/** After a whole call no number is readable in any row, and none was logged, queued or put into an address. */
import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('the digits of caller and volunteer are nowhere', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, ben: {} }),
    at: '2026-11-10T18:00:00-06:00',
    config: { logLevel: 'trace' },
  });
  const someone = stage.phone(caller);
  stage.carrier.control.faults.rest({ does: { kind: 'status', status: 500 }, times: 2 });
  someone.call(line);
  await stage.until(
    'Ana or Ben rings',
    () => ['ana', 'ben'].some((id) => stage.phone(numbers[id]!).state() === 'ringing'),
    60,
  );
  const redis = new Redis(stage.config.redisUrl);
  const keys = await redis.keys('*');
  redis.disconnect();
  someone.hangUp();
  await stage.pass(20);
  const tables = await stage.rows<{ table_name: string }>(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const digits = [caller, numbers['ana']!, numbers['ben']!].map((number) => number.slice(1));
  for (const { table_name: table } of tables) {
    const dump = JSON.stringify(await stage.rows(`SELECT to_jsonb(t)::text FROM "${table}" t`));
    for (const digit of digits) expect({ table, found: dump.includes(digit) }).toEqual({ table, found: false });
  }
  const elsewhere = [
    ...stage.logged,
    ...keys,
    ...stage.carrier.control.conferences().map((one) => one.friendlyName),
    ...stage.carrier.control.webhooks().map((one) => one.url),
  ].join('\n');
  for (const digit of digits) expect(elsewhere).not.toContain(digit);
  stage.expects({ calls: { ana: 1 } });
});
