/** Answers problems: in the language of whoever asked, and with nothing of an error's own words. */
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Deps } from '../deps.ts';
import { Problem, problemAnswer } from './problem.ts';
import { problemLanguage, problemLanguages, type ProblemLanguage } from './wording/problem-words.ts';

const readers = new WeakMap<Response, string>();

/** Whoever is signed in reads in the language that the organisation has for them. */
export function noteReader(response: Response, personId: string): void {
  readers.set(response, personId);
}

/** The person's own language where we have it, else the first of the browser's that we have, as on the pages. While the records are `isAway` nothing more is asked of them. */
export async function languageFor(
  directories: Deps['directories'],
  { request, response }: { request: Request; response: Response },
  isAway = false,
): Promise<ProblemLanguage> {
  const reader = readers.get(response);
  let own: string | undefined;
  if (reader !== undefined) {
    const directory = directories.inHand() ?? (isAway ? null : await directories.current().catch(() => null));
    own = directory?.people.get(reader)?.languages[0];
  }
  const wished = request.acceptsLanguages([...problemLanguages]) || undefined;
  return problemLanguage(own) ?? problemLanguage(wished) ?? 'en';
}

/** Turns whatever went wrong in the API into problem+json; nothing of an error's own words goes out. */
export function answerProblems({ log, directories }: Pick<Deps, 'log' | 'directories'>): ErrorRequestHandler {
  return async (thrown: unknown, request, response, next) => {
    if (response.headersSent) return next(thrown);
    const problem = problemOf(thrown);
    if (problem.kind === 'broken' || problem.kind === 'away') log.error({ err: thrown }, 'an API request failed');
    const language = await languageFor(directories, { request, response }, problem.kind === 'away');
    const { status, body } = problemAnswer(problem, language);
    const seconds = problem.extra['retryAfterSeconds'];
    if (typeof seconds === 'number') response.set('Retry-After', String(seconds));
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(body));
  };
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const { status, type, code } = (thrown ?? {}) as { status?: number; type?: string; code?: string };
  if (type === 'entity.too.large') return new Problem('too-large');
  if (status === 415) return new Problem('not-json');
  if (status !== undefined && status >= 400 && status < 500)
    return type?.startsWith('entity.') || type?.startsWith('encoding.') || type?.startsWith('request.')
      ? new Problem('invalid', { fields: [{ path: 'body', message: (words) => words.fields.notJson }] })
      : new Problem('invalid', { fields: [{ path: 'path', message: (words) => words.fields.noAddress }] });
  const isAway = code !== undefined && (/^(08|57P)/.test(code) || code === 'ECONNREFUSED' || code === 'ECONNRESET');
  return new Problem(isAway ? 'away' : 'broken');
}
