/** Lets in only what the carrier signed for our configured public address; everything else changes nothing. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';

/** A request whose body was kept as it came. */
export type RawRequest = Request & { rawBody?: Buffer };

export type Door = { publicBaseUrl: string; tokens: string[] };

/** So many refusals a minute may one address cause; checking a signature costs us more than it costs them. */
const refusalsPerMinute = 3_000;

/** Answers 403 to a request without a valid signature of one of the door's tokens, and 429 to who keeps trying. */
export function signedByCarrier(door: Door): RequestHandler {
  const refusing = rateLimit({
    windowMs: 60_000,
    limit: refusalsPerMinute,
    standardHeaders: false,
    legacyHeaders: false,
  });
  return (request: RawRequest, response: Response, next: NextFunction) => {
    if (isSigned(request, door)) next();
    else void refusing(request, response, () => void response.status(403).type('text/plain').send('Forbidden'));
  };
}

function isSigned(request: RawRequest, { publicBaseUrl, tokens }: Door): boolean {
  const signature = request.header('x-twilio-signature');
  if (!signature) return false;
  const urls = withAndWithoutPort(new URL(publicBaseUrl), request.originalUrl);
  const hash = request.query['bodySHA256'];
  const isForm = request.is('application/x-www-form-urlencoded') !== false;
  if (!isForm && (typeof hash !== 'string' || !isBodyOf(request.rawBody, hash))) return false;
  const params = isForm ? ((request.body ?? {}) as Record<string, string>) : {};
  return tokens.some((token) => urls.some((url) => validateRequest(token, signature, url, params)));
}

/** The carrier signs with or without the port, by product and protocol (carrier.md). */
function withAndWithoutPort(base: URL, path: string): string[] {
  const host = base.hostname;
  const port = base.port || (base.protocol === 'https:' ? '443' : '80');
  const prefix = base.pathname.replace(/\/$/, '');
  const given = `${base.protocol}//${base.host}${prefix}${path}`;
  return [
    ...new Set([
      given,
      `${base.protocol}//${host}${prefix}${path}`,
      `${base.protocol}//${host}:${port}${prefix}${path}`,
    ]),
  ];
}

function isBodyOf(body: Buffer | undefined, hash: string): boolean {
  const own = createHash('sha256')
    .update(body ?? Buffer.alloc(0))
    .digest();
  const given = Buffer.from(hash, 'hex');
  return given.length === own.length && timingSafeEqual(own, given);
}
