/** What went wrong, as problem+json (RFC 9457): a stable type, a sentence in the reader's language, and the fields it is about. */
import type { z } from 'zod';
import type { ProblemWords } from './wording/en.ts';
import { problemWords, refusedInWords, type ProblemLanguage, type Says } from './wording/problem-words.ts';

export type FieldProblem = { path: string; message: Says };

/** The status of each kind; its sentence stands in the wording. */
const statuses = {
  invalid: 400,
  'not-signed-in': 401,
  'code-wrong': 401,
  'code-over': 401,
  'code-away': 503,
  'proof-wrong': 401,
  'link-over': 401,
  'second-proof': 403,
  'fresh-proof': 403,
  'no-right': 403,
  'foreign-origin': 403,
  'not-found': 404,
  conflict: 409,
  'in-progress': 409,
  'too-large': 413,
  'not-json': 415,
  'key-reused': 422,
  'not-possible': 422,
  'too-many': 429,
  broken: 500,
  away: 503,
} as const satisfies Record<keyof ProblemWords['titles'], number>;

export type ProblemKind = keyof typeof statuses;
export const problemKinds = Object.keys(statuses) as ProblemKind[];

/** Thrown by whoever cannot answer; `extra` goes into the answer beside the sentence. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly detail: Says | null;
  readonly fields: readonly FieldProblem[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    kind: ProblemKind,
    about: { detail?: Says; fields?: readonly FieldProblem[]; extra?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(kind);
    this.kind = kind;
    this.detail = about.detail ?? null;
    this.fields = about.fields ?? [];
    this.extra = about.extra ?? {};
  }
}

/** The body and status of the answer to a problem, in the language of whoever asked. */
export function problemAnswer(
  { kind, detail, fields, extra }: Problem,
  language: ProblemLanguage,
): { status: number; body: Record<string, unknown> } {
  const status = statuses[kind];
  const words = problemWords(language);
  return {
    status,
    body: {
      type: `urn:warmline:problem:${kind}`,
      title: words.titles[kind],
      status,
      ...(detail === null ? {} : { detail: detail(words, language) }),
      ...(fields.length === 0
        ? {}
        : { fields: fields.map(({ path, message }) => ({ path, message: message(words, language) })) }),
      ...extra,
    },
  };
}

/** How the parts of a request are called in the path of a field. */
export const namesOf = { body: 'body', query: 'query', params: 'path' } as const;

/** What a schema refused, each at its field; it was asked to report the input. */
export function invalid(where: keyof typeof namesOf, error: z.ZodError): Problem {
  const fields = error.issues.map((issue) => ({
    path: [namesOf[where], ...issue.path].join('.'),
    message: refusedInWords(issue),
  }));
  return new Problem('invalid', { fields });
}
