/** Someone phones the line; the volunteer on shift hears what it is, presses 1, and they talk. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf, legsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('the caller reaches the one volunteer on shift, and the volunteer rests afterwards', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const ana = stage.phone(numbers['ana']!);
  const someone = stage.phone(caller);
  stage.carrier.control.expectCall(numbers['ana']!);
  someone.call(line);
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing');
  expect(stage.carrier.control.calls({ to: numbers['ana']! })[0]?.from).toBe(line);
  ana.answer();
  await stage.pass(2);
  expect(ana.sentences().join(' ')).toMatch(/Northside Warmline.*Press 1/);
  expect(ana.sentences().join(' ')).not.toContain('555');
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(numbers['ana']!));
  await stage.pass(60);
  someone.hangUp();
  await stage.until('Ana is free of the call', () => ana.state() === 'idle');
  const [contact] = await contactsOf(stage);
  expect(contact).toMatchObject({ state: 'ended', outcome: 'talked' });
  expect(contact?.talkedSeconds).toBeGreaterThanOrEqual(59);
  expect(await legsOf(stage)).toMatchObject([{ state: 'ended' }]);
  stage.expectNothingElse();
});
