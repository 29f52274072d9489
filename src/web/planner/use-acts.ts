/** Does something to the draft in hand and says what was done. */
import type { DraftCommand } from '../../planning/draft/commands.ts';
import { assignAt, unassignAt } from './acts.ts';
import { useDesk } from './desk.tsx';
import { stepInWords, type Telling } from './in-words.ts';
import type { PlaceView } from './view.ts';

export type Acts = {
  /** False where there was nothing to do. */
  act: (command: DraftCommand | null) => boolean;
  /** Puts somebody there; takes them off where they are on all of them. */
  turn: (places: readonly PlaceView[], person: string) => boolean;
  undo: () => void;
  redo: () => void;
};

export function useTelling(): Telling {
  const { words, form, nameOf } = useDesk();
  return { words, language: form.language, zone: form.zone, nameOf };
}

export function useActs(): Acts {
  const { work, canEdit, say, words } = useDesk();
  const telling = useTelling();
  const act = (command: DraftCommand | null) => {
    if (!canEdit || !work || !work.act(command) || command === null) {
      say(words.saidNothing);
      return false;
    }
    say(words.saidDone({ what: stepInWords(command, telling) }));
    return true;
  };
  return {
    act,
    turn(places, person) {
      const held = places.filter(({ cancelled }) => !cancelled);
      const isOnAll = held.every(({ people }) => people.some((one) => one.person === person));
      return act(isOnAll ? unassignAt(held, person) : assignAt(held, person, 'primary'));
    },
    undo() {
      if (!work || !canEdit || !work.can.undo) return say(words.saidNothing);
      const last = work.entries.findLast(({ by, undone }) => by === work.me && !undone);
      work.undo();
      say(last ? words.saidUndone({ what: stepInWords(last.command, telling) }) : words.saidNothing);
    },
    redo() {
      if (!work || !canEdit || !work.can.redo) return say(words.saidNothing);
      work.redo();
      say(words.saidRedone);
    },
  };
}
