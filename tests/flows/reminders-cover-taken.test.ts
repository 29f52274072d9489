/** Ana cannot come tomorrow and says COVER; Ben takes the shift, and it is Ben's phone that rings. */
import { afterEach, expect, test } from '@jest/globals';
import { exportOrganisation } from '../../src/organisation/load-organisation.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { texting, type Texting } from '../support/texting.ts';
import { attentionOf, auditOf, openAttentionOf, shiftChangesOf, takenOver } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const [ana, ben, cleo] = [numbers['ana']!, numbers['ben']!, numbers['cleo']!];

/** Two evenings, both Ana's. */
function twoEvenings(
  people: Parameters<typeof smallOrganisation>[0],
  policy: OrganisationFile['policy'] = {},
): OrganisationFile {
  const organisation = smallOrganisation(
    people,
    { openingHours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], start: '17:00', end: '21:00' }] },
    policy,
  );
  return {
    ...organisation,
    shifts: organisation.shifts!.map((shift) => ({
      ...shift,
      start: '2026-11-10T17:00',
      end: '2026-11-10T21:00',
      repeat: 'FREQ=DAILY;COUNT=2',
    })),
  };
}

async function begin(
  people: Parameters<typeof smallOrganisation>[0] = { ana: {}, ben: { as: null } },
  policy: OrganisationFile['policy'] = {},
  at = '2026-11-10T18:00:00-06:00',
): Promise<Texting> {
  stage = await setStage({ organisation: twoEvenings(people, policy), at });
  return texting(stage);
}

const assignments = () => takenOver(stage);

test('the shift moves to whoever takes it, both are told, and the new person is rung', async () => {
  const { write, news } = await begin(undefined, undefined, '2026-11-10T16:57:00-06:00');
  await write(ana, 'COVER');
  expect(news(ana)).toEqual([
    expect.stringMatching(/^Tue Nov 10, 5 PM - 9 PM is up for someone else\. It is yours until somebody takes it/),
  ]);
  await stage.until('Ben is asked at once, the shift being near', () => stage.phone(ben).texts().length > 0, 61);
  expect(news(ben)).toEqual([
    expect.stringMatching(
      /^Someone is looking for cover: Tue Nov 10, 5 PM - 9 PM, Northside Warmline\. Text TAKE 1 to take it\.$/,
    ),
  ]);
  await write(ben, 'take 1', { deliveries: 2 });
  expect(news(ben)).toEqual([expect.stringMatching(/^Tue Nov 10, 5 PM - 9 PM, Northside Warmline, is yours/)]);
  expect(news(ana)).toEqual([
    expect.stringMatching(/^Someone is taking Tue Nov 10, 5 PM - 9 PM\. It is no longer yours/),
  ]);
  // Asked once more, nobody tells Ben that somebody else has it.
  await write(ben, 'TAKE 1', { seconds: 1 });
  expect([news(ben), news(ana)]).toEqual([
    [expect.stringMatching(/^Tue Nov 10, 5 PM - 9 PM, Northside Warmline, is yours/)],
    [],
  ]);
  expect(await assignments()).toEqual([{ occurrence: '2026-11-10T17:00', person: 'ben' }]);
  const { database, secrets } = stage.service.deps;
  expect((await exportOrganisation(database, secrets))?.shifts?.[0]?.changes).toEqual([
    { occurrence: '2026-11-10T17:00', assigned: [{ person: 'ben', as: 'primary' }] },
  ]);
  expect((await auditOf(stage)).filter((one) => one.by.startsWith('person:'))).toMatchObject([
    { by: 'person:ana', action: 'shift.put-up', subject: 'evening 2026-11-10T17:00' },
    { by: 'person:ben', action: 'shift.taken', subject: 'evening 2026-11-10T17:00' },
  ]);

  await stage.pass(180);
  stage.phone(caller).call(line);
  await stage.until('Ben rings', () => stage.phone(ben).state() === 'ringing', 30);
  expect(stage.phone(ana).state()).toBe('idle');
  stage.expects({ calls: { ben: 1 }, texts: { ana: [/^Your next shift: Wed Nov \d+, \d+ PM - \d+ PM,/] } });
});

test('UNDO gives the shift back, within ten minutes only', async () => {
  const { write, news } = await begin();
  await write(ana, 'COVER');
  await stage.pass(540);
  expect(news(ben)).toEqual([]);
  await stage.pass(121);
  expect(news(ben)).toEqual([expect.stringMatching(/^Someone is looking for cover: Wed Nov 11/)]);
  await write(ben, 'TAKE 1');
  expect(news(ana)).toEqual([
    expect.stringMatching(/^Wed Nov \d+, \d+ PM - \d+ PM is up for someone else\./),
    expect.stringMatching(/^Someone is taking Wed Nov/),
  ]);
  expect(news(ben)).toEqual([expect.stringMatching(/^Wed Nov \d+, \d+ PM - \d+ PM, Northside Warmline, is/)]);
  await write(ben, 'UNDO');
  expect(news(ben)).toEqual([expect.stringMatching(/^Undone\. Wed Nov 11, 5 PM - 9 PM is as it was before/)]);
  expect(news(ana)).toEqual([
    expect.stringMatching(/^Nobody has taken Wed Nov 11, 5 PM - 9 PM yet, so it is still yours/),
  ]);
  expect(await assignments()).toEqual([]);
  expect(await shiftChangesOf(stage)).toEqual([]);
  expect(await attentionOf(stage)).toMatchObject([{ kind: 'cover-open', personId: 'ana' }]);

  await write(ben, 'TAKE 1');
  expect(await openAttentionOf(stage)).toEqual([]);
  await stage.pass(660);
  expect(news(ben)).toEqual([expect.stringMatching(/^Wed Nov \d+, \d+ PM - \d+ PM, Northside Warmline, is/)]);
  await write(ben, 'UNDO');
  expect(news(ben)).toEqual([expect.stringMatching(/^There is nothing to undo/)]);
  expect(await assignments()).toEqual([{ occurrence: '2026-11-11T17:00', person: 'ben' }]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Someone is taking Wed Nov 11/)]);
});

