/** The carrier answers 429, 500, nothing, or acts and loses the answer: the caller reaches a peer, and nobody is rung twice at once. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test.each([
  ['429', { kind: 'status', status: 429 }],
  ['500', { kind: 'status', status: 500 }],
  ['a dropped connection', { kind: 'drop' }],
  ['acting and losing the answer', { kind: 'act-and-drop' }],
] as const)('%s, twice in a row', async (_what, does) => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  stage.carrier.control.faults.rest({ path: /Calls\.json/, method: 'POST', does, times: 2 });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 30);
  await stage.pass(5);
  const open = stage.carrier.control.calls({ to: ana.number }).filter((call) => call.endedMs === undefined);
  expect(open).toHaveLength(1);
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number), 30);
  const calls = stage.carrier.control.calls({ to: ana.number });
  expect(calls).toHaveLength(1);
});

test('the hang-up of the other phones is repeated when the carrier answers 500', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }, {}, { waves: [{ afterSeconds: 0, size: 2 }] }), at: '2026-11-10T18:00:00-06:00' });
  const phones = ['ana', 'ben'].map((id) => stage.phone(numbers[id]!));
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('both ring', () => phones.every((phone) => phone.state() === 'ringing'), 20);
  stage.carrier.control.faults.rest({ path: /Calls\/CA/, method: 'POST', does: { kind: 'status', status: 500 }, times: 3 });
  someone.hangUp();
  await stage.until('both stop', () => phones.every((phone) => phone.state() === 'idle'), 20);
});
