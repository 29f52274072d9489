/** A caller who drops and rings back within two minutes returns to the same volunteer, or to their place; never after `*3`, `*4` or `*5` (V6). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall, talk } from '../support/talking.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const at = '2026-11-10T18:00:00-06:00';

test('the call drops: whoever rings back is given to the same volunteer, whose wrap-up is waived', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: { as: 'backup' } }), at });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await talk(stage, someone, ana, 60);
  someone.hangUp();
  await stage.until('Ana has hung up', () => ana.state() === 'idle', 60);
  const before = ana.sentences().length;
  someone.call(line);
  await takeCall(stage, someone, ana, 30);
  expect(someone.sentences().join(' ')).toMatch(/asking the person you talked with first/);
  expect(ana.sentences().slice(before).join(' ')).toMatch(/You talked with them a moment ago/);
  someone.hangUp();
  await stage.until('Ana has hung up again', () => ana.state() === 'idle', 60);
  expect(stage.carrier.control.calls({ to: numbers['ben']! })).toHaveLength(0);
  const [first, second] = await contactsOf(stage);
  expect([first?.personId, second?.personId]).toEqual(['ana', 'ana']);
  expect(first?.talkedSeconds).toBeGreaterThanOrEqual(60);
  expect(second?.talkedSeconds).toBeLessThan(first?.talkedSeconds ?? 0);
});

test('who rings back while the volunteer still hears the check-in waits a moment for them', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at });
  const [ana, ben, someone] = [stage.phone(numbers['ana']!), stage.phone(numbers['ben']!), stage.phone(caller)];
  someone.call(line);
  await stage.until('a phone rings', () => ana.state() === 'ringing' || ben.state() === 'ringing');
  const [first, other] = ana.state() === 'ringing' ? [ana, ben] : [ben, ana];
  await takeCall(stage, someone, first, 60);
  someone.hangUp();
  await stage.pass(2);
  const rungBefore = stage.carrier.control.calls({ to: other.number }).length;
  someone.call(line);
  await stage.pass(2);
  first.hangUp();
  await takeCall(stage, someone, first, 5);
  expect(stage.carrier.control.calls({ to: other.number })).toHaveLength(rungBefore);
});

test('who gave up in line comes back to their old place', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  ana.behaviour = { kind: 'busy' };
  someone.call(line);
  await stage.pass(40);
  someone.hangUp();
  await stage.pass(20);
  someone.call(line);
  await stage.pass(10);
  expect(someone.sentences().join(' ')).toMatch(/You still have your place in line/);
  const [first, second] = await contactsOf(stage);
  expect(second?.rankAt).toEqual(first?.rankAt);
  stage.expects({ calls: { ana: 2 } });
});

test.each(['3', '4', '5'])('after *%s nobody is given back', async (key) => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await talk(stage, someone, ana, 20);
  ana.press('*');
  await stage.until('Ana hears the menu', () =>
    ana.sentences().some((sentence) => /To close the call kindly/.test(sentence)),
  );
  ana.press(key);
  await stage.pass(2);
  for (const phone of [someone, ana]) if (phone.state() !== 'idle') phone.hangUp();
  await stage.pass(5);
  someone.call(line);
  await stage.pass(30);
  expect(someone.sentences().join(' ')).not.toMatch(/Welcome back/);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(1);
  const contact = (await contactsOf(stage)).at(-1);
  expect(contact?.preferredPersonId).toBeNull();
  stage.expects({ texts: { ana: [/^That was a heavy one\. If you would like a/] } });
});
