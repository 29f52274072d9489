/** Each webhook as the beginning of a trace, from when it is known to be the carrier's until it is answered. */
import { once } from 'node:events';
import type { RequestHandler } from 'express';
import { inSpan } from './platform/traces.ts';

/** What stands in the addresses of webhooks by itself; anything else may be an id. */
const words = new Set(
  'twilio voice messages status caller leg recording conference hold announce volunteer check-in answered callback code menu hint'.split(
    ' ',
  ),
);

/** An address with every part that could be somebody's left out. */
export function routeOf(path: string): string {
  return path
    .split('/')
    .map((part) => (part === '' || words.has(part) ? part : ':x'))
    .join('/');
}

/** Opens a span for a request and everything that follows from it. */
export const tracedWebhook: RequestHandler = (request, response, next) => {
  const route = routeOf(`${request.baseUrl}${request.path}`);
  const told = { 'http.request.method': request.method, 'http.route': route };
  void inSpan('webhook', told, async (tell) => {
    const answered = once(response, 'close');
    next();
    await answered;
    tell({ 'http.response.status_code': response.statusCode });
  }).catch(() => {});
};
