/** The rules of a code by text or call, as values (A1). */

/** A code holds so long. */
export const codeMinutes = 10;
const codeMs = codeMinutes * 60_000;
/** So many wrong ones, and it is over. */
export const triesAtMost = 5;

/** `code` is null where the number is nobody's: then every code is wrong. */
export type CodeFacts = { code: string | null; madeAtMs: number; tries: number; usedAtMs: number | null };

/** What a typed code comes to; it says nothing about whom a number belongs to. */
export type CodeVerdict = 'right' | 'wrong' | 'over';

/** Judges a typed code; `facts` are those before this try. */
export function judgeCode(facts: CodeFacts | null, typed: string, nowMs: number): CodeVerdict {
  if (facts === null || facts.usedAtMs !== null || facts.tries >= triesAtMost || nowMs - facts.madeAtMs >= codeMs)
    return 'over';
  return facts.code !== null && facts.code === typed ? 'right' : 'wrong';
}
