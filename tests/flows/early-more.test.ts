/** A word said early in a rest is thanked and remembered: it acts when the rest is over, sooner only by an override (heavy-rest). */
import { afterEach, expect, test } from '@jest/globals';
import { askOverride } from '../../src/people/overrides.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const minute = 60;
const read = () =>
  stage
    .phone(numbers['ana']!)
    .texts()
    .map((text) => text.body);
const count = (words: RegExp) => read().filter((body) => words.test(body)).length;
const rung = () => stage.carrier.control.calls({ to: numbers['ana']! }).length;
const rests = /^Thank you for telling us\. You are resting until/;
const isOver = 'Your rest is over, and calls can come again. OFF is always fine.';
const remembered = /^Thank you, we will remember\. You are resting, and will be offered calls from today at 6:0\d PM/;

/** Ana has just said how heavy it was, and rests for `restMinutes`; somebody waits for her. */
async function resting(restMinutes = 4) {
  stage = await setStage({
    organisation: smallOrganisation(
      { ana: {}, cleo: { as: null, roles: ['coordinator'] } },
      {},
      { restAfterHeavyMinutes: restMinutes },
    ),
    at: '2026-11-10T18:00:00-06:00',
  });
  const ana = stage.phone(numbers['ana']!);
  ana.sendText(line, '5');
  await stage.pass(2);
  const untilMs = Date.parse('2026-11-10T18:00:00-06:00') + restMinutes * minute * 1000;
  return { ana, untilMs, someoneCalls: () => stage.phone(caller).call(line) };
}

test.each(['MORE', 'ON'])(
  '%s a moment after a 5: remembered over a restart, never asked again, and it acts',
  async (word) => {
    const { ana, untilMs, someoneCalls } = await resting();
    ana.sendText(line, word);
    await stage.pass(2);
    expect(read().at(-1)).toMatch(remembered);
    someoneCalls();
    await stage.pass(5);
    expect(rung()).toBe(0);
    await stage.restart();
    await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 5 * minute);
    expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(untilMs);
    expect(stage.clock.nowMs()).toBeLessThan(untilMs + 20_000);
    await stage.until('Ana hears that the rest is over', () => count(/^Your rest is over/) === 1, 15);
    expect([count(/^Your rest lasts until/), count(/^You rest a little longer/)]).toEqual([0, 0]);
    stage.expects({ calls: { ana: 1 }, texts: { ana: [rests, remembered, isOver] } });
  },
);

test('OFF said later withdraws it', async () => {
  const { ana, someoneCalls } = await resting();
  ana.sendText(line, 'MORE');
  await stage.pass(2);
  ana.sendText(line, 'OFF');
  await stage.pass(2);
  expect(read().at(-1)).toMatch(/^Your calls are off/);
  const before = read();
  await stage.pass(5 * minute);
  someoneCalls();
  await stage.pass(20);
  expect([rung(), read()]).toEqual([0, before]);
  stage.expects({ texts: { ana: [rests, remembered, /^Your calls are off/] } });
});

test('another 5 begins a rest of its own, about which she is asked', async () => {
  const { ana } = await resting();
  ana.sendText(line, 'MORE');
  await stage.pass(20);
  ana.sendText(line, '5');
  await stage.until('Ana is asked', () => count(/^Your rest lasts until/) === 1, 3 * minute);
  stage.expects({ texts: { ana: [rests, remembered, rests, /^Your rest lasts until/] } });
});

test('by keypad it is the same', async () => {
  const { ana, untilMs, someoneCalls } = await resting();
  ana.call(line);
  await stage.until('Ana hears her menu', () => ana.sentences().some((said) => /press 1/.test(said)));
  ana.press('1');
  await stage.until('Ana hears when calls come', () =>
    ana
      .sentences()
      .some((said) =>
        /we will remember\. You are resting, and will be offered calls from today at 6:0\d PM/.test(said),
      ),
  );
  await stage.until('Ana has hung up', () => ana.state() === 'idle');
  someoneCalls();
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 5 * minute);
  expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(untilMs);
  expect(count(/^Your rest lasts until/)).toBe(0);
  stage.expects({ calls: { ana: 1 }, texts: { ana: [rests, isOver] } });
});

test('sooner by an override: Cleo asks by name, Ana says MORE, it is on record, and the next rest holds as ever', async () => {
  const { ana, untilMs, someoneCalls } = await resting(20);
  const { room, directories } = stage.service.deps;
  const directory = (await directories.current())!;
  expect(await askOverride(room, directory, { personId: 'ana', by: 'cleo', reason: 'nobody else is on' })).toEqual({
    kind: 'asked',
    guards: ['heavy-rest'],
  });
  await stage.pass(2);
  someoneCalls();
  await stage.pass(5);
  expect(rung()).toBe(0);
  ana.sendText(line, 'MORE');
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 10);
  expect(stage.clock.nowMs()).toBeLessThan(untilMs);
  expect(await auditOf(stage, 'override')).toMatchObject([
    { by: 'person:cleo', action: 'override asked', reason: 'nobody else is on' },
    { by: 'person:ana', action: 'override accepted', reason: null },
  ]);
  ana.answer();
  await stage.pass(2);
  ana.press('2');
  await stage.pass(5);
  ana.sendText(line, '5');
  await stage.pass(2);
  ana.sendText(line, 'MORE');
  await stage.pass(2);
  expect(read().at(-1)).toMatch(/^Thank you, we will remember/);
  stage.phone('+15550900002').call(line);
  await stage.pass(20);
  expect(rung()).toBe(1);
  stage.expects({
    texts: {
      ana: [
        rests,
        /^Cleo of Northside asks if you would take calls/,
        'You are set to take calls. Thank you.',
        rests,
        /^Thank you, we will remember\. You are resting/,
      ],
    },
  });
});
