/** Lets in only what the carrier signed for our configured public address; everything else changes nothing. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { countedAddress } from '../../platform/counted-address.ts';
import { pathOf, type DeliveredRequest } from './delivery.ts';

/** `onRefused` is told of each refusal; `signedFor` finds the address it was signed for by one of our tokens, null where it was not. */
export type Door = { publicBaseUrl: string; tokens: string[]; onRefused?: (signedFor: () => string | null) => void };

/** So many refusals a minute may one address cause; checking a signature costs us more than it costs them. */
const refusalsPerMinute = 3_000;

/** Answers 403 to a request without a valid signature of one of the door's tokens, and 429 to who keeps trying. */
export function signedByCarrier(door: Door): RequestHandler {
  const refusing = rateLimit({
    windowMs: 60_000,
    limit: refusalsPerMinute,
    standardHeaders: false,
    legacyHeaders: false,
    keyGenerator: countedAddress,
  });
  return (request: DeliveredRequest, response: Response, next: NextFunction) => {
    if (isSigned(request, door)) return next();
    void refusing(request, response, () => {
      response.status(403).type('text/plain').send('Forbidden');
      // Finding out for which address a long request was signed would cost too much.
      if (request.delivery?.isUsual) door.onRefused?.(() => signedFor(request, door));
    });
  };
}

/** Whether the carrier signed the request for our public address. */
export function isSigned(request: DeliveredRequest, { publicBaseUrl, tokens }: Door): boolean {
  return isSignedFor(request, addressesOf(new URL(publicBaseUrl), request.originalUrl), tokens);
}

function isSignedFor(request: DeliveredRequest, urls: string[], tokens: string[]): boolean {
  const signature = request.header('x-twilio-signature');
  const { delivery } = request;
  if (!signature || !delivery) return false;
  const hash = request.query['bodySHA256'];
  const isHashed = typeof hash === 'string' && !/x-www-form-urlencoded/i.test(request.header('content-type') ?? '');
  if (isHashed && !isBodyOf(delivery.rawBody, hash)) return false;
  const params = isHashed ? {} : delivery.sent;
  return tokens.some((token) => urls.some((url) => validateRequest(token, signature, url, params)));
}

/** The carrier signs with or without the port, by product and protocol (carrier.md); whoever passes the request on may have kept the base's path. */
function addressesOf(base: URL, path: string): string[] {
  const host = base.hostname;
  const port = base.port || (base.protocol === 'https:' ? '443' : '80');
  const prefix = pathOf(base.href);
  const prefixes = prefix !== '' && path.toLowerCase().startsWith(`${prefix.toLowerCase()}/`) ? ['', prefix] : [prefix];
  const hosts = [base.host, host, `${host}:${port}`];
  return [...new Set(prefixes.flatMap((before) => hosts.map((one) => `${base.protocol}//${one}${before}${path}`)))];
}

/**
 * The address a refused request was signed for with one of our tokens: the carrier reaches us under another one than is
 * configured. Only to tell the operator: what a request says of its own address opens no door.
 */
function signedFor(request: DeliveredRequest, { publicBaseUrl, tokens }: Door): string | null {
  const said = (name: string) => (request.header(name) ?? '').split(',').map((one) => one.trim());
  const configured = new URL(publicBaseUrl).host;
  const hosts = new Set(
    [
      ...said('host'),
      ...said('x-forwarded-host'),
      configured,
      `www.${configured}`,
      configured.replace(/^www\./, ''),
    ].filter((host) => host !== ''),
  );
  for (const host of hosts)
    for (const protocol of ['https', 'http']) {
      const origin = `${protocol}://${host}`;
      if (URL.canParse(origin) && isSignedFor(request, addressesOf(new URL(origin), request.originalUrl), tokens))
        return origin;
    }
  return null;
}

function isBodyOf(body: Buffer, hash: string): boolean {
  const own = createHash('sha256').update(body).digest();
  const given = Buffer.from(hash, 'hex');
  return given.length === own.length && timingSafeEqual(own, given);
}
