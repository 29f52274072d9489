/** Postgres stops: callers hear a sorry sentence and come back by themselves; when it is back their call goes on. */
import { afterEach, expect, test } from '@jest/globals';
import { ownPostgres } from '../support/servers.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('sorry, a pause, and a peer once the database is back', async () => {
  const postgres = await ownPostgres();
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, { languages: ['en', 'es'] }), at: '2026-11-10T18:00:00-06:00', databaseUrl: postgres.url });
  // A caller before the outage: which languages the line speaks is known from then on.
  stage.phone(caller).call(line);
  await stage.pass(1);
  stage.phone(caller).hangUp();
  await stage.pass(1);
  // The test's server writes lazily; what was stored so far is to outlast it.
  await stage.rows('CHECKPOINT');
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
}, 90_000);
