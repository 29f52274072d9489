/** The texting door: a text is written down and answered later in its order; news of our own texts is noted. */
import { Router, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { textAnswerOf, twimlOf } from '../carrier/twilio/twiml.ts';
import { textNews } from '../conversations/delivery.ts';
import { receive } from '../conversations/receive.ts';
import type { Deps } from '../deps.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { evenIfCut } from '../platform/connection-loss.ts';
import { hear, senseOf, type Exchange } from '../texts/exchange.ts';
import type { Delivered } from '../carrier/delivered.ts';
import { deliveredIn } from '../carrier/twilio/delivered.ts';
import { cleaned } from '../carrier/twilio/delivery.ts';
import { isHiddenNumber } from '../voice/hidden-callers.ts';
import { leadBack } from '../voice/lead-on.ts';
import { composeSentence } from './compose.ts';
import { whenLost } from './lost.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'log' | 'clock' | 'urls'>;

/** The carrier waits 15 s. A text that is not written down by this time is answered with an apology. */
const deadlineMs = 10_000;
const noAnswer = textAnswerOf(null);

/** All texting webhooks, below `/twilio/messages`. */
export function messagingWebhooks(doors: Doors): Router {
  const router = Router();
  const oneByOne = inTurn();
  router.all(
    '/',
    answering(doors, (delivered) =>
      oneByOne(senderOf(delivered), async () => {
        const directory = await doors.directories.current();
        const line = lineWrittenTo(directory, delivered);
        const { textSid, channel, from, text } = delivered;
        // Somebody who hides their number cannot be written to, and is never one identity (V9).
        if (!line || textSid === null || isHiddenNumber(from)) return;
        // Two of our own lines would go on thanking each other for ever.
        if (directory?.lineOfNumber.has(from)) return;
        // Behind a short code or a name is a machine, and nothing could be written back to it.
        if (!isTelephoneNumber(from)) return;
        await receive(doors.room, {
          messageSid: textSid,
          lineId: line.id,
          channel,
          from,
          body: text.body,
          media: text.mediaCount,
        });
      }),
    ),
  );
  router.all('/status/:textId', (request, response) => {
    const { textState, problemCode, textSid } = deliveredIn(request);
    const news = textState && { state: textState, code: problemCode, carrierSid: textSid };
    const noted = news
      ? evenIfCut(async () => textNews(doors.room, cleaned(request.params.textId), news, await whenLost(doors)))
      : Promise.resolve();
    // News that could not be kept is asked for at the carrier later: another answer than 204 would not bring it again.
    inTime(noted)
      .catch((problem: unknown) => doors.log.error({ err: problem }, 'news of a text could not be kept'))
      .finally(() => void response.status(204).end());
  });
  router.use((request, response) => answerStray(doors, request, response));
  router.use((problem: unknown, request: Request, response: Response, _next: NextFunction) => {
    doors.log.error({ err: problem }, 'a texting webhook could not be read');
    answerStray(doors, request, response);
  });
  return router;
}

/** Whatever else comes here: a call is led to where calls begin, everything else gets an empty document. */
function answerStray({ urls }: Doors, request: Request, response: Response): void {
  const delivered = deliveredIn(request);
  send(response, delivered.callSid === null ? noAnswer : twimlOf(leadBack(urls, delivered)));
}

/** Texts of one sender are written down in the order in which they came to this process (T2). */
function inTurn(): (sender: string, work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return (sender, work) => {
    const mine = (last.get(sender) ?? Promise.resolve()).then(work);
    const settled = mine
      .catch(() => undefined)
      .finally(() => {
        if (last.get(sender) === settled) last.delete(sender);
      });
    last.set(sender, settled);
    return mine;
  };
}

/** The line a text was sent to, also where it is retired: a conversation does not end unheard with its line. */
function lineWrittenTo(directory: Directory | null, { to }: Delivered): DirectoryLine | undefined {
  return directory?.lineOfNumber.get(to) ?? directory?.retiredLineOfNumber.get(to);
}

/** A number in its international form; short codes and senders' names are none. */
function isTelephoneNumber(from: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(from);
}

/** One person on two channels is two senders. */
function senderOf({ channel, from }: Delivered): string {
  return `${channel} ${from}`;
}

/** Answers with an empty document; when the text could not be written down, with an apology (V10). */
function answering(doors: Doors, handler: (delivered: Delivered) => Promise<void>): RequestHandler {
  const { log, directories, clock } = doors;
  const saySorryTo = sorryAFewTimes();
  return async (request: Request, response: Response) => {
    const delivered = deliveredIn(request);
    if (delivered.textSid === null) return answerStray(doors, request, response);
    try {
      await inTime(evenIfCut(() => handler(delivered)));
      send(response, noAnswer);
    } catch (problem) {
      log.error({ err: problem }, 'a text could not be taken in');
      send(
        response,
        saySorryTo(delivered, clock.nowMs()) ? sorryDocument(delivered, directories.inHand(), clock.nowMs()) : noAnswer,
      );
    }
  };
}

/** How many numbers a process remembers while there is no database to remember them. */
const sorryAtMost = 10_000;

/** A machine that answers our apology gets it a few times only (T7); this process alone remembers it. */
function sorryAFewTimes(): (delivered: Delivered, nowMs: number) => boolean {
  const exchanges = new Map<string, Exchange>();
  return (delivered, nowMs) => {
    const from = senderOf(delivered);
    const came = { atMs: nowMs, sense: senseOf(delivered.text.body, false), isWord: false };
    const { exchange, mayAnswer } = hear(exchanges.get(from) ?? null, came, true);
    if (exchanges.size >= sorryAtMost) exchanges.clear();
    exchanges.set(from, exchange);
    return mayAnswer;
  };
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the answer took too long')), deadlineMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The only text we send as an answer to the webhook: there is no database to write it to. */
function sorryDocument(delivered: Delivered, directory: Directory | null, nowMs: number): string {
  const line = lineWrittenTo(directory, delivered);
  if (!directory || !line || isHiddenNumber(delivered.from)) return noAnswer;
  return textAnswerOf(
    composeSentence(
      'sorry',
      {},
      { directory, line, reader: { zone: line.timeZone, language: line.languages[0] ?? 'en' }, nowMs },
    ),
  );
}

function send(response: Response, document: string): void {
  response.setHeader('Content-Type', 'text/xml; charset=utf-8');
  response.end(document);
}
