/** What people may change of their own entry, as the tables hold it: written where the organisation is locked (P7). */
import type pg from 'pg';
import type { Person } from './organisation-file.ts';

export type OwnEntry = Pick<Person, 'phoneName' | 'languages' | 'channels'>;

/** Puts these fields of the person in the place of what they were. */
export async function writeEntry(
  client: pg.ClientBase,
  personId: string,
  { phoneName, languages, channels }: OwnEntry,
): Promise<void> {
  await client.query('UPDATE people SET phone_name = $2, languages = $3, channels = $4 WHERE id = $1', [
    personId,
    phoneName ?? null,
    languages,
    channels,
  ]);
}
