/** The first days of a founded line: that nobody is planned is said once, with what is to be done, and no more once somebody is (O1, S4). */
import { afterEach, expect, test } from '@jest/globals';
import { attentionIsDone, gapsLookedForYesterday } from '../support/by-hand.ts';
import { founded } from '../support/founded.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { openAttentionOf } from '../support/stored.ts';
import { texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const hours = [
  { days: ['MO' as const, 'TU' as const, 'WE' as const, 'TH' as const, 'FR' as const], start: '12:00', end: '20:00' },
];
const listed = async () => (await openAttentionOf(stage)).map(({ kind, subject }) => [kind, subject]);
/** A morning comes, and the lines are looked at. */
const morning = async () => {
  await gapsLookedForYesterday(stage);
  await stage.pass(61);
};

/** What they are texted of their being on call is another story. */
const ofShifts = () =>
  ['+13035550142', '+13035550143'].forEach((phone) =>
    expect(
      texting(stage)
        .news(phone)
        .filter((text) => !/^(Your shift|Reminder|Tomorrow|You)/.test(text)),
    ).toEqual([]),
  );

test.each([
  ['always', []],
  ['by day', hours],
])('open %s: said once over the days, and again a week after somebody has seen to it', async (_when, openingHours) => {
  const organisation = founded({ openingHours, ringsAtOnce: false }, 'ana');
  stage = await setStage({ organisation, at: '2026-11-10T10:00:00-07:00' });
  await stage.pass(61);
  for (let day = 0; day < 4; day += 1) {
    await morning();
    expect(await listed()).toEqual([['nobody-planned', '2026-11-10 2']]);
    await stage.jump(86_400);
  }
  await attentionIsDone(stage, new Date(stage.clock.nowMs()));
  await morning();
  expect(await listed()).toEqual([]);
  await stage.jump(8 * 86_400);
  await morning();
  expect(await listed()).toEqual([['nobody-planned', '2026-11-22 2']]);

  // Somebody is planned: what is open then is told day by day, as ever.
  await stage.load({
    ...organisation,
    shifts: organisation.shifts!.map((shift) => ({ ...shift, assigned: [{ person: 'ana', as: 'primary' as const }] })),
  });
  await morning();
  expect((await listed()).map(([kind]) => kind)).not.toContain('nobody-planned');
  ofShifts();
});

test('hours in which nobody is on call either are told day by day all the same', async () => {
  const organisation = founded({ openingHours: hours, ringsAtOnce: false }, 'ana');
  const [first, ...others] = organisation.shifts!;
  stage = await setStage({
    organisation: { ...organisation, shifts: [{ ...first!, assigned: [] }, ...others] },
    at: '2026-11-10T10:00:00-07:00',
  });
  await stage.pass(61);
  await morning();
  expect(new Set((await listed()).map(([kind]) => kind))).toEqual(
    new Set(['cover-gap-1', 'cover-gap-7', 'cover-gap-30', 'nobody-planned']),
  );
});
