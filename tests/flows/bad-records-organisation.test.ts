/** Something stored of the organisation cannot be used: it is left out or stood in for, the rest goes on, and a coordinator sees what. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { setAside, spoil } from '../support/bad-records.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { openAttentionOf } from '../support/stored.ts';
import { attentionIsDone } from '../support/by-hand.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';

const secondLine = '+15550100002';
let stage: Stage;
afterEach(() => stage.close());

const three = () => {
  const one = smallOrganisation({ ana: {}, ben: {}, cleo: { as: null } });
  const [first] = one.lines ?? [];
  if (!first) throw new Error('there is a line');
  return {
    ...one,
    lines: [first, { ...first, id: 'second', phoneNumber: secondLine }],
    shifts: [
      ...(one.shifts ?? []),
      { ...one.shifts![0]!, id: 'second', line: 'second', assigned: [{ person: 'cleo', as: 'primary' as const }] },
    ],
    timeOff: [{ person: 'ana', from: '2026-12-24', to: '2026-12-26' }],
  };
};

const someoneRings = () => ['ana', 'ben', 'cleo'].filter((id) => stage.phone(numbers[id]!).state() === 'ringing');

/** Somebody calls `to`, a volunteer's phone rings within a few seconds, and they talk. */
async function reachesAPeer(to: string, from = caller): Promise<string> {
  const phone = stage.phone(from);
  phone.call(to);
  await stage.until('a phone rings', () => someoneRings().length > 0, 15);
  const [id = ''] = someoneRings();
  const peer = stage.phone(numbers[id]!);
  peer.answer();
  await stage.pass(2);
  peer.press('1');
  await stage.pass(2);
  await stage.until('they talk', () => phone.talkingWith().includes(peer.number));
  phone.hangUp();
  await stage.pass(1);
  return id;
}

describe.each(['UTC+2', 'local', 'Mars/Olympus', ''])('the zone "%s"', (zone) => {
  test('of a person: their zone is the organisation’s, callers reach peers, texters too', async () => {
    stage = await setStage({ organisation: three(), at: evening });
    await spoil(stage, `UPDATE people SET time_zone = $1 WHERE id = 'ana'`, [zone]);
    await reachesAPeer(line);
    await reachesAPeer(secondLine, '+15550900002');
    const { write, news } = texting(stage);
    await write('+15550900003', 'hello?');
    expect(news('+15550900003')).toEqual([expect.stringMatching(/^This is Northside Warmline\. A volunteer who.*988/)]);
    expect(await setAside(stage)).toEqual(['person-set-aside ana timeZone']);
    stage.expects({ texts: { ben: [/^Someone is writing in English\. What you write/, 'hello?'] } });
  });

  test('of a line: it runs on the organisation’s clock, and so do the others on theirs', async () => {
    stage = await setStage({ organisation: three(), at: evening });
    await spoil(stage, `UPDATE lines SET time_zone = $1 WHERE id = 'main'`, [zone]);
    await reachesAPeer(line);
    expect(await reachesAPeer(secondLine, '+15550900002')).toBe('cleo');
    expect(await setAside(stage)).toEqual(['line-set-aside main timeZone']);
  });
});

test('the organisation’s own zone and policy, and a line’s: UTC and the defaults stand in for them', async () => {
  stage = await setStage({ organisation: three(), at: evening });
  await spoil(stage, `UPDATE organisation SET time_zone = 'UTC+2', policy = '{"waves": "many", "ringSeconds": 12}'`);
  await spoil(stage, `UPDATE lines SET policy = '{"overflow": [], "callback": 7}' WHERE id = 'main'`);
  await reachesAPeer(line);
  expect(await setAside(stage)).toEqual([
    'line-set-aside main callback',
    'line-set-aside main overflow',
    'organisation-set-aside timeZone',
    'organisation-set-aside waves',
  ]);
});

test('a line’s hours, closures, wishes, languages and words: what can be used is', async () => {
  stage = await setStage({ organisation: three(), at: evening });
  await spoil(
    stage,
    `UPDATE lines SET opening_hours = '[{"days": ["MO","TU"], "start": "00:00", "end": "00:00"}, {"days": 3}]', wishes = '{"key": 1}', wording = '"hello"', languages = '{}' WHERE id = 'main'`,
  );
  await spoil(
    stage,
    `INSERT INTO closures (line_id, position, from_date, to_date, reason) VALUES ('main', 0, '2026-13-41', 'soon', '')`,
  );
  await reachesAPeer(line);
  expect(await setAside(stage)).toEqual([
    'line-set-aside main closures',
    'line-set-aside main languages',
    'line-set-aside main openingHours',
    'line-set-aside main wishes',
    'line-set-aside main wording',
  ]);
});

test('a shift, an exception of one, a time off: the others are on', async () => {
  stage = await setStage({ organisation: three(), at: evening });
  await spoil(
    stage,
    `INSERT INTO shifts (id, position, line_id, start_local, end_local, repeat_rule, also, "except", need, requires) VALUES ('odd', 9, 'main', 'yesterday', 'today', 'FREQ=SOMETIMES', '{}', '{}', 1, '[]')`,
  );
  await spoil(
    stage,
    `INSERT INTO shift_changes (shift_id, position, occurrence, start_local, reassigned) VALUES ('evening', 9, '2026-11-10T17:00', 'noon', false)`,
  );
  await spoil(stage, `UPDATE time_off SET from_date = 'soon' WHERE person_id = 'ana'`);
  await reachesAPeer(line);
  expect(await setAside(stage)).toEqual([
    'person-set-aside ana timeOff',
    'shift-set-aside evening changes',
    'shift-set-aside odd',
  ]);
});

test('a number that cannot be opened: its person is left out, the others are rung', async () => {
  stage = await setStage({ organisation: three(), at: evening });
  await spoil(stage, `UPDATE people SET phone_sealed = 'nonsense' WHERE id = 'ana'`);
  expect(await reachesAPeer(line)).not.toBe('ana');
  expect(await setAside(stage)).toEqual(['person-set-aside ana phone']);
});

test('seen to, it comes back on the list while it is still so; put right, it does not', async () => {
  stage = await setStage({ organisation: three(), at: evening });
  await spoil(stage, `UPDATE people SET time_zone = 'UTC+2' WHERE id = 'ana'`);
  await stage.pass(15);
  expect(await setAside(stage)).toEqual(['person-set-aside ana timeZone']);
  await attentionIsDone(stage, new Date(stage.clock.nowMs()));
  await stage.pass(15 * 60);
  expect(await openAttentionOf(stage)).toHaveLength(1);
  await spoil(stage, `UPDATE people SET time_zone = 'America/Chicago' WHERE id = 'ana'`);
  await attentionIsDone(stage, new Date(stage.clock.nowMs()));
  await stage.pass(15 * 60);
  expect(await openAttentionOf(stage)).toEqual([]);
});
