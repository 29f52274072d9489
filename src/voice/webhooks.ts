/** The voice door: a webhook comes in, is told to the contact as an event, and its caller hears what follows from it. */
import { Router } from 'express';
import { hangUp, type Document } from '../carrier/document.ts';
import { advance, type Advanced } from '../contacts/advance.ts';
import { arrive } from '../contacts/arrive.ts';
import { pauseReasonFor } from '../contacts/line-pause.ts';
import { contactIdOfCall, legOfCall, placeInLine, readContact } from '../contacts/lookup.ts';
import { lineOf } from '../contacts/room.ts';
import { eraseAudio, voicemailIdOf } from '../contacts/voicemails.ts';
import type { Deps } from '../deps.ts';
import { sayToCaller } from '../routing/caller.ts';
import type { Say } from '../routing/answers.ts';
import type { CallerMenu, ContactEvent, LegMenu, Recording } from '../routing/events.ts';
import { answering, type Form } from './answering.ts';
import { callbackWebhooks, calleeAnswer } from './callback-webhooks.ts';
import { callerDocument, holdDocument } from './caller-documents.ts';
import { checkInAnswer } from './check-in.ts';
import { codeWebhooks } from './code-webhooks.ts';
import { isHiddenNumber } from './hidden-callers.ts';
import { announcement, legDocument } from './leg-documents.ts';
import { volunteerMenu } from './volunteer-menu.ts';
import { ownSentence } from './wording.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'urls' | 'log' | 'clock' | 'secrets'>;

const over = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
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
  router.post(
    '/',
    answering(doors, again, ({ form }) => arrived(doors, form, menus.greet)),
  );
  router.post(
    '/volunteer/:step',
    answering(
      doors,
      again,
      async ({ form, params }) => (await menus.step(params['step'] ?? '', form)) ?? becomeCaller(doors, form),
    ),
  );

  router.post(
    '/status',
    answering(doors, again, async ({ form }) =>
      form['CallSid'] && over.has(form['CallStatus'] ?? '') ? callerGone(doors, form['CallSid']) : null,
    ),
  );

  router.post(
    '/caller/:contactId/recording',
    answering(doors, again, async ({ form, params }) => {
      await recordingNews(doors, params['contactId'] ?? '', form);
      return null;
    }),
  );
  router.post(
    '/caller/:contactId/:menu',
    answering(doors, again, async ({ form, params, round }) => {
      const event = callerEvent(params['menu'] ?? '', form, round);
      const advanced = await advance(room, params['contactId'] ?? '', event);
      return advanced ? callerAnswer(doors, advanced) : hangUp(ownSentence('en', 'callEnded'));
    }),
  );

  const legAgain = (request: { params: Record<string, string | string[]> }) =>
    urls.legAnswered(String(request.params['contactId']), String(request.params['legId']));
  router.post(
    '/leg/:contactId/:legId/status',
    answering(doors, legAgain, async ({ form, params }) => {
      const event = legStatus(params['legId'] ?? '', form);
      if (event) await advance(room, params['contactId'] ?? '', event);
      return null;
    }),
  );
  router.post(
    '/leg/:contactId/:legId/check-in',
    answering(doors, legAgain, async ({ form, params, round }) => {
      const { contactId = '', legId = '' } = params;
      if (!over.has(form['CallStatus'] ?? ''))
        return checkInAnswer(doors, { contactId, legId, key: form['Digits'], round });
      await advance(room, contactId, { kind: 'LegEnded', legId, status: 'completed' });
      return hangUp();
    }),
  );
  router.post(
    '/leg/:contactId/:legId/:step',
    answering(doors, legAgain, async ({ form, params, round }) => {
      const { contactId = '', legId = '', step = '' } = params;
      return legOrCalleeAnswer(doors, await advance(room, contactId, legEvent(legId, step, form, round)), legId);
    }),
  );

  router.post(
    '/conference/:contactId',
    answering(doors, again, async ({ form, params }) => {
      const event = await conferenceEvent(doors, params['contactId'] ?? '', form);
      if (event) await advance(room, params['contactId'] ?? '', event);
      return null;
    }),
  );

  router.post(
    '/hold/:lineId',
    answering(doors, again, async ({ params, query }) => {
      const directory = doors.directories.inHand() ?? (await doors.directories.current());
      const line = directory?.lines.get(params['lineId'] ?? '');
      return line ? holdDocument(line, language(query), urls) : hangUp();
    }),
  );
  router.post(
    '/announce/:contactId/:sentence',
    answering(doors, again, async ({ params, query }) => {
      const found = await readContact(room, params['contactId'] ?? '');
      const directory = await doors.directories.current();
      const key = params['sentence'] ?? '';
      if (!found || !directory || !announcements.has(key)) return hangUp();
      return announcement(
        key as Parameters<typeof announcement>[0],
        lineOf(directory, found.contact.lineId),
        language(query),
        directory,
      );
    }),
  );

  router.use(answering(doors, again, async () => hangUp(ownSentence('en', 'callEnded'))));
  return router;
}

/** The language an address of ours names. */
function language(query: Record<string, unknown>): string {
  return typeof query['language'] === 'string' ? query['language'] : 'en';
}

