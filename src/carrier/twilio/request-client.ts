/** Sends the carrier library's requests with kept-alive connections and one short timeout, to whatever base URL is configured. */
import * as http from 'node:http';
import * as https from 'node:https';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import Response from 'twilio/lib/http/response.js';

/** A connection is kept for so long without a request: less than what servers keep theirs for, so that none is used that is closing. */
const idleMs = 4_000;
const keptAlive = { keepAlive: true, timeout: idleMs };
const agents = { 'http:': new http.Agent(keptAlive), 'https:': new https.Agent(keptAlive) };

/**
 * The library builds requests for its own hosts; here they go to `apiBaseUrl()` (any compatible carrier). Twilio itself
 * answers for each product at a host of its own (`verify.` for `api.`), others for all of them at one.
 */
export class CarrierRequestClient extends RequestClient {
  readonly #apiBaseUrl: () => string;
  readonly #timeoutMs: number;

  constructor(apiBaseUrl: () => string, timeoutMs: number) {
    super({ timeout: timeoutMs });
    this.#apiBaseUrl = apiBaseUrl;
    this.#timeoutMs = timeoutMs;
  }

  override async request<TData>(options: RequestClient.RequestOptions<TData>): Promise<Response.default<TData>> {
    const { hostname, pathname, search } = new URL(options.uri);
    const query = new URLSearchParams(search);
    for (const [name, value] of Object.entries(options.params ?? {}))
      if (value !== undefined) query.append(name, String(value));
    const text = query.size > 0 ? `?${query.toString()}` : '';
    const body = options.data ? formOf(options.data as Record<string, unknown>) : '';
    const {
      status,
      text: answer,
      headers,
    } = await ask(
      new URL(`${baseFor(this.#apiBaseUrl(), hostname)}${pathname}${text}`),
      options.method.toUpperCase(),
      {
        authorization: `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`,
        accept: 'application/json',
        ...(options.data
          ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
          : {}),
      },
      body,
      this.#timeoutMs,
    );
    return new Response.default(status, parsed(answer) as TData, headers);
  }
}

/** One request, answered whole within `timeoutMs`; `fetch` does the same at several times the cost, and each call makes two. */
function ask(
  url: URL,
  method: string,
  headers: http.OutgoingHttpHeaders,
  body: string,
  timeoutMs: number,
): Promise<{ status: number; text: string; headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http;
    const agent = url.protocol === 'https:' ? agents['https:'] : agents['http:'];
    const sent = request(url, { method, headers, agent }, (reply) => {
      let text = '';
      reply.setEncoding('utf8');
      reply.on('data', (part: string) => (text += part));
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text, headers: reply.headers }));
      reply.on('error', reject);
    });
    const timer = setTimeout(() => sent.destroy(new Error('the carrier did not answer in time')), timeoutMs);
    sent.on('close', () => clearTimeout(timer));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The base URL with the product of the library's host (`verify.twilio.com`), where it is one of Twilio's own. */
export function baseFor(apiBaseUrl: string, libraryHost: string): string {
  const [product = 'api'] = libraryHost.split('.');
  return apiBaseUrl.replace(/^(https?:\/\/)api(?=(\.[\w-]+)*\.twilio\.com(:\d+)?$)/, `$1${product}`);
}

function parsed(body: string): unknown {
  try {
    return body === '' ? '' : JSON.parse(body);
  } catch {
    return body;
  }
}

function formOf(data: Record<string, unknown>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(data)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) form.append(name, String(one));
  }
  return form.toString();
}
