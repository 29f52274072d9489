/** `warmline why` against a real database. */
import { expect, test } from '@jest/globals';
import { commandDatabase } from '../support/command-database.ts';
import { warmline } from '../support/command.ts';

const database = commandDatabase();

test('a contact that does not exist is bad input, said in one line', async () => {
  expect(await warmline('why', 'nobody')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'CONTACT: no such contact "nobody"\n',
  });
  expect(await warmline('why', 'nobody', '--json')).toMatchObject({ exitCode: 2, stdout: '' });
});

test('without a contact the latest are listed, so that an id can be found; nothing tells who called', async () => {
  expect(await warmline('why')).toEqual({ exitCode: 0, stdout: 'Nobody has called yet.\n', stderr: '' });
  await database()
    .query(`INSERT INTO contacts (id, line_id, channel, state, outcome, hidden, language, script, hold_round, quiet, last_in_line, arrived_at, rank_at, talked_seconds, warned, ladder_step, decided, lasting_key)
    VALUES ('c1', 'main', 'voice', 'ended', 'talked', false, 'en', 'hold', 0, false, false, '2026-11-10T18:00:00Z', '2026-11-10T18:00:00Z', 0, false, 0, true, 'a key')`);
  expect(JSON.parse((await warmline('why', '--json')).stdout)).toEqual([
    { contact: 'c1', line: 'main', arrived: '2026-11-10T18:00:00Z', state: 'ended', outcome: 'talked' },
  ]);
  expect((await warmline('why')).stdout).toMatch(/^contact {2}line.*\nc1/);
  expect(await warmline('why', 'c1')).toEqual({
    exitCode: 0,
    stdout: 'Nothing was decided about it yet.\n',
    stderr: '',
  });
});
