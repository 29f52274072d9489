/** The promise that a request comes to, and what whoever asked is told of it (C1, C3). */
import { termsOf, type PromiseLine } from './due.ts';
import type { PromisedCall, PromiseRequest } from './model.ts';
import { nextChance, promiseUntil } from './rules.ts';

/** What is known of a new promise besides the request: its id, and the keys by which its number is found again. */
export type NewPromiseFacts = {
  id: string;
  /** That of the line, where the request names none. */
  language: string;
  callerKey: string;
  lastingKey: string;
  numberKey: string;
  numberSealed: string;
  nowMs: number;
};

/** The promise as it begins. What was typed in may be anybody's number: it gets no message and no text. */
export function newPromise(request: PromiseRequest, line: PromiseLine, facts: NewPromiseFacts): PromisedCall {
  const { nowMs, language, ...known } = facts;
  const dueAtMs = Math.max(nowMs, request.atMs ?? nowMs);
  const keyedIn = request.keyedIn ?? false;
  return {
    ...known,
    lineId: line.lineId,
    state: 'open',
    via: request.via,
    timed: request.atMs != null,
    keyedIn,
    messageOk: !keyedIn && (request.messageOk ?? false),
    textOk: !keyedIn && (request.textOk ?? false),
    language: request.language ?? language,
    wish: request.wish ?? null,
    timeZone: request.timeZone ?? null,
    askerKey: request.askerKey ?? null,
    askedIn: request.askedIn ?? null,
    rankAtMs: request.rankAtMs ?? nowMs,
    lastInLine: request.lastInLine ?? false,
    promisedAtMs: nowMs,
    dueAtMs,
    untilAtMs: promiseUntil(line, dueAtMs),
    nextAtMs: dueAtMs,
    attempts: 0,
    contactId: null,
    settledAtMs: null,
    settledBy: null,
    keptAtMs: null,
  };
}

/**
 * What whoever asked is told. `firstTryMs` is when it may first be tried, out of quiet hours and while the line is open;
 * null where there is no such time before it ends.
 */
export type PromiseTold = { id: string; timed: boolean; dueAtMs: number; firstTryMs: number | null; untilMs: number };

/** What is told of a promise just made. */
export function promiseTold(promise: PromisedCall, line: PromiseLine): PromiseTold {
  const { id, timed, dueAtMs, untilAtMs } = promise;
  return {
    id,
    timed,
    dueAtMs,
    firstTryMs: nextChance(termsOf(promise, line), line, dueAtMs, false),
    untilMs: untilAtMs,
  };
}
