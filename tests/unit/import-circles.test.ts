/** No file leads back to itself over what it imports, at run time or for a type: each can be read, and loaded, before what stands on it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';
import { importCircles } from '../support/import-circles.ts';
import { scratchFolder } from '../support/servers.ts';

test('nothing in src, workers and infra imports in a circle', () => {
  expect(importCircles(projectRoot, ['src', 'workers', 'infra'])).toEqual([]);
});

describe('a planted circle is found', () => {
  const planted = (files: Record<string, string>) => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
    for (const [path, code] of Object.entries(files)) writeFileSync(join(folder, path), `${code}\n`);
    return importCircles(folder, ['src']);
  };

  test.each([
    ['of values', "import { b } from './deep/b.ts'; export const a = b;"],
    ['of types alone', "import type { B } from './deep/b.ts'; export type A = B;"],
    ['of a type named in place', "export type A = import('./deep/b.ts').B;"],
    ['passed on', "export * from './deep/b.ts';"],
    ['over several lines', "import {\n  b,\n  c,\n} from './deep/b.ts';\nexport const a = [b, c];"],
    ['for its effect', "import './deep/b.ts';"],
    ['loaded later', "export const a = () => import('./deep/b.ts');"],
  ])('%s', (_how, code) => {
    const back = "import { c } from '../c.ts'; export const b = c;";
    const on = "export type { A as c } from './a.ts';";
    expect(planted({ 'src/a.ts': code, 'src/deep/b.ts': back, 'src/c.ts': on, 'src/d.ts': code })).toEqual([
      ['src/a.ts', 'src/c.ts', 'src/deep/b.ts'],
    ]);
  });

  test('a file that imports itself is one; a chain is none', () => {
    expect(planted({ 'src/a.ts': "export * from './a.ts';" })).toEqual([['src/a.ts']]);
    expect(planted({ 'src/a.ts': "export * from './deep/b.ts';", 'src/deep/b.ts': 'export const b = 1;' })).toEqual([]);
  });
});
