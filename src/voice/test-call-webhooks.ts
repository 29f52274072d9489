/** A test call at a coordinator's own phone: a sentence, and a key that says that it was heard (O1). */
import { Router } from 'express';
import { hangUp, menu } from '../carrier/document.ts';
import { isOver } from '../carrier/delivered.ts';
import type { Deps } from '../deps.ts';
import { testCallOf, testCallSettled } from '../operations/test-calls.ts';
import { answering, noting } from './answering.ts';
import { ownSentence } from './wording.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'urls' | 'log'>;

/** How long a key is waited for each time it is asked for, and how often. */
const [silenceSeconds, timesAsked] = [6, 2];

/** The webhooks of test calls, below `/twilio/voice`. */
export function testCallWebhooks(doors: Doors): Router {
  const { room, urls } = doors;
  const router = Router();
  const again = (request: { params: Record<string, string | string[]> }) =>
    urls.testCall(String(request.params['testCallId']));
  router.all(
    '/test/:testCallId/status',
    noting(doors, async ({ delivered, params }) => {
      if (isOver(delivered)) await testCallSettled(room, params['testCallId'] ?? '', 'not-heard');
    }),
  );
  router.all(
    '/test/:testCallId',
    answering(doors, again, async ({ delivered, params, round }) => {
      const { testCallId = '' } = params;
      const personId = await testCallOf(room, testCallId);
      const directory = await doors.directories.current();
      const person = personId === null ? undefined : directory?.people.get(personId);
      const language = person?.languages[0] ?? 'en';
      if (!person || !directory) return hangUp(ownSentence(language, 'callEnded'));
      if (delivered.keys !== null) {
        await testCallSettled(room, testCallId, 'heard');
        return hangUp(ownSentence(language, 'testCallHeard'));
      }
      if (round >= timesAsked) return hangUp(ownSentence(language, 'callEnded'));
      const asked = ownSentence(language, 'testCall', { organisation: directory.organisation.name });
      return [menu(urls.testCall(testCallId, round + 1), silenceSeconds, asked)];
    }),
  );
  return router;
}
