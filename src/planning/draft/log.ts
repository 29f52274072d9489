/** The log of a draft: what undoing and redoing mean for one of several people who work on it (R3). */
import type { DraftEntry } from './apply.ts';
import type { DraftCommand } from './commands.ts';

/** `forGood`: taken back, and its author has done something new since. */
export type OwnEntry = Pick<DraftEntry, 'seq' | 'undone'> & { by: string; forGood: boolean };

/** The `seq` that `personId` would take back: their own last one that stands; null where there is none. */
export function toUndo(entries: readonly OwnEntry[], personId: string): number | null {
  return (
    entries
      .filter(({ by, undone }) => by === personId && !undone)
      .map(({ seq }) => seq)
      .sort((a, b) => b - a)[0] ?? null
  );
}

/** The `seq` that `personId` would put back: the last one they took back, unless they did something new since; null where there is none. */
export function toRedo(entries: readonly OwnEntry[], personId: string): number | null {
  return (
    entries
      .filter(({ by, undone, forGood }) => by === personId && undone && !forGood)
      .map(({ seq }) => seq)
      .sort((a, b) => a - b)[0] ?? null
  );
}

/** How many single steps a command is made of. */
export function stepsOf(command: DraftCommand): number {
  return command.kind === 'many' ? command.commands.reduce((sum, one) => sum + stepsOf(one), 0) : 1;
}
