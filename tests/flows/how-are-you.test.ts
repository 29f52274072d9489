/** The day after something heavy, at eleven on their own clock, a volunteer is asked how they are: once, and never at night (W3). */
import { afterEach, expect, test } from '@jest/globals';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { attentionOf, loadEventsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const phone = (id: string) => stage.phone(numbers[id]!);
const asked = (id = 'ana') =>
  phone(id)
    .texts()
    .filter((text) => /^Yesterday was heavy. How are you today\? Reply 1 for fine up to 5/.test(text.body)).length;
/** Sets the clock to so many seconds before an instant. */
const goTo = async (instant: string, secondsBefore = 0) =>
  stage.jump((Date.parse(instant) - stage.clock.nowMs()) / 1000 - secondsBefore);

async function heavyAt(at: string, people: Parameters<typeof smallOrganisation>[0] = { ana: {} }) {
  stage = await setStage({ organisation: smallOrganisation(people), at });
  phone('ana').sendText(line, '5');
  await stage.pass(3);
}

async function isAskedAt(instant: string) {
  await goTo(instant, 20);
  await stage.pass(15);
  expect(asked()).toBe(0);
  await stage.pass(15);
  expect(asked()).toBe(1);
}

test('two heavy ones and a restart in between are one question; an answer is a check-in', async () => {
  await heavyAt('2026-11-10T18:00:00-06:00');
  await stage.jump(3 * 3_600);
  phone('ana').sendText(line, '4');
  await stage.pass(3);
  await goTo('2026-11-11T03:00:00-06:00');
  await stage.restart();
  expect(asked()).toBe(0);
  await isAskedAt('2026-11-11T11:00:00-06:00');
  const before = phone('ana').texts().length;
  phone('ana').sendText(line, '2');
  await stage.pass(3);
  expect(
    phone('ana')
      .texts()
      .slice(before)
      .map((text) => text.body),
  ).toEqual(['Thank you for telling us.']);
  expect((await loadEventsOf(stage)).filter((one) => one.kind === 'check-in')).toMatchObject([
    { answer: 5 },
    { answer: 4 },
    { answer: 2 },
  ]);
  await goTo('2026-11-12T11:00:00-06:00');
  await stage.pass(15);
  expect(asked()).toBe(1);
  stage.expects({
    texts: {
      ana: [
        /^Thank you for telling us\. You are resting/,
        /^Thank you for telling us\. You are resting/,
        /^Yesterday was heavy\. How are you today\? Reply/,
        'Thank you for telling us.',
        /^Your next shift: Thu Nov \d+, \d+ PM - \d+ PM,/,
      ],
    },
  });
});

test('TALK in answer reaches a leader; where none is on, the coordinators', async () => {
  await heavyAt('2026-11-10T18:00:00-06:00', {
    ana: {},
    cleo: { as: null, reserve: true, roles: ['volunteer', 'shift-leader'] },
  });
  await isAskedAt('2026-11-11T11:00:00-06:00');
  phone('ana').sendText(line, 'TALK');
  await stage.pass(3);
  expect(phone('ana').texts().at(-1)?.body).toMatch(/The coordinators will see that you asked/);
  expect((await attentionOf(stage)).filter((one) => one.kind === 'talk-wanted')).toMatchObject([
    { kind: 'talk-wanted', personId: 'ana' },
  ]);
  phone('cleo').sendText(line, 'ON');
  await stage.pass(3);
  phone('ana').sendText(line, 'TALK');
  await stage.pass(3);
  expect(phone('ana').texts().at(-1)?.body).toMatch(/^We have told the shift leader that you would like a word/);
  expect(phone('cleo').texts().at(-1)?.body).toMatch(/^Ana of Northside would like a word with you/);
  stage.expects({
    texts: {
      ana: [
        /^Thank you for telling us\. You are resting/,
        /^Yesterday was heavy\. How are you today\? Reply/,
        /^No shift leader is free right now, and we are/,
        /^We have told the shift leader that you would/,
      ],
      cleo: [/^You are set to take calls\. No shift is/, /^Ana of Northside would like a word with you\./],
    },
  });
});

test.each([
  ['of another zone', '2026-11-10T18:00:00-06:00', 'Europe/Berlin', '2026-11-11T11:00:00+01:00'],
  ['whose day is another one', '2026-11-10T22:30:00-06:00', 'Pacific/Auckland', '2026-11-12T11:00:00+13:00'],
  ['in the night the clock goes back', '2026-10-31T21:00:00-05:00', 'America/Chicago', '2026-11-01T11:00:00-06:00'],
  ['far away in that night', '2026-10-31T21:00:00-05:00', 'Europe/Berlin', '2026-11-01T11:00:00+01:00'],
])('somebody %s is asked at eleven on their own clock', async (_, at, timeZone, instant) => {
  await heavyAt(at, { ana: { timeZone } });
  await isAskedAt(instant);
  stage.expects({
    texts: { ana: [/^Thank you for telling us\. You are resting/, /^Yesterday was heavy\. How are you today\? Reply/] },
  });
});

test('a service that was away all day asks nobody at night, nor a day late', async () => {
  await heavyAt('2026-11-10T18:00:00-06:00');
  await goTo('2026-11-12T01:00:00-06:00');
  await stage.pass(15);
  await goTo('2026-11-12T11:00:00-06:00');
  await stage.pass(15);
  expect(asked()).toBe(0);
  stage.expects({
    texts: { ana: [/^Thank you for telling us\. You are resting/, /^Your next shift: Thu Nov \d+, \d+ PM - \d+ PM,/] },
  });
});
