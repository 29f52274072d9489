/** One optional question after a call that was closed kindly: did you feel heard? And a thank-you, for whoever wants to give one (V16). */
import { answer, type Draft } from './draft.ts';

export const feltHeardKeys = { heard: '1', notHeard: '2', thanks: '3' } as const;

/** Answers a key of a caller who was asked; null where nothing was asked, it was answered already, or the key means nothing here. */
export function feltHeardKeyed(draft: Draft, key: string): Draft | null {
  const { contact } = draft;
  if (contact.told !== 'closed-kindly') return null;
  if (key === feltHeardKeys.thanks) {
    draft.thanked = contact.personId;
    contact.told = 'thanked';
  } else if (key === feltHeardKeys.heard || key === feltHeardKeys.notHeard) {
    draft.feltHeard = key === feltHeardKeys.heard;
    // What the answer was is not kept with the call: it would lead to the volunteer.
    contact.told = 'answered';
  } else return null;
  return answer(draft, { kind: 'told', told: contact.told, untilMs: null });
}
