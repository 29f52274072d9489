/** `npm run bench`: prepares, then measures; `npm run bench -- board api` measures these alone. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

/** What can be measured alone: the file, and what it is told. */
const sections = {
  weight: ['weight'],
  phone: ['phone'],
  board: ['board'],
  api: ['api'],
  decision: ['arrivals', 'decision'],
  calls: ['arrivals', 'calls'],
  'on-shift': ['on-shift'],
  schedule: ['schedule'],
  organisation: ['organisation'],
  reports: ['reports'],
  roster: ['roster'],
  replay: ['replay'],
  kills: ['kills'],
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(sections, name));
if (unknown.length > 0) {
  console.error(`Nothing is measured under ${unknown.join(', ')}; there are ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}

await prepare({ tests: true });
for (const name of wanted.length > 0 ? wanted : Object.keys(sections)) {
  const [file, ...told] = sections[name];
  console.log(`${name}\n`);
  const args = ['--import', 'tsx', join(root, 'tests', 'bench', `${file}.bench.ts`), ...told];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}
