/** How stories are written: they look at what was stored through named functions, and say what each text is that they read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';

const stories = ['flows', 'chaos', 'browser'].flatMap((folder) =>
  readdirSync(join(projectRoot, 'tests', folder)).map((file) => {
    const path = `${folder}/${file}`;
    return { path, code: readFileSync(join(projectRoot, 'tests', path), 'utf8') };
  }),
);

/** Their subject is what is stored, that it is spoilt, or that it cannot be had. */
const readTables = [
  'browser/own-pages.test.ts',
  'chaos/fail-over.test.ts',
  'chaos/number-given-twice.test.ts',
  'chaos/pooler.test.ts',
  'chaos/postgres-cuts.test.ts',
  'chaos/roster-kills.test.ts',
  'chaos/soak.test.ts',
  'flows/bad-records.test.ts',
  'flows/board-acts.test.ts',
  'flows/callback-command.test.ts',
  'flows/database-cuts-transaction.test.ts',
  'flows/dial-in-flight.test.ts',
  'flows/door-crowded.test.ts',
  'flows/door-slow-database.test.ts',
  'flows/doubled-person.test.ts',
  'flows/founding.test.ts',
  'flows/inbox-api.test.ts',
  'flows/lines-apart.test.ts',
  'flows/newer-release-beside.test.ts',
  'flows/nothing-personal.test.ts',
  'flows/organisation-import.test.ts',
  'flows/readiness.test.ts',
  'flows/records-taken-along.test.ts',
  'flows/retention.test.ts',
  'flows/resources.test.ts',
  'flows/roster-publish-breaks.test.ts',
  'flows/sign-in-attacks.test.ts',
  'flows/sign-in-verify.test.ts',
  'flows/start.test.ts',
  'flows/stored-policy.test.ts',
  'flows/text-conversation.test.ts',
  'flows/why-command.test.ts',
  'flows/word-to-volunteers.test.ts',
];

const pathsWhere = (pattern: RegExp) => stories.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

test('only stories about what is stored ask the database themselves', () => {
  expect(pathsWhere(/\.(rows|query)(<[^(]*>)?\(/).filter((path) => !readTables.includes(path))).toEqual([]);
});

test('nobody reads news without saying what they are', () => {
  expect(pathsWhere(/^\s*(for \(.*\) )?news\(.*\);$/m)).toEqual([]);
});

test('only these do not know what goes out', () => {
  const byChance = [
    'chaos/fail-over.test.ts',
    'chaos/ladder-kills.test.ts',
    'chaos/postgres-cuts.test.ts',
    'chaos/soak.test.ts',
    'flows/any-organisation.test.ts',
    'flows/api-fuzz.test.ts',
    'flows/api-walk.test.ts',
    'flows/story-expectations.test.ts',
  ];
  expect(pathsWhere(/\.cannotKnow\(/).toSorted()).toEqual(byChance);
});

test('the files that are known to take long are all there', () => {
  const known = JSON.parse(readFileSync(join(projectRoot, 'tests', 'support', 'long-files.json'), 'utf8')) as object;
  expect(Object.keys(known).filter((path) => !existsSync(join(projectRoot, 'tests', path)))).toEqual([]);
});
