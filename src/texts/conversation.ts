/** What each event of a text conversation means for the texter, the peer and the peer's care (T1–T6). */
import {
  closeConversation,
  passOn,
  pauseOf,
  releaseConversation,
  startConversationDraft,
  toPeer,
  toPerson,
  toTexter,
  type Draft,
} from './draft.ts';
import {
  isPeerOf,
  type Conversation,
  type ConversationAnswer,
  type ConversationEvent,
  type ConversationWorld,
} from './model.ts';

/** What an event means for the conversation; one that is closed, or no longer the peer's, stays as it is. */
export function decideConversation(
  conversation: Conversation,
  event: ConversationEvent,
  world: ConversationWorld,
): ConversationAnswer {
  const draft = startConversationDraft(conversation, world);
  const isTheirs = !('personId' in event) || isPeerOf(conversation, event.personId);
  if (conversation.state !== 'closed' && isTheirs) happen(draft, event);
  const { world: _world, ...answer } = draft;
  return answer;
}

function happen(draft: Draft, event: ConversationEvent): void {
  const { conversation, world } = draft;
  const peer = conversation.personId;
  switch (event.kind) {
    case 'TexterWrote':
      return texterWrote(draft, event);
    case 'TexterAskedForHelp':
      if (conversation.told === null) conversation.told = 'help';
      else toTexter(draft, 'about');
      return texterWrote(draft, { textId: event.textId, parts: 1, media: false });
    case 'TexterDone':
      toTexter(draft, 'conversationClosed');
      return closeConversation(draft, 'done', 'conversationOver');
    case 'TexterSilencedUs':
      if (!event.confirmed) toTexter(draft, 'optedOut');
      return closeConversation(draft, 'opted-out', 'texterSilencedUs');
    case 'TexterBlocked':
      toTexter(draft, 'blocked', { untilMs: event.untilMs });
      return closeConversation(draft, 'blocked', 'conversationOver');
    case 'PeerWrote':
      draft.texts.push({ to: 'texter', kind: 'words', passesOn: event.textId, parts: event.parts });
      Object.assign(conversation, {
        lastAtMs: world.nowMs,
        peerWroteAtMs: world.nowMs,
        answeredAtMs: conversation.answeredAtMs ?? world.nowMs,
        silence: null,
      });
      return;
    case 'PeerPassed':
      return releaseConversation(draft, 'passedOn', true);
    case 'PeerNotReached':
      return releaseConversation(draft, null, true);
    case 'PeerAskedForLeader':
      toPeer(draft, event.leaderId === null ? 'noLeader' : 'leaderAsked');
      if (event.leaderId === null) draft.attention.push({ kind: 'leader-wanted', personId: peer });
      else toPerson(draft, event.leaderId, 'leaderWantedInConversation', { nameOf: peer });
      return;
    case 'PeerGaveCrisisNumber':
      toTexter(draft, 'crisisComing');
      toPeer(draft, 'crisisSent');
      conversation.crisisAtMs = world.nowMs;
      return;
    case 'PeerReportedAbuse':
      toTexter(draft, 'conversationClosed');
      toPeer(draft, 'abuseNoted', { untilMs: pauseOf(draft, true).restUntilMs ?? world.nowMs });
      if (event.leaderId === null) draft.attention.push({ kind: 'abuse-reported', personId: peer });
      else toPerson(draft, event.leaderId, 'leaderAbuseReported', { nameOf: peer });
      return closeConversation(draft, 'abuse', null);
    case 'PeerDone':
      toTexter(draft, 'conversationClosed');
      return closeConversation(draft, 'done', 'conversationOver');
    case 'CallPromised':
      if (conversation.state === 'active') toPeer(draft, 'newConversationCall');
      return;
  }
}

/** A texter's words go on to the peer, wait for one, or free a peer whom they may not reach now. */
function texterWrote(draft: Draft, { textId, parts, media }: { textId: string; parts: number; media: boolean }): void {
  const { conversation, world } = draft;
  conversation.lastAtMs = world.nowMs;
  if (media) toTexter(draft, 'mediaRefused');
  if (conversation.state === 'waiting') draft.tend = true;
  else if (!world.peerMayRead) releaseConversation(draft, 'handedOn', false);
  else passOn(draft, { textId, parts, media });
}
