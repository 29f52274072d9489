/** Gives the service the organisation it works for, and writes it out again as a file. */
import type { Database } from '../platform/database.ts';
import type { Secrets } from '../platform/secrets.ts';
import { type OrganisationFile, organisationFile } from './organisation-file.ts';
import { readStored, type OnUnusable, type StoredOrganisation } from './stored-organisation.ts';

/** The whole organisation of one version, in one snapshot; null before the first import. `onUnusable` as in `readStored`. */
export async function loadOrganisation(
  database: Database,
  secrets: Secrets,
  onUnusable?: OnUnusable,
): Promise<StoredOrganisation | null> {
  return database.prisma.$transaction((transaction) => readStored(transaction, secrets, onUnusable), {
    isolationLevel: 'RepeatableRead',
    timeout: 60_000,
    maxWait: 60_000,
  });
}

/**
 * The stored organisation as a file that imports unchanged, its fields always in the same order; null before the first import.
 * What an earlier release took and this one refuses is written as it is stored: an import names it.
 */
export async function exportOrganisation(database: Database, secrets: Secrets): Promise<OrganisationFile | null> {
  const stored = await loadOrganisation(database, secrets);
  if (!stored) return null;
  const file = organisationFile.safeParse(stored.organisation).data ?? stored.organisation;
  return { exportedVersion: stored.version, ...file };
}
