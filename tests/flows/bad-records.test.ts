/** A call, a text, a promise, an effect or a notice that cannot be worked with is set aside: the others go on, and a coordinator sees it. */
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { conversationsOf as inboxOf, inboxSeen } from '../../src/conversations/inbox.ts';
import { setAside } from '../support/bad-records.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { contactsOf, conversationsOf, storedTextsOf } from '../support/stored.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall } from '../support/talking.ts';
import { evening, texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const other = '+15550900002';
const contactOf = async (number: string) => {
  const call = stage.carrier.control.calls({ from: number })[0];
  return (await contactsOf(stage)).find((contact) => contact.callSid === call?.sid)?.id ?? '';
};

test.each([
  ['on a line that is not there', `line_id = 'gone'`],
  [
    'on no line, and with times that are none',
    `line_id = 'gone', arrived_at = 'infinity', rank_at = '-infinity', waiting_since = 'infinity'`,
  ],
  ['due before all time', `line_id = 'gone', next_at = '-infinity'`],
])('somebody waits whose record is damaged (%s): others reach a peer', async (_how, damage) => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const ana = stage.phone(numbers['ana']!);
  ana.behaviour = { kind: 'declines', afterSeconds: 1 };
  stage.phone(caller).call(line);
  await stage.pass(8);
  const damaged = await contactOf(caller);
  await stage.rows(`UPDATE contacts SET ${damage} WHERE id = $1`, [damaged]);
  await stage.rows(`UPDATE availability SET break_until = NULL, missed_in_row = 0`);
  ana.behaviour = { kind: 'waits' } as never;
  const someone = stage.phone(other);
  someone.call(line);
  await takeCall(stage, someone, ana, 5);
  expect(await setAside(stage)).toEqual([`call-set-aside ${damaged}`]);
  // The first one rang in vain: Ana declined it.
  stage.expects({ calls: { ana: 2 } });
});

test('twenty wait who are woken together, and the record of one is damaged: of the others it is found that they have gone', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  stage.expects({ calls: { ana: 1 } });
  const [talks, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  talks.call(line);
  await takeCall(stage, talks, ana, 5);
  const many = Array.from({ length: 20 }, (_, one) => stage.phone(`+155509010${10 + one}`));
  for (const one of many) one.call(line);
  await stage.pass(15);
  const damaged = await contactOf(many[0]!.number);
  await stage.rows(`UPDATE contacts SET line_id = 'gone' WHERE id = $1`, [damaged]);
  stage.carrier.control.faults.webhook({ url: /\/(status|caller)\b/, does: { kind: 'lost' }, times: Infinity });
  for (const one of many) one.hangUp();
  await stage.pass(70);
  expect((await contactsOf(stage)).filter(({ state }) => state === 'waiting').map(({ id }) => id)).toEqual([damaged]);
  expect(await setAside(stage)).toEqual([`call-set-aside ${damaged}`]);
});

test('somebody whose own word is damaged is not rung until it can be read; the others are', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: evening });
  // What is planned at the start has been written by now, and does not write over the damage.
  await stage.pass(2);
  await stage.rows(
    `INSERT INTO availability (person_id, setting, setting_at, rest_until, missed_in_row) VALUES ('ana', 'on', 'infinity', $1, 0)`,
    [new Date(stage.clock.nowMs() - 1_000)],
  );
  const someone = stage.phone(caller);
  someone.call(line);
  const ben = stage.phone(numbers['ben']!);
  await takeCall(stage, someone, ben, 5);
  expect(stage.carrier.control.calls({ to: numbers['ana']! })).toEqual([]);
  expect(await setAside(stage)).toEqual(['person-set-aside ana availability']);
});

test('texts: one that cannot be opened is answered by nobody, those after it and of others are', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: evening });
  const { write, read } = texting(stage);
  await stage.rows(
    `CREATE FUNCTION damage() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.body_sealed = 'nonsense'; NEW.number_sealed = 'nonsense'; RETURN NEW; END $$`,
  );
  await stage.rows(
    `CREATE TRIGGER damages BEFORE INSERT ON texts FOR EACH ROW WHEN (NEW.direction = 'in') EXECUTE FUNCTION damage()`,
  );
  await write(caller, 'hello?');
  await stage.rows('DROP TRIGGER damages ON texts');
  await write(other, 'is anybody there?');
  expect(read(other).join(' ')).toMatch(/988/);
  const damaged = (await storedTextsOf(stage)).find(({ bodySealed }) => bodySealed === 'nonsense');
  await write(caller, 'hello again', { seconds: 120 });
  expect(read(caller).join(' ')).toMatch(/988/);
  expect(await setAside(stage)).toContain(`text-set-aside ${damaged?.id}`);
  const someoneWrites = /^Someone is writing in English\. What you write/;
  stage.expects({
    texts: {
      [caller]: [/^This is Northside Warmline\. A volunteer who/],
      [other]: [/^This is Northside Warmline\. A volunteer who/],
      ana: [someoneWrites, 'is anybody there?'],
      ben: [someoneWrites, 'hello again'],
    },
  });
});

