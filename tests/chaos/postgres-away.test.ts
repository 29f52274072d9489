/** Postgres stops: callers hear a sorry sentence and come back by themselves, texters and volunteers read one; when it is back all goes on. */
import { afterEach, expect, test } from '@jest/globals';
import { ownPostgres } from '../support/servers.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';
import { loadEventsOf } from '../support/stored.ts';
import { keepOnDisk } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

test('sorry, a pause, and a peer once the database is back', async () => {
  const postgres = await ownPostgres();
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, { languages: ['en', 'es'] }),
    at: '2026-11-10T18:00:00-06:00',
    databaseUrl: postgres.url,
  });
  // A caller before the outage: which languages the line speaks is known from then on.
  stage.phone(caller).call(line);
  await stage.pass(1);
  stage.phone(caller).hangUp();
  await stage.pass(1);
  // The test's server writes lazily; what was stored so far is to outlast it.
  await keepOnDisk(stage);
  await postgres.stop();
  expect((await fetch(`${stage.service.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${stage.service.url}/healthz`)).status).toBe(200);
  const someone = stage.phone('+15550900002');
  const carrierOnly = () => stage.carrier.idle();
  someone.call(line);
  await stage.clock.advance(8_000, carrierOnly);
  expect(someone.sentences().join(' ')).toMatch(/We are sorry.*Lo sentimos/);
  expect(someone.state()).not.toBe('idle');
  await postgres.start();
  await stage.clock.advance(10_000, carrierOnly);
  const ana = stage.phone(numbers['ana']!);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 30);
  expect(stage.carrier.control.alerts()).toEqual([]);
  await postgres.stop();
  stage.expects({ calls: { ana: 1 } });
});

test('a text and a check-in that cannot be kept are answered with sorry words; said again they count', async () => {
  const postgres = await ownPostgres();
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening, databaseUrl: postgres.url });
  const { write, news } = texting(stage);
  const ana = numbers['ana']!;
  await write(ana, 'on');
  expect(news(ana)).toEqual(['You are set to take calls. Thank you.']);
  await keepOnDisk(stage);
  await postgres.stop();
  stage.phone(caller).sendText(line, 'hello?');
  stage.phone(ana).sendText(line, '5');
  await stage.clock.advance(6_000, () => stage.carrier.idle());
  const sorry = expect.stringMatching(/^We are sorry, something went wrong.*988 lifeline at \+15559880988/);
  expect([news(caller), news(ana)]).toEqual([[sorry], [sorry]]);
  await postgres.start();
  await stage.clock.advance(8_000, () => stage.carrier.idle());
  await write(ana, '5');
  expect(news(ana)).toEqual([expect.stringMatching(/^Thank you for telling us\. You are resting/)]);
  expect(await loadEventsOf(stage)).toMatchObject([{ kind: 'check-in', answer: 5 }]);
  await postgres.stop();
});
