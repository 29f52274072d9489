/** The voice door of callbacks: the questions a caller is asked, what a waiting volunteer hears, and the carrier's guess at who picked up. */
import { Router } from 'express';
import { hangUp, type Document } from '../carrier/document.ts';
import { takeTurn, type DialogueTurn } from '../callbacks/dialogue.ts';
import { messageAgreed } from '../callbacks/ledger.ts';
import { advance, type Advanced } from '../contacts/advance.ts';
import type { Deps } from '../deps.ts';
import type { Say } from '../calls/answers.ts';
import type { Leg } from '../calls/model.ts';
import { answering, noting } from './answering.ts';
import type { Form } from '../carrier/twilio/delivery.ts';
import {
  calleeDocument,
  callbackWaitDocument,
  leftDocument,
  promisedDocument,
  questionDocument,
} from './callback-documents.ts';
import { holdDocument } from './caller-documents.ts';
import { leadBack } from './lead-on.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'urls' | 'log' | 'clock'>;

/** What a caller hears for what their call is about otherwise. */
export type AnswerCaller = (
  advanced: Pick<Advanced, 'contact' | 'line' | 'directory'> & { answer: { say: Say } },
) => Promise<Document>;

const over = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** The webhooks of callbacks, below `/twilio/voice`. */
export function callbackWebhooks(doors: Doors, answerCaller: AnswerCaller): Router {
  const { room, urls, clock } = doors;
  const router = Router();

  const heard = async (turn: DialogueTurn | null, form: Form): Promise<Document> => {
    if (!turn) return leadBack(urls, form);
    if (turn.kind === 'ask') return questionDocument(turn, urls, clock.nowMs());
    if (turn.kind === 'promised') return promisedDocument(turn, urls, clock.nowMs());
    if (turn.kind === 'left') return leftDocument(turn, urls);
    const { contact, line, directory, say } = turn;
    return answerCaller({ contact, line, directory, answer: { say } });
  };
  const again = (request: { params: Record<string, string | string[]> }) =>
    urls.callback(String(request.params['contactId']));

  router.all(
    '/callback/:contactId/:step',
    answering(doors, again, async ({ form, params, round }) => {
      const contactId = params['contactId'] ?? '';
      const step = params['step'] ?? 'now';
      if (over.has(form['CallStatus'] ?? '')) {
        await advance(room, contactId, { kind: 'CallerHungUp' });
        return hangUp();
      }
      return heard(
        await takeTurn(room, contactId, step === 'now' ? null : { step, round, keys: form['Digits'] ?? '' }),
        form,
      );
    }),
  );

  router.all(
    '/callback-wait/:lineId',
    answering(
      doors,
      () => urls.voice,
      async ({ params, query }) => {
        const directory = doors.directories.inHand() ?? (await doors.directories.current());
        const line = directory?.lines.get(params['lineId'] ?? '');
        const language = typeof query['language'] === 'string' ? query['language'] : 'en';
        return line
          ? callbackWaitDocument(line, language, urls)
          : holdDocument(null, params['lineId'] ?? '', language, urls);
      },
    ),
  );

  router.all(
    '/leg/:contactId/:legId/hint',
    noting(doors, ({ form, params }) => noteAnswerer(room, form, params)),
  );
  return router;
}

/** A carrier that was asked to listen may say what it heard in any webhook of the call. */
export async function noteAnswerer(room: Doors['room'], form: Form, params: Record<string, string>): Promise<void> {
  if (!form['AnsweredBy']) return;
  const { contactId = '', legId = '' } = params;
  await advance(room, contactId, { kind: 'LegHinted', legId, answeredBy: answererIn(form) });
}

/** What the leg of a called-back caller hears: the discreet words, or, once they took the call, what any caller does. */
export async function calleeAnswer(
  doors: Pick<Doors, 'room' | 'urls'>,
  { answer, contact, line, directory }: Advanced,
  leg: Leg,
  answerCaller: AnswerCaller,
): Promise<Document> {
  const { say } = answer;
  if (say.kind !== 'callee-menu' && say.kind !== 'callee-goodbye')
    return answerCaller({ contact, line, directory, answer: { say } });
  return calleeDocument(say, {
    contact,
    leg,
    line,
    messageOk: await messageAgreed(doors.room, contact.callbackId),
    urls: doors.urls,
  });
}

/** The carrier's guess, for what it is worth: a fax is a machine, and what it does not know it does not say. */
function answererIn(form: Form): 'person' | 'machine' | null {
  const guess = form['AnsweredBy'] ?? '';
  if (guess === 'human') return 'person';
  return guess.startsWith('machine') || guess === 'fax' ? 'machine' : null;
}