test('a conversation that is damaged: others are given a peer', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: { channels: ['voice'] }, ben: {} }), at: evening });
  const { write, read } = texting(stage);
  await write(numbers['ben']!, 'off');
  await write(caller, 'hello?');
  const [damaged] = await conversationsOf(stage);
  await stage.rows(`UPDATE conversations SET line_id = 'gone', opened_at = '-infinity'`);
  await write(other, 'is anybody there?');
  await write(numbers['ben']!, 'on', { seconds: 10 });
  expect(read(numbers['ben']!).join(' ')).toContain('is anybody there?');
  expect(await setAside(stage)).toEqual([`conversation-set-aside ${damaged?.id}`]);
  stage.expects({
    texts: {
      ben: [
        /^Your calls are off\. Thank you for all you do/,
        /^You are set to take calls\. Thank you/,
        /^Someone is writing in English\. What you write/,
        'is anybody there?',
      ],
      [caller]: [/^This is Northside Warmline\. Nobody is here to write back right now/],
      [other]: [/^This is Northside Warmline\. Nobody is here to write back right now/],
    },
  });
});

test('a conversation of a volunteer that cannot be read: their others are in the inbox', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write } = texting(stage);
  await inboxSeen(stage.service.deps.room, 'ana');
  await write(caller, 'hello?');
  await write(other, 'is anybody there?');
  const listed = async () => (await conversationsOf(stage)).map(({ id }) => id);
  const own = async () => (await inboxOf(stage.service.deps.room, 'ana')).map(({ id }) => id);
  expect(await own()).toHaveLength(2);
  const [damaged = ''] = await own();
  await stage.rows(`UPDATE conversations SET opened_at = '-infinity' WHERE id = $1`, [damaged]);
  expect(await own()).toEqual((await listed()).filter((id) => id !== damaged));
  await stage.pass(2);
  expect(await setAside(stage)).toEqual([`conversation-set-aside ${damaged}`]);
  const hello = /^This is Northside Warmline\. A volunteer who/;
  stage.expects({
    texts: {
      ana: [/^Someone is writing in English\. What you write/, 'hello?'],
      [caller]: [hello],
      [other]: [hello],
    },
  });
});

test('promises: one with a zone nobody can read is kept, one with a number that cannot be opened waits for a coordinator, the third rings', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const promise = async (number: string) => {
    const made = await promiseCallback(stage.service.deps.room, {
      lineId: 'main',
      number,
      via: 'coordinator',
      by: 'test',
    });
    return made?.kind === 'promised' ? made.id : '';
  };
  const unreadable = await promise(other);
  await stage.rows(
    `UPDATE callbacks SET number_sealed = 'nonsense', rank_at = rank_at - interval '1 hour' WHERE id = $1`,
    [unreadable],
  );
  const odd = await promise(caller);
  await stage.rows(`UPDATE callbacks SET time_zone = 'UTC+2' WHERE id = $1`, [odd]);
  const ana = stage.phone(numbers['ana']!);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 60);
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('the caller’s phone rings', () => stage.phone(caller).state() === 'ringing', 30);
  expect(await setAside(stage)).toEqual(
    [`promise-set-aside ${odd} timeZone`, `promise-set-aside ${unreadable}`].sort(),
  );
  stage.expects({ calls: { [caller]: 1 } });
});

test('effects: one with nothing in it is given up in time, one of a kind that is not known here is left to whoever knows it; the others are done', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  await stage.rows(
    `INSERT INTO effects (id, kind, queue, payload, attempts, due_at) VALUES ('odd', 'DanceAround', 'offers', '{}', 1, $1), ('empty', 'SendText', 'messages', '"?"', 1, $1), ('lost', 'LookAfter', 'rotation', 'null', 1, $1)`,
    [new Date(stage.clock.nowMs())],
  );
  const ana = stage.phone(numbers['ana']!);
  const someone = stage.phone(caller);
  someone.call(line);
  await takeCall(stage, someone, ana, 60);
  expect(await stage.rows(`SELECT id, state FROM effects WHERE id IN ('odd', 'empty', 'lost') ORDER BY id`)).toEqual([
    { id: 'empty', state: 'failed' },
    { id: 'lost', state: 'failed' },
    { id: 'odd', state: 'pending' },
  ]);
  expect(await setAside(stage)).toEqual(['effect-set-aside empty SendText', 'effect-set-aside lost LookAfter']);
});

test('a notice that is damaged keeps no reminder back', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T15:55:00-06:00' });
  await stage.pass(2);
  await stage.rows(
    `INSERT INTO shift_notices (person_id, shift_id, occurrence, line_id, kind, start_at, end_at, due_at) VALUES ('ana', 'evening', '2026-11-09T17:00', 'main', 'hour-before', 'infinity', 'infinity', '2026-01-01')`,
  );
  await stage.pass(7 * 60);
  const { news } = texting(stage);
  for (const id of ['ana', 'ben'])
    expect(news(numbers[id]!)).toEqual([expect.stringMatching(/^Your next shift: Tue Nov 10, 5 PM - 11 PM,/)]);
  expect(await setAside(stage)).toEqual(['notice-set-aside hour-before ana evening 2026-11-09T17:00']);
});

test('a step of the sweep that fails every time stops none of those after it', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  await stage.rows('ALTER TABLE callbacks RENAME TO callbacks_away');
  const { write, read } = texting(stage);
  await write(caller, 'hello?');
  await stage.rows('ALTER TABLE callbacks_away RENAME TO callbacks');
  await stage.rows('ALTER TABLE gap_looks RENAME TO gap_looks_away');
  await write(numbers['ana']!, 'I am here');
  await stage.pass(6 * 60);
  expect(read(numbers['ana']!).join(' ')).toContain('hello?');
  expect(stage.logged.some((one) => one.includes('a step of the sweep failed'))).toBe(true);
  stage.expects({
    texts: {
      ana: [
        /^No conversation is open right now, so nobody/,
        /^Someone is writing in English\. What you write/,
        'hello?',
        /^They wrote and wait for your answer\. PASS/,
      ],
      [caller]: [/^This is Northside Warmline\. A volunteer who/],
    },
  });
});
