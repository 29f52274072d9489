/** Ana puts her next shift up by phone: only with her PIN, and not after five wrong ones. */
import { afterEach, expect, test } from '@jest/globals';
import { setPin } from '../../src/people/pin.ts';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { texting } from '../support/texting.ts';
import { pinsAreHourOlder } from '../support/by-hand.ts';
import { openShiftsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const ana = numbers['ana']!;

async function begin(pin: string | null): Promise<void> {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  if (pin) expect(await setPin(stage.service.deps.database.pool, 'ana', pin, 'test', stage.clock.nowMs())).toBe(true);
}

/** Ana calls, chooses 5 and types these; the sentences she hears until she is let go. */
async function phoneIn(...typed: string[]): Promise<string> {
  const phone = stage.phone(ana);
  const before = phone.sentences().length;
  phone.call(line);
  await stage.pass(2);
  phone.press('5');
  await stage.pass(3);
  for (const keys of typed) {
    phone.press(`${keys}#`);
    await stage.pass(3);
  }
  const said = phone.sentences().slice(before).join(' ');
  if (phone.state() !== 'idle') phone.hangUp();
  await stage.pass(1);
  return said;
}

const open = () => openShiftsOf(stage);

test('with the right PIN the shift is up, confirmed by text, and UNDO takes it back', async () => {
  await begin('4711');
  const { news, write } = texting(stage);
  expect(await phoneIn('4711')).toMatch(/type your PIN.*is up for someone else/);
  expect(await open()).toMatchObject([{ occurrence: '2026-11-11T17:00', holderId: 'ana', state: 'open' }]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Wed Nov 11, 5 PM - 11 PM is up for someone else/)]);
  await write(ana, 'UNDO');
  expect(await open()).toMatchObject([{ occurrence: '2026-11-11T17:00', holderId: 'ana', state: 'withdrawn' }]);
  stage.expects({ texts: { ana: [/^Undone\. Wed Nov \d+, \d+ PM - \d+ PM is as it was/] } });
});

test('one wrong try is no trouble, five lock it for an hour', async () => {
  await begin('4711');
  expect(await phoneIn('1111', '4711')).toMatch(/a different PIN\. Please try once more\..*is up for someone else/);
  expect(await phoneIn('1111', '1112', '1113', '1114')).not.toMatch(/locked/);
  expect(await phoneIn('1115')).toMatch(/The menu is locked/);
  expect(await phoneIn()).toMatch(/Your PIN is locked for a while/);
  await pinsAreHourOlder(stage);
  expect(await phoneIn('4711')).toMatch(/is up for someone else/);
  stage.expects({
    texts: {
      ana: [
        /^Wed Nov \d+, \d+ PM - \d+ PM is up for someone else\./,
        /^Wed Nov \d+, \d+ PM - \d+ PM is up for someone else\./,
      ],
    },
  });
});

test('without a PIN nothing changes, and she hears what to do instead', async () => {
  await begin(null);
  expect(await phoneIn()).toMatch(/you need a PIN.*text COVER instead/);
  expect(await open()).toEqual([]);
});
