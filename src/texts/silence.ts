/** What a silence means that somebody asks of us, and what follows from texts that did not arrive for it (T2, T3). */

/**
 * What a volunteer hears of their own STOP or START; null: nothing of ours. Where the carrier took a silence it has confirmed
 * it and takes nothing more from us (carrier.md). `isNews`: it changed whether we may write.
 */
export function volunteerHears(
  { word, byCarrier }: { word: 'stop' | 'start'; byCarrier: boolean },
  isNews: boolean,
): 'optedOut' | 'optedIn' | null {
  if (word === 'start') return isNews ? 'optedIn' : null;
  return isNews && !byCarrier ? 'optedOut' : null;
}

/** A text that did not arrive, as far as what follows depends on it. */
export type LostText = {
  personId: string | null;
  conversationId: string | null;
  sentence: string | null;
  passesOn: string | null;
  /** The carrier says that its reader silenced us. */
  isSilenced: boolean;
  /** The carrier gave it up in a queue of its own, which is nobody's refusal. */
  stayedInQueue: boolean;
  /** It has a promise or a number of help in it, which somebody counts on. */
  mustBeRead: boolean;
};

/**
 * What follows from a lost text. `tellsWriter`: whoever's words it passed on hears of it. `silences`: its reader wants no
 * texts of the line. `happened`: what happened in its conversation by that. `tellsCoordinator`: it goes on their list.
 */
export type AfterLost = {
  tellsCoordinator: boolean;
  tellsWriter: boolean;
  silences: 'person' | 'texter' | null;
  happened: 'PeerNotReached' | 'TexterSilencedUs' | null;
};

/** A peer whom their conversation does not reach is spared it; a texter's silence ends theirs. */
export function whatFollowsLost(lost: LostText): AfterLost {
  const { personId, conversationId, sentence, passesOn, isSilenced } = lost;
  const tellsCoordinator = lost.stayedInQueue && lost.mustBeRead;
  if (personId === null) {
    const ends = isSilenced && conversationId !== null;
    return {
      tellsCoordinator,
      tellsWriter: passesOn !== null,
      silences: ends ? 'texter' : null,
      happened: ends ? 'TexterSilencedUs' : null,
    };
  }
  const isOfConversation = conversationId !== null && (passesOn !== null || sentence === 'newConversation');
  return {
    tellsCoordinator,
    tellsWriter: false,
    silences: isSilenced ? 'person' : null,
    happened: isOfConversation ? 'PeerNotReached' : null,
  };
}