/** A call to one of our numbers, or one that is known and goes on where it was. */
async function arrived(
  doors: Doors,
  form: Form,
  greetVolunteer: ReturnType<typeof volunteerMenu>['greet'],
): Promise<Document | null> {
  const { room, directories } = doors;
  const callSid = form['CallSid'];
  if (!callSid) return hangUp(ownSentence('en', 'notThisNumber'));
  if (form['Direction']?.startsWith('outbound')) return legResumed(doors, callSid);
  if (over.has(form['CallStatus'] ?? '')) return callerGone(doors, callSid);
  const directory = directories.inHand() ?? (await directories.current());
  const line =
    directory?.lineOfNumber.get(form['To'] ?? '') ?? (await directories.current())?.lineOfNumber.get(form['To'] ?? '');
  const number = form['From'] ?? '';
  const person = directory?.personOfNumber.get(number);
  if (!directory || !line || person) {
    const known = await contactIdOfCall(room, callSid);
    const advanced = known ? await advance(room, known, { kind: 'CallerResumed' }) : null;
    if (advanced) return callerAnswer(doors, advanced);
    if (!directory || !line) return hangUp(ownSentence('en', 'notThisNumber'));
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

/** A call of ours that comes back from the fallback document goes on where it was. */
async function legResumed(doors: Doors, callSid: string): Promise<Document> {
  const found = await legOfCall(doors.room, callSid);
  const advanced = found && (await advance(doors.room, found.contactId, { kind: 'LegResumed', legId: found.legId }));
  return legOrCalleeAnswer(doors, advanced, found?.legId ?? '');
}

/** A volunteer who stays on the line talks as anybody does, and nothing links the talk to them (V14). */
async function becomeCaller(doors: Doors, form: Form): Promise<Document> {
  const directory = await doors.directories.current();
  const line = directory?.lineOfNumber.get(form['To'] ?? '');
  if (!line || !form['CallSid']) return hangUp(ownSentence('en', 'notThisNumber'));
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

async function callerAnswer(
  doors: Doors,
  { answer, contact, line, directory }: Pick<Advanced, 'contact' | 'line' | 'directory'> & { answer: { say: Say } },
): Promise<Document> {
  const place = answer.say.kind === 'hold' && answer.say.round > 0 ? await placeInLine(doors.room, contact) : null;
  return callerDocument(answer.say, {
    contact,
    line,
    directory,
    urls: doors.urls,
    nowMs: doors.clock.nowMs(),
    place,
    pauseReason: await pauseReasonFor(doors.room, contact),
  });
}

async function legOrCalleeAnswer(doors: Doors, advanced: Advanced | null, legId: string): Promise<Document> {
  const leg = advanced?.legs.find((one) => one.id === legId);
  if (!advanced || !leg) return hangUp(ownSentence('en', 'callEnded'));
  if (leg.purpose === 'caller') return calleeAnswer(doors, advanced, leg, (caller) => callerAnswer(doors, caller));
  const { contact, line, directory } = advanced;
  return legDocument(advanced.answer.say as Say, { contact, leg, line, directory, urls: doors.urls });
}

/** What the carrier says of a message: it is ready, or nothing was to be heard on it. */
async function recordingNews({ room }: Doors, contactId: string, form: Form): Promise<void> {
  const recording = recordingIn(form);
  if (!recording) return;
  await advance(room, contactId, { kind: 'RecordingReady', recording });
  if (form['RecordingStatus'] !== 'completed') await eraseAudio(room, voicemailIdOf(recording.sid));
}

function recordingIn(form: Form): Recording | null {
  const sid = form['RecordingSid'];
  return sid ? { sid, seconds: Number(form['RecordingDuration']) || 0 } : null;
}

function callerEvent(step: string, form: Form, round: number): ContactEvent {
  if (step === 'crisis-ended')
    return {
      kind: 'CrisisCallEnded',
      talked: form['DialCallStatus'] === 'completed' || form['DialCallStatus'] === 'answered',
    };
  const hungUp = over.has(form['CallStatus'] ?? '');
  const recording = step === 'recorded' ? recordingIn(form) : null;
  if (recording) return { kind: 'CallerRecorded', recording, key: form['Digits'] ?? null, hungUp };
  if (hungUp) return { kind: 'CallerHungUp' };
  if (step === 'left') return { kind: 'CallerLeftConference' };
  const menu = (
    ['language', 'unstaffed', 'greeting', 'hold', 'overflow', 'voicemail', 'recorded', 'lost', 'told'] as const
  ).find((one) => one === step) as CallerMenu | undefined;
  if (!menu) return { kind: 'CallerResumed' };
  const key = form['Digits'];
  return key ? { kind: 'CallerKeyed', menu, key, round } : { kind: 'CallerSilent', menu, round };
}

function legEvent(legId: string, step: string, form: Form, round: number): ContactEvent {
  if (over.has(form['CallStatus'] ?? '')) return { kind: 'LegEnded', legId, status: 'completed' };
  if (step === 'left') return { kind: 'LegLeftConference', legId };
  const menu = (['offer', 'star', 'leader', 'partner', 'hello', 'callback'] as const).find((one) => one === step) as
    | LegMenu
    | undefined;
  if (!menu) return { kind: 'LegAnswered', legId, callSid: form['CallSid'] ?? null };
  const key = form['Digits'];
  return key ? { kind: 'LegKeyed', legId, menu, key } : { kind: 'LegSilent', legId, menu, round };
}

function legStatus(legId: string, form: Form): ContactEvent | null {
  const status = form['CallStatus'] ?? '';
  const callSid = form['CallSid'] ?? null;
  if (status === 'ringing') return { kind: 'LegRinging', legId, callSid };
  if (status === 'in-progress') return { kind: 'LegAnswered', legId, callSid };
  if (over.has(status))
    return { kind: 'LegEnded', legId, status: status as Extract<ContactEvent, { kind: 'LegEnded' }>['status'] };
  return callSid ? { kind: 'LegDialled', legId, callSid } : null;
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
