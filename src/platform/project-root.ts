/** Where the project lies, for files that are read at run time (the same answer from src/ and from dist/), and which release it is. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('package.json was not found above the running code');
  return findRoot(above);
}

/** The absolute folder that holds package.json. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The version of this release, such as `0.2.0`. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
