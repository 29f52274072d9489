/** A volunteer who phones the line gets their menu, and may stay on the line to talk with someone (V14). */
import { afterEach, expect, test } from '@jest/globals';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { availabilityOf, contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const at = '2026-11-10T18:00:00-06:00';

test('off and on by keypad', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at });
  const ana = stage.phone(numbers['ana']!);
  ana.call(line);
  await stage.pass(2);
  expect(ana.sentences().join(' ')).toMatch(/menu for volunteers/);
  ana.press('2');
  await stage.until('Ana is let go', () => ana.state() === 'idle');
  expect(await availabilityOf(stage)).toMatchObject([{ personId: 'ana', setting: 'off' }]);
  ana.call(line);
  await stage.pass(2);
  ana.press('1');
  await stage.until('Ana is let go', () => ana.state() === 'idle');
  expect(await availabilityOf(stage)).toMatchObject([{ setting: 'on' }]);
  stage.expectNothingElse();
});

test('whoever stays on the line talks with a peer, and nothing links the talk to them', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: { as: null } }), at });
  const [ana, ben] = [stage.phone(numbers['ana']!), stage.phone(numbers['ben']!)];
  ben.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 60);
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => ben.talkingWith().includes(ana.number));
  const stored = JSON.stringify(await contactsOf(stage));
  expect(stored).not.toContain('ben');
  expect(await contactsOf(stage)).toMatchObject([{ callerKey: null, lastingKey: null, numberSealed: null }]);
});

test('whoever is on shift and stays on the line is not rung themselves: their own calls pause, and they hear so', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at });
  const [ana, ben] = [stage.phone(numbers['ana']!), stage.phone(numbers['ben']!)];
  ben.call(line);
  await stage.until(
    'Ben hears that his calls pause',
    () => /Your own calls pause until/.test(ben.sentences().join(' ')),
    60,
  );
  await stage.until('Ana rings', () => ana.state() === 'ringing', 60);
  ana.decline();
  await stage.pass(90);
  expect(stage.carrier.control.calls({ to: ben.number })).toEqual([]);
  ben.hangUp();
  ben.sendText(line, 'ON');
  // Nobody else is there for the next caller.
  ana.sendText(line, 'OFF');
  await stage.pass(2);
  stage.phone('+15550900007').call(line);
  await stage.until('Ben can be rung again', () => ben.state() === 'ringing', 90);
  // Ana declined, missed one, and was let go when Ben left.
  stage.expects({
    calls: { ana: 3, ben: 1 },
    texts: {
      ben: ['You are set to take calls. Thank you.'],
      ana: [/^Your calls are off\. Thank you for all you do\./],
    },
  });
});
