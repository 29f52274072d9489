/** Everybody on shift is spent: nobody is rung, the ladder goes on at once, and their own MORE brings calls back. */
import { afterEach, expect, test } from '@jest/globals';
import { match } from '../../src/routing/match.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { decisionsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('spent volunteers are left in peace, and the caller hears their choices without waiting', async () => {
  const at = '2026-11-10T18:00:00-06:00';
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at });
  for (const personId of ['ana', 'ben']) {
    for (const hoursAgo of [3, 5, 7, 9]) {
      const startMs = Date.parse(at) - hoursAgo * 3_600_000;
      await stage.rows(
        `INSERT INTO load_events (id, person_id, kind, start_at, end_at, heavy, abusive, crisis) VALUES ($1, $2, 'contact', $3, $4, true, true, true)`,
        [`${personId}-${hoursAgo}`, personId, new Date(startMs), new Date(startMs + 7_000_000)],
      );
    }
  }
  await stage.rows(
    `INSERT INTO load_events (id, person_id, kind, start_at, end_at) SELECT 'long-' || p, p, 'contact', $1::timestamptz, $2::timestamptz FROM unnest(ARRAY['ana', 'ben']) p`,
    [new Date(Date.parse(at) - 3_600_000), new Date(Date.parse(at))],
  );
  await stage.rows(
    `INSERT INTO load_events (id, person_id, kind, start_at, answer) SELECT 'said-' || p, p, 'check-in', $1::timestamptz, 5 FROM unnest(ARRAY['ana', 'ben']) p`,
    [new Date(Date.parse(at) - 60_000)],
  );
  await stage.rows(
    `INSERT INTO load_events (id, person_id, kind, start_at, end_at) SELECT 'busy-' || p || d, p, 'contact', $1::timestamptz - d * interval '1 day', $1::timestamptz - d * interval '1 day' + interval '5 hours'
    FROM unnest(ARRAY['ana', 'ben']) p, generate_series(1, 2) d`,
    [new Date('2026-11-10T17:30:00-06:00')],
  );

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
  for (const { world, answer } of decisions) expect(match(world)).toEqual(answer);
  expect(decisions[0]!.answer[0]!.candidates.map((one) => one.reasons.map((reason) => reason.kind))).toEqual([
    ['spent'],
    ['spent'],
  ]);

  ana.sendText(line, 'MORE');
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 60);
  expect(stage.carrier.control.calls({ to: numbers['ben']! })).toHaveLength(0);
});
