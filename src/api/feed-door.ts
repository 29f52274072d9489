/** `GET /feeds/SECRET.ics`: calendars that people subscribe to; what opens nothing is not found, and the secret goes into no log (S6, R7). */
import { createHash } from 'node:crypto';
import { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import type { Deps } from '../deps.ts';
import { feedWording } from '../messaging/wording/feeds.ts';
import { countedAddress } from '../platform/counted-address.ts';
import { feedKey, readFeed, type ReadFeed } from '../roster/feeds.ts';
import { feedCalendar } from './feed-calendar.ts';

type Given = Pick<Deps, 'room' | 'limits' | 'log' | 'config'>;

/** `version` is the release: what it words otherwise is another file. */
export function feedDoor(deps: Given, version: string): Router {
  const router = Router();
  router.get('/:secret.ics', answer(deps, version));
  router.use(((_request, response) => plain(response, 404, 'There is nothing here.')) satisfies RequestHandler);
  router.use(sayBroken(deps));
  return router;
}

function answer({ room, limits, config }: Given, version: string): RequestHandler<{ secret: string }> {
  return async (request, response) => {
    const { secret } = request.params;
    const waits = await tooOften(limits, request, feedKey(room, secret));
    if (waits > 0) {
      response.set('Retry-After', String(waits));
      return plain(response, 429, 'That was too often. Please wait a while.');
    }
    const feed = await readFeed(room, secret);
    if (!feed) return plain(response, 404, 'There is nothing here.');
    const name = nameOf(feed);
    const tag = createHash('sha256')
      .update(JSON.stringify([feed.tag, name, feed.language, version]))
      .digest('base64url');
    response.set({ 'Cache-Control': 'private, no-cache', ETag: `"${tag}"`, 'X-Robots-Tag': 'noindex' });
    if (isKnown(request, tag)) return void response.status(304).end();
    const pageUrl = `${config.publicBaseUrl}/${feed.isOwn ? 'shifts' : 'roster'}`;
    const file = feedCalendar({ name, language: feed.language, pageUrl, events: await feed.events() });
    response.type('text/calendar').send(file);
  };
}

/** Whether the asker has this very file (RFC 9110, 13.1.2), also where a cache on the way is told to look anew. */
function isKnown({ headers }: Request<{ secret: string }>, tag: string): boolean {
  const tags = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(`"${tag}"`) || tags.includes('*');
}

function nameOf({ isOwn, title, language }: ReadFeed): string {
  const words = feedWording(language);
  return isOwn ? words.ownCalendar({ organisation: title }) : words.lineCalendar({ line: title });
}

/** Google and Apple ask for many people's calendars from few addresses, so an address may ask often, and each calendar seldom. */
async function tooOften(limits: Deps['limits'], request: Pick<Request, 'ip'>, key: string): Promise<number> {
  const address = await limits.count('feeds-of-address', countedAddress(request));
  return address > 0 ? address : limits.count('reads-of-feed', key);
}

function plain(response: Response, status: number, sentence: string): void {
  response.status(status).set('Cache-Control', 'no-store').type('text/plain').send(`${sentence}\n`);
}

/** A calendar that hears "not now" keeps what it has; nothing of the address is written down. */
function sayBroken({ log }: Given): ErrorRequestHandler {
  return (problem: { status?: number; code?: string }, _request, response, next) => {
    if (response.headersSent) return next(problem);
    const { status = 503, code } = problem;
    if (status < 500) return plain(response, 404, 'There is nothing here.');
    log.error({ code, kind: problem instanceof Error ? problem.name : null }, 'a calendar feed could not be read');
    response.set('Retry-After', '300');
    plain(response, 503, 'We cannot reach our records right now. Nothing is lost; please try again later.');
  };
}
