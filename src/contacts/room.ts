/** What the contacts room works with, and what it tells the rest of the service after a commit. */
import type pg from 'pg';
import type { SetAside } from '../attention/set-aside.ts';
import type { Directories, Directory, DirectoryLine } from '../organisation/directory.ts';
import type { Clock } from '../platform/clock.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { RoutingLine } from '../calls/model.ts';
import type { EffectRow } from './save.ts';

/** Told after every commit: effects to do now, when to think again, whether routing has to look, and whose load has changed. */
export type AfterCommit = {
  effects: Pick<EffectRow, 'id' | 'queue' | 'kind'>[];
  wakes: { contactId: string; atMs: number }[];
  route: boolean;
  weighed?: string[];
};

export type ContactsRoom = {
  pool: pg.Pool;
  clock: Clock;
  directories: Directories;
  secrets: Secrets;
  /** A fresh random text of letters and digits. */
  draw: () => string;
  /** Load scores of the present moment by person. */
  loads: () => Promise<Map<string, number>>;
  afterCommit: (news: AfterCommit) => void;
  /** Where a record goes that cannot be worked with. */
  aside: SetAside;
};

/** A line as routing sees it. */
export function routingLine(line: DirectoryLine): RoutingLine {
  return { id: line.id, languages: line.languages, wishes: line.wishes, policy: line.policy };
}

/** The line of a contact; a contact cannot exist without one, not even after its line was retired. */
export function lineOf(directory: Directory, lineId: string): DirectoryLine {
  const line = directory.lines.get(lineId);
  if (!line) throw new Error(`a contact is on line "${lineId}", which the organisation does not have`);
  return line;
}
