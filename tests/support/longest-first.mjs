/** The order of the test files: the longest begin first, so that no long one is left to run alone at the end. */
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import TestSequencer from '@jest/test-sequencer';

const tests = fileURLToPath(new URL('..', import.meta.url));

/** About how many seconds the long ones take, where none of them has run here before. */
export const knownSeconds = {
  'chaos/soak.test.ts': 140,
  'flows/upgrade-rolling.test.ts': 120,
  'flows/start-again.test.ts': 100,
};

/** Any other story, and any other table. */
const otherSeconds = { flows: 10, chaos: 20, browser: 20, unit: 2 };

export default class LongestFirst extends TestSequencer {
  sort(files) {
    const known = super.sort([...files]).map((file) => ({ file, seconds: secondsOf(file) }));
    return known.toSorted((one, other) => other.seconds - one.seconds).map(({ file }) => file);
  }
}

/** What it took here, where it has run before. */
function secondsOf({ path, duration }) {
  const name = relative(tests, path).split(sep).join('/');
  return duration ? duration / 1000 : (knownSeconds[name] ?? otherSeconds[name.split('/')[0]] ?? 0);
}
