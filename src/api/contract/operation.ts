/** What one operation of the API is: the single source of its checks, its page in the OpenAPI document and the browser's types. */
import type { z } from 'zod';
import type { Action } from '../../access/rights.ts';

/** `nobody`: signed in or not; `session`: any session, an invited one too; else whoever may do the action. */
export type Access = 'nobody' | 'session' | Action;

export type Operation = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, with parameters as in `/shifts/open/{id}`. */
  path: string;
  summary: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** Null: there is nothing to answer (204). */
  answer: z.ZodType | null;
  /** Changes that are asked for twice with one `Idempotency-Key` are done once. */
  idempotent?: true;
  /** Takes `If-Match` with the version, or the `look`, that was read: what was changed meanwhile is a conflict, and is shown. */
  ifMatch?: true;
  /** A file comes with it, and it may be as large as this: more than the few kilobytes that anything else needs. */
  takesFile?: `${number}mb`;
  /** Answers with a stream of this kind, as its summary says, and `answer` is null. */
  stream?: 'text/event-stream' | 'text/csv' | 'audio/mpeg' | 'application/json';
};

/** Keeps the exact schemas of a table of operations. */
export function operations<const Table extends Record<string, Operation>>(table: Table): Table {
  return table;
}
