/** A sign-in code spoken in a call to its person's own phone, digit by digit and twice (A1). */
import { Router } from 'express';
import { codeToSend } from '../access/codes.ts';
import { codeDigits } from '../access/tokens.ts';
import { hangUp } from '../carrier/document.ts';
import type { Deps } from '../deps.ts';
import { answering } from './answering.ts';
import { ownSentence } from './wording.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'urls' | 'log' | 'secrets'>;

/** The webhooks of spoken codes, below `/twilio/voice`. */
export function codeWebhooks(doors: Doors): Router {
  const router = Router();
  const again = (request: { params: Record<string, string | string[]> }) =>
    doors.urls.spokenCode(String(request.params['codeId']));
  router.post(
    '/code/:codeId/status',
    answering(doors, again, async () => null),
  );
  router.post(
    '/code/:codeId',
    answering(doors, again, async ({ params }) => {
      const { codeId = '' } = params;
      const code = await codeToSend(doors.room, codeId);
      const person = code && (await doors.directories.current())?.people.get(code.personId);
      const language = person?.languages[0] ?? 'en';
      if (!person) return hangUp(ownSentence(language, 'callEnded'));
      return hangUp(ownSentence(language, 'signInCode', { code: [...codeDigits(doors.secrets, codeId)].join(', ') }));
    }),
  );
  return router;
}
