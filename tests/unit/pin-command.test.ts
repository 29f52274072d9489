/** `warmline pin` against a real database: the PIN is never kept or repeated. */
import { beforeAll, expect, test } from '@jest/globals';
import { checkPin } from '../../src/people/pin.ts';
import { commandDatabase } from '../support/command-database.ts';
import { warmline } from '../support/command.ts';
import { createManualClock } from '../support/manual-clock.ts';

const database = commandDatabase();

// Where the tests run on a terminal the command would ask on it.
beforeAll(() => void Object.defineProperty(process.stdin, 'isTTY', { value: false, configurable: true }));

const check = (pin: string) => checkPin({ pool: database(), clock: createManualClock(0) }, 'ana', pin);

test('sets, replaces and clears the PIN of a person, on record without the PIN', async () => {
  expect(await warmline('pin', 'ana', '--pin', '4711', '--json')).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: '{\n "person": "ana",\n "pin": "set"\n}\n',
  });
  expect([await check('4711'), await check('4712')]).toEqual(['right', 'wrong']);
  expect((await warmline('pin', 'ana', '--pin', '123456')).stdout).toBe('ana has a new PIN.\n');
  expect([await check('4711'), await check('123456')]).toEqual(['wrong', 'right']);
  expect(JSON.stringify((await database().query('SELECT * FROM person_pins')).rows)).not.toContain('123456');
  expect((await warmline('pin', 'ana', '--clear')).stdout).toBe('ana has no PIN now.\n');
  expect(await check('123456')).toBe('none');
  expect(
    (await database().query(`SELECT action, subject FROM audit WHERE action LIKE 'pin%' ORDER BY id`)).rows,
  ).toEqual(['pin.set', 'pin.set', 'pin.cleared'].map((action) => ({ action, subject: 'ana' })));
});

test.each([
  [['ana', '--pin', '12']],
  [['ana', '--pin', 'abcd']],
  [['ana', '--pin', '4711', '--clear']],
  [['ana']],
  [['nobody', '--clear']],
])('%j is refused in one sentence that repeats no PIN', async (words) => {
  const end = await warmline('pin', ...words);
  expect(end).toMatchObject({ exitCode: 2, stdout: '' });
  expect(end.stderr.trim().split('\n')).toHaveLength(1);
  expect(end.stderr).not.toMatch(/4711|abcd|"12"/);
});

test('five wrong ones in a row lock it, and the right one does not open it', async () => {
  await warmline('pin', 'ana', '--pin', '4711');
  const answers = await Promise.all(['1', '2', '3', '4', '5', '6'].map(check));
  expect(answers.filter((answer) => answer === 'locked')).toHaveLength(2);
  expect(await check('4711')).toBe('locked');
});
