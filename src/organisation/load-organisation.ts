/** Gives the service the organisation it works for, and writes it out again as a file. */
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../platform/database.ts';
import type { Secrets } from '../platform/secrets.ts';
import { newestChange, type ChangesSeen } from './changes-sql.ts';
import { type OrganisationFile, organisationFile } from './organisation-file.ts';
import { readStored, type StoredOrganisation } from './stored-organisation.ts';
import type { OnUnusable } from './stored-rows.ts';

/** The whole organisation of one version and up to which change that is, in one snapshot; null before the first import. */
export async function loadWhole(
  database: Pick<Database, 'prisma'>,
  secrets: Secrets,
  onUnusable: OnUnusable,
): Promise<{ stored: StoredOrganisation; seen: ChangesSeen } | null> {
  return inSnapshot(database, async (transaction) => {
    const seen = await newestChange(transaction);
    const stored = await readStored(transaction, secrets, onUnusable);
    return stored && { stored, seen };
  });
}

/** The organisation itself and its lines as they are stored, of people and shifts nobody; null before the first import. */
export async function loadHead(
  database: Pick<Database, 'prisma'>,
  secrets: Secrets,
): Promise<StoredOrganisation | null> {
  return inSnapshot(database, (transaction) =>
    readStored(transaction, secrets, () => undefined, { people: [], shifts: [] }),
  );
}

/** The whole organisation of one version, in one snapshot; null before the first import. `onUnusable` as in `readStored`. */
export async function loadOrganisation(
  database: Pick<Database, 'prisma'>,
  secrets: Secrets,
  onUnusable?: OnUnusable,
): Promise<StoredOrganisation | null> {
  return inSnapshot(database, (transaction) => readStored(transaction, secrets, onUnusable));
}

function inSnapshot<Result>(
  database: Pick<Database, 'prisma'>,
  read: (transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  return database.prisma.$transaction(read, {
    isolationLevel: 'RepeatableRead',
    timeout: 60_000,
    maxWait: 60_000,
  });
}

/**
 * The stored organisation as a file that imports unchanged, its fields always in the same order; null before the first import.
 * What an earlier release took and this one refuses is written as it is stored: an import names it.
 */
export async function exportOrganisation(
  database: Pick<Database, 'prisma'>,
  secrets: Secrets,
): Promise<OrganisationFile | null> {
  const stored = await loadOrganisation(database, secrets);
  if (!stored) return null;
  const file = organisationFile.safeParse(stored.organisation).data ?? stored.organisation;
  return { exportedVersion: stored.version, ...file };
}
