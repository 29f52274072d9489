/** What the handlers of a volunteer's pages begin with: whose request it is, as the organisation has them now. */
import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { personIn } from './asker.ts';
import { Problem } from './problem.ts';
import type { Call } from './serve.ts';

/** `stepId` names one asking, however often it arrives: the record rooms do it once. */
export type Peer = { directory: Directory; person: Person; language: string; stepId: string };

type AnyCall = Pick<Call<never>, 'asker' | 'request'>;

/** Whose request it is; throws `not-signed-in` where the organisation has them no more. */
export async function peerOf({ directories }: Pick<Deps, 'directories'>, { asker, request }: AnyCall): Promise<Peer> {
  const personId = personIn(asker);
  const directory = await directories.current();
  const person = directory?.people.get(personId);
  if (!directory || !person) throw new Problem('not-signed-in');
  const key = request.headers['idempotency-key'];
  return {
    directory,
    person,
    language: person.languages[0] ?? 'en',
    stepId: `page ${person.id} ${typeof key === 'string' ? key : randomUUID()}`,
  };
}

/** An instant as the API writes it: ISO 8601, in UTC. */
export const iso = (ms: number): string => new Date(ms).toISOString();

/** A shift as pages name it: its line by name, its times as instants. */
export function shiftTime(
  { lines }: Directory,
  { line, startMs, endMs }: { line: string; startMs: number; endMs: number },
): { line: string; startAt: string; endAt: string } {
  return { line: lines.get(line)?.name ?? line, startAt: iso(startMs), endAt: iso(endMs) };
}
