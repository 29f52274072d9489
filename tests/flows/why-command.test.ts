/** `warmline why` against a real database. */
import { expect, test } from '@jest/globals';
import { commandDatabase } from '../support/command-database.ts';
import { warmline } from '../support/command.ts';

commandDatabase();

test('a contact that does not exist is bad input, said in one line', async () => {
  expect(await warmline('why', 'nobody')).toEqual({ exitCode: 2, stdout: '', stderr: 'CONTACT: no such contact "nobody"\n' });
  expect(await warmline('why', 'nobody', '--json')).toMatchObject({ exitCode: 2, stdout: '' });
  expect(await warmline('why')).toMatchObject({ exitCode: 2, stdout: '' });
});
