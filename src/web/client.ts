/** Asks the API: typed by the contract, and every failure is a value that says whether anything was lost. */
import { addresses } from 'virtual:operations';
import type { z } from 'zod';
import type { Contract } from '../api/contract/all.ts';

export type OperationName = keyof Contract;

type Field<Name extends OperationName, Key extends 'params' | 'query' | 'body'> =
  Contract[Name] extends Record<Key, infer Schema extends z.ZodType> ? Record<Key, z.input<Schema>> : unknown;
export type Asked<Name extends OperationName> = Field<Name, 'params'> & Field<Name, 'query'> & Field<Name, 'body'>;
export type Answered<Name extends OperationName> = Contract[Name]['answer'] extends z.ZodType
  ? z.output<Contract[Name]['answer']>
  : null;

/** What the service, or the way to it, said instead of an answer. */
export class AskFailed extends Error {
  /** `offline` where nothing came back: whether it was done is not known. */
  readonly kind: string;
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly retryAfterSeconds: number | null;
  readonly detail: string | null;
  /** Which of the ways in which it is not possible, where there are several. */
  readonly why: string | null;
  /** Whether a coordinator can be asked to allow it all the same. */
  readonly mayAsk: boolean;
  /** Of a conflict: how it is by now. */
  readonly current: unknown;

  constructor(status: number, problem: Record<string, unknown>) {
    super(textOf(problem['title']) ?? `status ${status}`);
    this.status = status;
    this.kind = textOf(problem['type'])?.split(':').at(-1) ?? 'offline';
    const fields = (problem['fields'] ?? []) as { path: string; message: string }[];
    this.fields = new Map(fields.map(({ path, message }) => [path.replace(/^body\./, ''), message]));
    this.retryAfterSeconds = typeof problem['retryAfterSeconds'] === 'number' ? problem['retryAfterSeconds'] : null;
    this.detail = textOf(problem['detail']);
    this.why = textOf(problem['why']);
    this.mayAsk = problem['mayAsk'] === true;
    this.current = problem['current'] ?? null;
  }
}

/** Tells `signed-out` when the service says of anything that nobody is signed in here. */
export const signedOut = new EventTarget();

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/**
 * `ifMatch`: the version that was read; what has changed since is a conflict. `keepalive`: it goes out even where the page that
 * asks is going.
 */
export type Sending = { once?: string; ifMatch?: string; signal?: AbortSignal; keepalive?: boolean };

/** Asks one operation; throws `AskFailed`. With `once`, asking again with the same key does it only once. */
export async function ask<Name extends OperationName>(
  name: Name,
  input: Asked<Name>,
  sending: Sending = {},
): Promise<Answered<Name>> {
  const response = await answerTo(name, input, sending);
  return (response.status === 204 ? null : await response.json().catch(() => ({}))) as Answered<Name>;
}

/** Asks an operation that answers with a file; throws `AskFailed`. */
export async function askForFile<Name extends OperationName>(name: Name, input: Asked<Name>): Promise<Blob> {
  const response = await answerTo(name, input, {});
  return response.blob().catch(() => {
    throw new AskFailed(0, {});
  });
}

async function answerTo<Name extends OperationName>(
  name: Name,
  input: Asked<Name>,
  { once, ifMatch, signal, keepalive }: Sending,
): Promise<Response> {
  const [method, path] = addresses[name] ?? ['GET', '/'];
  const { params, query, body } = input as {
    params?: Record<string, string>;
    query?: Record<string, string | number | boolean | undefined>;
    body?: unknown;
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params?.[key] ?? ''));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(key, String(value));
  const response = await fetch(`/api/v1${filled}${search.size > 0 ? `?${search}` : ''}`, {
    method,
    credentials: 'same-origin',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(once === undefined ? {} : { 'idempotency-key': once }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
    ...(keepalive ? { keepalive } : {}),
  }).catch((problem: unknown) => {
    if (signal?.aborted) throw problem;
    throw new AskFailed(0, {});
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const failed = new AskFailed(response.status, problem);
  if (failed.kind === 'not-signed-in') signedOut.dispatchEvent(new Event('signed-out'));
  throw failed;
}
