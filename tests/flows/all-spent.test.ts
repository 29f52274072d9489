/** Everybody on shift is spent: nobody is rung, the ladder goes on at once, and their own MORE brings calls back. */
import { afterEach, expect, test } from '@jest/globals';
import { match } from '../../src/matching/match.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { decisionsOf } from '../support/stored.ts';
import { hadContact, hadSaid } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

test('spent volunteers are left in peace, and the caller hears their choices without waiting', async () => {
  const at = '2026-11-10T18:00:00-06:00';
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at });
  for (const personId of ['ana', 'ben']) {
    for (const hoursAgo of [3, 5, 7, 9]) {
      const startMs = Date.parse(at) - hoursAgo * 3_600_000;
      await hadContact(
        stage,
        `${personId}-${hoursAgo}`,
        personId,
        new Date(startMs),
        new Date(startMs + 7_000_000),
        true,
      );
    }
    const nowMs = Date.parse(at);
    await hadContact(stage, `long-${personId}`, personId, new Date(nowMs - 3_600_000), new Date(nowMs));
    await hadSaid(stage, `said-${personId}`, personId, new Date(nowMs - 60_000), 5);
    for (const daysAgo of [1, 2]) {
      const fromMs = Date.parse('2026-11-10T17:30:00-06:00') - daysAgo * 86_400_000;
      await hadContact(
        stage,
        `busy-${personId}${daysAgo}`,
        personId,
        new Date(fromMs),
        new Date(fromMs + 5 * 3_600_000),
      );
    }
  }

  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  someone.call(line);
  await stage.until(
    'the caller has a choice',
    () => someone.sentences().some((sentence) => /call you back|leave a voicemail/i.test(sentence)),
    40,
  );
  expect(stage.carrier.control.calls({ direction: 'outbound-api' })).toHaveLength(0);
  await stage.until(
    'Ana hears that she is left in peace',
    () => ana.texts().some((text) => /we leave you in peace/.test(text.body)),
    60,
  );

  const decisions = await decisionsOf(stage);
  expect(decisions.length).toBeGreaterThan(0);
  for (const { world, answers } of decisions) expect(match(world)).toEqual(answers);
  expect(decisions[0]!.answers[0]!.candidates.map((one) => one.reasons.map((reason) => reason.kind))).toEqual([
    ['spent'],
    ['spent'],
  ]);

  ana.sendText(line, 'MORE');
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 60);
  expect(stage.carrier.control.calls({ to: numbers['ben']! })).toHaveLength(0);
  stage.expects({
    calls: { ana: 1 },
    texts: {
      ana: [/^You have carried so much lately that we leave/, 'You are set to take calls. Thank you.'],
      ben: [/^You have carried so much lately that we leave/],
    },
  });
});
