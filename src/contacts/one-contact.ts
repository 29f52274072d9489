/** One contact with its story: a call with everybody who was rung or not, or a text conversation (O4). */
import { readConversation } from '../conversations/conversations-sql.ts';
import { storyOfCall, storyOfTexts, type ContactStory } from '../matching/contact-story.ts';
import type { Store } from '../platform/store.ts';
import type { ContactKind } from './contact-list.ts';
import { contactWithLegs } from './contacts-sql.ts';
import { decisionsOf } from './decisions.ts';

/** A contact for whoever looks at it: of its caller nothing but their language, their wish, and whether their number was hidden. */
export type ToldContact = {
  id: string;
  kind: ContactKind;
  lineId: string;
  language: string;
  wish: string | null;
  hidden: boolean;
  outcome: string | null;
  endedAtMs: number | null;
  /** Who had a conversation last, and how many had it. */
  personId: string | null;
  peers: number;
  story: ContactStory;
};

/** The contact with this id, as it is known now; null where there is none. */
export async function contactTold(room: Pick<Store, 'pool' | 'clock'>, id: string): Promise<ToldContact | null> {
  return (await callTold(room, id)) ?? textsTold(room, id);
}

async function callTold(room: Pick<Store, 'pool' | 'clock'>, id: string): Promise<ToldContact | null> {
  const [found, known] = await Promise.all([contactWithLegs(room.pool, id), decisionsOf(room, id)]);
  if (!found) return null;
  const { contact, legs } = found;
  return {
    id,
    kind: contact.callbackId === null ? 'call' : 'callback',
    lineId: contact.lineId,
    language: contact.language,
    wish: contact.wish,
    hidden: contact.hidden,
    outcome: contact.state === 'ended' ? contact.outcome : null,
    endedAtMs: contact.endedAtMs,
    personId: contact.personId,
    peers: 0,
    story: storyOfCall(contact, legs, known?.decisions ?? [], room.clock.nowMs()),
  };
}

async function textsTold(room: Pick<Store, 'pool' | 'clock'>, id: string): Promise<ToldContact | null> {
  const conversation = await readConversation(room.pool, id);
  if (!conversation) return null;
  return {
    id,
    kind: 'text',
    lineId: conversation.lineId,
    language: conversation.language,
    wish: null,
    hidden: false,
    outcome: conversation.state === 'closed' ? conversation.outcome : null,
    endedAtMs: conversation.closedAtMs,
    personId: conversation.personId,
    peers: conversation.peers,
    story: storyOfTexts(conversation, room.clock.nowMs()),
  };
}
