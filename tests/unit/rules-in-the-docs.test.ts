import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';

const folders = ['src', 'workers', 'infra/phone-lab', 'infra/embedded', 'tests'];
const rules = readFileSync(join(projectRoot, 'infra', 'docs', 'rules.md'), 'utf8');
const written = new Set([...rules.matchAll(/^\*\*([A-Z]\d+) /gm)].map(([, name]) => name));

const sources = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|mjs|js)$/.test(file))
    .map((file) => join(folder, file)),
);

/** Rules cited in the comments of a source: `V6`, `(T1, T5)`; not the hour of an instant such as `2026-03-08T02:30`. */
function citedIn(text: string): string[] {
  const comments = text.match(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/gm) ?? [];
  return comments.flatMap((comment) => comment.match(/(?<![\w-])[ACLOPRSTVW]\d{1,2}(?![\w:-])/g) ?? []);
}

describe('the rules that comments cite', () => {
  test('the page of rules has the rules', () => {
    expect(written.size).toBeGreaterThan(40);
  });

  test('a rule cited anywhere can be looked up', () => {
    const unknown = sources.flatMap((file) =>
      citedIn(readFileSync(join(projectRoot, file), 'utf8'))
        .filter((rule) => !written.has(rule))
        .map((rule) => `${file}: ${rule}`),
    );
    expect(unknown).toEqual([]);
  });

  test('a citation is told from an instant, and found in both kinds of comments', () => {
    expect(citedIn('/** As asked (V6, T1). */\nconst at = "2026-03-08T02:30"; // kept by C2')).toEqual([
      'V6',
      'T1',
      'C2',
    ]);
    expect(citedIn('// at 2026-03-08T02 in the gap')).toEqual([]);
  });

  test('comments name no page that the repository does not have', () => {
    const pages = new Set(readdirSync(join(projectRoot, 'infra', 'docs')));
    const unknown = sources.flatMap((file) =>
      [...readFileSync(join(projectRoot, file), 'utf8').matchAll(/\b([a-z-]+\.md)\b/g)]
        .map(([, page = '']) => page)
        .filter((page) => !pages.has(page))
        .map((page) => `${file}: ${page}`),
    );
    expect(unknown).toEqual([]);
  });
});
