/** What went wrong, as problem+json (RFC 9457): a stable type, a sentence for people, and the fields it is about. */
import type { z } from 'zod';

export type FieldProblem = { path: string; message: string };

const kinds = {
  invalid: { status: 400, title: 'Something is missing or not in the right form.' },
  'not-signed-in': { status: 401, title: 'Please sign in first.' },
  'code-wrong': { status: 401, title: 'That is not the code we sent. Please look again.' },
  'code-over': { status: 401, title: 'That code is over. Please ask for a new one.' },
  'code-away': {
    status: 503,
    title: 'We cannot check codes right now. Nothing is lost; please try again in a moment.',
  },
  'proof-wrong': { status: 401, title: 'That did not prove it. Please try again.' },
  'link-over': { status: 401, title: 'This link was used or is too old. Please ask for a new one.' },
  'second-proof': { status: 403, title: 'This needs your passkey or authenticator app as well.' },
  'fresh-proof': { status: 403, title: 'This needs a fresh proof that it is you.' },
  'no-right': { status: 403, title: 'This is not open to you.' },
  'foreign-origin': { status: 403, title: 'This did not come from one of our own pages.' },
  'not-found': { status: 404, title: 'There is nothing here.' },
  conflict: { status: 409, title: 'Somebody changed this meanwhile. Nothing of yours is lost; please look again.' },
  'in-progress': { status: 409, title: 'This is being done already.' },
  'too-large': { status: 413, title: 'That is more than we can take at once.' },
  'not-json': { status: 415, title: 'This takes JSON.' },
  'key-reused': { status: 422, title: 'This Idempotency-Key came with another request before.' },
  'not-possible': { status: 422, title: 'That is not possible.' },
  'too-many': { status: 429, title: 'That was too often. Please wait a while.' },
  broken: {
    status: 500,
    title: 'Something went wrong on our side. Nothing was changed; please try again in a moment.',
  },
  away: {
    status: 503,
    title: 'We cannot reach our records right now. Nothing was changed; please try again in a moment.',
  },
} as const;

export type ProblemKind = keyof typeof kinds;
export const problemKinds = Object.keys(kinds) as ProblemKind[];

/** Thrown by whoever cannot answer; `extra` goes into the answer beside the sentence. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly detail: string | null;
  readonly fields: readonly FieldProblem[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    kind: ProblemKind,
    about: { detail?: string; fields?: readonly FieldProblem[]; extra?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(about.detail ?? kinds[kind].title);
    this.kind = kind;
    this.detail = about.detail ?? null;
    this.fields = about.fields ?? [];
    this.extra = about.extra ?? {};
  }
}

/** The body and status of the answer to a problem. */
export function problemAnswer(problem: Problem): { status: number; body: Record<string, unknown> } {
  const { status, title } = kinds[problem.kind];
  return {
    status,
    body: {
      type: `urn:warmline:problem:${problem.kind}`,
      title,
      status,
      ...(problem.detail === null ? {} : { detail: problem.detail }),
      ...(problem.fields.length === 0 ? {} : { fields: problem.fields }),
      ...problem.extra,
    },
  };
}

/** How the parts of a request are called in the path of a field. */
export const namesOf = { body: 'body', query: 'query', params: 'path' } as const;

/** What a schema refused, each at its field. */
export function invalid(where: keyof typeof namesOf, error: z.ZodError): Problem {
  const fields = error.issues.map((issue) => ({
    path: [namesOf[where], ...issue.path].join('.'),
    message: issue.message,
  }));
  return new Problem('invalid', { fields });
}
