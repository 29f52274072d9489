/** Where the code of a thread is: a thread runs compiled code only, also for whoever runs uncompiled. */
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';

/** What the build has made of `name`, a file's path in the project without its ending; the build has to know it as a thread. */
export function threadFile(name: string): string {
  return join(projectRoot, 'dist', `${name}.js`);
}
