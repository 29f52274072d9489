/** `warmline invite` against a real database: a link once, on record, for those who need one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { commandDatabase } from '../support/command-database.ts';
import { warmline } from '../support/command.ts';
import { scratchFolder } from '../support/servers.ts';
import { smallOrganisation } from '../support/small-organisation.ts';

const database = commandDatabase();

beforeAll(async () => {
  const file = join(scratchFolder(), 'organisation.json');
  writeFileSync(file, JSON.stringify(smallOrganisation({ ana: {}, elena: { roles: ['admin'], as: null } })));
  expect((await warmline('org', 'import', file)).exitCode).toBe(0);
});

test('prints a link that is nowhere else, and only the latest one holds', async () => {
  const first = await warmline('invite', 'elena', '--json');
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  const { person, link, until } = JSON.parse(first.stdout) as Record<string, string>;
  expect([person, Date.parse(until!) > Date.now()]).toEqual(['elena', true]);
  const token = /\/sign-in#([\w-]{43})$/.exec(link!)?.[1];
  expect(token).toBeDefined();
  const again = await warmline('invite', 'elena');
  expect(again.stdout).toMatch(/^https?:\/\/\S+\/sign-in#[\w-]{43}\nIt can be used once, until \d{4}-\S+\.\n$/);
  const { rows } = await database().query<{ token_hash: string; used_at: Date | null }>(
    'SELECT token_hash, used_at FROM invitations ORDER BY made_at, used_at NULLS LAST',
  );
  expect(rows.map(({ used_at }) => used_at !== null)).toEqual([true, false]);
  expect(JSON.stringify(rows)).not.toContain(token);
  const audit = await database().query(`SELECT action, subject FROM audit WHERE action = 'person.invited'`);
  expect(audit.rows).toEqual([1, 2].map(() => ({ action: 'person.invited', subject: 'elena' })));
});

test.each([
  [['nobody'], 'PERSON: no such person "nobody"\n'],
  [['ana'], 'PERSON: ana is no coordinator or admin, and signs in with their phone alone\n'],
])('%j is refused in one sentence', async (words, stderr) => {
  expect(await warmline('invite', ...words)).toEqual({ exitCode: 2, stdout: '', stderr });
});

test('with --forget, what they proved themselves with before opens nothing any more', async () => {
  await database().query(
    `INSERT INTO authenticators (person_id, secret_sealed, confirmed_at) VALUES ('elena', 'x', now())`,
  );
  expect((await warmline('invite', 'elena', '--forget')).exitCode).toBe(0);
  expect((await database().query('SELECT * FROM authenticators')).rows).toEqual([]);
});
