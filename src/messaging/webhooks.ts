/** The texting door: a text is written down and answered later in its order; news of our own texts is noted. */
import { Router, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { textAnswerOf, twimlOf } from '../carrier/twilio/twiml.ts';
import { newsOf, textNews } from '../conversations/delivery.ts';
import { receive } from '../conversations/receive.ts';
import type { Deps } from '../deps.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { evenIfCut } from '../platform/connection-loss.ts';
import { hear, senseOf, type Exchange } from '../texts/exchange.ts';
import { cleaned } from '../carrier/twilio/delivery.ts';
import { isHiddenNumber } from '../voice/hidden-callers.ts';
import { leadBack } from '../voice/lead-on.ts';
import { composeSentence } from './compose.ts';
import { whenLost } from './lost.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'log' | 'clock' | 'urls'>;
type Form = Readonly<Record<string, string | undefined>>;

/** The carrier waits 15 s; a text written down later than this would be written down for nobody. */
const deadlineMs = 10_000;
const noAnswer = textAnswerOf(null);

/** All texting webhooks, below `/twilio/messages`. */
export function messagingWebhooks(doors: Doors): Router {
  const router = Router();
  const oneByOne = inTurn();
  router.all(
    '/',
    answering(doors, (form) =>
      oneByOne(form['From'] ?? '', async () => {
        const directory = await doors.directories.current();
        const line = lineWrittenTo(directory, form);
        const from = bare(form['From']);
        // Whoever hides their number cannot be written to, and is never one identity (V9).
        if (!line || !form['MessageSid'] || isHiddenNumber(from)) return;
        // Two of our own lines would go on thanking each other for ever.
        if (directory?.lineOfNumber.has(from)) return;
        // Behind a short code or a name is a machine, and nothing could be written back to it.
        if (!isTelephoneNumber(from)) return;
        const channel = form['From']?.startsWith('whatsapp:') ? 'whatsapp' : 'sms';
        const media = Math.min(10, Math.max(0, Math.trunc(Number(form['NumMedia']) || 0)));
        await receive(doors.room, {
          messageSid: form['MessageSid'],
          lineId: line.id,
          channel,
          from,
          body: form['Body'] ?? '',
          media,
        });
      }),
    ),
  );
  router.all('/status/:textId', (request, response) => {
    const form = (request.body ?? {}) as Form;
    const news = newsOf(form['MessageStatus'], Number(form['ErrorCode']) || null, form['MessageSid'] ?? null);
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
  const form = (request.body ?? {}) as Form;
  send(response, form['CallSid'] === undefined ? noAnswer : twimlOf(leadBack(urls, form)));
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
function lineWrittenTo(directory: Directory | null, form: Form): DirectoryLine | undefined {
  const number = bare(form['To']);
  return directory?.lineOfNumber.get(number) ?? directory?.retiredLineOfNumber.get(number);
}

/** A number in its international form; short codes and senders' names are none. */
function isTelephoneNumber(from: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(from);
}

function bare(address: string | undefined): string {
  return (address ?? '').replace(/^whatsapp:/, '');
}

/** Answers with an empty document; when the text could not be written down, with sorry words (V10). */
function answering(doors: Doors, handler: (form: Form) => Promise<void>): RequestHandler {
  const { log, directories, clock } = doors;
  const saySorryTo = sorryAFewTimes();
  return async (request: Request, response: Response) => {
    const form = (request.body ?? {}) as Form;
    if (form['MessageSid'] === undefined) return answerStray(doors, request, response);
    try {
      await inTime(evenIfCut(() => handler(form)));
      send(response, noAnswer);
    } catch (problem) {
      log.error({ err: problem }, 'a text could not be taken in');
      send(
        response,
        saySorryTo(form, clock.nowMs()) ? sorryDocument(form, directories.inHand(), clock.nowMs()) : noAnswer,
      );
    }
  };
}

/** How many numbers a process remembers while there is no database to remember them. */
const sorryAtMost = 10_000;

/** A machine that answers our sorry words hears them a few times only (T7); this process alone remembers it. */
function sorryAFewTimes(): (form: Form, nowMs: number) => boolean {
  const exchanges = new Map<string, Exchange>();
  return (form, nowMs) => {
    const from = form['From'] ?? '';
    const came = { atMs: nowMs, sense: senseOf(form['Body'] ?? '', false), isWord: false };
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
function sorryDocument(form: Form, directory: Directory | null, nowMs: number): string {
  const line = lineWrittenTo(directory, form);
  if (!directory || !line || isHiddenNumber(bare(form['From']))) return noAnswer;
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
