/** Several calls of ours between the same two numbers: the carrier's answer to dialling is lost, and yet each leg has its own call. */
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { takeOffer } from '../support/callback-story.ts';
import { caller, crisisLine, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall, talk } from '../support/talking.ts';

let stage: Stage;
afterEach(() => stage.close());

const legs = (purpose: string) =>
  stage.rows<{ id: string; call_sid: string | null; state: string }>(
    'SELECT id, call_sid, state FROM legs WHERE purpose = $1 ORDER BY created_at',
    [purpose],
  );

test('a promised call to a number that rings as a volunteer’s meanwhile: their offer’s call is not taken for it', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: { as: null }, ben: {} }),
    at: '2026-11-10T18:00:00-06:00',
  });
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: numbers['ana']!, via: 'coordinator' });
  await takeOffer(stage, 'ben');
  stage.carrier.control.faults.rest({ path: /^Calls$/, method: 'POST', does: { kind: 'status', status: 500 } });
  const tried = async () =>
    (await stage.rows<{ attempts: number }>(`SELECT attempts FROM effects WHERE kind = 'RingCaller'`))[0]?.attempts;
  for (let step = 0; !(await tried()) && step < 100; step += 1) await stage.pass(0.2);
  await stage.load(smallOrganisation({ ana: {}, ben: {} }));
  stage.phone(caller).call(line);
  await stage.pass(10);
  const [, offered] = (await legs('offer')).map((leg) => leg.call_sid);
  const [promised] = await legs('caller');
  expect([offered, promised?.call_sid]).toEqual([expect.any(String), expect.any(String)]);
  expect(promised?.call_sid).not.toBe(offered);
});

test('a caller’s own call to the crisis line is not taken for the one a volunteer asked for', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [someone, other, ana] = [stage.phone(caller), stage.phone('+15550900002'), stage.phone(numbers['ana']!)];
  const crisis = stage.phone(crisisLine);
  await talk(stage, someone, ana, 2);
  ana.press('*');
  await stage.pass(3);
  other.call(line);
  await stage.pass(1);
  other.press('9');
  await stage.until('the crisis line rings for the caller', () => crisis.state() === 'ringing', 30);
  crisis.answer();
  stage.carrier.control.faults.rest({ path: /^Calls$/, method: 'POST', does: { kind: 'status', status: 500 } });
  ana.press('1');
  await stage.pass(10);
  const [own, made] = stage.carrier.control.calls({ to: crisisLine }).toSorted((a, b) => a.createdMs - b.createdMs);
  expect(own?.parentCallSid).toBeDefined();
  expect((await legs('crisis')).map((leg) => leg.call_sid)).toEqual([made?.sid]);
  expect(other.talkingWith()).toContain(crisisLine);
});

test('a call was made and nobody knows of it yet when another leg calls the same number: it is not taken for that one’s', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [someone, other, ana, ben] = [
    stage.phone(caller),
    stage.phone('+15550900002'),
    stage.phone(numbers['ana']!),
    stage.phone(numbers['ben']!),
  ];
  someone.call(line);
  await stage.until('a phone rings', () => ana.state() === 'ringing' || ben.state() === 'ringing');
  const [first, second] = ana.state() === 'ringing' ? [ana, ben] : [ben, ana];
  await takeCall(stage, someone, first, 2);
  other.call(line);
  await takeCall(stage, other, second, 2);
  first.press('*');
  second.press('*');
  await stage.pass(3);
  const { faults } = stage.carrier.control;
  // The first call is made, and for a while neither the answer nor any news of it comes through.
  faults.webhook({ url: /-crisis\//, does: { kind: 'lost' }, times: Infinity });
  faults.rest({ path: /^Calls$/, method: 'POST', does: { kind: 'act-and-drop' } });
  faults.rest({ path: /^Calls$/, method: 'GET', does: { kind: 'status', status: 500 }, times: 2 });
  faults.rest({ path: /^Calls$/, method: 'POST', does: { kind: 'status', status: 500 } });
  first.press('1');
  let tried = 0;
  for (let second = 0; tried < 3 && second < 10; second += 1) {
    await stage.pass(1);
    const [effect] = await stage.rows<{ attempts: number }>(
      `SELECT attempts FROM effects WHERE kind = 'RingCrisisLine'`,
    );
    tried = effect?.attempts ?? 0;
  }
  second.press('1');
  await stage.pass(20);
  const named = await legs('crisis');
  expect(named.map((leg) => leg.call_sid)).toEqual([expect.any(String), expect.any(String)]);
  expect(new Set(named.map((leg) => leg.call_sid)).size).toBe(2);
  for (const leg of named) {
    const told = stage.carrier.control.webhooks().find((hook) => hook.params['CallSid'] === leg.call_sid);
    expect(told?.url).toContain(leg.id);
  }
});
