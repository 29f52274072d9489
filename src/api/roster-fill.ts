/** Auto-fill of a draft, why somebody may not come, and a draft followed as it changes (R3, R5). */
import type { rosterFillOperations } from './contract/roster-fill.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

export function rosterFillHandlers(): Handlers<typeof rosterFillOperations> {
  const notYet = async (): Promise<never> => {
    throw new Problem('not-found');
  };
  return {
    'drafts.stream': notYet,
    'drafts.fill': notYet,
    'drafts.startFill': notYet,
    'drafts.stopFill': notYet,
    'drafts.applyFill': notYet,
    'drafts.discardFill': notYet,
    'drafts.whyNot': notYet,
  };
}
