/** Where somebody stands, as sentences: what the service knows, and the way out that the rules give. */
import type { z } from 'zod';
import type { now as nowSchema } from '../../api/contract/now.ts';
import { moment } from '../moments.ts';
import type { Words } from '../words/en.ts';

type Now = z.output<typeof nowSchema>;

/** The end of a duty further away than this helps nobody. */
const dayMs = 24 * 3_600_000;

/** The one sentence that stands above everything. */
export function whereIStand(now: Now, words: Words, language: string): string {
  const when = (instant: string) => moment(instant, now.at, { language, zone: now.zone });
  const hold = (kind: Now['holds'][number]['kind']) => now.holds.find((one) => one.kind === kind);
  const until = (kind: Now['holds'][number]['kind']) => when(hold(kind)?.until ?? now.at);
  switch (now.state) {
    case 'available':
      if (now.holds.length > 0) return words.stateHeld;
      return now.dutyEndAt && Date.parse(now.dutyEndAt) - Date.parse(now.at) < dayMs
        ? words.stateAvailable({ until: when(now.dutyEndAt) })
        : words.stateAvailableOpen;
    case 'break':
      return words.stateBreak({ until: until('on-break') });
    case 'offered':
      return words.stateOffered;
    case 'in-contact':
      return words.stateInContact;
    case 'wrap-up':
      return words.stateWrapUp({ until: until('wrap-up') });
    case 'resting': {
      const end = hold('heavy-rest')?.until ?? now.at;
      if (now.dutyEndAt !== null && now.dutyEndAt <= end) return words.stateRestingToTheEnd({ until: when(end) });
      return now.wantsCallsAfterRest
        ? words.stateRestingMore({ until: when(end) })
        : words.stateResting({ until: when(end) });
    }
    case 'off':
      if (now.onShift) return words.stateOff;
      return now.wantsCalls ? words.stateSetForNext : words.stateNoShift;
  }
}

/** What else keeps calls away, each with what can be done about it. */
export function whatHolds(now: Now, words: Words): string[] {
  const sentences: Partial<Record<Now['holds'][number]['kind'], string>> = {
    untrained: words.holdUntrained({ courses: now.missingTraining.join(', ') }),
    'trainee-alone': words.holdTraineeAlone,
    'shift-ending': words.holdShiftEnding,
    spent: words.holdSpent,
  };
  return now.holds.flatMap(({ kind }) => sentences[kind] ?? []);
}
