/** The voice door: a webhook comes in, is told to the contact as an event, and its caller hears what follows from it. */
import { Router, type NextFunction, type Request, type Response } from 'express';
import { hangUp, silent, type Document } from '../carrier/document.ts';
import { advance, type Advanced } from '../contacts/advance.ts';
import { arrive } from '../contacts/arrive.ts';
import { pauseReasonFor } from '../contacts/line-pause.ts';
import { contactIdOfCall, legOfCall, placeInLine, readContact } from '../contacts/lookup.ts';
import { lineOf } from '../organisation/directory.ts';
import { eraseAudio, voicemailIdOf } from '../voicemail/voicemails.ts';
import type { Deps } from '../deps.ts';
import { sayToCaller } from '../calls/heard.ts';
import type { ContactEvent } from '../calls/events.ts';
import type { Leg } from '../calls/model.ts';
import { messageAgreed } from '../callbacks/ledger.ts';
import { answering, noting, send, wholeNumber } from './answering.ts';
import type { Form } from '../carrier/twilio/delivery.ts';
import { calleeDocument } from './callback-documents.ts';
import { callbackWebhooks, noteAnswerer, type AnswerCaller } from './callback-webhooks.ts';
import { callerDocument, holdDocument } from './caller-documents.ts';
import { checkInAnswer } from './check-in.ts';
import { codeWebhooks } from './code-webhooks.ts';
import { callerEvent, legEvent, legStatus, over, recordingIn } from '../carrier/twilio/form-events.ts';
import { isHiddenNumber } from './hidden-callers.ts';
import { leadBack, leadOnUnknown, letGo } from './lead-on.ts';
import { announcement, legDocument } from './leg-documents.ts';
import { volunteerMenu } from './volunteer-menu.ts';
import { ownSentence } from './wording.ts';

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
  router.use(callbackWebhooks(doors, (caller) => callerAnswer(doors, caller)));
  router.all(
    '/',
    answering(doors, again, ({ form, query }) => arrived(doors, form, wholeNumber(query['again']), menus.greet)),
  );
  router.all(
    '/volunteer/:step',
    answering(
      doors,
      again,
      async ({ form, params }) => (await menus.step(params['step'] ?? '', form)) ?? becomeCaller(doors, form),
    ),
  );

  router.all('/status', (request, response, next) => {
    // A number whose calls are sent here by mistake: whoever is on the phone is led to where calls begin.
    if (isNewCall((request.body ?? {}) as Form)) return send(response, leadBack(urls, (request.body ?? {}) as Form));
    return next();
  });
  router.all(
    '/status',
    noting(doors, async ({ form }) => {
      if (form['CallSid'] && over.has(form['CallStatus'] ?? '')) await callerGone(doors, form['CallSid']);
    }),
  );

  router.all(
    '/caller/:contactId/recording',
    noting(doors, ({ form, params }) => recordingNews(doors, params['contactId'] ?? '', form)),
  );
  router.all(
    '/caller/:contactId/:menu',
    answering(doors, again, async ({ form, params, round }) => {
      const event = callerEvent(params['menu'] ?? '', form, round);
      const advanced = await advance(room, params['contactId'] ?? '', event);
      return advanced ? callerAnswer(doors, advanced) : leadBack(urls, form);
    }),
  );

  const legAgain = (request: { params: Record<string, string | string[]> }) =>
    urls.legAnswered(String(request.params['contactId']), String(request.params['legId']));
  router.all(
    '/leg/:contactId/:legId/status',
    noting(doors, async ({ form, params }) => {
      await noteAnswerer(room, form, params);
      const event = legStatus(params['legId'] ?? '', form);
      if (event) await advance(room, params['contactId'] ?? '', event);
    }),
  );
  router.all(
    '/leg/:contactId/:legId/check-in',
    answering(doors, legAgain, async ({ form, params, round }) => {
      const { contactId = '', legId = '' } = params;
      if (!over.has(form['CallStatus'] ?? ''))
        return (await checkInAnswer(doors, { contactId, legId, key: form['Digits'], round })) ?? leadBack(urls, form);
      await advance(room, contactId, { kind: 'LegEnded', legId, status: 'completed' });
      return hangUp();
    }),
  );
  router.all(
    '/leg/:contactId/:legId/:step',
    answering(doors, legAgain, async ({ form, params, round }) => {
      const { contactId = '', legId = '', step = '' } = params;
      await noteAnswerer(room, form, params);
      const advanced = await advance(room, contactId, legEvent(legId, step, form, round));
      return (await legAnswer(doors, advanced, legId)) ?? leadBack(urls, form);
    }),
  );

  router.all(
    '/conference/:contactId',
    noting(doors, async ({ form, params }) => {
      const event = await conferenceEvent(doors, params['contactId'] ?? '', form);
      if (event) await advance(room, params['contactId'] ?? '', event);
    }),
  );

  router.all(
    '/hold/:lineId',
    answering(doors, again, async ({ params, query }) => {
      const { lineId = '' } = params;
      const directory = doors.directories.inHand() ?? (await doors.directories.current());
      return holdDocument(directory?.lines.get(lineId) ?? null, lineId, language(query), urls);
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
        language(query),
        directory,
      );
    }),
  );

  router.use(answering(doors, again, async ({ form }) => leadBack(urls, form)));
  router.use((problem: unknown, request: Request, response: Response, _next: NextFunction) => {
    doors.log.error({ err: problem }, 'a voice webhook could not be read');
    send(response, isNews.test(request.path) ? null : leadBack(urls, (request.body ?? {}) as Form));
  });
  return router;
}

