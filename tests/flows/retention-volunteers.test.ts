/** What was asked of a volunteer, and the thanks meant for one, do not wait for ever for somebody who never comes back. */
import { afterEach, expect, test } from '@jest/globals';
import { askOverride } from '../../src/people/overrides.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, overridesOf, thankYousOf } from '../support/stored.ts';
import { wasThanked } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

const dayS = 24 * 3_600;

test('Ana is asked and thanked, and is never on shift again: after 180 days only the audit knows', async () => {
  stage = await setStage({
    organisation: smallOrganisation(
      { ana: { as: null }, ben: {}, cleo: { as: null, roles: ['coordinator'] } },
      {},
      { training: ['core'] },
    ),
    at: '2026-11-10T18:00:00-06:00',
  });
  const { room, directories } = stage.service.deps;
  expect(
    await askOverride(room, (await directories.current())!, { personId: 'ana', by: 'cleo', reason: 'busy night' }),
  ).toMatchObject({ kind: 'asked' });
  await wasThanked(stage, 'ana', new Date(stage.clock.nowMs()));
  const kept = async () => [(await overridesOf(stage)).length, (await thankYousOf(stage)).length];

  await stage.jump(179 * dayS);
  await stage.pass(3);
  expect(await kept()).toEqual([1, 1]);
  await stage.jump(2 * dayS);
  await stage.pass(3);
  expect(await kept()).toEqual([0, 0]);
  expect(await auditOf(stage, 'override asked')).toMatchObject([{ by: 'person:cleo', subject: 'ana' }]);
  stage.expects({ texts: { ben: [/^Your next shift: /] } });
});
