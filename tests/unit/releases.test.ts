/** A release has a chapter in the changelog, and says which it is. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ownVersion, projectRoot } from '../../src/platform/project-root.ts';
import { scratchFolder } from '../support/servers.ts';

const changelog = readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8');

test('the version of package.json has its chapter, newest first below what is gathered', () => {
  const chapters = [...changelog.matchAll(/^## \[(.+?)\]/gm)].map(([, name]) => name);
  expect(chapters.slice(0, 2)).toEqual(['Unreleased', ownVersion()]);
  expect(changelog).toMatch(new RegExp(`^## \\[${ownVersion()}\\] - \\d{4}-\\d{2}-\\d{2}$`, 'm'));
});

test('the command says its version', () => {
  const said = execFileSync(process.execPath, [join(projectRoot, 'infra', 'warmline.mjs'), '--version'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(said).toBe(`${ownVersion()}\n`);
});

/** What `npm version` does to a changelog, in a folder of its own. */
function release(text: string): { status: number | null; stderr: string; after: string } {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'infra'));
  cpSync(join(projectRoot, 'infra', 'changelog.mjs'), join(folder, 'infra', 'changelog.mjs'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '3.1.0' }));
  writeFileSync(join(folder, 'CHANGELOG.md'), text);
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'infra', 'changelog.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return { status, stderr, after: readFileSync(join(folder, 'CHANGELOG.md'), 'utf8') };
}

test('a release makes what was gathered its chapter', () => {
  const { status, after } = release(
    '# Changelog\n\n## [Unreleased]\n\n### Added\n- More.\n\n## [3.0.0] - 2026-01-01\n',
  );
  expect(status).toBe(0);
  expect(after).toMatch(
    /^## \[Unreleased\]\n\n## \[3\.1\.0\] - \d{4}-\d{2}-\d{2}\n\n### Added\n- More\.\n\n## \[3\.0\.0\]/m,
  );
});

test.each(['# Changelog\n\n## [Unreleased]\n\n## [3.0.0] - 2026-01-01\n', '# Changelog\n\n## [Unreleased]\n'])(
  'there is no release that changes nothing',
  (text) => {
    const { status, stderr, after } = release(text);
    expect(status).toBe(1);
    expect(stderr).toMatch(/says nothing under "Unreleased"/);
    expect(after).toBe(text);
  },
);