/** Addresses that are only told of something. */
const isNews = /\/(status|hint|recording)\/*$|^\/conference\//i;

/** A call that has just come in, and not the news of one: that carries a source and a number of its own. */
function isNewCall(form: Form): boolean {
  if (form['CallbackSource'] !== undefined || form['SequenceNumber'] !== undefined) return false;
  return (
    form['CallSid'] !== undefined && form['Direction'] === 'inbound' && !over.has(form['CallStatus'] ?? 'completed')
  );
}

/** The language an address of ours names. */
function language(query: Record<string, unknown>): string {
  return typeof query['language'] === 'string' ? query['language'] : 'en';
}

/** A call to one of our numbers, or one that is known and goes on where it was. */
async function arrived(
  doors: Doors,
  form: Form,
  returns: number,
  greetVolunteer: ReturnType<typeof volunteerMenu>['greet'],
): Promise<Document | null> {
  const { room, directories, urls } = doors;
  const callSid = form['CallSid'];
  if (!callSid) return leadOnUnknown(urls, directories.inHand() ?? (await directories.current()), form, returns);
  if (form['Direction']?.startsWith('outbound'))
    return (await legResumed(doors, callSid)) ?? hangUp(ownSentence('en', 'callEnded'));
  if (over.has(form['CallStatus'] ?? '')) return callerGone(doors, callSid);
  const ofOurs = form['Direction'] === 'inbound' ? null : await legResumed(doors, callSid);
  if (ofOurs !== null) return ofOurs;
  const directory = directories.inHand() ?? (await directories.current());
  const line =
    directory?.lineOfNumber.get(form['To'] ?? '') ?? (await directories.current())?.lineOfNumber.get(form['To'] ?? '');
  const number = form['From'] ?? '';
  const person = directory?.personOfNumber.get(number);
  if (!directory || !line || person) {
    const known = await contactIdOfCall(room, callSid);
    const advanced = known ? await advance(room, known, { kind: 'CallerResumed' }) : null;
    if (advanced) return callerAnswer(doors, advanced);
    if (!directory || !line) return letGo(directory, form);
  }
  if (person) return greetVolunteer(directory, line, person);
  return startCall(doors, callSid, line.id, isHiddenNumber(number) ? null : number);
}

/** News that a call is over; one we do not know is no news. */
async function callerGone({ room }: Doors, callSid: string): Promise<null> {
  const contactId = await contactIdOfCall(room, callSid);
  if (contactId) await advance(room, contactId, { kind: 'CallerHungUp' });
  return null;
}

