/** Every voice webhook answers in time and in TwiML: whatever breaks, a person hears a sentence and a next step (V10). */
import type { Request, RequestHandler, Response } from 'express';
import type { Document } from '../carrier/document.ts';
import { twimlOf } from '../carrier/twilio/twiml.ts';
import type { Directories, Directory } from '../organisation/directory.ts';
import type { Log } from '../platform/log.ts';
import { isSpoken, ownSentence, say } from './wording.ts';

/** The carrier waits 15 s, callers should not: after this long they hear that we are trying again. */
const deadlineMs = 4_000;
const retrySeconds = 3;

/** The fields of the carrier's form that a handler may read, as text. */
export type Form = Readonly<Record<string, string | undefined>>;

export type Answering = (request: {
  form: Form;
  params: Record<string, string>;
  round: number;
  query: Record<string, unknown>;
}) => Promise<Document | null>;

/** Answers with the handler's document (204 for null); when it fails or is late, with sorry words that lead on to `again`. */
export function answering(
  { log, directories }: { log: Log; directories: Directories },
  again: (request: Request) => string,
  handler: Answering,
): RequestHandler {
  return async (request, response) => {
    const form = (request.body ?? {}) as Form;
    const round = Math.min(10_000, Math.max(0, Number(request.query['round']) || 0));
    const late = Symbol('late');
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<typeof late>((resolve) => {
      timer = setTimeout(resolve, deadlineMs, late);
    });
    try {
      const work = handler({ form, params: request.params as Record<string, string>, round, query: request.query });
      work.catch(() => undefined);
      const document = await Promise.race([work, deadline]);
      if (document === late) throw new Error('the answer took too long');
      send(response, document);
    } catch (problem) {
      log.error(
        { err: problem, path: request.route?.path as string | undefined },
        'a voice webhook could not be answered as it should',
      );
      send(response, sorryDocument(again(request), directories.inHand(), form));
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Sorry, a pause, and back: the call is taken up where it was as soon as that is possible. Said in each language of the line the call is on, as far as that is known without asking anybody. */
function sorryDocument(url: string, directory: Directory | null, form: Form): Document {
  const line = directory?.lineOfNumber.get(form['To'] ?? '') ?? directory?.lineOfNumber.get(form['From'] ?? '');
  const languages = new Set((line?.languages ?? ['en']).map((language) => (isSpoken(language) ? language : 'en')));
  const sorry = [...languages].map((language) =>
    line ? say(line, language, 'sorry') : ownSentence(language, 'sorry'),
  );
  return [...sorry, { kind: 'pause', seconds: retrySeconds }, { kind: 'go-on', url }];
}

function send(response: Response, document: Document | null): void {
  if (document === null) {
    response.statusCode = 204;
    response.end();
    return;
  }
  response.setHeader('Content-Type', 'text/xml; charset=utf-8');
  response.end(twimlOf(document));
}
