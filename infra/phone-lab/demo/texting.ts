/** Conversations by text in the demo's past: without words, as they are once they are closed. */
import { isOpen } from '../../../src/schedule/opening.ts';
import type { Conversation } from '../../../src/texts/model.ts';
import type { Arrival } from './arrivals.ts';
import { talkWith, type Making } from './past.ts';

const minuteMs = 60_000;
const quietMs = 60 * minuteMs;

/** Somebody writes: a peer answers within minutes, or, where everybody is busy, nobody does. */
export function textsOf(making: Making, { atMs, line, language, draws, talkMs }: Arrival): void {
  const { past, crew, directory, untilMs } = making;
  if (!isOpen(directory.schedule, line, atMs)) return;
  const peer = crew
    .line(line, atMs)
    .people.find(({ busy, restUntilMs }) => busy === null && (restUntilMs ?? 0) <= atMs);
  const isAnswered = peer !== undefined && draws.choice > 0.06;
  const assignedAtMs = peer ? atMs + 20_000 : null;
  const answeredAtMs = isAnswered ? Math.round(atMs + (1 + 5 * draws.greeting) * minuteMs) : null;
  const closedAtMs = Math.round(answeredAtMs === null ? atMs + quietMs : answeredAtMs + 1.2 * talkMs);
  if (closedAtMs > untilMs) return;
  const id = `demo-texts-${past.conversations.length}`;
  const personId = peer?.personId ?? null;
  const conversation: Conversation = {
    ...{ id, lineId: line, channel: 'sms', state: 'closed', outcome: isAnswered ? 'done' : 'unanswered', language },
    ...{
      callerKey: null,
      lastingKey: null,
      numberSealed: null,
      lastInLine: false,
      openedAtMs: atMs,
      waitingSinceMs: null,
    },
    ...{
      assignedAtMs,
      answeredAtMs,
      lastAtMs: closedAtMs,
      personId,
      via: personId === null ? null : 'phone',
      notWith: [],
    },
    ...{
      peers: personId === null ? 0 : 1,
      peerWroteAtMs: answeredAtMs,
      crisisAtMs: null,
      silence: null,
      told: 'hello',
    },
    ...{ toldAtMs: atMs + 2_000, closedAtMs, eraseAfterMs: closedAtMs },
  };
  past.conversations.push(conversation);
  if (isAnswered && peer && answeredAtMs !== null)
    talkWith(making, peer.personId, {
      contactId: id,
      fromMs: answeredAtMs,
      untilMs: closedAtMs,
      weight: draws.weight,
      told: draws.told,
    });
}
