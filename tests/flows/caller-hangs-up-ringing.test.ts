/** The caller hangs up while two phones ring: both stop within a second, and nobody is rung again (V4). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('every ringing leg ends within one second of the hang-up', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, ben: {} }, {}, { waves: [{ afterSeconds: 0, size: 2 }] }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const phones = ['ana', 'ben'].map((id) => stage.phone(numbers[id]!));
  for (const phone of phones) stage.carrier.control.expectCall(phone.number);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('both phones ring', () => phones.every((phone) => phone.state() === 'ringing'));
  someone.hangUp();
  const hungUpMs = stage.clock.nowMs();
  await stage.pass(1);
  for (const call of stage.carrier.control.calls({ direction: 'outbound-api' })) {
    expect(call.status).toBe('canceled');
    expect(call.endedMs! - hungUpMs).toBeLessThanOrEqual(1000);
  }
  expect(await contactsOf(stage)).toMatchObject([{ outcome: 'abandoned-in-greeting' }]);
  await stage.pass(60);
  stage.expectNothingElse();
});

test('a volunteer who had picked up hears that the caller is gone', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const ana = stage.phone(numbers['ana']!);
  stage.carrier.control.expectCall(ana.number);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing');
  ana.answer();
  await stage.pass(1);
  someone.hangUp();
  await stage.until('Ana is let go', () => ana.state() === 'idle');
  expect(ana.sentences().join(' ')).toMatch(/The caller has hung up/);
  stage.expectNothingElse();
});
