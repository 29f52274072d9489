/** Runs the phone lab beside a service that has no carrier: a demo organisation to call, phones for its people. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps } from '../../src/deps.ts';
import type { Directory } from '../../src/organisation/directory.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { readOrganisation } from '../../src/organisation/read-file.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { startPhoneLab, type PhoneLab } from './server.ts';

/** Starts the lab for the organisation that is stored, or for the demo one where none is; its page is on `portIfFree` again where that is free. */
export async function startLabBeside(deps: Deps, portIfFree = 0): Promise<PhoneLab> {
  const directory = (await deps.directories.current()) ?? (await loadDemo(deps));
  const { accountSid, authToken, callsPerSecond, fallbackUrl } = deps.config.twilio;
  return startPhoneLab({
    clock: deps.clock,
    port: portIfFree,
    serviceBaseUrl: deps.config.publicBaseUrl,
    lines: [...directory.lineOfNumber.values()],
    people: [...directory.people.values()],
    organisation: directory.organisation,
    pagesUrl: deps.config.publicBaseUrl,
    crisis: {
      name: directory.organisation.crisisName ?? 'the crisis line',
      phone: directory.organisation.crisisNumber,
    },
    accountSid,
    authToken,
    callsPerSecond,
    ...(fallbackUrl ? { fallbackUrl } : {}),
    dataDir: deps.config.dataDir,
  });
}

async function loadDemo(deps: Deps): Promise<Directory> {
  const reading = readOrganisation(readFileSync(join(projectRoot, 'infra/phone-lab/demo-organisation.json'), 'utf8'));
  if (reading.kind === 'faults') throw new Error('the demo organisation is faulty');
  await importOrganisation(deps.database, deps.secrets, reading.organisation, 'phone lab', deps.clock.nowMs());
  const directory = await deps.directories.current();
  if (!directory) throw new Error('the demo organisation was not stored');
  return directory;
}
