/** A large warmline on a full evening: two lines, many people on shift, callers who wait. */
import type pg from 'pg';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { beginSession } from '../../src/access/sessions.ts';
import { systemClock as clock } from '../../src/platform/clock.ts';
import { secret } from './processes.ts';

export const lines = ['north', 'south'] as const;

/** The first Monday is the 5th. */
const dateOf = (weekday: number) => String(5 + weekday).padStart(2, '0');

/** `people` volunteers, the first five shift leaders too; each line has half of them on shift all day, and evenings besides that want more. */
export async function importBusyOrganisation(databaseUrl: string, people: number): Promise<string[]> {
  const ids = Array.from({ length: people }, (_, index) => `person-${index}`);
  const reading = checkOrganisation({
    organisation: { name: 'Bench', timeZone: 'UTC', crisisNumber: '+15559880988' },
    policy: { training: [] },
    lines: lines.map((id, index) => ({
      id,
      name: id,
      phoneNumber: `+1555010000${index}`,
      timeZone: 'UTC',
      languages: ['en'],
      automaticAvailability: true,
    })),
    people: ids.map((id, index) => ({
      id,
      name: `Person ${index}`,
      phone: `+1555020${String(index).padStart(4, '0')}`,
      roles: index < 5 ? ['volunteer', 'shift-leader'] : ['volunteer'],
    })),
    shifts: lines.flatMap((line, half) => {
      const own = ids.filter((_, index) => index % lines.length === half);
      const day = {
        id: line,
        line,
        start: '2026-01-01T00:00',
        end: '2026-01-01T24:00',
        repeat: 'FREQ=DAILY',
        need: 60,
        assigned: own.map((person) => ({ person, as: 'primary' as const })),
      };
      const evenings = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'].map((weekday, index) => ({
        id: `${line}-${weekday}`,
        line,
        start: `2026-01-${dateOf(index)}T18:00`,
        end: `2026-01-${dateOf(index)}T22:00`,
        repeat: `FREQ=WEEKLY;BYDAY=${weekday}`,
        need: 6,
        assigned: own.slice(index * 4, index * 4 + 4).map((person) => ({ person, as: 'backup' as const })),
      }));
      return [day, ...evenings];
    }),
  });
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  const database = openDatabase(databaseUrl);
  await importOrganisation(database, deriveSecrets(secret), reading.organisation, 'bench', Date.now());
  await database.close();
  return ids;
}

/** Callers who wait for a language nobody speaks, so that nobody is rung. */
export async function letWait(pool: pg.Pool, callers: number): Promise<void> {
  await pool.query(
    `INSERT INTO contacts (id, line_id, channel, state, language, script, arrived_at, waiting_since, rank_at)
     SELECT 'contact-' || n, 'north', 'voice', 'waiting', 'eo', 'hold', now(), now(), now() FROM generate_series(1, $1) n`,
    [callers],
  );
}

/** The cookie of a session of `personId`, as a browser sends it. */
export async function signedIn({ pool }: Pick<Database, 'pool'>, personId: string): Promise<string> {
  const room = { pool, clock, secrets: deriveSecrets(secret) };
  const { token } = await beginSession(room, { personId, strength: 'code', device: '', proved: true });
  return `warmline=${token}`;
}
