/** Before a rest ends its person is asked "MORE or OFF?": each answer acts, none makes the rest longer once and no more (heavy-rest). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { availabilityOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const minute = 60;
const restMinutes = 4;
const restUntilMs = async () => (await availabilityOf(stage))[0]?.restUntil?.getTime() ?? null;
const read = () =>
  stage
    .phone(numbers['ana']!)
    .texts()
    .map((text) => text.body);
const count = (words: RegExp) => read().filter((body) => words.test(body)).length;
const rung = () => stage.carrier.control.calls({ to: numbers['ana']! }).length;

/** Ana rests, and is asked three minutes before the rest ends. */
async function asked() {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, {}, { restAfterHeavyMinutes: restMinutes }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const ana = stage.phone(numbers['ana']!);
  ana.sendText(line, '5');
  await stage.pass(2);
  const untilMs = (await restUntilMs())!;
  await stage.pass(40);
  expect(count(/MORE for more calls/)).toBe(0);
  await stage.until(
    'Ana is asked',
    () => count(/^Your rest lasts until .*MORE for more calls, or OFF/) === 1,
    2 * minute,
  );
  const beforeMs = untilMs - stage.clock.nowMs();
  expect(beforeMs).toBeLessThanOrEqual(3 * minute * 1000);
  expect(beforeMs).toBeGreaterThan(2.5 * minute * 1000);
  return { ana, untilMs, someoneCalls: () => stage.phone(caller).call(line) };
}

test('OFF: no longer rest, no call, not another word', async () => {
  const { ana, untilMs, someoneCalls } = await asked();
  ana.sendText(line, 'OFF');
  await stage.pass(2);
  const before = read();
  expect(before.at(-1)).toMatch(/^Your calls are off/);
  await stage.pass(3.5 * minute);
  someoneCalls();
  await stage.pass(30);
  expect(read()).toEqual(before);
  expect([rung(), await restUntilMs()]).toEqual([0, untilMs]);
  stage.expects({
    texts: {
      ana: [
        /^Thank you for telling us\. You are resting/,
        /^Your rest lasts until today at/,
        /^Your calls are off\. Thank you for all you do\./,
      ],
    },
  });
});

test('MORE: the rest lasts as long as it was given, does not grow, and her phone rings when it is over', async () => {
  const { ana, untilMs, someoneCalls } = await asked();
  someoneCalls();
  await stage.pass(5);
  expect(rung()).toBe(0);
  ana.sendText(line, 'MORE');
  await stage.pass(2);
  expect(read().at(-1)).toMatch(/^Thank you, we will remember\. You are resting, and will be offered calls from/);
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 4 * minute);
  expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(untilMs);
  expect(count(/^You rest a little longer/)).toBe(0);
  ana.answer();
  await stage.pass(2);
  ana.press('2');
  await stage.until('Ana hears that the rest is over', () => count(/^Your rest is over/) === 1, 15);
  const before = read();
  await stage.pass(4 * minute);
  expect(read().slice(before.length)).toEqual([]);
  stage.expects({
    texts: {
      ana: [
        /^Thank you for telling us\. You are resting/,
        /^Your rest lasts until today at/,
        'You are set to take calls. Thank you.',
      ],
    },
  });
});

test('no answer, and a restart in between: longer once, told once, and calls come after it', async () => {
  const { ana, untilMs, someoneCalls } = await asked();
  const longerMs = untilMs + restMinutes * minute * 1000;
  await stage.restart();
  await stage.until('the rest grows', () => count(/^You rest a little longer/) === 1, 3 * minute);
  expect(stage.clock.nowMs()).toBeLessThan(untilMs);
  expect(await restUntilMs()).toBe(longerMs);
  await stage.restart();
  await stage.pass((restMinutes - 1) * minute);
  someoneCalls();
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 2 * minute);
  expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(longerMs);
  await stage.pass(15);
  expect([count(/^Your rest lasts until/), count(/^You rest a little longer/), count(/^Your rest is over/)]).toEqual([
    1, 1, 1,
  ]);
  expect(await restUntilMs()).toBe(longerMs);
  stage.expects({
    calls: { ana: 1 },
    texts: {
      ana: [
        /^Thank you for telling us\. You are resting/,
        /^Your rest lasts until today at/,
        /^You rest a little longer, until today at/,
        /^Your rest is over, and calls can come again\./,
      ],
    },
  });
});

test.each(['ON', 'BREAK 10'])('%s is an answer too: the rest does not grow', async (word) => {
  const { ana, untilMs, someoneCalls } = await asked();
  ana.sendText(line, word);
  await stage.pass(3 * minute);
  someoneCalls();
  await stage.pass(10);
  expect([count(/^You rest a little longer/), await restUntilMs()]).toEqual([0, untilMs]);
  expect(rung() > 0).toBe(word === 'ON');
  const answered =
    word === 'ON'
      ? [/^Thank you\. You are resting until today at/, /^Your rest is over, and calls can come again\./]
      : [/^Enjoy your break\. It lasts until today at/];
  stage.expects({
    calls: { ana: word === 'ON' ? 1 : 0 },
    texts: { ana: [/^Thank you for telling us\. You are resting/, /^Your rest lasts until today at/, ...answered] },
  });
});
