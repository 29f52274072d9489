/** The volunteer is gone before the caller picks up: the caller is not left in silence, and somebody else comes. */
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { attemptOutcomes, promises, takeOffer } from '../support/callback-story.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('the caller picks up and waits in line until Ben has the call', async () => {
  stage = await setStage({
    organisation: smallOrganisation(
      { ana: {}, ben: { as: 'backup' } },
      {},
      {
        overflow: [
          { afterSeconds: 0, do: 'ring-backups' },
          { afterSeconds: 600, do: 'voicemail' },
        ],
      },
    ),
    at: '2026-11-10T18:00:00-06:00',
  });
  await promiseCallback(stage.service.deps.room, {
    lineId: 'main',
    number: caller,
    via: 'coordinator',
    messageOk: true,
  });
  const someone = stage.phone(caller);
  stage.carrier.control.expectCall(caller);
  const ana = await takeOffer(stage, 'ana');
  await stage.until('the caller’s phone rings', () => someone.state() === 'ringing');
  ana.hangUp();
  await stage.until('Ben’s phone rings', () => stage.phone(numbers['ben']!).state() === 'ringing');
  someone.answer();
  await stage.pass(1);
  someone.press('1');
  await stage.pass(2);
  expect(someone.sentences().at(-1)).toMatch(/Thank you for picking up\. We are looking for someone for you now/);
  await takeOffer(stage, 'ben');
  await stage.until('they talk', () => someone.talkingWith().includes(numbers['ben']!));
  // The caller is on the phone: Ben hears no word of dialling.
  expect(stage.phone(numbers['ben']!).sentences().join(' ')).not.toContain('This is a callback');
  await stage.pass(121);
  someone.hangUp();
  await stage.pass(2);
  expect(await promises(stage)).toMatchObject([{ state: 'kept', attempts: 1 }]);
  expect(await attemptOutcomes(stage)).toEqual(['talked']);
  expect(stage.carrier.control.calls({ to: caller })).toHaveLength(1);
  stage.expects({ calls: { ben: 1 } });
});
