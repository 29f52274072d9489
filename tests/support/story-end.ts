/** The end of every story: whatever left the carrier has been named, and every stage that was set has been closed. */
import { expect } from '@jest/globals';
import type { Expectations, Findings } from './expectations.ts';
import { notYetListed } from './not-yet-listed.ts';

/** Where everything went as the story says. */
const asTold: Findings = { unexpected: [], missing: [], alerts: [] };

/** Fails with what was not as the story says, and with what it would have to say. */
export function expectAsTold(findings: Findings, { asCode }: Pick<Expectations, 'asCode'>): void {
  const code = findings.unexpected.length > 0 ? asCode() : '';
  expect(code === '' ? findings : { ...findings, 'in words of the story': code }).toEqual(asTold);
}

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
      if (isFirst) findings = forStory(expectations.findings());
    } finally {
      await clear();
    }
    if (!hasFailed()) expectAsTold(findings, expectations);
  };
}

/** What a story that is older than this check has not listed yet is let pass; what it names must come. */
function forStory(findings: Findings): Findings {
  const path = expect.getState().testPath ?? '';
  return notYetListed.some((story) => path.endsWith(story)) ? { ...asTold, missing: findings.missing } : findings;
}

/** Told by the environment of the tests. */
const hasFailed = () => (globalThis as { storyHasFailed?: boolean }).storyHasFailed === true;

/** The environment of the tests fails a file that leaves one open: it would check nothing. */
Object.assign(globalThis, { openStages: open });
