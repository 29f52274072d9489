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
};

/**
 * What follows from a lost text. `tellsWriter`: whoever's words it passed on hears of it. `silences`: its reader wants no
 * texts of the line. `happened`: what happened in its conversation by that.
 */
export type AfterLost = {
  tellsWriter: boolean;
  silences: 'person' | 'texter' | null;
  happened: 'PeerNotReached' | 'TexterSilencedUs' | null;
};

/** A peer whom their conversation does not reach is spared it; a texter's silence ends theirs. */
export function whatFollowsLost({ personId, conversationId, sentence, passesOn, isSilenced }: LostText): AfterLost {
  if (personId === null) {
    const ends = isSilenced && conversationId !== null;
    return {
      tellsWriter: passesOn !== null,
      silences: ends ? 'texter' : null,
      happened: ends ? 'TexterSilencedUs' : null,
    };
  }
  const isOfConversation = conversationId !== null && (passesOn !== null || sentence === 'newConversation');
  return {
    tellsWriter: false,
    silences: isSilenced ? 'person' : null,
    happened: isOfConversation ? 'PeerNotReached' : null,
  };
}
