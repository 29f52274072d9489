/** Known digits and words are planted everywhere; once their time is over nothing of them is left, here or at the carrier. */
import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const words = 'the lighthouse keeper sang';

test('after the sweep no table, job or log holds the digits, and what was sealed is gone', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, ben: {} }),
    at: '2026-11-10T18:00:00-06:00',
    config: { logLevel: 'trace' },
  });
  const texter = stage.phone('+15550900007');
  texter.sendText(line, words);
  await stage.pass(10);
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
  const tables = await stage.rows<{ table_name: string }>(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  for (const { table_name: table } of tables) {
    const dump = JSON.stringify(await stage.rows(`SELECT to_jsonb(t)::text FROM "${table}" t`));
    for (const planted of [...digits, words])
      expect({ table, found: dump.includes(planted) }).toEqual({ table, found: false });
  }
  expect(await stage.rows(`SELECT 1 FROM texts WHERE lane NOT LIKE 'person-%'`)).toEqual([]);
  const sealed = await stage.rows<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('number_sealed', 'body_sealed', 'audio_sealed', 'caller_key')
      AND table_name NOT IN ('people', 'lines')`,
  );
  expect(sealed.length).toBeGreaterThan(4);
  for (const { table_name: table, column_name: column } of sealed) {
    expect({
      table,
      column,
      left: await stage.rows(`SELECT 1 FROM "${table}" WHERE "${column}" IS NOT NULL AND "${column}"::text <> ''`),
    }).toEqual({ table, column, left: [] });
  }
  const redis = new Redis(stage.config.redisUrl);
  const keys = await redis.keys('*');
  redis.disconnect();
  for (const planted of [...digits, words]) expect([...keys, ...stage.logged].join('\n')).not.toContain(planted);
  for (const message of stage.carrier.control.messages()) expect(message.body).not.toContain(words);
  stage.expects({
    calls: { ben: 1 },
    texts: {
      '+15550900007': [/^This is Northside Warmline\. A volunteer who/, /^This conversation is closed now\. Thank you/],
      ana: [
        /^Someone is writing in English\. What you write/,
        'the lighthouse keeper sang',
        /^The conversation is closed\. Thank you for/,
      ],
    },
  });
});

test.each([401, 500] as const)(
  'words are erased here on time although the carrier answers %i; its own copies go as soon as it lets us',
  async (status) => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
    const texter = stage.phone(caller);
    texter.sendText(line, words);
    await stage.pass(5);
    texter.sendText(line, 'DONE');
    await stage.pass(5);
    // Later texts remind Ana of her shifts.
    const talked = new Date(stage.clock.nowMs());
    stage.carrier.control.faults.rest({
      path: 'Messages',
      method: 'DELETE',
      does: { kind: 'status', status },
      times: 1_000,
    });
    await stage.jump(24 * 3600);
    await stage.pass(620);
    expect(
      await stage.rows(
        'SELECT 1 FROM texts WHERE created_at <= $1 AND (body_sealed IS NOT NULL OR number_sealed IS NOT NULL OR slots IS NOT NULL)',
        [talked],
      ),
    ).toEqual([]);
    const atCarrier = () => stage.carrier.control.messages().filter((message) => message.body === words);
    expect(atCarrier()).not.toEqual([]);
    // A key of the caller is in the name of the lane.
    await stage.jump(90 * 24 * 3600);
    await stage.pass(620);
    const left = await stage.rows<{ lane: string }>('SELECT lane FROM texts WHERE created_at <= $1', [talked]);
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter(({ lane }) => lane !== '')).toEqual([]);
    stage.carrier.control.faults.clear();
    await stage.jump(3600);
    await stage.pass(620);
    expect(atCarrier()).toEqual([]);
    await stage.pass(620);
    expect(await stage.rows('SELECT 1 FROM texts WHERE created_at <= $1', [talked])).toEqual([]);
    stage.expects({
      texts: {
        ana: [
          /^Someone is writing in English\. What you write/,
          words,
          /^The conversation is closed\. Thank you for/,
          /^Your next shift: Thu Nov 12, 5 PM - 11 PM,/,
        ],
        [caller]: [/^This is Northside Warmline\. A volunteer who/, /^This conversation is closed now\. Thank you/],
      },
    });
  },
);

test('the texts of a conversation that goes on for months stay as long as it does', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const texter = stage.phone(caller);
  texter.sendText(line, words);
  await stage.pass(5);
  await stage.rows(`UPDATE texts SET created_at = created_at - interval '100 days'`);
  await stage.pass(620);
  expect(await stage.rows(`SELECT 1 FROM texts WHERE direction = 'in' AND body_sealed IS NOT NULL`)).toHaveLength(1);
  stage.expects({
    texts: {
      [caller]: [/^This is Northside Warmline\. A volunteer who/],
      ana: [
        /^Someone is writing in English\. What you write/,
        'the lighthouse keeper sang',
        /^They wrote and wait for your answer\. PASS/,
      ],
    },
  });
});
