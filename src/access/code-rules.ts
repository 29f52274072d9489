/** The rules of a code by text or call, as values (A1). */

/** For this long a code is valid. */
export const codeMinutes = 10;
const codeMs = codeMinutes * 60_000;
/** After this many tries a code is no longer valid. */
export const triesAtMost = 5;

/** What is known of a code before a try of it. */
export type CodeFacts = { madeAtMs: number; tries: number; usedAtMs: number | null };

/** Whether a code may be tried once more, whoever's it is and whoever checks it. */
export function mayTry(facts: CodeFacts, nowMs: number): boolean {
  return facts.usedAtMs === null && facts.tries < triesAtMost && nowMs - facts.madeAtMs < codeMs;
}

/** A code of the carrier's that was made so long ago, or tried so often, is not shared with whoever asks now. */
const sharedMs = 7 * 60_000;
const sharedTries = 2;

/** Whether one who asks for a phone now shares the code that others who asked for it were sent. */
export function mayShare({ madeAtMs, tries }: Pick<CodeFacts, 'madeAtMs' | 'tries'>, nowMs: number): boolean {
  return nowMs - madeAtMs < sharedMs && tries <= sharedTries;
}
