/** `warmline why` against a real database. */
import { expect, test } from '@jest/globals';
import { wholesIn } from '../../src/contacts/decision-people.ts';
import { decisionVersion, recordOf } from '../../src/contacts/decision-record.ts';
import { match } from '../../src/matching/match.ts';
import { commandDatabase } from '../support/command-database.ts';
import { warmline } from '../support/command.ts';
import { aPerson, matchWorld, waiting } from '../support/routing-fixtures.ts';

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

test('a decision is told by the form it is in; one of a newer release, or a damaged one, hides none of the others', async () => {
  const firstWorld = { contacts: [{ id: 'c1', language: 'es' }] };
  const add = (id: string, version: number, answer: object, world: unknown = firstWorld) =>
    database().query(
      `INSERT INTO decisions (id, at, contact_ids, version, world, answer) VALUES ($1, '2026-11-10T18:00:00Z', '{c1}', $2, $3, $4)`,
      [id, version, world, JSON.stringify(answer)],
    );
  const answer = {
    contactId: 'c1',
    steps: [],
    over: false,
    offers: [],
    candidates: [{ personId: 'ana', as: 'primary', reasons: [{ kind: 'language', untilMs: null }], offered: false }],
  };
  // As a release wrote it that had no versions yet.
  await database().query(
    `INSERT INTO decisions (id, at, contact_ids, world, answer) VALUES ('d1', '2026-11-10T18:00:00Z', '{c1}', $1, $2)`,
    [firstWorld, JSON.stringify([answer])],
  );
  await add('d2', decisionVersion + 1, { everything: 'is different' });
  await add('d3', 1, [{ ...answer, candidates: 'nobody' }]);
  const world = matchWorld([waiting('c1', { language: 'fr' })], [aPerson('ben'), aPerson('cleo')]);
  const record = recordOf(world, match(world));
  const { version, ...now } = record;
  await add('d4', version, now.answer as object, now.world);
  await add('d5', version, [{ of: ['language'], at: '0' }, ...(now.answer as object[]).slice(1)], now.world);
  // Written down as like the fourth, in which its people are whole.
  const wholes = new Map(wholesIn(world.lines, { ...record, id: 'd4' }, 0));
  const like = recordOf(world, match(world), wholes);
  await add('d6', like.version, like.answer as object, like.world);
  const { exitCode, stdout } = await warmline('why', 'c1');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('speaks no Spanish');
  expect(stdout).toContain('ben speaks no French.\n  cleo speaks no French.');
  expect(stdout).toContain(
    'A newer release decided here, in a form that this one cannot read: ask with the newer one.',
  );
  expect(stdout).toContain('What was written down of this decision cannot be read.');
  const told = JSON.parse((await warmline('why', 'c1', '--json')).stdout) as {
    words: string[];
    candidates: object[];
  }[];
  expect(told.map(({ words, candidates }) => [words.length > 0, candidates.length])).toEqual([
    [true, 1],
    [true, 0],
    [true, 0],
    [true, 2],
    [true, 0],
    [true, 2],
  ]);
});
