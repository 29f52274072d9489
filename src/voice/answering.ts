/** Every voice webhook answers in time and in TwiML: whatever breaks, a person hears a sentence and a next step (V10). */
import type { Request, RequestHandler, Response } from 'express';
import type { Document } from '../carrier/document.ts';
import { twimlOf } from '../carrier/twilio/twiml.ts';
import type { Directories } from '../organisation/directories.ts';
import { evenIfCut } from '../platform/connection-loss.ts';
import type { Log } from '../platform/log.ts';
import type { Delivered } from '../carrier/delivered.ts';
import { deliveredIn } from '../carrier/twilio/delivered.ts';
import { cleaned } from '../carrier/twilio/delivery.ts';
import { inEachLanguage } from './lead-on.ts';
import { canAskLater, latelyMs, pauseSeconds } from './sorry-pause.ts';

/** The carrier waits 15 s, callers should not: after this long they hear that we are trying again. */
const deadlineMs = 4_000;
const retrySeconds = 3;

export type Asked = {
  delivered: Delivered;
  params: Record<string, string>;
  round: number;
  query: Record<string, unknown>;
};

export type Answering = (asked: Asked) => Promise<Document | null>;

type Doors = { log: Log; directories: Directories };

/** Answers with the handler's document (204 for null); when it fails or is late, with an apology that goes on at `again`. */
export function answering(
  { log, directories }: Doors,
  again: (request: Request) => string,
  handler: Answering,
): RequestHandler {
  return async (request, response) => {
    const asked = askedIn(request);
    try {
      send(response, await inTime(evenIfCut(() => handler(asked))));
    } catch (problem) {
      complain(log, request, problem);
      send(response, sorryDocument(again(request), directories, asked.delivered, retrySeconds));
    }
  };
}

/** Takes in news that asks for no document: 204 in time, whatever becomes of it; lost news is found by asking the carrier later. */
export function noting({ log }: Pick<Doors, 'log'>, handler: (asked: Asked) => Promise<void>): RequestHandler {
  return async (request, response) => {
    try {
      await inTime(evenIfCut(() => handler(askedIn(request))));
    } catch (problem) {
      complain(log, request, problem);
    }
    send(response, null);
  };
}

function askedIn(request: Request): Asked {
  return {
    delivered: deliveredIn(request),
    params: Object.fromEntries(
      Object.entries(request.params).map(([name, value]) => [name, cleaned(String(value))] as const),
    ),
    round: wholeNumber(request.query['round']),
    query: request.query,
  };
}

/** A count that an address of ours carries; 0 where it says anything else. */
export function wholeNumber(text: unknown): number {
  return Math.min(10_000, Math.max(0, Math.trunc(Number(text)) || 0));
}

/** The language that an address of ours carries. */
export function languageIn(query: Record<string, unknown>): string {
  return typeof query['language'] === 'string' ? query['language'] : 'en';
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the answer took too long')), deadlineMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function complain(log: Log, request: Request, problem: unknown): void {
  log.error(
    { err: problem, path: request.route?.path as string | undefined },
    'a voice webhook could not be answered as it should',
  );
}

/** When callers of this process were told sorry lately (ms since it began), oldest first. */
const toldBy = new WeakMap<Directories, number[]>();

/** How many were told sorry within the last ten seconds, this one counted. */
function toldLately(directories: Directories): number {
  const nowMs = performance.now();
  const told = (toldBy.get(directories) ?? []).filter((atMs) => nowMs - atMs < latelyMs);
  toldBy.set(directories, [...told, nowMs]);
  return told.length + 1;
}

/**
 * Sorry, a pause of `leastSeconds`, longer for a caller who only waits where many are told so, and back: the call is taken
 * up where it was as soon as that is possible. Said in each language of the line the call is on, as far as that is known without asking anybody.
 */
export function sorryDocument(
  url: string,
  directories: Directories,
  delivered: Delivered,
  leastSeconds: number,
): Document {
  const told = toldLately(directories);
  const seconds = canAskLater(delivered) ? pauseSeconds(leastSeconds, told) : leastSeconds;
  return [
    ...inEachLanguage(directories.inHand(), delivered, 'sorry'),
    { kind: 'pause', seconds },
    { kind: 'go-on', url },
  ];
}

/** Sends a document, or 204 for null. */
export function send(response: Response, document: Document | null): void {
  if (document === null) {
    response.statusCode = 204;
    response.end();
    return;
  }
  response.setHeader('Content-Type', 'text/xml; charset=utf-8');
  response.end(twimlOf(document));
}
