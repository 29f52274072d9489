/** `npm run bench`: prepares, then measures the running service against bare floors in the same run. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare({ tests: true });
const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'tests', 'bench', 'arrivals.bench.ts')], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