test('a COVER taken back at once bothers nobody', async () => {
  const { write, news } = await begin();
  await write(ana, 'COVER');
  await write(ana, 'UNDO');
  expect(news(ana).at(-1)).toMatch(/^Undone/);
  await stage.pass(661);
  expect(news(ben)).toEqual([]);
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([expect.stringMatching(/^There is no open shift with that number/)]);
});

test('of two who take it at once one has it, and the other reads so', async () => {
  const { write, news } = await begin({ ana: {}, ben: { as: null }, cleo: { as: null } });
  await write(ana, 'COVER');
  stage.phone(ben).sendText(line, 'TAKE 1');
  await write(cleo, 'TAKE 1');
  const answers = [...news(ben), ...news(cleo)].map((text) =>
    /is yours/.test(text) ? 'yours' : /was faster/.test(text) ? 'faster' : text,
  );
  expect(answers.sort()).toEqual(['faster', 'yours']);
  expect(await assignments()).toHaveLength(1);
  await write(ana, 'UNDO');
  expect(news(ana).at(-1)).toMatch(/^Someone has taken that shift already/);
});

test('a shift over the cap is refused kindly, and nothing changes', async () => {
  const { write, news } = await begin(undefined, { limits: { hoursPerWeek: 3 } });
  await write(ana, 'COVER');
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([
    expect.stringMatching(
      /^That shift would not be good for you: it would be more than 3 hours in that week\. A coordinator can look at it with you: reply 1 to ask one, 2 to leave it\.$/,
    ),
  ]);
  expect(await assignments()).toEqual([]);
  stage.expects({ texts: { ana: [/^Wed Nov \d+, \d+ PM - \d+ PM is up for someone else\./] } });
});

test('a course that is missing is named, and nothing changes', async () => {
  const { write, news } = await begin(
    { ana: { training: [{ course: 'core' }] }, ben: { as: null } },
    { training: ['core'] },
  );
  await write(ana, 'COVER');
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([expect.stringMatching(/it needs the course "core"/)]);
  expect(await assignments()).toEqual([]);
  stage.expects({ texts: { ana: [/^Wed Nov \d+, \d+ PM - \d+ PM is up for someone else\./] } });
});

test('TAKE alone lists what is up and what is short of people, with a number each', async () => {
  const { write, news } = await begin({ ben: { as: null } });
  await write(ben, 'TAKE');
  expect(news(ben)).toEqual(['Open shifts:\n1. Wed Nov 11, 5 PM - 9 PM\nText TAKE and a number, like TAKE 1.']);
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([expect.stringMatching(/is yours/)]);
  await write(ben, 'TAKE');
  expect(news(ben)).toEqual([expect.stringMatching(/^No shift is open right now/)]);
  expect(await assignments()).toEqual([{ occurrence: '2026-11-11T17:00', person: 'ben' }]);
});

test('a shift short of two can be taken by two, and the first may still undo as long as nobody came after', async () => {
  const organisation = twoEvenings({ ana: { as: null }, ben: { as: null }, cleo: { as: null } });
  stage = await setStage({
    organisation: { ...organisation, shifts: organisation.shifts!.map((shift) => ({ ...shift, need: 2 })) },
    at: '2026-11-10T18:00:00-06:00',
  });
  const { write, news } = texting(stage);
  await write(ana, 'TAKE');
  await write(ana, 'TAKE 1');
  await write(ben, 'TAKE 1');
  expect([news(ana).at(-1), news(ben).at(-1)]).toEqual([
    expect.stringMatching(/is yours/),
    expect.stringMatching(/is yours/),
  ]);
  await write(cleo, 'TAKE 1');
  expect(news(cleo)).toEqual([expect.stringMatching(/was faster/)]);
  await write(ana, 'UNDO');
  expect(news(ana)).toEqual([expect.stringMatching(/nothing to undo/)]);
  await write(ben, 'UNDO');
  expect(news(ben)).toEqual([expect.stringMatching(/^Undone/)]);
  expect(await assignments()).toEqual([{ occurrence: '2026-11-11T17:00', person: 'ana' }]);
  await write(cleo, 'TAKE 1');
  expect(news(cleo)).toEqual([expect.stringMatching(/is yours/)]);
});