/** A call of ours that comes back from the fallback document goes on where it was; null for one we do not know. */
async function legResumed(doors: Doors, callSid: string): Promise<Document | null> {
  const found = await legOfCall(doors.room, callSid);
  const advanced = found && (await advance(doors.room, found.contactId, { kind: 'LegResumed', legId: found.legId }));
  return legAnswer(doors, advanced, found?.legId ?? '');
}

/** A volunteer who stays on the line talks as anybody does, and nothing links the talk to them (V14). */
async function becomeCaller(doors: Doors, form: Form): Promise<Document> {
  const directory = await doors.directories.current();
  const line = directory?.lineOfNumber.get(form['To'] ?? '');
  if (!form['CallSid']) return leadBack(doors.urls, form);
  if (!line) return letGo(directory, form);
  return startCall(doors, form['CallSid'], line.id, null, false);
}

async function startCall(
  doors: Doors,
  callSid: string,
  lineId: string,
  number: string | null,
  hidden = number === null,
): Promise<Document> {
  const found = await arrive(doors.room, { callSid, lineId, number, hidden });
  if (!found) return hangUp(ownSentence('en', 'notThisNumber'));
  if (found.known) {
    const advanced = await advance(doors.room, found.contact.id, { kind: 'CallerResumed' });
    if (advanced) return callerAnswer(doors, advanced);
  }
  const { contact, line, directory } = found;
  return callerDocument(sayToCaller(contact), {
    contact,
    line,
    directory,
    urls: doors.urls,
    nowMs: doors.clock.nowMs(),
    place: null,
    pauseReason: await pauseReasonFor(doors.room, contact),
  });
}

function callerAnswer(doors: Doors, heard: Parameters<AnswerCaller>[0]): Promise<Document> {
  return answerFor(doors, heard, null);
}

/** What a leg hears; null where no such leg is known. */
async function legAnswer(doors: Doors, advanced: Advanced | null, legId: string): Promise<Document | null> {
  const leg = advanced?.legs.find((one) => one.id === legId);
  return advanced && leg ? answerFor(doors, advanced, leg) : null;
}

/** The document for whoever told us of something, on the leg that they are on or, with null, on the caller's own call: each party has its own. */
async function answerFor(
  doors: Doors,
  { answer: { say: what }, contact, line, directory }: Parameters<AnswerCaller>[0],
  leg: Leg | null,
): Promise<Document> {
  const { room, urls } = doors;
  switch (what.to) {
    case 'caller':
      return callerDocument(what, {
        contact,
        line,
        directory,
        urls,
        nowMs: doors.clock.nowMs(),
        place: what.kind === 'hold' && what.round > 0 ? await placeInLine(room, contact) : null,
        pauseReason: await pauseReasonFor(room, contact),
      });
    case 'leg':
      return leg === null ? hangUp() : legDocument(what, { contact, leg, line, directory, urls });
    case 'callee': {
      if (leg === null) return hangUp();
      const messageOk = await messageAgreed(room, contact.callbackId);
      return calleeDocument(what, { contact, leg, line, messageOk, urls });
    }
    case 'nobody':
      return hangUp();
  }
}

/** What the carrier says of a message: it is ready, or nothing was to be heard on it. */
async function recordingNews({ room }: Doors, contactId: string, form: Form): Promise<void> {
  const recording = recordingIn(form);
  if (!recording) return;
  await advance(room, contactId, { kind: 'RecordingReady', recording });
  if (form['RecordingStatus'] !== 'completed') await eraseAudio(room, voicemailIdOf(recording.sid));
}

async function conferenceEvent(doors: Doors, contactId: string, form: Form): Promise<ContactEvent | null> {
  const found = await readContact(doors.room, contactId);
  const event = form['StatusCallbackEvent'];
  // News of an earlier pairing of the same caller is no news of this one.
  if (!found || form['FriendlyName'] !== found.contact.conference) return null;
  if (found.contact.callSid === form['CallSid']) {
    return event === 'participant-join'
      ? { kind: 'CallerJoined' }
      : event === 'participant-leave'
        ? { kind: 'CallerLeftConference' }
        : null;
  }
  const leg = found.legs.find((one) => one.callSid === form['CallSid']);
  return leg && event === 'participant-join' ? { kind: 'LegJoined', legId: leg.id } : null;
}
