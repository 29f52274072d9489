/** Does something to the draft in hand and says what was done. */
import type { DraftCommand } from '../../planning/draft/commands.ts';
import { plannedAt, unassignAt } from './acts.ts';
import { useDesk } from './desk.tsx';
import { stepInWords, type Telling } from './in-words.ts';
import type { PlaceView } from './view.ts';

export type Acts = {
  /** False where there was nothing to do. */
  act: (command: DraftCommand | null) => boolean;
  /** Plans somebody there, on call elsewhere no more at the same time. */
  plan: (places: readonly PlaceView[], person: string) => boolean;
  /** The same; takes them off where they are planned on all of them. */
  turn: (places: readonly PlaceView[], person: string) => boolean;
  undo: () => void;
  redo: () => void;
};

export function useTelling(): Telling {
  const { words, form, nameOf } = useDesk();
  return { words, language: form.language, zone: form.zone, nameOf };
}

export function useActs(): Acts {
  const { work, canEdit, say, words, view } = useDesk();
  const telling = useTelling();
  const act = (command: DraftCommand | null) => {
    if (!canEdit || !work || !work.act(command) || command === null) {
      say(words.saidNothing);
      return false;
    }
    say(words.saidDone({ what: stepInWords(command, telling) }));
    return true;
  };
  const plan = (places: readonly PlaceView[], person: string) => act(plannedAt(view.places, places, person));
  return {
    act,
    plan,
    turn(places, person) {
      const held = places.filter(({ cancelled }) => !cancelled);
      const isOnAll = held.every(({ people }) => people.some((one) => one.person === person && one.as === 'primary'));
      return isOnAll ? act(unassignAt(held, person)) : plan(held, person);
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
