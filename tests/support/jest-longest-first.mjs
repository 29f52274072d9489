/** The order of the test files: the longest begin first, so that no long one is left to run alone at the end. */
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import TestSequencer from '@jest/test-sequencer';

const tests = fileURLToPath(new URL('..', import.meta.url));

/** About how many seconds the long ones take, where they have not run here before. */
const knownSeconds = JSON.parse(readFileSync(new URL('long-files.json', import.meta.url), 'utf8'));

/** They take so much memory that they begin, first of all, in a process in which nothing was before. */
const needsMuchMemory = new Set(['flows/api-fuzz.test.ts']);

/** Any other story, and any other table of values. */
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
  if (needsMuchMemory.has(name)) return Infinity;
  return duration ? duration / 1000 : (knownSeconds[name] ?? otherSeconds[name.split('/')[0]] ?? 0);
}
