/** How the REST interface answers: errors, pages and dates in the carrier's own shapes. */
import type { Request, Response } from 'express';
import { carrierDate } from './call-params.ts';
import type { Lab } from './state.ts';

export type Json = Record<string, unknown>;
export type Form = Readonly<Record<string, string | undefined>>;

export class RestError extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const notFound = (req: Request): RestError =>
  new RestError(404, 20404, `The requested resource ${req.originalUrl.split('?')[0]} was not found`);

export const sendError = (res: Response, { status, code, message }: RestError): void =>
  void res.status(status).json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });

export const dateOrNull = (atMs: number | undefined): string | null => (atMs === undefined ? null : carrierDate(atMs));

export const accountPath = (lab: Lab): string => `/2010-04-01/Accounts/${lab.settings.accountSid}`;

/** The form's fields, each with its last value; repeated ones are read with `many`. */
export function formOf(req: Request): Form {
  const form: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries((req.body ?? {}) as Json))
    form[name] = String(Array.isArray(value) ? value.at(-1) : value);
  return form;
}

/** All values of a repeated field, split at blanks too. */
export function many(req: Request, name: string): string[] {
  const value = ((req.body ?? {}) as Record<string, string | string[] | undefined>)[name];
  return [value ?? []]
    .flat()
    .flatMap((one) => one.split(/\s+/))
    .filter(Boolean);
}

export const queryOf = (req: Request, name: string): string | undefined => {
  const value = req.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** One page of a list, newest first where `items` are, with the links the SDK follows. */
export function sendPage(req: Request, res: Response, name: string, items: Json[]): void {
  const pageSize = Math.min(Math.max(Number(queryOf(req, 'PageSize') ?? 50), 1), 1000);
  const page = Math.max(Number(queryOf(req, 'Page') ?? 0), 0);
  const path = req.originalUrl.split('?')[0]!;
  const link = (wanted: number) => {
    const query = new URLSearchParams(req.originalUrl.split('?')[1] ?? '');
    query.set('Page', String(wanted));
    query.set('PageSize', String(pageSize));
    return `${path}?${query.toString()}`;
  };
  const start = page * pageSize;
  const shown = items.slice(start, start + pageSize);
  res.json({
    [name]: shown,
    page,
    page_size: pageSize,
    start,
    end: start + Math.max(shown.length - 1, 0),
    uri: link(page),
    first_page_uri: link(0),
    previous_page_uri: page > 0 ? link(page - 1) : null,
    next_page_uri: start + pageSize < items.length ? link(page + 1) : null,
  });
}
