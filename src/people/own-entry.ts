/** What people change of themselves: what callers hear, the languages they speak, and how they are there (P7). */
import { createHash } from 'node:crypto';
import type { Directory } from '../organisation/directory.ts';
import { name } from '../organisation/fields.ts';
import { noteChange } from '../organisation/occurrence-people.ts';
import type { Channel, Person } from '../organisation/organisation-file.ts';
import { writeEntry, type OwnEntry } from '../organisation/person-entry.ts';
import type { Records } from '../organisation/records.ts';
import { lockedDirectory, withRoster } from '../roster/open-shifts.ts';

/** What is absent stays; `phoneName` null: callers hear none. */
export type EntryChange = { phoneName?: string | null; languages?: string[]; channels?: Channel[] };
/** `changed`: it is not as whoever changes it has seen it. */
export type EntryChanged =
  | { kind: 'done' }
  | { kind: 'unknown' }
  | { kind: 'changed' }
  | { kind: 'wrong'; field: keyof EntryChange };

/** The languages one can say to speak: those of the lines in use, and one's own. */
export function languageChoices({ lineOfNumber }: Directory, person: Person): string[] {
  return [...new Set([...person.languages, ...[...lineOfNumber.values()].flatMap(({ languages }) => languages)])];
}

/** Changes with what `changeOwnEntry` can change, and with nothing else. */
export function entryVersion({ phoneName, languages, channels }: Person): string {
  const entry = JSON.stringify([phoneName, languages, channels]);
  return createHash('sha256').update(entry).digest('base64url').slice(0, 22);
}

/**
 * Changes the person's own entry, where they saw it as it is (`seen`; null: whatever it is): one version, one entry of the
 * audit, which does not say what they changed to.
 */
export function changeOwnEntry(
  room: Records,
  personId: string,
  change: EntryChange,
  seen: string | null = null,
): Promise<EntryChanged> {
  return withRoster(room, async (client): Promise<EntryChanged> => {
    const directory = await lockedDirectory(client, room);
    const person = directory?.people.get(personId);
    if (!directory || !person) return { kind: 'unknown' };
    if (seen !== null && seen !== entryVersion(person)) return { kind: 'changed' };
    const phoneName = change.phoneName === undefined ? person.phoneName : (change.phoneName ?? undefined);
    const said = phoneName === undefined ? undefined : name.safeParse(phoneName);
    if (said && !said.success) return { kind: 'wrong', field: 'phoneName' };
    const languages = [...new Set(change.languages ?? person.languages)];
    const choices = languageChoices(directory, person);
    if (languages.length === 0 || !languages.every((one) => choices.includes(one)))
      return { kind: 'wrong', field: 'languages' };
    const channels = [...new Set(change.channels ?? person.channels)];
    if (channels.length === 0) return { kind: 'wrong', field: 'channels' };
    const entry: OwnEntry = { phoneName: said?.data, languages, channels };
    const isSame =
      JSON.stringify([entry.phoneName, languages, channels]) ===
      JSON.stringify([person.phoneName, person.languages, person.channels]);
    if (isSame) return { kind: 'done' };
    await writeEntry(client, personId, entry);
    await noteChange(client, personId, 'person.changed-own', personId, room.clock.nowMs());
    return { kind: 'done' };
  }).then((result) => {
    if (result.kind === 'done') room.afterCommit({ effects: [], wakes: [], route: true, organisation: true });
    return result;
  });
}
