/** Loads an organisation file into the database: all of it or nothing, and doing it twice looks like doing it once. */
import type { Prisma } from '../../prisma/generated/client.ts';
import { dropMadeUp } from '../operations/made-up.ts';
import type { Database } from '../platform/database.ts';
import { faultWord } from '../reading/fault-words.ts';
import { lastingKeys } from '../platform/caller-key.ts';
import type { Secrets } from '../platform/secrets.ts';
import { anyDifference, type Differences, differencesBetween } from './differences.ts';
import { FaultyOrganisation } from './faulty-organisation.ts';
import type { Block, Organisation } from './organisation-file.ts';
import { lockOrganisation, readStored } from './stored-organisation.ts';
import { utcInstant } from './stored-rows.ts';
import { lostByOlderFile, lostInWords, type LostChange } from './older-file.ts';
import { withOwnTags, type OwnTagFinding } from './tags.ts';
import { writeDifferences } from './write-organisation.ts';

/** `findings`: where people's own choice holds against the file. */
export type ImportResult = {
  changed: boolean;
  version: number;
  differences: Differences;
  findings: OwnTagFinding[];
};

/** What importing a file would do to what is stored now. `lost`: what was changed since the file was exported, and would be undone. */
export type ImportLook = {
  version: number;
  differences: Differences;
  findings: OwnTagFinding[];
  lost: LostChange[];
  before: Organisation | null;
  after: Organisation;
};

/** The organisation is not at the version that was looked at any more. */
export class ChangedMeanwhile extends Error {}

/** The file was exported before later changes, and importing it would undo them. */
export class OlderFile extends FaultyOrganisation {}

/** `replace`: also where later changes are lost. `seen`: the version that was looked at; another one throws `ChangedMeanwhile`. */
export type ImportOptions = { replace?: boolean; seen?: number | null };

/** A first block lasts 24 hours (V9). */
export const standardBlockMs = 24 * 3_600_000;
const patience = { timeout: 120_000, maxWait: 60_000 };

/**
 * Makes `organisation` the stored one: what it lacks is retired, the version rises by one, and each change is audited
 * under the name `by`. Importing what is stored already changes nothing. A tag that its person took back by text stays
 * off, and one they put on stays on (W1). `nowMs` dates the change. A file that was exported before later changes is
 * refused with what would be lost, unless it is to `replace` them (O7). Throws `FaultyOrganisation`.
 */
export async function importOrganisation(
  database: Pick<Database, 'prisma'>,
  secrets: Secrets,
  organisation: Organisation,
  by: string,
  nowMs: number,
  { replace = false, seen = null }: ImportOptions = {},
): Promise<ImportResult> {
  return database.prisma.$transaction(async (transaction) => {
    await lockOrganisation(transaction);
    const stored = await transaction.organisation.findUnique({ where: { id: 1 } });
    const result = await importWithin(transaction, secrets, { organisation, by, nowMs, replace, seen });
    // What is made up of the demo's past is no part of what is somebody's own.
    if (stored !== null && stored.demoVersion !== null) await dropMadeUp(transaction);
    await transaction.organisation.updateMany({ data: { demoVersion: null } });
    return result;
  }, patience);
}

/** The same within a transaction that has the organisation's lock. */
export async function importWithin(
  transaction: Prisma.TransactionClient,
  secrets: Secrets,
  asked: { organisation: Organisation; by: string; nowMs: number } & ImportOptions,
): Promise<ImportResult> {
  const { organisation, by, nowMs, replace = false, seen = null } = asked;
  const look = await lookedAt(transaction, secrets, organisation, nowMs);
  const { version: storedVersion, differences, findings, lost, after } = look;
  if (seen !== null && seen !== storedVersion) throw new ChangedMeanwhile();
  if (!anyDifference(differences)) return { changed: false, version: storedVersion, differences, findings };
  const { exportedVersion = 0 } = organisation;
  if (!replace && lost.length > 0) throw new OlderFile([], lostInWords(lost, { exportedVersion, storedVersion }));
  // The version of a file from another database is counted on from, so that a file exported before it is older here too.
  const version = Math.max(storedVersion + 1, exportedVersion);
  await writeDifferences(transaction, secrets, after, differences, { version, by, at: new Date(nowMs) });
  return { changed: true, version, differences, findings };
}

/** What importing it would do; changes nothing. Throws `FaultyOrganisation`. */
export async function lookAtImport(
  database: Pick<Database, 'prisma'>,
  secrets: Secrets,
  organisation: Organisation,
  nowMs: number,
): Promise<ImportLook> {
  return database.prisma.$transaction((transaction) => lookedAt(transaction, secrets, organisation, nowMs), {
    ...patience,
    isolationLevel: 'RepeatableRead',
  });
}

async function lookedAt(
  transaction: Prisma.TransactionClient,
  secrets: Secrets,
  organisation: Organisation,
  nowMs: number,
): Promise<ImportLook> {
  const stored = await readStored(transaction, secrets);
  const before = stored?.organisation ?? null;
  const { people, findings } = withOwnTags(organisation.people, stored ?? { droppedTags: [], addedTags: [] });
  const after = {
    ...organisation,
    people,
    blocks: keyedBlocks(organisation.blocks, before?.blocks ?? [], secrets, nowMs),
  };
  const differences = differencesBetween(before, after);
  const version = stored?.version ?? 0;
  const lost = await lostBy(transaction, differences, organisation.exportedVersion, version);
  return { version, differences, findings, lost, before, after };
}

async function lostBy(
  transaction: Prisma.TransactionClient,
  differences: Differences,
  exportedVersion: number | undefined,
  storedVersion: number,
): Promise<LostChange[]> {
  if (exportedVersion === undefined || exportedVersion >= storedVersion || !anyDifference(differences)) return [];
  const since = await transaction.auditEntry.findMany({
    where: { organisationVersion: { gt: exportedVersion } },
    orderBy: { id: 'asc' },
  });
  const changes = since.map(({ at, by, action, subject, organisationVersion }) => ({
    version: organisationVersion ?? storedVersion,
    atMs: at.getTime(),
    by,
    action,
    subject,
  }));
  return lostByOlderFile(differences, { exportedVersion, storedVersion }, changes);
}

/** Numbers become keys here and go no further; a block without an end keeps the one it already has. */
function keyedBlocks(blocks: readonly Block[], stored: readonly Block[], secrets: Secrets, nowMs: number): Block[] {
  const seen = new Map<string, number>();
  return blocks.map(({ number, key: givenKey, until, ...terms }, index) => {
    const keys = givenKey === undefined ? lastingKeys(secrets, terms.line ?? '', number ?? '') : [givenKey];
    const standing = stored.find((block) => keys.includes(block.key ?? '') && block.line === terms.line);
    // A block stored by another spelling of the number stays as it is: it is looked for by every spelling.
    const key = standing?.key ?? keys[0] ?? '';
    const same = `${terms.line ?? ''} ${key}`;
    const first = seen.get(same);
    if (first !== undefined)
      throw new FaultyOrganisation([
        { path: `blocks[${index}]`, problem: faultWord('sameBlock', { place: `blocks[${first}]` }) },
      ]);
    seen.set(same, index);
    const end = until ?? standing?.until ?? utcInstant(new Date(nowMs + standardBlockMs));
    return { key, ...terms, until: utcInstant(new Date(end)) };
  });
}
