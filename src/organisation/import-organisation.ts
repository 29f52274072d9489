/** Loads an organisation file into the database: all of it or nothing, and doing it twice looks like doing it once. */
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../platform/database.ts';
import { lastingKeys } from '../platform/caller-key.ts';
import type { Secrets } from '../platform/secrets.ts';
import { anyDifference, type Differences, differencesBetween } from './differences.ts';
import { FaultyOrganisation } from './faulty-organisation.ts';
import type { Block, Organisation } from './organisation-file.ts';
import { lockOrganisation, readStored } from './stored-organisation.ts';
import { utcInstant } from './stored-rows.ts';
import { lostByOlderFile } from './older-file.ts';
import { withOwnTags, type OwnTagFinding } from './tags.ts';
import { writeDifferences } from './write-organisation.ts';

/** `findings`: where people's own choice holds against the file. */
export type ImportResult = {
  changed: boolean;
  version: number;
  differences: Differences;
  findings: OwnTagFinding[];
};

/** A first block lasts 24 hours (V9). */
const blockHours = 24;

/**
 * Makes `organisation` the stored one: what it lacks is retired, the version rises by one, and each change is audited
 * under the name `by`. Importing what is stored already changes nothing. A tag that its person took back by text stays
 * off, and one they put on stays on (W1). `nowMs` dates the change. A file that was exported before later changes is
 * refused with what would be lost, unless it is to `replace` them (O7). Throws `FaultyOrganisation`.
 */
export async function importOrganisation(
  database: Database,
  secrets: Secrets,
  organisation: Organisation,
  by: string,
  nowMs: number,
  { replace = false }: { replace?: boolean } = {},
): Promise<ImportResult> {
  return database.prisma.$transaction(
    async (transaction) => {
      await lockOrganisation(transaction);
      const asked = { organisation, by, nowMs, replace };
      const result = await importWithin(transaction, secrets, asked);
      await transaction.organisation.updateMany({ data: { demoVersion: null } });
      return result;
    },
    { timeout: 120_000, maxWait: 60_000 },
  );
}

/** The same within a transaction that has the organisation's lock. */
export async function importWithin(
  transaction: Prisma.TransactionClient,
  secrets: Secrets,
  { organisation, by, nowMs, replace }: { organisation: Organisation; by: string; nowMs: number; replace: boolean },
): Promise<ImportResult> {
  const stored = await readStored(transaction, secrets);
  const { people, findings } = withOwnTags(organisation.people, stored ?? { droppedTags: [], addedTags: [] });
  const wanted = {
    ...organisation,
    people,
    blocks: keyedBlocks(organisation.blocks, stored?.organisation.blocks ?? [], secrets, nowMs),
  };
  const differences = differencesBetween(stored?.organisation ?? null, wanted);
  if (!anyDifference(differences)) return { changed: false, version: stored?.version ?? 0, differences, findings };
  if (!replace) await refuseOlder(transaction, differences, organisation.exportedVersion, stored?.version ?? 0);
  // The version of a file from another database is counted on from, so that a file exported before it is older here too.
  const version = Math.max((stored?.version ?? 0) + 1, organisation.exportedVersion ?? 0);
  await writeDifferences(transaction, secrets, wanted, differences, { version, by, at: new Date(nowMs) });
  return { changed: true, version, differences, findings };
}

async function refuseOlder(
  transaction: Prisma.TransactionClient,
  differences: Differences,
  exportedVersion: number | undefined,
  storedVersion: number,
): Promise<void> {
  if (exportedVersion === undefined || exportedVersion >= storedVersion) return;
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
  const lost = lostByOlderFile(differences, { exportedVersion, storedVersion }, changes);
  if (lost.length > 0) throw new FaultyOrganisation(lost);
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
    if (first !== undefined) throw new FaultyOrganisation([`blocks[${index}]: is the same block as blocks[${first}]`]);
    seen.set(same, index);
    const end = until ?? standing?.until ?? utcInstant(new Date(nowMs + blockHours * 3_600_000));
    return { key, ...terms, until: utcInstant(new Date(end)) };
  });
}
