/** The voice door of callbacks: the questions a caller is asked, what a waiting volunteer hears, and the carrier's guess at who picked up. */
import { Router } from 'express';
import { hangUp, type Document } from '../carrier/document.ts';
import { takeTurn, type DialogueTurn } from '../callbacks/dialogue.ts';
import { advance } from '../contacts/advance.ts';
import type { Deps } from '../deps.ts';
import { answering, languageIn, noting } from './answering.ts';
import { isOver, type Delivered } from '../carrier/delivered.ts';
import { callbackWaitDocument, leftDocument, promisedDocument, questionDocument } from './callback-documents.ts';
import { holdDocument } from './caller-documents.ts';
import { callerAnswer } from './party-documents.ts';
import { leadBack } from './lead-on.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'urls' | 'log' | 'clock'>;

/** The webhooks of callbacks, below `/twilio/voice`. */
export function callbackWebhooks(doors: Doors): Router {
  const { room, urls, clock } = doors;
  const router = Router();

  const heard = async (turn: DialogueTurn | null, delivered: Delivered): Promise<Document> => {
    if (!turn) return leadBack(urls, delivered);
    if (turn.kind === 'ask') return questionDocument(turn, urls, clock.nowMs());
    if (turn.kind === 'promised') return promisedDocument(turn, urls, clock.nowMs());
    if (turn.kind === 'left') return leftDocument(turn, urls);
    const { contact, line, directory, say } = turn;
    return callerAnswer(doors, { contact, line, directory, answer: { say } });
  };
  const again = (request: { params: Record<string, string | string[]> }) =>
    urls.callback(String(request.params['contactId']));

  router.all(
    '/callback/:contactId/:step',
    answering(doors, again, async ({ delivered, params, round }) => {
      const contactId = params['contactId'] ?? '';
      const step = params['step'] ?? 'now';
      if (isOver(delivered)) {
        await advance(room, contactId, { kind: 'CallerHungUp' });
        return hangUp();
      }
      return heard(
        await takeTurn(room, contactId, step === 'now' ? null : { step, round, keys: delivered.keys ?? '' }),
        delivered,
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
        const language = languageIn(query);
        return line
          ? callbackWaitDocument(line, language, urls)
          : holdDocument(null, params['lineId'] ?? '', language, urls);
      },
    ),
  );

  router.all(
    '/leg/:contactId/:legId/hint',
    noting(doors, ({ delivered, params }) => noteAnswerer(room, delivered, params)),
  );
  return router;
}

/** A carrier that was asked to listen may say what it heard in any webhook of the call. */
export async function noteAnswerer(
  room: Doors['room'],
  { answerer }: Delivered,
  params: Record<string, string>,
): Promise<void> {
  if (answerer === null) return;
  const { contactId = '', legId = '' } = params;
  await advance(room, contactId, { kind: 'LegHinted', legId, answeredBy: answerer === 'unknown' ? null : answerer });
}
