/** More callers at once than the database can be asked for: who only waits is told so at once and asks later, so that the others get through (V10). */
import type { RequestHandler } from 'express';
import { deliveredIn } from '../carrier/twilio/delivered.ts';
import { isCrowded } from '../contacts/readiness.ts';
import type { Deps } from '../deps.ts';
import { send, sorryDocument } from './answering.ts';
import { canAskLater } from './sorry-pause.ts';

/** Long enough that a thousand who wait ask sixty times a second at most, their sentence counted. */
const askAgainSeconds = 10;

/**
 * Lets a webhook through, or answers it at once with sorry words that lead back to `again`, without asking the database.
 * Let in beyond what can be answered in time, each would wait in vain, and what was done for it would come too late.
 */
export function unlessCrowded(
  { room, directories }: Pick<Deps, 'room' | 'directories'>,
  again: () => string,
): RequestHandler {
  return (request, response, next) => {
    const delivered = deliveredIn(request);
    if (!isCrowded(room) || !canAskLater(delivered)) return next();
    return send(response, sorryDocument(again(), directories, delivered, askAgainSeconds));
  };
}
