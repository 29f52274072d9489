/** Known digits and words are planted everywhere; once their time is over nothing of them is left, here or at the carrier. */
import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const words = 'the lighthouse keeper sang';

test('after the sweep no table, job or log holds the digits, and what was sealed is gone', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T18:00:00-06:00', config: { logLevel: 'trace' } });
  const texter = stage.phone('+15550900007');
  texter.sendText(line, words);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(10);
  someone.hangUp();
  await stage.pass(30);
  texter.sendText(line, 'DONE');
  await stage.pass(30);

  // A clock that jumps needs no hundred thousand seconds in between: the next sweep sees the new instant.
  await stage.jump(100 * 24 * 3600);
  await stage.pass(3);
  await stage.jump(3600);
  await stage.pass(3);

  const digits = [caller, texter.number, numbers['ana']!, numbers['ben']!].map((number) => number.slice(1));
  const tables = await stage.rows<{ table_name: string }>(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`);
  for (const { table_name: table } of tables) {
    const dump = JSON.stringify(await stage.rows(`SELECT to_jsonb(t)::text FROM "${table}" t`));
    for (const planted of [...digits, words]) expect({ table, found: dump.includes(planted) }).toEqual({ table, found: false });
  }
  const sealed = await stage.rows<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('number_sealed', 'body_sealed', 'audio_sealed', 'caller_key')
      AND table_name NOT IN ('people', 'lines')`,
  );
  expect(sealed.length).toBeGreaterThan(4);
  for (const { table_name: table, column_name: column } of sealed) {
    expect({ table, column, left: await stage.rows(`SELECT 1 FROM "${table}" WHERE "${column}" IS NOT NULL AND "${column}"::text <> ''`) }).toEqual({ table, column, left: [] });
  }
  const redis = new Redis(stage.config.redisUrl);
  const keys = await redis.keys('*');
  redis.disconnect();
  for (const planted of [...digits, words]) expect([...keys, ...stage.logged].join('\n')).not.toContain(planted);
  for (const message of stage.carrier.control.messages()) expect(message.body).not.toContain(words);
});
