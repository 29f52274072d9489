/** The end of every story: whatever left the carrier has been named, and every stage that was set has been closed. */
import { appendFileSync } from 'node:fs';
import { afterAll, expect } from '@jest/globals';
import type { Expectations, Findings } from './expectations.ts';

/** Where everything went as the story says. */
export const asTold: Findings = { unexpected: [], missing: [], alerts: [] };

const open = new Set<Expectations>();

/**
 * The way to close a stage: stops what runs, compares, clears up, and fails last. A story that has failed already says
 * only why; what it did not come to say is no news then.
 */
export function closing(
  expectations: Expectations,
  { stop, clear }: { stop(): Promise<unknown>; clear(): Promise<void> },
): () => Promise<void> {
  open.add(expectations);
  return async () => {
    const isFirst = open.delete(expectations);
    let findings = asTold;
    try {
      await stop();
      if (isFirst) findings = expectations.findings();
    } finally {
      await clear();
    }
    if (process.env['WARMLINE_RECORD'])
      appendFileSync(
        process.env['WARMLINE_RECORD'],
        JSON.stringify({
          file: expect.getState().testPath,
          test: expect.getState().currentTestName,
          failed: hasFailed(),
          findings,
        }) + '\n',
      );
    else if (!hasFailed()) expect(findings).toEqual(asTold);
  };
}

/** Told by the environment of the tests. */
const hasFailed = () => (globalThis as { storyHasFailed?: boolean }).storyHasFailed === true;

// A stage that nobody closes would check nothing.
afterAll(() => {
  if (open.size > 0) throw new Error('a stage was set and never closed');
});
