/** In a shift's last quarter of an hour nobody new is rung without their own yes, which is asked for once and only where somebody waits (S5). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const minute = 60;
const asked = () =>
  stage
    .phone(numbers['ana']!)
    .texts()
    .filter((text) => /^Your shift is over today at 11 PM. No new calls come now unless you text MORE/.test(text.body))
    .length;
const rung = () => stage.carrier.control.calls({ to: numbers['ana']! }).length;

async function lateCall(at = '2026-11-10T22:45:30-06:00') {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await stage.pass(20);
  expect(asked()).toBe(0);
  someone.call(line);
  await stage.until('Ana is asked', () => asked() === 1, 15);
  expect(rung()).toBe(0);
  return { ana, someone };
}

test('silence is no yes: she is asked once, and her phone stays quiet to the end', async () => {
  const { someone } = await lateCall('2026-11-10T22:57:00-06:00');
  await stage.pass(2 * minute);
  expect([asked(), rung()]).toEqual([1, 0]);
  await stage.until(
    'the caller hears that nobody could come',
    () => someone.sentences().some((sentence) => sentence.startsWith('Nobody could come to the phone this time')),
    180,
  );
  expect(rung()).toBe(0);
  stage.expects({ texts: { ana: [/^Your shift is over today at/] } });
});

test.each(['MORE', 'ON'])('%s brings this call, and the next one without another question', async (word) => {
  const { ana, someone } = await lateCall();
  ana.sendText(line, word);
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 10);
  ana.answer();
  await stage.pass(2);
  ana.press('2');
  await stage.until('Ana has passed', () => ana.state() === 'idle');
  someone.hangUp();
  await stage.pass(5);
  stage.phone('+15550900002').call(line);
  await stage.until('her phone rings again', () => ana.state() === 'ringing', 15);
  expect(asked()).toBe(1);
  stage.expects({
    calls: { ana: 1 },
    texts: { ana: [/^Your shift is over today at/, 'You are set to take calls. Thank you.'] },
  });
});
