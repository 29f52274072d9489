/** Where the code of a thread is: a thread runs compiled code only. */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './project-root.ts';

/** The compiled file `name` beside the one at `url`: it stands there once that is compiled itself, else where the build has put it. */
export function threadFile(url: string, name: string): string {
  const own = fileURLToPath(url);
  const folder = join(own, '..');
  if (own.endsWith('.js')) return join(folder, `${name}.js`);
  return join(projectRoot, 'dist', relative(projectRoot, folder), `${name}.js`);
}
