/** What the carrier signed and sent to an unknown address of the service: a call or a text is redirected to where it belongs. */
import type { RequestHandler } from 'express';
import { silent } from '../carrier/document.ts';
import type { Deps } from '../deps.ts';
import { send } from './answering.ts';
import { deliveredIn } from '../carrier/twilio/delivered.ts';
import { readDelivery } from '../carrier/twilio/delivery.ts';
import { leadBack } from './lead-on.ts';
import { isSigned, type Door } from '../carrier/twilio/signature.ts';

/** Answers a signed request: calls and texts are led on, everything else hears nothing. */
export function misdirected({ urls }: Pick<Deps, 'urls'>): RequestHandler {
  return (request, response) => {
    const delivered = deliveredIn(request);
    const isAbout = delivered.callSid ?? delivered.textSid;
    send(response, isAbout === null ? silent : leadBack(urls, delivered));
  };
}

/** The same for any other address of the service; who does not carry the carrier's signature finds nothing there. */
export function strays(deps: Pick<Deps, 'urls'>, door: Door): RequestHandler {
  const read = readDelivery();
  const answer = misdirected(deps);
  return (request, response, next) => {
    if (request.header('x-twilio-signature') === undefined) return next();
    void read(request, response, () => (isSigned(request, door) ? void answer(request, response, next) : next()));
  };
}
