/** One HTTP request as the carrier makes it: a fresh connection, redirects followed the way that loses a form. */
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';

export type HttpRequest = {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
};
export type HttpAnswer = { kind: 'answer'; status: number; contentType: string; body: string };
/** `no-connection` failed before anything was sent, `dropped` afterwards: only the first is safe to repeat. */
export type HttpFailure = { kind: 'no-connection' | 'dropped'; why: string };

const MOST_REDIRECTS = 5;

type Answered = HttpAnswer & { location: string | undefined };

function sendOnce({ url, method, headers, body, signal }: HttpRequest): Promise<Answered | HttpFailure> {
  return new Promise((resolve) => {
    let connected = false;
    const fail = (error: Error) => resolve({ kind: connected ? 'dropped' : 'no-connection', why: error.message });
    const length: Record<string, string> =
      body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const open = url.startsWith('https:') ? requestSecure : requestPlain;
    const req = open(url, { method, headers: { ...headers, ...length }, signal, agent: false }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', fail);
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          kind: 'answer',
          status: res.statusCode ?? 0,
          contentType: res.headers['content-type'] ?? '',
          body: text,
          location: res.headers.location,
        });
      });
    });
    req.on('socket', (socket) =>
      socket.once(url.startsWith('https:') ? 'secureConnect' : 'connect', () => (connected = true)),
    );
    req.on('error', fail);
    req.end(body);
  });
}

/** Sends a request and follows redirects: 301, 302 and 303 become a GET without the form, 307 and 308 repeat it. */
export async function sendHttp(first: HttpRequest): Promise<HttpAnswer | HttpFailure> {
  let next = first;
  for (let redirect = 0; ; redirect++) {
    const reply = await sendOnce(next);
    if (
      reply.kind !== 'answer' ||
      reply.location === undefined ||
      reply.status < 300 ||
      reply.status > 399 ||
      redirect === MOST_REDIRECTS
    )
      return reply;
    const url = new URL(reply.location, next.url).href;
    const { 'Content-Type': _type, ...headers } = next.headers;
    next =
      reply.status === 307 || reply.status === 308
        ? { ...next, url }
        : { url, method: 'GET', headers, signal: next.signal };
  }
}
