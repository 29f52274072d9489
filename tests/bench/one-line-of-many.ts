/** One line around the clock and so many volunteers who are always on it, free again as soon as a call is over. */
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { secret } from './processes.ts';

export const line = '+15550100001';

/** Writes the organisation down; gives its volunteers. */
export async function importOneLine(databaseUrl: string, count: number): Promise<{ id: string; phone: string }[]> {
  const people = Array.from({ length: count }, (_, index) => ({
    id: `v${index}`,
    name: `v${index}`,
    phone: `+1555020${String(index).padStart(4, '0')}`,
    roles: ['volunteer'],
  }));
  const reading = checkOrganisation({
    organisation: { name: 'Bench', timeZone: 'America/Chicago', crisisNumber: '+15559880988' },
    policy: { training: [], wrapUpMinutes: 0, overflow: [{ afterSeconds: 600, do: 'voicemail' }] },
    lines: [
      {
        id: 'main',
        name: 'Bench',
        phoneNumber: line,
        timeZone: 'America/Chicago',
        languages: ['en'],
        automaticAvailability: true,
      },
    ],
    people,
    shifts: [
      {
        id: 'always',
        line: 'main',
        start: '2026-01-01T00:00',
        end: '2026-01-02T00:00',
        repeat: 'FREQ=DAILY',
        assigned: people.map(({ id }) => ({ person: id, as: 'primary' })),
      },
    ],
  });
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  const database = openDatabase(databaseUrl);
  await importOrganisation(database, deriveSecrets(secret), reading.organisation, 'bench', Date.now());
  await database.close();
  return people;
}
