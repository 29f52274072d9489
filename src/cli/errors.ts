/** How a command ends badly: with bad input (exit 2) or because it failed (exit 1), always in sentences. */

import { FaultyOrganisation } from '../organisation/faulty-organisation.ts';
import { StartProblem } from '../platform/start-problem.ts';

/** What somebody typed or gave in a file cannot be used; one sentence a problem, exit 2. */
export class BadInput extends Error {
  readonly problems: readonly string[];

  constructor(problems: string | readonly string[]) {
    const list = typeof problems === 'string' ? [problems] : problems;
    super(list.join('; '));
    this.problems = list;
  }
}

/** The input was fine and yet the command could not do it; exit 1. */
export class CommandFailed extends Error {}

/** What is said about `error` on stderr, one line a problem, and the exit code. */
export function endingOf(error: unknown): { exitCode: number; problems: readonly string[] } {
  if (error instanceof BadInput || error instanceof FaultyOrganisation)
    return { exitCode: 2, problems: error.problems.map(asOneLine) };
  if (error instanceof StartProblem)
    return { exitCode: error.exitCode, problems: error.message.split('\n').map(asOneLine) };
  const sentence = error instanceof Error ? error.message : String(error);
  return { exitCode: 1, problems: [asOneLine(sentence) || 'it failed without saying why'] };
}

function asOneLine(sentence: string): string {
  return sentence.trim().replace(/\s*\n\s*/g, ' ');
}
