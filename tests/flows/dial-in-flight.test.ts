/** A call is on its way to the carrier when its caller leaves: its volunteer is not rung for the next one until it is known what became of it. */
import { afterEach, expect, test } from '@jest/globals';
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import { claimNextRings } from '../../src/contacts/claims.ts';
import { legOf } from '../../src/contacts/rows.ts';
import { save } from '../../src/contacts/save.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { effectsOf, legsOf } from '../support/stored.ts';
import { isToBeDoneAgain } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

/** Two callers and one volunteer: the first one hangs up as soon as the carrier has been asked for her, and has answered nothing. */
async function firstLeaves(does: 'act-and-drop' | 'drop'): Promise<{ ana: PhoneControl; next: PhoneControl }> {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [first, next, ana] = [stage.phone(caller), stage.phone('+15550900002'), stage.phone(numbers['ana']!)];
  stage.carrier.control.faults.rest({ path: /^Calls$/, method: 'POST', does: { kind: does } });
  // What the carrier tells of the call itself comes late.
  stage.carrier.control.faults.webhook({ url: /\/leg\/.*\/status$/, does: { kind: 'late', ms: 20_000 }, times: 2 });
  first.call(line);
  await stage.settle();
  expect((await effectsOf(stage)).filter((one) => one.kind === 'RingVolunteer')).toMatchObject([{ attempts: 1 }]);
  next.call(line);
  await stage.settle();
  first.hangUp();
  await stage.settle();
  return { ana, next };
}

const overlapping = (phone: PhoneControl) => {
  const calls = stage.carrier.control.calls({ to: phone.number }).sort((a, b) => a.createdMs - b.createdMs);
  return calls.filter((call, index) => index > 0 && (calls[index - 1]?.endedMs ?? Infinity) > call.createdMs);
};

test.each([
  ['came about', 'act-and-drop', 2],
  ['did not come about', 'drop', 1],
] as const)('the call %s: she is rung for the next caller once that is known', async (_what, does, calls) => {
  const { ana, next } = await firstLeaves(does);
  expect((await legsOf(stage)).filter((one) => one.state !== 'ended')).toMatchObject([{ state: 'ending' }]);
  await stage.until(
    'she is rung for the next caller',
    () => ana.state() === 'ringing' && stage.carrier.control.calls({ to: ana.number }).length === calls,
    10,
  );
  expect(overlapping(ana)).toEqual([]);
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => next.talkingWith().includes(ana.number), 20);
  await stage.pass(30);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(calls);
  expect(next.talkingWith()).toEqual([ana.number]);
  expect((await effectsOf(stage)).filter((one) => one.state === 'failed')).toEqual([]);
  stage.expects({ calls: { ana: calls } });
});

test('the caller has left unheard when the dial is tried again: the call that came about is rung off before she is rung for the next one', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [first, next, ana] = [stage.phone(caller), stage.phone('+15550900002'), stage.phone(numbers['ana']!)];
  ana.sendText(line, 'OFF');
  await stage.pass(2);
  first.call(line);
  await stage.pass(38);
  const { faults } = stage.carrier.control;
  faults.rest({ path: /^Calls$/, method: 'POST', does: { kind: 'act-and-drop' } });
  faults.webhook({ url: /\/leg\/.*\/status$/, does: { kind: 'late', ms: 20_000 }, times: 2 });
  faults.webhook({ url: /voice\/status/, does: { kind: 'lost' } });
  ana.sendText(line, 'ON');
  await stage.settle();
  expect((await effectsOf(stage)).filter((one) => one.kind === 'RingVolunteer')).toMatchObject([{ attempts: 1 }]);
  first.hangUp();
  next.call(line);
  await stage.until(
    'she is rung for the next caller',
    () => ana.state() === 'ringing' && stage.carrier.control.calls({ to: ana.number }).length === 2,
    20,
  );
  expect(overlapping(ana)).toEqual([]);
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => next.talkingWith().includes(ana.number), 20);
  await stage.pass(30);
  expect(overlapping(ana)).toEqual([]);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(2);
  expect((await effectsOf(stage)).filter((one) => one.state === 'failed')).toEqual([]);
  stage.expects({ calls: { ana: 2 }, texts: { ana: [/^Your calls are off/, /^You are set to take calls/] } });
});

test('the call is taken to the carrier while it is decided that the caller has left: its leg is not over before the dial is', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }),
    at: '2026-11-10T18:00:00-06:00',
    role: 'web',
  });
  const { room, router } = stage.service.deps;
  stage.phone(caller).call(line);
  await stage.carrier.idle();
  await router.idle();
  const stored = async () =>
    legOf((await stage.rows<{ leg: unknown }>('SELECT to_jsonb(l) AS leg FROM legs l'))[0]?.leg);
  const planned = await stored();
  expect(planned).toMatchObject({ state: 'planned', dialledAtMs: null });
  const { claimed } = await claimNextRings(room, 100, 16);
  expect(claimed).toMatchObject([
    { effect: { kind: 'RingVolunteer', legId: planned.id, attempts: 1 }, number: 'taken' },
  ]);
  const isOver = { state: 'ended' as const, outcome: 'caller-gone' as const, endedAtMs: stage.clock.nowMs() };
  await save(room.pool, { legs: [{ ...planned, ...isOver }] });
  expect(await stored()).toMatchObject({ state: 'ending', outcome: 'caller-gone', dialledAtMs: stage.clock.nowMs() });
  await isToBeDoneAgain(stage, 'RingVolunteer');
  await save(room.pool, { legs: [{ ...(await stored()), ...isOver }] });
  expect(await stored()).toMatchObject({ state: 'ended' });
  expect((await effectsOf(stage)).filter((one) => one.kind === 'RingVolunteer')).toMatchObject([{ state: 'pending' }]);
});
