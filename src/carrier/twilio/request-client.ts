/** Sends the carrier library's requests with kept-alive connections and one short timeout, to whatever base URL is configured. */
import RequestClient from 'twilio/lib/base/RequestClient.js';
import Response from 'twilio/lib/http/response.js';

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
    const response = await fetch(`${baseFor(this.#apiBaseUrl(), hostname)}${pathname}${text}`, {
      method: options.method.toUpperCase(),
      headers: {
        authorization: `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`,
        accept: 'application/json',
        ...(options.data ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(options.data ? { body: formOf(options.data as Record<string, unknown>) } : {}),
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
    const body = await response.text();
    return new Response.default(response.status, parsed(body) as TData, Object.fromEntries(response.headers));
  }
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
