/** What every command does first, on a copy of the project: only what is out of date, once, and nothing on stdout. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';
import { scratchFolder } from '../support/servers.ts';

let copy: string;

beforeAll(() => {
  copy = scratchFolder();
  for (const path of [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'prisma/schema',
    'prisma/prisma.config.ts',
    'infra/lock.mjs',
    'infra/lock.d.mts',
    'infra/prepare.mjs',
  ]) {
    cpSync(join(projectRoot, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
  mkdirSync(join(copy, 'src', 'web'), { recursive: true });
  writeFileSync(join(copy, 'src', 'one.ts'), "export const one: () => unknown = () => import('./two.ts');\n");
  writeFileSync(join(copy, 'src', 'two.ts'), 'export const two: number = 2;\n');
  writeFileSync(
    join(copy, 'infra', 'service.vite.config.ts'),
    `import { join } from 'node:path';
    const output = { entryFileNames: '[name].js', chunkFileNames: 'pieces/[name]-[hash].js' };
    const input = { 'src/one': join(import.meta.dirname, '..', 'src', 'one.ts') };
    export default { build: { ssr: true, emptyOutDir: true, rolldownOptions: { input, output } } };\n`,
  );
  writeFileSync(join(copy, 'src', 'web', 'index.html'), '<p>a page</p>\n');
  writeFileSync(
    join(copy, 'src', 'web', 'vite.config.ts'),
    'export default { root: import.meta.dirname, build: { emptyOutDir: true } };\n',
  );
});

function prepare(): Promise<{ code: number | null; stdout: string; steps: string[] }> {
  return new Promise((done) => {
    const written = { stdout: '', stderr: '' };
    const child = spawn(process.execPath, [join(copy, 'infra', 'prepare.mjs')], {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    child.stdout.on('data', (bytes: Buffer) => (written.stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (written.stderr += bytes.toString()));
    child.once('close', (code) =>
      done({
        code,
        stdout: written.stdout,
        steps: written.stderr
          .trim()
          .split('\n')
          .filter((line) => line && !line.includes('waiting')),
      }),
    );
  });
}

const dist = (path: string) => join(copy, 'dist', path);

/** What is fetched only when it is needed. */
function onlyPiece(): string {
  const [piece, ...others] = readdirSync(dist('pieces'));
  expect(others).toEqual([]);
  return piece!;
}

test('several at once build once; then there is nothing to do', async () => {
  const together = await Promise.all([prepare(), prepare(), prepare()]);
  expect(together.map(({ code, stdout }) => ({ code, stdout }))).toEqual(Array(3).fill({ code: 0, stdout: '' }));
  expect(together.flatMap(({ steps }) => steps)).toEqual([
    'warmline: generating the database client',
    'warmline: compiling',
  ]);
  expect(readFileSync(dist('src/one.js'), 'utf8')).toContain(`import("../pieces/${onlyPiece()}")`);
  expect(readFileSync(dist('web/index.html'), 'utf8')).toContain('<p>a page</p>');
  expect(await prepare()).toEqual({ code: 0, stdout: '', steps: [] });
});

test('a changed file and a deleted one are noticed, and what runs still finds its pieces until the build after the next', async () => {
  const piece = onlyPiece();
  writeFileSync(join(copy, 'src', 'one.ts'), 'export const one = 11;\n');
  rmSync(join(copy, 'src', 'two.ts'));
  expect((await prepare()).steps).toEqual(['warmline: compiling']);
  expect(readFileSync(dist('src/one.js'), 'utf8')).toContain('11');
  expect(onlyPiece()).toBe(piece);
  writeFileSync(join(copy, 'src', 'one.ts'), 'export const one = 12;\n');
  expect((await prepare()).steps).toEqual(['warmline: compiling']);
  expect(existsSync(dist('pieces'))).toBe(false);
});

test('code that cannot be compiled ends it, and leaves the last build', async () => {
  writeFileSync(join(copy, 'src', 'one.ts'), 'export const = ;\n');
  const { code, steps } = await prepare();
  expect(code).toBe(1);
  expect(steps.join('\n')).toMatch(/src\/one\.ts:1:14/);
  expect(existsSync(dist('src/one.js'))).toBe(true);
  writeFileSync(join(copy, 'src', 'one.ts'), 'export const one = 1;\n');
  expect((await prepare()).code).toBe(0);
});
