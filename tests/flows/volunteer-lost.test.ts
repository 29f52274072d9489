/** The volunteer's call drops: the caller is asked, and whoever stays is at the head of the line, same volunteer first unless they choose another (V6). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall } from '../support/talking.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

async function lost() {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [ana, ben, someone] = [stage.phone(numbers['ana']!), stage.phone(numbers['ben']!), stage.phone(caller)];
  someone.call(line);
  await stage.until('a phone rings', () => ana.state() === 'ringing' || ben.state() === 'ringing');
  const [first, other] = ana.state() === 'ringing' ? [ana, ben] : [ben, ana];
  await takeCall(stage, someone, first, 60);
  first.hangUp();
  await stage.until('the caller is asked', () =>
    someone.sentences().some((sentence) => /If you were cut off, stay on the line/.test(sentence)),
  );
  return { first, other, someone };
}

test('who stays on the line is back at the head, and the same volunteer is asked first', async () => {
  const { first, other, someone } = await lost();
  const askedMs = stage.clock.nowMs();
  const rungBefore = stage.carrier.control.calls({ to: other.number }).length;
  await stage.until('the same phone rings', () => first.state() === 'ringing', 30);
  expect(stage.clock.nowMs() - askedMs).toBeGreaterThanOrEqual(8_000);
  expect(await contactsOf(stage)).toMatchObject([{ rankAt: new Date(0) }]);
  await takeCall(stage, someone, first, 30);
  someone.hangUp();
  await stage.pass(2);
  expect(stage.carrier.control.calls({ to: other.number })).toHaveLength(rungBefore);
  const [contact] = await contactsOf(stage);
  expect(contact).toMatchObject({ talkedSeconds: expect.any(Number), outcome: 'talked' });
  expect(contact?.talkedSeconds).toBeGreaterThanOrEqual(90);
  expect(contact?.talkedSeconds).toBeLessThan(96);
  stage.expects({ texts: { ana: [/^How heavy was that for you\? Reply/] } });
});

test('whose phone dies before the two meet was no talk: the caller is not asked whether they were cut off, and somebody is rung at once', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [ana, ben, someone] = [stage.phone(numbers['ana']!), stage.phone(numbers['ben']!), stage.phone(caller)];
  someone.call(line);
  await stage.until('a phone rings', () => ana.state() === 'ringing' || ben.state() === 'ringing');
  const first = ana.state() === 'ringing' ? ana : ben;
  first.answer();
  await stage.pass(2);
  first.press('1');
  await stage.until('the whisper begins', () =>
    first.sentences().some((sentence) => /A call in English/.test(sentence)),
  );
  first.hangUp();
  await stage.until('a phone rings again', () => ana.state() === 'ringing' || ben.state() === 'ringing', 5);
  expect(someone.sentences().join(' ')).toMatch(/You are first in line/);
  expect(someone.sentences().join(' ')).not.toMatch(/cut off/);
  await takeCall(stage, someone, ana.state() === 'ringing' ? ana : ben, 5);
});

test('key 1 asks for somebody else, and the first volunteer is not asked again', async () => {
  const { first, other, someone } = await lost();
  const rungBefore = stage.carrier.control.calls({ to: first.number }).length;
  someone.press('1');
  await takeCall(stage, someone, other, 400);
  expect(stage.carrier.control.calls({ to: first.number })).toHaveLength(rungBefore);
  stage.expects({ texts: { ana: [/^How heavy was that for you\? Reply/] } });
});

test('who had finished hangs up, and nobody is rung', async () => {
  const { first, other, someone } = await lost();
  const rungBefore = stage.carrier.control.calls({ to: other.number }).length;
  someone.hangUp();
  await stage.pass(30);
  expect([first.state(), other.state()]).toEqual(['idle', 'idle']);
  expect(stage.carrier.control.calls({ to: other.number })).toHaveLength(rungBefore);
  expect(await contactsOf(stage)).toMatchObject([{ outcome: 'talked' }]);
});
