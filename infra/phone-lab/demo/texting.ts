/** Conversations by text in the demo's past: without words, as they are once they are closed. */
import { isOpen } from '../../../src/schedule/opening.ts';
import type { Conversation } from '../../../src/texts/model.ts';
import type { Arrival } from './arrivals.ts';
import { talkWith, type Making } from './making.ts';

const minuteMs = 60_000;
const quietMs = 60 * minuteMs;
/** Whoever writes waits longer than whoever calls. */
const patienceMs = 40 * minuteMs;

/** Somebody writes: a peer answers once one is free, or, where that takes too long, nobody does. */
export function textsOf(making: Making, { atMs, line, language, draws, talkMs }: Arrival): void {
  const { past, crew, directory, untilMs } = making;
  if (!isOpen(directory.schedule, line, atMs)) return;
  const freeAt = (ms: number) =>
    crew.line(line, ms).people.find(({ busy, restUntilMs }) => busy === null && (restUntilMs ?? 0) <= ms);
  const laterMs = crew.nextFreeMs(crew.line(line, atMs), atMs) ?? atMs;
  const givenMs = freeAt(atMs) || laterMs > atMs + patienceMs ? atMs : laterMs;
  const peer = freeAt(givenMs);
  const isAnswered = peer !== undefined && draws.choice > 0.03;
  const assignedAtMs = peer ? givenMs + 20_000 : null;
  const answeredAtMs = isAnswered ? Math.round(givenMs + (1 + 5 * draws.greeting) * minuteMs) : null;
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
