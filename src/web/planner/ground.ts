/** What a draft stands on, from what the service says a roster is made of. */
import type { z } from 'zod';
import type { Contract } from '../../api/contract/all.ts';
import type { Ground } from './planned.ts';

/** Local dates of the line, both included. */
export type Days = { line: string; from: string; to: string };

type Source = z.output<Contract['roster.source']['answer']>;

/** Null where it is of another line. */
export function groundFrom({ source }: Source, { line, from, to }: Days): Ground | null {
  const own = source.lines.find(({ id }) => id === line);
  return own ? { source, line, zone: own.timeZone, from, to, closures: own.closures } : null;
}
