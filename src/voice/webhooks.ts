/** The voice door: a webhook comes in, is told to the contact as an event, and its caller hears what follows from it. */
import { Router, type NextFunction, type Request, type Response } from 'express';
import { hangUp, silent } from '../carrier/document.ts';
import { isOver } from '../carrier/delivered.ts';
import { deliveredIn } from '../carrier/twilio/delivered.ts';
import { advance } from '../contacts/advance.ts';
import { readContact } from '../contacts/lookup.ts';
import type { Deps } from '../deps.ts';
import { lineOf } from '../organisation/directory.ts';
import { answering, languageIn, noting, send, wholeNumber } from './answering.ts';
import { arrived, becomeCaller, callerGone } from './arrival.ts';
import { callerEvent, legEvent, legStatus } from './call-events.ts';
import { conferenceEvent, recordingNews } from './call-news.ts';
import { callbackWebhooks, noteAnswerer } from './callback-webhooks.ts';
import { holdDocument } from './caller-documents.ts';
import { checkInAnswer } from './check-in.ts';
import { codeWebhooks } from './code-webhooks.ts';
import { unlessCrowded } from './crowd.ts';
import { callerAnswer, legAnswer } from './party-documents.ts';
import { testCallWebhooks } from './test-call-webhooks.ts';
import { leadBack } from './lead-on.ts';
import { announcement } from './leg-documents.ts';
import { volunteerMenu } from './volunteer-menu.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'urls' | 'log' | 'clock' | 'secrets'>;

const announcements = new Set([
  'fiveMinutesLeft',
  'crisisLineFailed',
  'crisisJoining',
  'leaderNotComing',
  'leaderJoining',
]);

/** All voice webhooks, below `/twilio/voice`. */
export function voiceWebhooks(doors: Doors): Router {
  const { room, urls } = doors;
  const router = Router();
  const again = () => urls.voice;
  const menus = volunteerMenu(doors);

  router.use(codeWebhooks(doors));
  router.use(testCallWebhooks(doors));
  router.use(callbackWebhooks(doors));
  router.all(
    '/',
    unlessCrowded(doors, again),
    answering(doors, again, ({ delivered, query }) =>
      arrived(doors, delivered, wholeNumber(query['again']), menus.greet),
    ),
  );
  router.all(
    '/volunteer/:step',
    answering(
      doors,
      again,
      async ({ delivered, params }) =>
        (await menus.step(params['step'] ?? '', delivered)) ?? becomeCaller(doors, delivered),
    ),
  );

  router.all('/status', (request, response, next) => {
    // Calls of a number that is configured to come here by mistake are redirected to where calls begin.
    const delivered = deliveredIn(request);
    if (delivered.isNewCall) return send(response, leadBack(urls, delivered));
    return next();
  });
  router.all(
    '/status',
    noting(doors, async ({ delivered }) => {
      if (delivered.callSid && isOver(delivered)) await callerGone(doors, delivered.callSid);
    }),
  );

  router.all(
    '/caller/:contactId/recording',
    noting(doors, ({ delivered, params }) => recordingNews(doors, params['contactId'] ?? '', delivered)),
  );
  router.all('/caller/:contactId/hold', unlessCrowded(doors, again));
  router.all(
    '/caller/:contactId/:menu',
    answering(doors, again, async ({ delivered, params, round }) => {
      const event = callerEvent(params['menu'] ?? '', delivered, round);
      const advanced = await advance(room, params['contactId'] ?? '', event);
      return advanced ? callerAnswer(doors, advanced) : leadBack(urls, delivered);
    }),
  );

  const legAgain = (request: { params: Record<string, string | string[]> }) =>
    urls.legAnswered(String(request.params['contactId']), String(request.params['legId']));
  router.all(
    '/leg/:contactId/:legId/status',
    noting(doors, async ({ delivered, params }) => {
      await noteAnswerer(room, delivered, params);
      const event = legStatus(params['legId'] ?? '', delivered);
      if (event) await advance(room, params['contactId'] ?? '', event);
    }),
  );
  router.all(
    '/leg/:contactId/:legId/check-in',
    answering(doors, legAgain, async ({ delivered, params, round }) => {
      const { contactId = '', legId = '' } = params;
      if (!isOver(delivered)) {
        const asked = { contactId, legId, key: delivered.keys ?? undefined, round };
        return (await checkInAnswer(doors, asked)) ?? leadBack(urls, delivered);
      }
      await advance(room, contactId, { kind: 'LegEnded', legId, status: 'completed' });
      return hangUp();
    }),
  );
  router.all(
    '/leg/:contactId/:legId/:step',
    answering(doors, legAgain, async ({ delivered, params, round }) => {
      const { contactId = '', legId = '', step = '' } = params;
      await noteAnswerer(room, delivered, params);
      const advanced = await advance(room, contactId, legEvent(legId, step, delivered, round));
      return (await legAnswer(doors, advanced, legId)) ?? leadBack(urls, delivered);
    }),
  );

  router.all(
    '/conference/:contactId',
    noting(doors, async ({ delivered, params }) => {
      const event = await conferenceEvent(doors, params['contactId'] ?? '', delivered);
      if (event) await advance(room, params['contactId'] ?? '', event);
    }),
  );

  router.all(
    '/hold/:lineId',
    answering(doors, again, async ({ params, query }) => {
      const { lineId = '' } = params;
      const directory = doors.directories.inHand() ?? (await doors.directories.current());
      return holdDocument(directory?.lines.get(lineId) ?? null, lineId, languageIn(query), urls);
    }),
  );
  router.all(
    '/announce/:contactId/:sentence',
    answering(doors, again, async ({ params, query }) => {
      const found = await readContact(room, params['contactId'] ?? '');
      const directory = await doors.directories.current();
      const key = params['sentence'] ?? '';
      if (!found || !directory || !announcements.has(key)) return silent;
      return announcement(
        key as Parameters<typeof announcement>[0],
        lineOf(directory, found.contact.lineId),
        languageIn(query),
        directory,
      );
    }),
  );

  router.use(answering(doors, again, async ({ delivered }) => leadBack(urls, delivered)));
  router.use((problem: unknown, request: Request, response: Response, _next: NextFunction) => {
    doors.log.error({ err: problem }, 'a voice webhook could not be read');
    send(response, isNews.test(request.path) ? null : leadBack(urls, deliveredIn(request)));
  });
  return router;
}

/** Addresses that only get news, and answer with no document. */
const isNews = /\/(status|hint|recording)\/*$|^\/conference\//i;
