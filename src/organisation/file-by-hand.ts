/** The organisation file, taken along and brought in by an admin in the browser: looked at first, then all of it or nothing (O7). */
import { writeAuditAll } from '../audit/write-audit.ts';
import { faultWord } from '../reading/fault-words.ts';
import { changesTold, type ChangesTold } from './changes-told.ts';
import { anyDifference, type Differences } from './differences.ts';
import type { Editing } from './edit-organisation.ts';
import type { Fault } from './faults.ts';
import { FaultyOrganisation } from './faulty-organisation.ts';
import {
  ChangedMeanwhile,
  importOrganisation,
  lookAtImport,
  OlderFile,
  type ImportLook,
} from './import-organisation.ts';
import { exportOrganisation } from './load-organisation.ts';
import type { Organisation, OrganisationFile } from './organisation-file.ts';
import type { LostChange } from './older-file.ts';
import { readOrganisationInThread } from './read-file-in-thread.ts';
import type { OwnTagFinding } from './tags.ts';

/** What a file would do. `version`: of the organisation it was looked at against. */
export type FileLook = {
  version: number;
  exportedVersion: number | null;
  isSame: boolean;
  whole: Pick<Differences, 'organisation' | 'policy' | 'timeOff' | 'blocks'>;
  things: Record<'lines' | 'people' | 'shifts', ChangesTold>;
  lost: LostChange[];
  findings: OwnTagFinding[];
};

/** `changed`: it is not as whoever confirms it has seen it. `loses`: later changes, and nobody said that they may be lost. */
export type FileTaken =
  | { kind: 'taken'; version: number; changed: boolean }
  | { kind: 'faults'; faults: Fault[] }
  | { kind: 'changed' }
  | { kind: 'loses' };

type Asker = { by: string };

/** The file as it is now; that it was taken along is noted. Null before there is an organisation. */
export async function takeFileAlong({ room, database }: Editing, { by }: Asker): Promise<OrganisationFile | null> {
  const file = await exportOrganisation(database, room.secrets);
  const done = { atMs: room.clock.nowMs(), by: `person:${by}`, action: 'organisation.exported' as const, subject: '' };
  if (file) await writeAuditAll(database.prisma, [done]);
  return file;
}

/** What the file in `text` would do, or each of its faults; changes nothing. */
export async function lookAtFile(
  { room, database }: Editing,
  text: string,
  asker: Asker,
): Promise<{ kind: 'look'; look: FileLook } | { kind: 'faults'; faults: Fault[] }> {
  const reading = await readOrganisationInThread(text);
  if (reading.kind === 'faults') return reading;
  const { organisation } = reading;
  const faults = lockedOut(organisation, asker);
  if (faults.length > 0) return { kind: 'faults', faults };
  try {
    const look = await lookAtImport(database, room.secrets, organisation, room.clock.nowMs());
    return { kind: 'look', look: lookTold(look, organisation.exportedVersion ?? null) };
  } catch (problem) {
    return faultsIn(problem);
  }
}

/** Makes the file in `text` the organisation, where it is still as it was `seen`. */
export async function takeFileIn(
  { room, database }: Editing,
  text: string,
  { by, seen, replace }: Asker & { seen: number | null; replace: boolean },
): Promise<FileTaken> {
  const reading = await readOrganisationInThread(text);
  if (reading.kind === 'faults') return reading;
  const { organisation } = reading;
  const faults = lockedOut(organisation, { by });
  if (faults.length > 0) return { kind: 'faults', faults };
  const nowMs = room.clock.nowMs();
  try {
    const done = await importOrganisation(database, room.secrets, organisation, `person:${by}`, nowMs, {
      replace,
      seen,
    });
    if (done.changed) room.afterCommit({ effects: [], wakes: [], route: true, organisation: true });
    return { kind: 'taken', version: done.version, changed: done.changed };
  } catch (problem) {
    if (problem instanceof ChangedMeanwhile) return { kind: 'changed' };
    if (problem instanceof OlderFile) return { kind: 'loses' };
    return faultsIn(problem);
  }
}

function lookTold(
  { version, differences, findings, lost, before, after }: ImportLook,
  exportedVersion: number | null,
): FileLook {
  const { organisation, policy, timeOff, blocks } = differences;
  return {
    version,
    exportedVersion,
    isSame: !anyDifference(differences),
    whole: { organisation, policy, timeOff, blocks },
    things: changesTold(differences, before, after),
    lost,
    findings,
  };
}

/** Nobody shuts the door behind which they stand: whoever brings a file in is an admin in it. */
function lockedOut({ people }: Organisation, { by }: Asker): Fault[] {
  const index = people.findIndex(({ id }) => id === by);
  if (people[index]?.roles.includes('admin')) return [];
  const path = index === -1 ? 'people' : `people[${index}].roles`;
  return [{ path, problem: faultWord('lockedOut') }];
}

function faultsIn(problem: unknown): { kind: 'faults'; faults: Fault[] } {
  if (!(problem instanceof FaultyOrganisation) || problem.faults.length === 0) throw problem;
  return { kind: 'faults', faults: [...problem.faults] };
}
