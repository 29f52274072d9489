/** `warmline org import` and `org export` against a real database. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { warmline } from '../support/command.ts';
import { freshDatabase, scratchFolder } from '../support/servers.ts';

const northside = fileURLToPath(new URL('../vectors/northside.json', import.meta.url));
const environment = { ...process.env };
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  Object.assign(process.env, {
    DATABASE_URL: fresh.databaseUrl,
    WARMLINE_SECRET: '5e'.repeat(32),
    WARMLINE_DATA_DIR: scratchFolder(),
  });
});
afterAll(async () => {
  process.env = environment;
  await drop();
});

function fileOf(content: string): string {
  const file = join(scratchFolder(), 'organisation.json');
  writeFileSync(file, content);
  return file;
}

test('an organisation is imported once, exported, and the export imports unchanged', async () => {
  expect(await warmline('org', 'export')).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'there is no organisation yet: "warmline org import FILE" loads one\n',
  });

  expect(await warmline('org', 'import', northside)).toEqual({
    exitCode: 0,
    stdout:
      'Imported.\n  lines: 2 added\n  people: 10 added\n  shifts: 11 added\n  name, zone or crisis line changed\n  policy changed\n  time off changed\n',
    stderr: '',
  });
  const again = await warmline('org', 'import', northside, '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ changed: false, version: 1 });

  const exported = await warmline('org', 'export', '--json');
  expect({ exitCode: exported.exitCode, stderr: exported.stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(JSON.parse(exported.stdout)).toMatchObject(JSON.parse(readFileSync(northside, 'utf8')));
  const reimported = await warmline('org', 'import', fileOf(exported.stdout));
  expect(reimported).toEqual({
    exitCode: 0,
    stdout: 'Nothing changed: this is the organisation already.\n',
    stderr: '',
  });
});

test('a file with faults changes nothing', async () => {
  const before = await warmline('org', 'export');
  const file = JSON.parse(readFileSync(northside, 'utf8'));
  file.organisation.name = 'Southside';
  file.shifts[3].line = 'nowhere';
  expect(await warmline('org', 'import', fileOf(JSON.stringify(file)))).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'shifts[3].line: no such line "nowhere"\n',
  });
  expect(await warmline('org', 'export')).toEqual(before);
});

test('a file exported before later changes is refused in sentences, and taken where it is to replace them', async () => {
  const older = await warmline('org', 'export');
  const file = JSON.parse(readFileSync(northside, 'utf8'));
  file.organisation.name = 'Southside';
  await warmline('org', 'import', fileOf(JSON.stringify(file)));
  const { exitCode, stdout, stderr } = await warmline('org', 'import', fileOf(older.stdout));
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^exportedVersion: the file was exported at version 1, and the organisation is at version 2/),
    expect.stringMatching(/^organisation: changed in version 2 \(organisation\.changed, by /),
  ]);
  const replaced = await warmline('org', 'import', fileOf(older.stdout), '--replace', '--json');
  expect(JSON.parse(replaced.stdout)).toMatchObject({ changed: true, version: 3 });
});

test('a database that is away is a failure in one sentence', async () => {
  const url = process.env['DATABASE_URL'];
  process.env['DATABASE_URL'] = 'postgresql://warmline@127.0.0.1:1/warmline';
  const { exitCode, stdout, stderr } = await warmline('org', 'export');
  process.env['DATABASE_URL'] = url;
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^The database at 127\.0\.0\.1:1\/warmline does not take connections: .*\n$/);
});
