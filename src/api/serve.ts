/** Turns operations into routes: who asks, may they, is it well-formed, do it, and answer no more than the contract says. */
import express, { Router, type Request, type Response } from 'express';
import type { z } from 'zod';
import { beginOnce, endOnce, forgetOnce } from '../access/idempotence.ts';
import type { Limits } from '../access/limits.ts';
import type { AccessRoom } from '../access/sessions.ts';
import { countedAddress } from '../platform/counted-address.ts';
import { admit, askerOf, isFromOurPages, type Asker } from './asker.ts';
import type { Operation } from './contract/operation.ts';
import { setCookie, type CookieNames } from './cookies.ts';
import { noteReader } from './answer-problems.ts';
import { invalid, namesOf, Problem } from './problem.ts';
import { unstorableAt } from './storable.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Answered<Schema> = Schema extends z.ZodType ? z.input<Schema> : null;

/** What a handler is given. */
export type Call<O extends Operation> = {
  params: Parsed<O['params']>;
  query: Parsed<O['query']>;
  body: Parsed<O['body']>;
  asker: Asker;
  /** The version that `If-Match` names; null where it names none. */
  ifMatch: string | null;
  request: Request;
  /** For streams alone: everything else is answered by what a handler gives. */
  response: Response;
  /** The address the request came from, for counting only. */
  address: string;
  /** A few words for the device, made from what the browser says of itself. */
  device: string;
  setCookie: (which: 'session' | 'browser', token: string | null) => void;
};

export type Handlers<Table extends Record<string, Operation>> = {
  [Name in keyof Table]: (call: Call<Table[Name]>) => Promise<Answered<Table[Name]['answer']>>;
};

export type Serving = {
  room: AccessRoom;
  limits: Limits;
  cookies: CookieNames;
  /** The origin of PUBLIC_BASE_URL. */
  publicOrigin: string;
};

const bodyLimit = '100kb';
const longestKey = 200;

/** The routes of a table, below `/api/v1`. */
export function serve<Table extends Record<string, Operation>>(
  serving: Serving,
  table: Table,
  handlers: Handlers<Table>,
): Router {
  const router = Router();
  const jsonUpTo = (limit: string) => express.json({ limit, strict: false, type: 'application/json' });
  for (const [name, operation] of Object.entries(table)) {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const handler = handlers[name as keyof Table] as unknown as (call: unknown) => Promise<unknown>;
    router[operation.method](path, jsonUpTo(operation.takesFile ?? bodyLimit), (request, response) =>
      answer(serving, operation, handler, request, response),
    );
  }
  return router;
}

async function answer(
  serving: Serving,
  operation: Operation,
  handler: (call: unknown) => Promise<unknown>,
  request: Request,
  response: Response,
): Promise<void> {
  const { room, limits, cookies } = serving;
  if (operation.method !== 'get' && !isFromOurPages(request, serving.publicOrigin)) throw new Problem('foreign-origin');
  const asker = await askerOf(room, cookies, request);
  if (asker.kind === 'person') noteReader(response, asker.session.personId);
  const address = countedAddress(request);
  const waits = await limits.count('requests-of-owner', asker.kind === 'nobody' ? address : asker.owner);
  if (waits > 0) throw tooMany(waits);
  admit(asker, operation.access, room.clock.nowMs());
  const call = {
    ...wellFormed(operation, request),
    asker,
    ifMatch: versionIn(request.headers['if-match']),
    request,
    response,
    address,
    device: deviceOf(request.headers['user-agent']),
    setCookie: (which: 'session' | 'browser', token: string | null) => setCookie(response, cookies, which, token),
  };
  if (operation.stream) return void (await handler(call));
  const work = () => handler(call).then((value) => presented(operation, value));
  const { status, body } = operation.idempotent
    ? await once(room, request, asker, operation, work)
    : { status: operation.answer === null ? 204 : 200, body: await work() };
  send(response, status, body);
}

/** `"v"` and `v` name the version v; `*` names any. */
function versionIn(header: string | undefined): string | null {
  const version = header?.trim().replace(/^"(.*)"$/, '$1');
  return version === undefined || version === '*' ? null : version;
}

/** Only what the contract names goes out. */
function presented(operation: Operation, value: unknown): unknown {
  return operation.answer === null ? null : operation.answer.parse(value);
}

function wellFormed(operation: Operation, request: Request) {
  const check = (where: 'params' | 'query' | 'body', schema: z.ZodType | undefined, given: unknown): unknown => {
    if (!schema) return undefined;
    const result = schema.safeParse(given, { reportInput: true });
    if (!result.success) throw invalid(where, result.error);
    const unstorable = unstorableAt(result.data);
    if (unstorable)
      throw new Problem('invalid', {
        fields: [{ path: [namesOf[where], ...unstorable].join('.'), message: (words) => words.fields.notKept }],
      });
    return result.data;
  };
  const hasBody =
    Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined;
  if (operation.body && hasBody && !request.is('application/json')) throw new Problem('not-json');
  return {
    params: check('params', operation.params, request.params),
    query: check('query', operation.query, request.query),
    body: check('body', operation.body, (request.body as unknown) ?? {}),
  };
}

async function once(
  room: AccessRoom,
  request: Request,
  asker: Asker,
  operation: Operation,
  work: () => Promise<unknown>,
): Promise<{ status: number; body: unknown }> {
  const status = operation.answer === null ? 204 : 200;
  const key = request.headers['idempotency-key'];
  if (key === undefined || asker.kind === 'nobody') return { status, body: await work() };
  if (typeof key !== 'string' || key.length === 0 || key.length > longestKey)
    throw new Problem('invalid', {
      fields: [{ path: 'header.Idempotency-Key', message: (words) => words.fields.aKey }],
    });
  const asked = `${request.method} ${request.originalUrl}\n${JSON.stringify(request.body ?? null)}`;
  const begun = await beginOnce(room, asker.owner, key, asked);
  if (begun.kind === 'done') return { status: begun.status, body: begun.answer };
  if (begun.kind === 'running') throw new Problem('in-progress');
  if (begun.kind === 'other-request') throw new Problem('key-reused');
  try {
    const body = await work();
    await endOnce(room, asker.owner, key, status, body);
    return { status, body };
  } catch (problem) {
    await forgetOnce(room, asker.owner, key);
    throw problem;
  }
}

function send(response: Response, status: number, body: unknown): void {
  response.status(status).set('Cache-Control', 'no-store');
  if (status === 204) response.end();
  else response.type('application/json').send(JSON.stringify(body));
}

/** The problem of somebody who tries too often and may try again in `seconds`. */
export function tooMany(seconds: number): Problem {
  return new Problem('too-many', { extra: { retryAfterSeconds: seconds } });
}

const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['CrOS', 'Chromebook'],
  ['Linux', 'Linux'],
] as const;

/** `Firefox, Android`: enough for its owner to know it again, and no more is kept. */
export function deviceOf(userAgent: string | undefined): string {
  const named = (list: readonly (readonly [string, string])[]) => list.find(([mark]) => userAgent?.includes(mark))?.[1];
  return [named(browsers), named(systems)].filter((part) => part !== undefined).join(', ');
}
