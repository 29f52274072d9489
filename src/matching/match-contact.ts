/** What of a call matching goes by. */
import type { Contact } from '../calls/model.ts';
import type { MatchContact } from './model.ts';

/** Of whoever waits: what they are known by, without whom was asked for them and who must not meet them. */
export function inMatching(contact: Contact): Omit<MatchContact, 'choosing' | 'notWith' | 'asks'> {
  const { id, lineId, language, wish, hidden, lastInLine, arrivedAtMs, rankAtMs, ladderStep, decided } = contact;
  return {
    ...{ id, lineId, language, wish, hidden, lastInLine, arrivedAtMs, rankAtMs, ladderStep, decided },
    preferredPersonId: contact.preferredPersonId,
    waitingSinceMs: contact.waitingSinceMs ?? arrivedAtMs,
  };
}
