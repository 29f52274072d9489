/** `/readyz` tells a load balancer the truth: somebody waits and nobody is led on, and the service is not ready, whichever process is asked. */
import { afterEach, expect, test } from '@jest/globals';
import type { Service } from '../../src/app.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall } from '../support/talking.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const readiness = async (service: Service) => (await fetch(`${service.url}/readyz`)).status;

test('503 a minute after routing began to fail while somebody waits, 200 again when it has succeeded; a second process says the same', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const beside = await stage.beside('web');
  const both = async () => [await readiness(stage.service), await readiness(beside)];
  expect(await both()).toEqual([200, 200]);
  await stage.pass(180);
  await stage.rows('ALTER TABLE refused_pairs RENAME TO refused_pairs_away');
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(50);
  expect(await both()).toEqual([200, 200]);
  await stage.pass(20);
  expect(await both()).toEqual([503, 503]);
  await stage.rows('ALTER TABLE refused_pairs_away RENAME TO refused_pairs');
  const ana = stage.phone(numbers['ana']!);
  await takeCall(stage, someone, ana, 2);
  expect(await both()).toEqual([200, 200]);
});

test('nobody waits: however long ago the last pass was, the service is ready', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  await stage.pass(10 * 60);
  expect(await readiness(stage.service)).toBe(200);
});

test('somebody waits for long and the passes succeed, though nobody is free: ready', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, {}, { overflow: [{ afterSeconds: 900, do: 'voicemail' }] }),
    at: evening,
  });
  stage.phone(numbers['ana']!).behaviour = { kind: 'declines', afterSeconds: 1 };
  stage.phone(caller).call(line);
  await stage.pass(4 * 60);
  expect(await readiness(stage.service)).toBe(200);
  // Her phone is busy once a minute.
  stage.expects({ calls: { ana: 4 } });
});

test('a process that only works says whether it is well where it is told to, and nothing else', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening, role: 'web' });
  stage.config.workerHealthPort = 0;
  const worker = await stage.beside('worker');
  expect(await readiness(worker)).toBe(200);
  expect(await (await fetch(`${worker.url}/healthz`)).json()).toMatchObject({ ok: true });
  expect(await (await fetch(`${worker.url}/metrics`)).text()).toMatch(/^warmline_callers_waiting 0$/m);
  for (const path of ['/', '/twilio/voice', '/api/v1/me']) expect((await fetch(worker.url + path)).status).toBe(404);
});
