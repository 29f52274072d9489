/** A backup taken while calls and texts go on, read into another database: everybody is still there, and nobody reads anything twice. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { warmline } from '../support/command.ts';
import { freshDatabase, scratchFolder } from '../support/servers.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, callbacksOf, contactsOf, peopleOf, storedTextsOf } from '../support/stored.ts';
import { talk } from '../support/talking.ts';
import { evening, texting } from '../support/texting.ts';

const environment = { ...process.env };
const drops: (() => Promise<void>)[] = [];
let stage: Stage;
afterEach(async () => {
  process.env = { ...environment };
  await stage.close();
  await Promise.all(drops.splice(0).map((drop) => drop()));
});

/** Where and with what the command works from now on. */
function commandOn(databaseUrl: string, secret = stage.config.secret, passphrase = 'a few words to keep'): void {
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    WARMLINE_SECRET: secret,
    WARMLINE_BACKUP_PASSPHRASE: passphrase,
  });
}

const refused = async (words: string[], sentence: RegExp) =>
  expect(await warmline(...words)).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringMatching(sentence) });

test('a busy service is backed up, restored elsewhere, and goes on: calls, promises, texts that had not left', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: evening });
  const { write, news } = texting(stage);
  const [ana, ben] = [stage.phone(numbers['ana']!), stage.phone(numbers['ben']!)];
  const [someone, other, third] = [caller, '+15550900008', '+15550900009'].map((number) => stage.phone(number)) as [
    typeof ana,
    typeof ana,
    typeof ana,
  ];
  commandOn(stage.config.databaseUrl);
  await warmline('callback', 'add', '--line', 'main', '--number', '+15550900007', '--message-ok');
  await talk(stage, someone, ana, 30);
  stage.carrier.control.faults.rest({
    path: /^Messages/,
    method: 'POST',
    does: { kind: 'status', status: 503 },
    times: 1,
  });
  await write(ben.number, 'load', { seconds: 0 });
  expect(await storedTextsOf(stage)).toMatchObject([{ state: 'done' }, { state: 'pending', attempts: 1 }]);

  const folder = scratchFolder();
  const file = join(folder, 'evening.warmline');
  const [made] = await Promise.all([
    warmline('backup', file, '--json'),
    (async () => {
      other.call(line);
      await stage.until('Ben’s phone rings', () => ben.state() === 'ringing');
      other.hangUp();
      await stage.settle();
    })(),
  ]);
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  const told = JSON.parse(made.stdout) as { bytes: number; rows: number; tables: number };
  const bytes = readFileSync(file);
  expect(told).toMatchObject({ bytes: bytes.length, release: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  expect(told.tables).toBeGreaterThan(40);
  expect(bytes.includes('Northside')).toBe(false);
  expect(await auditOf(stage, 'backup')).toMatchObject([{ action: 'backup.made' }]);
  // From here on the backup knows nothing: the text leaves.
  await stage.pass(10);
  expect(news(ben.number)).toEqual([expect.stringMatching(/load/i)]);

  // Another machine, on which somebody else's organisation was tried out.
  const elsewhere = await freshDatabase();
  drops.push(elsewhere.drop);
  commandOn(elsewhere.databaseUrl);
  const tried = join(folder, 'tried.json');
  writeFileSync(tried, JSON.stringify(smallOrganisation({ cleo: {} })));
  await warmline('org', 'import', tried);
  commandOn(elsewhere.databaseUrl, stage.config.secret, 'some other words');
  await refused(['restore', file], /^the passphrase is not the one this backup was sealed with\n$/);
  commandOn(elsewhere.databaseUrl, 'cd'.repeat(32));
  await refused(['restore', file], /^the backup belongs to another WARMLINE_SECRET: [^\n]+\n$/);
  commandOn(stage.config.databaseUrl);
  await stage.pass(2);
  await refused(['restore', file, '--replace'], /^the database is in use: [^\n]+\n$/);
  commandOn(elsewhere.databaseUrl);
  await refused(['restore', file], /^the database already holds an organisation or calls: [^\n]+ --replace\n$/);
  expect(await warmline('restore', file, '--replace')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(`${told.rows} rows of ${told.tables} tables`),
  });

  // It takes over, under the same address.
  stage.config.databaseUrl = elsewhere.databaseUrl;
  await stage.restart();
  expect((await peopleOf(stage)).map(({ id }) => id)).toEqual(['ana', 'ben']);
  expect(await auditOf(stage, 'backup')).toMatchObject([{ action: 'backup.restored' }]);
  expect(await callbacksOf(stage)).toMatchObject([{ state: 'open' }]);
  await stage.pass(10);
  // The text that Ben read is found at the carrier.
  expect(news(ben.number)).toEqual([]);
  expect((await storedTextsOf(stage)).at(-1)?.state).toMatch(/sent|delivered/);
  expect(someone.talkingWith()).toContain(ana.number);
  someone.hangUp();
  ana.hangUp();
  await talk(stage, third, ben, 5);
  third.hangUp();
  await stage.pass(5);
  const outcomes = (await contactsOf(stage)).map(({ state, outcome }) => ({ state, outcome }));
  expect(outcomes.at(0)).toEqual({ state: 'ended', outcome: 'talked' });
  expect(outcomes.at(-1)).toEqual({ state: 'ended', outcome: 'talked' });
  // The one that was given up while the backup was made, and the one they took; where the backup holds the first one as it
  // rang, they are rung for it once more, until the carrier says that nobody is there.
  const rung = stage.carrier.control.calls().filter(({ to }) => to === ben.number).length;
  expect([2, 3]).toContain(rung);
  stage.expects({ calls: { ben: rung } });
});

test('a short passphrase, a file that is there, one that is not: one sentence each', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const file = join(scratchFolder(), 'small.warmline');
  commandOn(stage.config.databaseUrl, stage.config.secret, 'short');
  await refused(['backup', file], /^a passphrase has at least 12 characters; [^\n]+\n$/);
  await refused(['backup', join(file, 'deeper')], /cannot be written there\n$/);
  await refused(['restore', file], /there is no such file\n$/);
  writeFileSync(file, 'not ours');
  await refused(['backup', file], /is there already; [^\n]+\n$/);
  await refused(['restore', file], /^the file is no sealed backup, or its beginning is damaged\n$/);
});
