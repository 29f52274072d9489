/** A call, a text, a promise, an effect or a notice that cannot be worked with is set aside: the others go on, and a coordinator sees it. */
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { setAside } from '../support/bad-records.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall } from '../support/talking.ts';
import { evening, texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const other = '+15550900002';
const contactOf = async (number: string) => {
  const call = stage.carrier.control.calls({ from: number })[0];
  const rows = await stage.rows<{ id: string }>('SELECT id FROM contacts WHERE call_sid = $1', [call?.sid]);
  return rows[0]?.id ?? '';
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
  const [damaged] = await stage.rows<{ id: string }>(`SELECT id FROM texts WHERE body_sealed = 'nonsense'`);
  await write(caller, 'hello again', { seconds: 120 });
  expect(read(caller).join(' ')).toMatch(/988/);
  expect(await setAside(stage)).toContain(`text-set-aside ${damaged?.id}`);
});

test('a conversation that is damaged: others are given a peer', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: { channels: ['voice'] }, ben: {} }), at: evening });
  const { write, read } = texting(stage);
  await write(numbers['ben']!, 'off');
  await write(caller, 'hello?');
  const [damaged] = await stage.rows<{ id: string }>('SELECT id FROM conversations');
  await stage.rows(`UPDATE conversations SET line_id = 'gone', opened_at = '-infinity'`);
  await write(other, 'is anybody there?');
  await write(numbers['ben']!, 'on', { seconds: 10 });
  expect(read(numbers['ben']!).join(' ')).toContain('is anybody there?');
  expect(await setAside(stage)).toEqual([`conversation-set-aside ${damaged?.id}`]);
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
});

test('effects: of an unknown kind, or with nothing in them: given up in time, the others are done', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  await stage.rows(
    `INSERT INTO effects (id, kind, queue, payload, attempts, due_at) VALUES ('odd', 'DanceAround', 'offers', '{}', 1, $1), ('empty', 'SendText', 'messages', '"?"', 1, $1), ('lost', 'LookAfter', 'rotation', 'null', 1, $1)`,
    [new Date(stage.clock.nowMs())],
  );
  const ana = stage.phone(numbers['ana']!);
  const someone = stage.phone(caller);
  someone.call(line);
  await takeCall(stage, someone, ana, 60);
  expect(await stage.rows(`SELECT id, state FROM effects WHERE id IN ('odd', 'lost') ORDER BY id`)).toEqual([
    { id: 'lost', state: 'failed' },
    { id: 'odd', state: 'failed' },
  ]);
  expect(await setAside(stage)).toEqual(['effect-set-aside lost LookAfter', 'effect-set-aside odd DanceAround']);
});

test('a notice that is damaged keeps no reminder back', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T15:55:00-06:00' });
  await stage.pass(2);
  await stage.rows(
    `INSERT INTO shift_notices (person_id, shift_id, occurrence, line_id, kind, start_at, end_at, due_at) VALUES ('ana', 'evening', '2026-11-09T17:00', 'main', 'hour-before', 'infinity', 'infinity', '2026-01-01')`,
  );
  await stage.pass(7 * 60);
  const { read } = texting(stage);
  for (const id of ['ana', 'ben']) expect(read(numbers[id]!)).toHaveLength(1);
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
});
