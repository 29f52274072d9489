/** What importing an organisation file would undo that was changed after the file was exported (O7). */
import type { Differences } from './differences.ts';

/** A change that made a version of the organisation, as the audit has it; `subject` begins with an id where the thing has one. */
export type VersionChange = { version: number; atMs: number; by: string; action: string; subject: string };

const partNouns = {
  organisation: 'organisation',
  policy: 'policy',
  timeOff: 'timeOff',
  blocks: 'blocks',
  block: 'blocks',
  line: 'lines',
  person: 'people',
  shift: 'shifts',
} as const;

/** What would be lost at a place of the file (`shifts[evening]`, `policy`); null: a change that left no trace. */
export type LostChange = { place: string; change: VersionChange | null };

/** The version a file was exported at, and the one that is stored. */
type Versions = { exportedVersion: number; storedVersion: number };

/**
 * Each change that was made after the file was exported and that importing it would undo; none where nothing would be lost.
 * `differences` are those the import would make. Where a version left no trace (an earlier release made it), every difference
 * counts as lost.
 */
export function lostByOlderFile(
  differences: Differences,
  { exportedVersion, storedVersion }: Versions,
  changes: readonly VersionChange[],
): LostChange[] {
  const places = placesOf(differences);
  const traced = new Set(changes.map(({ version }) => version));
  const isTraced = Array.from(
    { length: storedVersion - exportedVersion },
    (_, index) => exportedVersion + 1 + index,
  ).every((version) => traced.has(version));
  const known = changes.flatMap((change) => {
    const place = placeOf(change);
    return place !== null && places.has(place) ? [{ place, change }] : [];
  });
  const told = new Set(known.map(({ place }) => place));
  const untold = isTraced ? [] : [...places].filter((place) => !told.has(place));
  return [...known, ...untold.map((place) => ({ place, change: null }))];
}

/** The same in sentences, the first of them saying why the file is refused. */
export function lostInWords(lost: readonly LostChange[], { exportedVersion, storedVersion }: Versions): string[] {
  return [
    `exportedVersion: the file was exported at version ${exportedVersion}, and the organisation is at version ${storedVersion} by now; importing it would lose what follows ("--replace" imports it all the same)`,
    ...lost.map(({ place, change }) => {
      if (change === null) return `${place}: is another one now`;
      const { version, atMs, by, action, subject } = change;
      return `${place}: changed in version ${version} (${[action, subject].join(' ').trim()}, by ${by}, ${new Date(atMs).toISOString()})`;
    }),
  ];
}

/** Where the import would change something, as `shifts[evening]` or `policy`. */
function placesOf({ lines, people, shifts, ...whole }: Differences): Set<string> {
  const ids = { lines, people, shifts };
  return new Set([
    ...Object.entries(whole).flatMap(([part, differs]) => (differs ? [part] : [])),
    ...Object.entries(ids).flatMap(([noun, { added, changed, retired }]) =>
      [...added, ...changed, ...retired].map((id) => `${noun}[${id}]`),
    ),
  ]);
}

function placeOf({ action, subject }: VersionChange): string | null {
  // The import itself: what it changed is told beside it.
  if (action === 'organisation.imported') return null;
  const [part = ''] = action.split('.');
  const noun = partNouns[(part === 'tag' ? 'person' : part) as keyof typeof partNouns];
  if (noun === undefined) return null;
  const [id = ''] = subject.split(' ');
  // Blocks have no id in a file.
  return id === '' || noun === 'blocks' ? noun : `${noun}[${id}]`;
}
