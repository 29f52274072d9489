/** What the build has to know by name is there: a program or a thread that it does not know is found missing only when it is needed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';
import { threadFile } from '../../src/platform/thread-file.ts';

const sources = ['src', 'workers', 'infra'].flatMap((room) =>
  readdirSync(join(projectRoot, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({
      name: `${room}/${path.slice(0, -3)}`,
      text: readFileSync(join(projectRoot, room, path), 'utf8'),
    })),
);
const commands = ['role.mjs', 'start.mjs', 'warmline.mjs', 'test.mjs'].map((name) =>
  readFileSync(join(projectRoot, 'infra', name), 'utf8'),
);

test('every thread is built, under the name it is begun with', () => {
  const threads = sources.filter(({ text }) => text.includes('parentPort')).map(({ name }) => name);
  expect(threads.length).toBeGreaterThanOrEqual(5);
  expect(threads.filter((name) => !existsSync(threadFile(name)))).toEqual([]);
  const begin = sources.filter(({ name }) => name !== 'infra/service.vite.config');
  const begun = begin.flatMap(({ text }) => [...text.matchAll(/'(src\/[\w/-]+-worker)'/g)].map(([, name]) => name!));
  expect([...new Set(begun)].toSorted()).toEqual(threads.toSorted());
});

test('every program that a command begins is built', () => {
  const begun = commands.flatMap((text) => [...text.matchAll(/'\.\.\/(dist\/[\w/-]+\.js)'/g)].map(([, path]) => path!));
  expect(begun.length).toBeGreaterThanOrEqual(4);
  expect(begun.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});
