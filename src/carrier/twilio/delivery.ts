/** Reads whatever the carrier sends, by whatever method and of whatever type, into one form; nothing that arrives breaks it. */
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

/** What arrived, as it came: what is signed is checked against this. */
export type Delivery = {
  rawBody: Buffer;
  /** The parameters of the body, whatever its type says; repeated ones as lists. */
  sent: Record<string, string | string[]>;
  /** Whether it was read, and is no longer than what the carrier sends. */
  isUsual: boolean;
};

/** The fields of the carrier's form that a handler may read, as text. */
export type Form = Readonly<Record<string, string | undefined>>;

/** A request whose body was kept as it came; `body` holds its form, one value a name. */
export type DeliveredRequest = Request & { delivery?: Delivery };

/** Bytes of a body far above what the carrier sends: a text has at most 1,600 characters. */
const usualBody = 128 * 1024;
/**
 * A signed request has to be handled however long it is, and only its whole body shows whether it is signed. But
 * anybody can send long bodies, so the length that is read, and how many are read at once, are limited by what memory
 * can hold.
 */
const longestBody = 3 * 1024 * 1024;
const longAtOnce = 4;
/** The carrier's longest form has some dozens; parsing costs by the parameter. */
const mostParameters = 4_000;
/** Characters of one value that a handler gets to see. */
const longestValue = 16_000;

/**
 * Puts `delivery` and the form on the request. With GET the carrier sends its parameters in the address (carrier.md), so
 * these count too. A body that cannot be read counts as none: whether that was signed is for the signature to say.
 */
export function readDelivery(): RequestHandler {
  const readUsual = express.raw({ type: () => true, limit: usualBody });
  const readLong = express.raw({ type: () => true, limit: longestBody });
  let long = 0;
  return (request: DeliveredRequest, response: Response, next: NextFunction) => {
    // Who carries no signature is refused in any case, and nothing is read for them.
    if (request.header('x-twilio-signature') === undefined) return next();
    const isLong = mayBeLong(request) && long < longAtOnce;
    if (isLong) {
      long += 1;
      response.once('close', () => (long -= 1));
    }
    const readRaw = isLong ? readLong : readUsual;
    readRaw(request, response, (problem?: unknown) => {
      const body: unknown = request.body;
      const isRead = problem === undefined && Buffer.isBuffer(body) && !hasTooMany(body);
      const rawBody = isRead ? body : Buffer.alloc(0);
      const text = rawBody.toString('utf8');
      const sent = byName(new URLSearchParams(text));
      request.delivery = { rawBody, sent, isUsual: isRead && rawBody.length <= usualBody };
      request.body = withNumbers(formOf(byName(inAddress(request)), isJson(request) ? fieldsOf(text) : sent));
      next();
    });
  };
}

/** Whether the body is announced as long, or its length is not announced at all. */
function mayBeLong(request: Request): boolean {
  const said = Number(request.header('content-length') ?? NaN);
  return !(said <= usualBody) || request.header('content-encoding') !== undefined;
}

function hasTooMany(body: Buffer): boolean {
  let count = 1;
  for (let at = body.indexOf('&'); at !== -1 && count <= mostParameters; at = body.indexOf('&', at + 1)) count += 1;
  return count > mostParameters;
}

/** An address with doubled slashes, or under the public address's own path, is the same address. */
export function straightPath(publicBaseUrl: string): RequestHandler {
  const prefix = pathOf(publicBaseUrl);
  return (request, _response, next) => {
    const [path = '', ...query] = request.url.split('?');
    let straight = path.replace(/\/{2,}/g, '/');
    if (prefix !== '' && straight.toLowerCase().startsWith(`${prefix.toLowerCase()}/`))
      straight = straight.slice(prefix.length);
    if (straight !== path) request.url = [straight, ...query].join('?');
    next();
  };
}

/** The path of a base address, without a slash at its end; empty where it has none. */
export function pathOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.replace(/\/+$/, '');
}

function inAddress({ originalUrl }: Request): URLSearchParams {
  const at = originalUrl.indexOf('?');
  return new URLSearchParams(at === -1 ? '' : originalUrl.slice(at + 1));
}

function byName(params: URLSearchParams): Record<string, string | string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of params) {
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0]! : all]));
}

function isJson(request: Request): boolean {
  return /\bjson\b/i.test(request.header('content-type') ?? '');
}

/** The plain fields of a JSON object; anything else says nothing. */
function fieldsOf(text: string): Record<string, string> {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(
      Object.entries(read).flatMap(([name, value]) =>
        typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
      ),
    );
  } catch {
    return {};
  }
}

/** One clean value a name, the first of several; what the body says goes before what the address says. */
function formOf(...parts: Record<string, string | string[]>[]): Record<string, string> {
  return Object.fromEntries(
    parts.flatMap((part) =>
      Object.entries(part).map(([name, value]) => [name, cleaned(Array.isArray(value) ? (value[0] ?? '') : value)]),
    ),
  );
}

/** The two parties of the call under one name each, in international form also where the plus has become a space. */
function withNumbers(form: Record<string, string>): Record<string, string> {
  const to = form['To'] ?? form['Called'];
  const from = form['From'] ?? form['Caller'];
  const whole = (number: string) => number.trim().replace(/^(?=[1-9]\d{7,14}$)/, '+');
  return {
    ...form,
    ...(to === undefined ? {} : { To: whole(to) }),
    ...(from === undefined ? {} : { From: whole(from) }),
  };
}

/** The text without characters that the database or a document cannot hold, cut where it is longer than anybody means it to be. */
export function cleaned(text: string): string {
  return text
    .slice(0, longestValue)
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}
