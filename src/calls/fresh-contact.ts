/** A call at its very beginning, before anything has become of it. */
import type { Contact } from './model.ts';

type Own = Pick<
  Contact,
  'id' | 'lineId' | 'callerKey' | 'lastingKey' | 'language' | 'wish' | 'lastInLine' | 'arrivedAtMs' | 'rankAtMs'
>;

/** A call that waits in line and of which nothing else is known yet; `own` says what is. */
export function freshContact(own: Own & Partial<Contact>): Contact {
  return {
    channel: 'voice',
    state: 'waiting',
    told: null,
    toldUntilMs: null,
    crisisFrom: null,
    outcome: null,
    met: null,
    callSid: null,
    numberSealed: null,
    hidden: false,
    script: 'hold',
    holdRound: 0,
    quiet: false,
    waitingSinceMs: null,
    personId: null,
    conference: null,
    talkingSinceMs: null,
    talkedSeconds: 0,
    warned: false,
    preferredPersonId: null,
    ladderStep: 0,
    partnerStep: null,
    choicesAtMs: null,
    decided: false,
    callbackId: null,
    seenAtMs: null,
    nextAtMs: null,
    endedAtMs: null,
    ...own,
  };
}
