/** Imports another organisation file into a running story, as `warmline org import` does. */
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import type { Stage } from './stage.ts';

export async function importInto(stage: Stage, content: unknown): Promise<void> {
  const file = checkOrganisation(content);
  if (file.kind === 'faults') throw new Error(JSON.stringify(file.faults));
  const { database, secrets, clock } = stage.service.deps;
  await importOrganisation(database, secrets, file.organisation, 'test', clock.nowMs());
}
